"""Names of countries in templates."""

from __future__ import annotations

from django import template

from core.countries import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The name of a country in the reader's language, by the code that NUTS uses."""
    return country_name(code)
