"""The filters of the inbox in words, each with the address without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.states import Progress
from core import money
from projects.states import State
from secretariat.filters.inbox import ME, NOBODY, TEAM, InboxFilter
from secretariat.pages.addresses import Address


@dataclass(frozen=True)
class Chip:
    """One filter in words. `url` is the list without it."""

    label: str
    url: str


def chips(narrowed: InboxFilter, address: Address) -> list[Chip]:
    """Every filter that narrows the list, in the order of the form."""
    return [chip for name, value in narrowed.chosen.items() for chip in _CHIPS[name](name, value, address)]


def _each(words: Callable[[Any], str], key: Callable[[Any], str]) -> Callable[..., Iterator[Chip]]:
    """A chip for each of several values."""

    def write(name: str, values: Any, address: Address) -> Iterator[Chip]:
        for value in values:
            yield Chip(words(value), address.without_value(name, key(value)))

    return write


def _one(words: Callable[[Any], str]) -> Callable[..., Iterator[Chip]]:
    """A chip for a filter with one value."""

    def write(name: str, value: Any, address: Address) -> Iterator[Chip]:
        yield Chip(words(value), address.without(name))

    return write


def _officer(value: str) -> str:
    if value == ME:
        return _("handled by me")
    if value == NOBODY:
        return _("handled by nobody")
    if value == TEAM:
        return _("handled by my team")
    person = User.objects.filter(uid=value).first() if len(value) == 36 else None
    return _("handled by %(name)s") % {"name": person or _("somebody unknown")}


def _correction(value: str) -> str:
    if value == "late":
        return _("a correction is past its date")
    return _("no correction is open") if value == "none" else _("a correction is open")


def _amount(value: Any) -> str:
    return money.eur(value, (get_language() or "en")[:2])


def _day(value: Any) -> str:
    return date_format(value, "DATE_FORMAT")


def _title(value: Any) -> str | Promise:
    return str(value.title)


_CHIPS: Mapping[str, Callable[..., Iterator[Chip]]] = {
    "q": _one(lambda value: _("says “%(words)s”") % {"words": value}),
    "call": _each(lambda call: _("call is %(name)s") % {"name": _title(call)}, lambda call: call.code),
    "state": _each(lambda state: _("state is %(name)s") % {"name": State(state).label}, str),
    "priority": _each(
        lambda one: _("priority is %(name)s") % {"name": one.letter or one.number}, lambda one: str(one.pk)
    ),
    "objective": _each(lambda one: _("objective is %(name)s") % {"name": one.code}, lambda one: str(one.pk)),
    "officer": _one(_officer),
    "asked_min": _one(lambda value: _("asks for at least %(amount)s") % {"amount": _amount(value)}),
    "asked_max": _one(lambda value: _("asks for at most %(amount)s") % {"amount": _amount(value)}),
    "submitted_from": _one(lambda value: _("submitted from %(date)s") % {"date": _day(value)}),
    "submitted_to": _one(lambda value: _("submitted until %(date)s") % {"date": _day(value)}),
    "correction": _one(_correction),
    "assessment": _one(lambda value: _("assessment is %(name)s") % {"name": Progress(value).label}),
}
