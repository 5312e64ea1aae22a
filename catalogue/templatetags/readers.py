"""Of when a page is, and where a reader says what is wrong on it."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode

from publications import editions
from publications.talking_back.subjects import about_view

register = template.Library()


@register.simple_tag
def data_changed_at() -> datetime | None:
    """When anything that public pages show changed last; None before any change."""
    return editions.changed_at()


@register.simple_tag(takes_context=True)
def remark_address(context: Context) -> str:
    """The form for remarks on what this page is about; where that is nothing, the form that says so.

    The page names its subject itself: many browsers keep to themselves which page led to another.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    about, key = about_view(match.view_name, match.kwargs) if match else ("", "")
    address = reverse("catalogue:remark")
    return f"{address}?{urlencode({'about': about, 'key': key})}" if about else address
