"""Loading the known facts of the field: regions, objectives, indicators, programmes and their editions."""

from programmes.reference.loading import load

__all__ = ["load"]
