"""A scheme is changed on one page: its ceilings, targets and texts, and its themes row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cascade.changing import Stale
from cascade.facts import THEME, Facts, Theme, facts_of, plain
from cascade.models import Scheme
from core import money
from core.errors import DomainError
from core.texts import LANGUAGES, Text
from secretariat.call_forms.base import LANGUAGE_NAMES, Words
from secretariat.call_forms.schemes import LONGEST, MOST_THEMES, CeilingsForm

SPARE = 3  # empty rows for new themes
NEW = "new."
LAST = 99  # place of a theme
DECIMALS = ("total_budget", "max_grant", "rate", "total_cost", "management_cost")


@dataclass(frozen=True)
class Language:
    """One language of a text on the page."""

    field: forms.BoundField
    is_missing: bool


@dataclass(frozen=True)
class Row:
    """One theme on the page: its texts, then its place and, where it may go, the box that removes it."""

    heading: Words
    languages: tuple[Language, ...]
    rest: tuple[forms.BoundField, ...]
    is_used: bool


class SchemeChangeForm(CeilingsForm):
    """Shows a scheme as it stands; `seen` carries what it showed, `used` are codes of themes that stay."""

    def __init__(
        self, data: QueryDict | None, *, scheme: Scheme, languages: tuple[str, ...], used: set[str]
    ) -> None:
        self.scheme, self.wanted, self.used = scheme, languages, used
        now = facts_of(scheme)
        super().__init__(data, initial={**_shown(now), "seen": json.dumps(now)})
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields["kind"].disabled = scheme.sub_calls.exists()
        for code in LANGUAGES:  # they stand side by side under one heading
            title = self.fields[f"title_{code}"]
            title.label, title.help_text = str(LANGUAGE_NAMES[code]), ""
        self._put_rows(self.seen() if self.is_bound else now)

    def _put_rows(self, facts: Facts) -> None:
        """A row for each theme of these facts, and some empty ones."""
        for name in [name for name in self.fields if name.startswith((THEME, NEW))]:
            del self.fields[name]
        themes = [name for name in facts if name.startswith(THEME)]
        self.rows = [*themes[:MOST_THEMES], *(f"{NEW}{number}" for number in range(1, SPARE + 1))]
        for row in self.rows:
            for code in LANGUAGES:
                self.fields[f"{row}.title_{code}"] = forms.CharField(
                    label=str(LANGUAGE_NAMES[code]), required=False, max_length=LONGEST
                )
            self.fields[f"{row}.place"] = forms.IntegerField(
                label=_("Place in the list"), required=False, min_value=1, max_value=LAST
            )
            if row.startswith(THEME) and row.removeprefix(THEME) not in self.used:
                self.fields[f"{row}.gone"] = forms.BooleanField(label=_("Remove this theme"), required=False)

    def clean(self) -> dict[str, Any]:
        """A theme that stays needs a title; there are not too many."""
        cleaned = super().clean() or self.cleaned_data
        kept = [row for row in self.rows if self._is_kept(row)]
        for row in kept:
            if not self._title(row) and not any(f"{row}.title_{code}" in self.errors for code in LANGUAGES):
                self.add_error(
                    f"{row}.title_{LANGUAGES[0]}", _("Give the theme a title in at least one language.")
                )
        if len(kept) > MOST_THEMES:
            text = _("A scheme has at most %(n)d themes.") % {"n": MOST_THEMES}
            self.add_error(f"{NEW}1.title_{LANGUAGES[0]}", text)
        return cleaned

    def _is_kept(self, row: str) -> bool:
        if row.startswith(NEW):
            return bool(self._title(row))
        return not self.cleaned_data.get(f"{row}.gone")

    def _title(self, row: str) -> Text:
        return Text({code: self.cleaned_data.get(f"{row}.title_{code}", "") for code in LANGUAGES})

    def themes(self) -> list[Theme]:
        """The themes as they shall be, by their places; of a valid form. Those without a place come last."""
        kept = [row for row in self.rows if self._is_kept(row)]
        kept.sort(key=self._wish)
        return [
            Theme(self._title(row), row.removeprefix(THEME) if row.startswith(THEME) else "") for row in kept
        ]

    def _wish(self, row: str) -> tuple[int, int]:
        """The place that somebody gave; of two with the same, the one that moved gets it."""
        place = self.cleaned_data.get(f"{row}.place") or LAST + 1
        was = _flat(self.seen()).get(f"{row}.place", "")
        if was == str(place):
            return place, 1
        return place, 2 if was.isdecimal() and int(was) < place else 0

    def seen(self) -> Facts:
        """What the page showed; nothing where that cannot be read."""
        try:
            said = json.loads(self.data.get("seen", ""))
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def title(self) -> list[Language]:
        """The title in each language."""
        return self._languages("title")

    def theme_rows(self) -> Iterator[Row]:
        """The themes in their order, then empty rows."""
        for row in self.rows:
            is_new = row.startswith(NEW)
            heading = self.initial.get(f"{row}.heading") or _("Further theme")
            texts = self._languages(f"{row}.title", is_wanted=not is_new)
            rest = tuple(self[name] for name in (f"{row}.place", f"{row}.gone") if name in self.fields)
            yield Row(heading, tuple(texts), rest, not is_new and row.removeprefix(THEME) in self.used)

    def _languages(self, name: str, *, is_wanted: bool = True) -> list[Language]:
        bound = [(code, self[f"{name}_{code}"]) for code in LANGUAGES]
        return [Language(one, is_wanted and code in self.wanted and not one.value()) for code, one in bound]

    def plain_fields(self) -> list[forms.BoundField]:
        """What is no text in several languages."""
        return [self[name] for name in CeilingsForm.base_fields]

    def refuse(self, refusal: DomainError) -> None:
        """As for every scheme. Of a page that somebody overtook both are shown; the next save may win."""
        super().refuse(refusal)
        if isinstance(refusal, Stale):
            self._show_theirs(refusal)

    def _show_theirs(self, stale: Stale) -> None:
        """Theirs where I changed nothing, and so it is told; where both did, mine with theirs beside it."""
        mine, seen, now = self._typed(), _flat(stale.before), _flat(stale.now)
        self._put_rows(stale.now)
        self.initial = {**self.initial, **_shown(stale.now)}
        data = cast(QueryDict, self.data).copy()
        data["seen"] = json.dumps(stale.now)
        for name, theirs in now.items():
            was = seen.get(name, "")
            if theirs == was or name not in self.fields:
                continue
            if mine.get(name, was) == was:
                data[name] = _typed(name, theirs)
                self._tell(name, was, theirs)
            elif mine[name] != theirs:
                text = _("Now there: “%(theirs)s”. Yours is in the field; saving again replaces theirs.")
                self.add_error(name, text % {"theirs": self._said(name, theirs)})
        for title in _removed(stale):
            self.add_error(None, _("Theme removed meanwhile: “%(theme)s”.") % {"theme": title})
        self.data = data

    def _tell(self, name: str, was: str, theirs: str) -> None:
        """Which field somebody else changed; places of themes show by themselves."""
        row, _dot, part = name.rpartition(".")
        if part == "place":
            return
        label = self.fields[name].label
        if name.rpartition("_")[0] == "title" or row:
            label = f"{self.initial.get(f'{row}.heading') or _('Title')} ({LANGUAGE_NAMES[name[-2:]]})"
        told = _("Changed meanwhile: %(label)s, “%(before)s” is now “%(now)s”.")
        words = {"before": self._said(name, was), "now": self._said(name, theirs)}
        self.add_error(None, told % {"label": label, **words})

    def _typed(self) -> dict[str, str]:
        """What was typed, as `_flat` says it; without boxes and new themes."""
        names = [name for name in self.fields if name != "seen" and not name.startswith(NEW)]
        return {
            name: _word(self.cleaned_data[name])
            for name in names
            if name in self.cleaned_data and not name.endswith(".gone")
        }

    def _said(self, name: str, value: str) -> str:
        """A stored value as the person reads it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, _typed(name, value))) or "—"


