"""Parts of pages that are the same for everybody who reads a language: drawn once and kept."""

from __future__ import annotations

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def drawn_once(name: str) -> SafeString:
    """The component with this name, which has no inputs, in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    return _draw(name) if settings.DEBUG else _kept(name, language)


@cache
def _kept(name: str, language: str) -> SafeString:
    return _draw(name)


def _draw(name: str) -> SafeString:
    return mark_safe(get_template(name).render({}))  # noqa: S308 - a template escapes for itself
