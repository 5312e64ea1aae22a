"""Events for readers."""
