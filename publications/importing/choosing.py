"""What a person chose for the columns of a list, as the data of its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from programmes.models import Programme
from publications.importing.headers import forms, plain
from publications.importing.mapping import from_data

_NEW = "new "
_PERIODS = {"2021-2027": "VI", "2014-2020": "V", "2007-2013": "IV"}
FACT = "fact"  # the column is kept as a further fact


def now(data: dict[str, Any], heading: str) -> str:
    """The field that a column feeds; FACT, or "" when it is not taken."""
    mapping = from_data(data)
    return mapping.target(heading) or (FACT if mapping.fact_of(heading) else "")


def new_ones() -> list[tuple[str, str]]:
    """Choices for a programme that only lists know: its strand and period."""
    strands = {
        "A": _("cross-border"),
        "B": _("transnational"),
        "C": _("interregional"),
        "D": _("outermost regions"),
    }
    return [
        (
            f"{_NEW}{strand} {period}",
            _("Known from lists only: %(strand)s, %(period)s") % {"strand": label, "period": period},
        )
        for period in _PERIODS
        for strand, label in strands.items()
    ]


def with_programmes(data: dict[str, Any], programmes: Mapping[str, str]) -> dict[str, Any]:
    """The data with these editions, by the words of the list; a choice of `new_ones` makes one."""
    tables, new = dict(data.get("tables") or {}), dict(data.get("new_programmes") or {})
    known = dict(tables.get("programmes") or {})
    for written, code in programmes.items():
        if code.startswith(_NEW):
            strand, period = code[len(_NEW) :].split(" ")
            stem = _free_stem(written, new)
            known[written] = f"{stem}-{_PERIODS[period]}"
            new[known[written]] = {"programme": stem, "name": written, "period": period, "strand": strand}
        else:
            known[written] = code
    return {**data, "tables": {**tables, "programmes": known}, "new_programmes": new}


def _free_stem(written: str, new: Mapping[str, Any]) -> str:
    """A code that no programme of the portal or of the mapping has."""
    stem = plain(written).replace(" ", "").upper()[:7] or "LIST"
    taken = set(Programme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    taken |= {one["programme"] for one in new.values()}
    return next(one for one in (stem, *(f"{stem}{number}" for number in range(2, 999))) if one not in taken)


def chosen(data: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The data with these columns, by heading."""
    fields: dict[str, list[str]] = {
        name: list(headings) if isinstance(headings, list) else [headings]
        for name, headings in data["columns"].items()
    }
    facts = dict(data.get("facts") or {})
    for heading, name in columns.items():
        if name == now(data, heading):
            continue
        said = set(forms(heading))
        fields = {one: [word for word in words if plain(word) not in said] for one, words in fields.items()}
        facts = {word: label for word, label in facts.items() if plain(word) not in said}
        if name == FACT:
            facts[heading] = heading
        elif name:
            fields.setdefault(name, []).append(heading)
    headings = dict.fromkeys([*(data.get("headings") or []), *columns])
    return {
        **data,
        "columns": {name: words for name, words in fields.items() if words},
        "facts": facts,
        "headings": list(headings),
    }
