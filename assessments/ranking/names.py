"""How an address names a specific objective."""

from __future__ import annotations

from programmes.models import SpecificObjective


def address_name(objective: SpecificObjective) -> str:
    """Its priority's number and its code: two priorities may have an objective of the same code."""
    return f"{objective.priority.number}-{objective.code}"
