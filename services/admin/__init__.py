"""The catalogue in the admin: the form of a sheet, the screens of the municipalities and those of the union."""
