"""How fast the portal is: each benchmark prints one JSON object a line. See run.py."""
