"""`{% live %}…{% endlive %}`: a part of base.html that is drawn for each page, never kept (core/frame.py)."""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token

from core.frame import LiveNode

register = template.Library()


@register.tag
def live(parser: Parser, token: Token) -> LiveNode:
    """What differs from page to page or from reader to reader."""
    nodelist = parser.parse(("endlive",))
    parser.delete_first_token()
    return LiveNode(nodelist)
