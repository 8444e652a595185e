"""The desk: who receives people sees the day, calls, serves, moves, and books for who telephones."""
