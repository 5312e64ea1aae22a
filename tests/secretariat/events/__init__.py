"""Events and newsletters for the staff who make them."""
