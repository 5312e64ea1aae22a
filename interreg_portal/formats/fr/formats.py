"""Thousands parted as in amounts (core.money): by a narrow space that doesn't break."""

THOUSAND_SEPARATOR = "\u202f"
