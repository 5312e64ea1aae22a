"""`{% stencil "part.html" fact=… fill name=… %}`: a part drawn once and filled often (core/stencils.py)."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString

from core import stencils

register = template.Library()


class StencilNode(template.Node):
    """A part of a page: which template, what it may ask about, and what is filled in."""

    def __init__(
        self, name: FilterExpression, facts: dict[str, FilterExpression], fills: dict[str, FilterExpression]
    ) -> None:
        self.name, self.facts, self.fills = name, facts, fills

    def render(self, context: Context) -> SafeString:
        return stencils.draw(
            self.name.resolve(context),
            {key: value.resolve(context) for key, value in self.facts.items()},
            {key: value.resolve(context) for key, value in self.fills.items()},
        )


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """The template of the part, then facts as name=value, then after the word `fill` what is filled in."""
    _tag, name, *bits = token.split_contents()
    at = bits.index("fill") if "fill" in bits else len(bits)
    facts, rest = bits[:at], bits[at + 1 :]
    known, filled = token_kwargs(facts, parser), token_kwargs(rest, parser)
    if facts or rest:
        raise TemplateSyntaxError("stencil takes name=value, and after the word fill name=value again")
    return StencilNode(parser.compile_filter(name), known, filled)
