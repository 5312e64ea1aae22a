"""Events and issues of newsletters for the staff who make them."""
