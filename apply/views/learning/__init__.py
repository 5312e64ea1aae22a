"""Pages of the learning platform: people, good practices, services."""
