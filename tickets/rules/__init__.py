"""Rules of requests and reports: plain functions, no database, `now` as an argument."""
