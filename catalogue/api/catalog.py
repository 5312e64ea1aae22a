"""All lists of the interface, by name."""

from __future__ import annotations

from functools import cache

from catalogue.api import programmes, projects, sub_grants
from catalogue.api.resources import Resource

VERSION = "1.3.0"  # the second number grows with added fields


@cache
def resources() -> dict[str, Resource]:
    """Every list, in the order of the documentation."""
    made = [
        projects.projects(),
        projects.organisations(),
        sub_grants.sub_grants(),
        programmes.programmes(),
        programmes.periods(),
        programmes.priorities(),
        programmes.objectives(),
        programmes.themes(),
        programmes.calls(),
        programmes.regions(),
    ]
    return {one.name: one for one in made}
