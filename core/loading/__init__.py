"""Loading data from files: read strictly, check everything first, then write what differs."""
