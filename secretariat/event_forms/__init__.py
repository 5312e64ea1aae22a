"""What is typed about events and issues of newsletters."""
