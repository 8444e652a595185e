"""Old addresses that lead to new ones: rules, import from a file, screens (docs/editing.md)."""
