"""What pages show, put together from what they read: a module for each kind of work."""
