"""What staff, assessors and committee members type: a module for each kind of work."""
