"""The inbox of the offices: requests, reports and ratings, each seen by who answers for it."""
