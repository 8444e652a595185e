"""Rules of appointments in plain Python: no database, no request, `now` as an argument."""
