"""The facets of a search as links that add or take away one value: written without a template, for speed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.money import about
from core.texts import colon
from programmes.models import Theme
from publications.finding import Facet, Query, Search
from publications.finding.naming import FACET_NAMES
from publications.finding.query import FACETS, RANGES, UNKNOWN

CHIPS = 8  # of one facet
OPEN = frozenset({"programme", "period", "theme", "country", "status"})
_GROUPING = {"nl": ".", "fr": "\u202f", "en": ","}


def number(value: int, language: str) -> str:
    """A whole number as a reader of `language` writes it."""
    return f"{value:,}".replace(",", _GROUPING.get(language, ","))


def facet_block(facets: Iterable[Facet], query: Query, language: str, *, is_least: bool) -> SafeString:
    """All facets that have something to choose; links keep the rest of the search."""
    words = {"without": _("Remove:"), "least": "+" if is_least else ""}
    return mark_safe("".join(_facet(one, query, language, words) for one in facets if one.choices))  # noqa: S308


def _facet(facet: Facet, query: Query, language: str, words: dict[str, str]) -> str:
    before, after = _around(query, facet.name)
    chosen = query.chosen.get(facet.name, ())
    name = escape(str(FACET_NAMES[facet.name]))
    items = []
    for choice in facet.choices:
        values = (
            [one for one in chosen if one != choice.value]
            if choice.is_chosen
            else sorted({*chosen, choice.value})
        )
        own = f"{facet.name}={_quoted(','.join(values))}" if values else ""
        address = escape("?" + "&".join(part for part in (before, own, after) if part))
        label: str = escape(choice.label)
        if choice.value == UNKNOWN or facet.name in RANGES:  # the same words in several facets
            label += f'<span class="visually-hidden"> ({name})</span>'
        if choice.is_chosen:
            items.append(
                f'<li><a class="on" href="{address}"><span class="visually-hidden">{words["without"]} </span>'
                f"{label}</a></li>"
            )
        else:
            count = f"{number(choice.number, language)}{words['least']}"
            items.append(f'<li><a href="{address}">{label}</a> <span>{count}</span></li>')
    is_open = " open" if chosen or facet.name in OPEN else ""
    more = _more(facet, query) if facet.more else ""
    return f"<details{is_open}><summary>{name}</summary><ul>{''.join(items)}</ul>{more}</details>"


def _more(facet: Facet, query: Query) -> str:
    text = ngettext("%(number)s more", "%(number)s more", facet.more) % {"number": facet.more}
    pairs = query.as_query_string()
    address = escape(f"?{pairs}{'&' if pairs else ''}all={facet.name}#facets")
    name = escape(str(FACET_NAMES[facet.name]))
    return f'<p><a href="{address}">{text}<span class="visually-hidden"> ({name})</span></a></p>'


def _around(query: Query, facet: str) -> tuple[str, str]:
    """The parts of the address before and after those of a facet."""
    place = FACETS.index(facet)
    earlier = {"q", *FACETS[:place]}
    pairs = [(name, f"{name}={_quoted(value)}") for name, value in query.pairs() if name != facet]
    return (
        "&".join(pair for name, pair in pairs if name in earlier),
        "&".join(pair for name, pair in pairs if name not in earlier),
    )


def _quoted(value: str) -> str:
    return Query(value).as_query_string()[2:]


def chips(search: Search, language: str) -> list[dict[str, object]]:
    """What was chosen: each with the address of the search without it, and how many that would find.

    Many values of one facet are taken away together; one by one they are among its choices.
    """
    asked, found = search.asked, list[dict[str, object]]()

    def add(label: str, without: Query, number: int | None = None) -> None:
        found.append({"label": label, "url": f"?{without.as_query_string()}", "number": number})

    if asked.text:
        add(f"“{asked.text}”", asked.without("q"))
    for facet, values in asked.chosen.items():
        labels = [search.vocabulary.label(facet, value, language) for value in values]
        if len(values) > CHIPS:
            add(f"{FACET_NAMES[facet]}{colon()} {', '.join(labels)}", asked.without(facet))
            continue
        for value, label in zip(values, labels, strict=True):
            add(f"{FACET_NAMES[facet]}{colon()} {label}", asked.without(facet, value))
    for name, ends in asked.ranges.items():
        add(f"{FACET_NAMES[name]}{colon()} {_between(*ends, name, language)}", asked.without_range(name))
    return found


def _between(low: int | None, high: int | None, name: str, language: str) -> str:
    ends = [
        None if end is None else str(end) if name == "year" else about(Decimal(end), language)
        for end in (low, high)
    ]
    if ends[1] is None:
        return _("from %(low)s") % {"low": ends[0]}
    if ends[0] is None:
        return _("up to %(high)s") % {"high": ends[1]}
    return _("from %(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def hidden(query: Query) -> list[tuple[str, str]]:
    """What the form of words and ranges keeps of a search."""
    typed = {"q", "sort", *(f"{name}_{end}" for name in RANGES for end in ("from", "to"))}
    return [(name, value) for name, value in query.pairs() if name not in typed]


def theme_key(theme: Theme) -> str:
    """A theme in an address: "FWVL-V-3"."""
    return f"{theme.programme_period_id}-{theme.code}"
