"""One value of a list by its kind: texts, amounts, days, and words that stand for something."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from programmes.models import Fund
from publications.importing import cleaning, days, notations, places, units, words
from publications.importing.fields import Field
from publications.importing.headers import plain
from publications.importing.mapping import Mapping
from publications.importing.notations import Read, Unreadable

FACT_LENGTH = 500
_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+\d+")


class Values:
    """Reads values as the mapping says. Reads the funds once."""

    def __init__(self, mapping: Mapping, *, decimal: str, day_order: str) -> None:
        self._mapping = mapping
        self._decimal = mapping.decimal or decimal
        said = mapping.month_first
        self._month_first = day_order == "month" if said is None else said
        self._is_order_known = said is not None or bool(day_order)
        self.since_1904 = False
        self._funds = {plain(code): code for code in Fund.objects.values_list("code", flat=True)}

    def by_kind(self) -> dict[str, Callable[[Field, Any], Read]]:
        """What reads a value of each kind of field."""
        return {
            "text": self._text, "code": self._code, "codes": self._text, "websites": self._text,
            "money": self._money, "rate": self._rate, "day": self._day, "programme": self._text,
            "status": self._status, "role": self._role, "country": self._country, "fund": self._fund,
            "organisation_kind": self._kind, "legal_status": self._legal_status, "truth": self._truth,
            "region": self._text, "wider_region": self._text,
        }  # fmt: skip

    def _text(self, feeds: Field, value: Any) -> Read:
        return cleaning.text(value, feeds.most or FACT_LENGTH)

    def _code(self, feeds: Field, value: Any) -> Read:
        read = cleaning.text(value, feeds.most)
        if _SHORTENED.fullmatch(read.value):
            raise Unreadable(
                _("A spreadsheet shortened this code: others may look the same. Correct the file.")
            )
        return Read(" ".join(read.value.split()), read.why)

    def money_under(self, heading: str) -> Callable[[Field, Any], Read]:
        """What reads amounts below a heading, which may say that they are in thousands, or not in euro."""
        return partial(self._money, times=units.times(heading), is_foreign=units.is_foreign(heading))

    def _money(self, _feeds: Field, value: Any, *, times: int = 1, is_foreign: bool = False) -> Read:
        read = notations.money(value, self._decimal, times)
        if is_foreign and read.value is not None:
            raise Unreadable(_("The heading names another currency than the euro. Convert the amounts."))
        if self._mapping.zero_is_unknown and read.value == 0:
            return Read(None, _("A zero of this source means that nothing is published."))
        return read

    def _rate(self, _feeds: Field, value: Any) -> Read:
        return notations.rate(value)

    def _day(self, _feeds: Field, value: Any) -> Read:
        return days.day(
            value,
            month_first=self._month_first,
            since_1904=self.since_1904,
            is_order_known=self._is_order_known,
        )

    def _status(self, _feeds: Field, value: Any) -> Read:
        return self._word("statuses", value)

    def _role(self, _feeds: Field, value: Any) -> Read:
        return self._word("roles", value)

    def _kind(self, _feeds: Field, value: Any) -> Read:
        return self._word("kinds", value)

    def _legal_status(self, _feeds: Field, value: Any) -> Read:
        return self._word("legal_statuses", value)

    def _fund(self, _feeds: Field, value: Any) -> Read:
        text = cleaning.shown(value)
        known = self._funds.get(plain(text))
        return Read(known) if known else self._word("funds", value)

    def _word(self, table: str, value: Any) -> Read:
        text = cleaning.shown(value).strip()
        if text.lower() in notations.NOTHING:
            return Read(None)
        known = self._mapping.word(table, text)
        if known is None:
            known = words.common().get(table, {}).get(plain(text))
        if known is None:
            return Read(None, _("This word is not known here: left open. Add it to the mapping’s table."))
        return Read(known)

    def _country(self, _feeds: Field, value: Any) -> Read:
        text = cleaning.shown(value).strip()
        known = self._mapping.word("countries", text) or places.country(text)
        if known or text.lower() in notations.NOTHING:
            return Read(known or None)
        return Read(None, _("This country is not known: left open."))

    def _truth(self, _feeds: Field, value: Any) -> Read:
        yes = {"1", "true", "yes", "ja", "oui", "x", "j", "y"}
        return Read(cleaning.shown(value).strip().lower() in yes or None)
