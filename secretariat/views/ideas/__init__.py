"""Pages of the search for partners."""
