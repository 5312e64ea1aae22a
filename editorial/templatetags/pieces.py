"""The address of a piece, by what a row knows of it."""

from __future__ import annotations

from django import template

from editorial import reading

register = template.Library()


@register.simple_tag
def piece_url(programme: str, kind: str, slug: str) -> str:
    """The public page of a piece of this kind, by the slugs of its programme and its own."""
    return reading.path(programme, kind, slug)
