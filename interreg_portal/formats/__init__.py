"""How dates and numbers are written, where Django's own rules do not fit the portal."""
