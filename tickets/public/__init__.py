"""What citizens do: ask for help, report, read how it goes on, follow."""
