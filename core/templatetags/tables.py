"""Tags and filters for the cells of tables, available in every template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import money

register = template.Library()


@register.filter
def cell_words(cell: Decimal | str | None) -> str:
    """A cell of a table: an amount as the reader writes it, words as they are, nothing for a blank."""
    return money.eur(cell, (get_language() or "en")[:2]) if isinstance(cell, Decimal) else cell or ""


@register.simple_tag
def cell_class(amounts: Sequence[bool], index: int) -> SafeString:
    """The class attribute of a cell in a table whose `amounts` tell which columns hold amounts."""
    return SafeString(' class="amount"') if amounts[index] else SafeString("")


@register.simple_tag
def column_class(columns: Sequence[Mapping[str, Any]], index: int) -> SafeString:
    """The class attribute of a cell in a column of amounts; nothing elsewhere."""
    is_amount = index < len(columns) and columns[index].get("is_amount")
    return SafeString(' class="amount"' if is_amount else "")
