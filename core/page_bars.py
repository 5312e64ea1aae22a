"""Bars on a page, as words that find their own lines at any width, with what measures them below.

On paper, where the width is known, `core.charts.bars` draws the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.charts import BAR_HEIGHT, Bar, percent, summary
from core.texts import colon


def draw(rows: Sequence[Bar], *, title: str, language: str) -> SafeString:
    """Horizontal bars from zero, as many as there are rows; read out as one picture with all its figures.

    Negative values are drawn as zero. The page gives a table with the same figures beside it.
    """
    largest = max((row.value for row in rows), default=Decimal(0))
    return format_html(
        '<figure class="chart bars" role="img" lang="{}" aria-label="{}">{}</figure>',
        language,
        f"{title}{colon()} {summary(rows)}",
        format_html_join("", "{}", ((_bar(row, largest),) for row in rows)),
    )


def _bar(row: Bar, largest: Decimal) -> SafeString:
    return format_html(
        '<p><span>{}</span> <b>{}</b></p><svg width="100%" height="{height}">'
        '<rect class="track" width="100%" height="{height}"/>'
        '<rect class="c1" width="{}" height="{height}"/></svg>',
        *(row.label, row.shown, f"{percent(row.value, largest):.2f}%"),
        height=BAR_HEIGHT,
    )
