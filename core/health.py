"""Whether the portal lives, and whether it can work."""