def _removed(stale: Stale) -> list[Text]:
    """The titles of the themes that the page showed and that are gone."""
    gone = [stale.before[name] for name in stale.before if name.startswith(THEME) and name not in stale.now]
    return [Text(_texts(fact.get("title"))) for fact in gone if isinstance(fact, Mapping)]


def _flat(facts: Facts) -> dict[str, str]:
    """Facts by form field, as words; each language of a text for itself. Takes whatever a page sends."""
    flat: dict[str, str] = {}
    for name, value in facts.items():
        if name.startswith(THEME) and isinstance(value, Mapping):
            flat |= {f"{name}.title_{code}": text for code, text in _texts(value.get("title")).items()}
            flat[f"{name}.place"] = _word(value.get("place"))
        elif isinstance(value, Mapping):
            flat |= {f"{name}_{code}": text for code, text in _texts(value).items()}
        else:
            flat[name] = _word(value)
    return flat


def _texts(value: Any) -> dict[str, str]:
    held = value if isinstance(value, Mapping) else {}
    return {code: _word(held.get(code)) for code in LANGUAGES}


def _word(value: Any) -> str:
    return "" if value is None else str(plain(value))


def _typed(name: str, value: str) -> str:
    """A stored value as somebody would type it in the language of the page."""
    is_number = name in DECIMALS and re.fullmatch(r"\d{1,12}(\.\d\d)?", value)
    return money.written(Decimal(value), get_language() or "en") if is_number else value


def _shown(facts: Facts) -> dict[str, Any]:
    """The initial values of the fields, and the heading of each theme."""
    shown: dict[str, Any] = {name: _typed(name, value) for name, value in _flat(facts).items()}
    headings = {
        f"{name}.heading": str(Text(fact["title"])) for name, fact in facts.items() if name.startswith(THEME)
    }
    return {**shown, **headings}
