"""Issues of newsletters."""
