"""Pages of events, and the issues of newsletters."""
