"""What starts, tests and checks the portal. Needs nothing but Python and the virtual environment."""
