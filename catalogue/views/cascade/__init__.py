"""Pages of calls and grants inside a funded project."""
