"""The facets of a search: their values with counts, what was chosen, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from publications.finding.bands import BANDS
from publications.finding.query import FACETS, UNKNOWN
from publications.finding.searching import Search
from publications.states import Status

SHOWN = 5
WHOLE = 200
_KEPT_ORDER: Mapping[str, tuple[str, ...]] = {
    "budget": tuple(BANDS),
    "eu": tuple(BANDS),
    "status": tuple(Status.values),
}
_LATEST_FIRST = frozenset({"period", "year"})


@dataclass(frozen=True)
class Choice:
    """A value of a facet, how many projects would be found with it, and whether it is chosen."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its commonest values, those chosen, and "not known" last; `more` are not among them."""

    name: str
    choices: tuple[Choice, ...]
    more: int = 0


def facets(search: Search, language: str, *, whole: str = "") -> list[Facet]:
    """All facets in the order of addresses, the one called `whole` with nearly all its values.

    The values of a facet in which something is chosen are counted as if nothing were chosen in it: another
    value widens the search.
    """
    chosen = search.meant.chosen
    numbers: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    by_code = search.vocabulary.by_code
    for code, number in search.tally.facets:
        known = by_code.get(code)
        if known and known.facet not in chosen:
            numbers[known.facet].append((known.value, number))
    for name in chosen:
        for code, number in search.tally_of(search.meant.without(name)).facets:
            known = by_code.get(code)
            if known and known.facet == name:
                numbers[name].append((known.value, number))
    return [
        _partners(search)
        if name == "partner"
        else _facet(search, name, numbers[name], language, name == whole)
        for name in FACETS
    ]


def _facet(search: Search, name: str, numbers: list[tuple[str, int]], language: str, is_whole: bool) -> Facet:
    chosen = search.meant.chosen.get(name, ())
    if name == "region":  # NUTS 1 can be asked for, NUTS 2 is offered
        numbers = [(value, number) for value, number in numbers if len(value) != 3 or value in chosen]
    counted = dict(numbers)
    unknown = counted.pop(UNKNOWN, 0)
    commonest = sorted(counted, key=lambda value: (-counted[value], value))
    shown = {*commonest[: WHOLE if is_whole else SHOWN], *(value for value in chosen if value != UNKNOWN)}
    choices = [
        Choice(value, search.vocabulary.label(name, value, language), counted.get(value, 0), value in chosen)
        for value in shown
    ]
    choices = _told_apart(choices)
    choices.sort(key=_order(name))
    if unknown or UNKNOWN in chosen:
        label = search.vocabulary.label(name, UNKNOWN, language)
        choices.append(Choice(UNKNOWN, label, unknown, UNKNOWN in chosen))
    return Facet(name, tuple(choices), len(counted.keys() - shown))


def _told_apart(choices: list[Choice]) -> list[Choice]:
    """Themes and priorities of two periods with the same name get the code of their period ("FWVL-V")."""
    labels = Counter(one.label for one in choices)
    return [
        replace(one, label=f"{one.label} ({'-'.join(one.value.split('-')[:2])})")
        if labels[one.label] > 1 and "-" in one.value
        else one
        for one in choices
    ]


def _partners(search: Search) -> Facet:
    chosen = search.meant.chosen.get("partner", ())
    found = {one.slug: one for one in search.organisations}
    choices = [Choice(one.slug, one.name, one.number, one.slug in chosen) for one in found.values()]
    choices += [
        Choice(slug, slug, search.tally.number, True)
        for slug in chosen
        if slug not in found and slug != UNKNOWN
    ]
    if search.tally.without_organisation or UNKNOWN in chosen:
        number = search.tally.without_organisation
        choices.append(Choice(UNKNOWN, _("Not known"), number, UNKNOWN in chosen))
    return Facet("partner", tuple(choices))


def _order(name: str) -> Callable[[Choice], tuple[object, ...]]:
    if name in _KEPT_ORDER:
        places = {value: place for place, value in enumerate(_KEPT_ORDER[name])}
        return lambda choice: (places.get(choice.value, len(places)),)
    if name in _LATEST_FIRST:
        return lambda choice: (tuple(-ord(letter) for letter in choice.value),)
    return lambda choice: (-choice.number, choice.label)
