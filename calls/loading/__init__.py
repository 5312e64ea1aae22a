"""Loading demo calls from a file: all is checked first, and days count from the day of loading."""

from calls.loading.writing import load_demo

__all__ = ["load_demo"]
