"""The union's catalogue: a sheet written once, adopted by each municipality, changed once (docs/catalogue.md)."""
