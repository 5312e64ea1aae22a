"""A small catalogue of form fields, for tests of calls, which do not know the real one."""

DEFAULTS = {"title": "required", "summary": "required", "theme": "hidden", "durability": "hidden"}
STANDARD = {"title": "required", "summary": "required", "theme": "optional", "durability": "required"}
