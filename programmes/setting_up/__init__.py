"""How a programme sets itself up: parts, verbs, and who uses what."""
