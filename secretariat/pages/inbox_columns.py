"""The columns of the inbox: their names, how they sort, and how a cell is written.

A list has hundreds of cells: they are written in code, which costs a tenth of what a template does. Texts
are escaped by the library itself, which Django's wrapper around it makes three times as dear.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import NamedTuple
from uuid import UUID

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import money
from core.templatetags.ui import not_known, state_badge, text
from core.texts import Text
from projects.states import State

NOWHERE = UUID(int=0)
_NOWHERE = str(NOWHERE)
_TITLE = '<td><span class="two-lines">%s</span></td>'
_DAY = '<td class="nowrap"><time datetime="%s">%s</time></td>'


class Row(NamedTuple):
    """What the inbox reads of one proposal, in the order of `FIELDS`."""

    pk: int
    uid: UUID
    code: str
    acronym: str
    state: str
    submitted: datetime.datetime
    changed: datetime.datetime
    asked: Decimal | None
    total: Decimal | None
    lead: str
    partners: int
    call: Text
    objective: str | None
    officer: str | None
    officer_email: str | None
    correction_due: datetime.datetime | None


FIELDS = (
    "pk",
    "uid",
    "code",
    "acronym",
    "state",
    "first_submitted_at",
    "changed_at",
    "eu_asked",
    "total_asked",
    "lead_name",
    "partner_count",
    "call__title",
    "objective__code",
    "officer__name",
    "officer__email",
    "correction_due",
)


@dataclass
class Writer:
    """Writes cells for one reader, each day, state and call once. `here`: who else has which dossier open."""

    here: Mapping[str, str] = field(default_factory=dict)
    _known: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.language = (get_language() or "en")[:2]
        self._address = reverse("secretariat:project", args=[NOWHERE])
        self._unknown = str(not_known(None))
        self._labels = {str(state): str(state.label) for state in State}
        self._select = escape(_("Select %(name)s"))
        self._zone = timezone.get_current_timezone()

    def rows(self, rows: Sequence[Row], columns: Sequence[Column]) -> SafeString:
        """The body of the table."""
        return mark_safe("".join(self._row(row, columns) for row in rows))  # noqa: S308 - cells are escaped

    def _row(self, row: Row, columns: Sequence[Column]) -> str:
        select = self._select % {"name": escape(row.acronym)}
        cells = "".join(column.cell(self, row) for column in columns)
        return (
            f'<tr data-row><td class="select-cell"><input type="checkbox" name="uid" value="{row.uid}"'
            f' aria-label="{select}"></td>{cells}</tr>'
        )

    def name(self, row: Row) -> str:
        """The acronym with the way to the dossier, and who has it open."""
        uid = str(row.uid)
        address, who = self._address.replace(_NOWHERE, uid), self.here.get(uid)
        words = _("%(who)s is in it")
        mark = f' <span class="open-by">{escape(words % {"who": who})}</span>' if who else ""
        return f'<th scope="row"><a href="{address}">{escape(row.acronym)}</a>{mark}</th>'

    def state(self, row: Row) -> str:
        """The state, and until when a correction is open."""
        badge = self._once(row.state, lambda: state_badge(row.state, self._labels[row.state]))
        if row.correction_due is None:
            return f"<td>{badge}</td>"
        until = _("correction due by %(date)s") % {"date": self._date(row.correction_due)}
        return f'<td>{badge} <span class="cell-note">{escape(until)}</span></td>'

    def call(self, row: Row) -> str:
        """The title of the call in the reader's language."""
        return self._once(tuple(row.call.items()), lambda: _TITLE % text(row.call))

    def day(self, moment: datetime.datetime) -> str:
        """A day with its machine form."""
        local = moment.astimezone(self._zone).date()
        return self._once(
            local, lambda: _DAY % (local.isoformat(), escape(date_format(local, "DATE_FORMAT")))
        )

    def amount(self, amount: Decimal | None) -> str:
        """An amount of euro."""
        written = self._unknown if amount is None else money.eur(amount, self.language)
        return f'<td class="amount">{written}</td>'

    def words(self, given: str | None, kind: str = "") -> str:
        """Words as they are; nothing for none."""
        return f"<td{kind}>{escape(given)}</td>" if given else f"<td{kind}></td>"

    def _date(self, moment: datetime.datetime) -> str:
        return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")

    def _once(self, key: object, write: Callable[[], str]) -> str:
        if key not in self._known:
            self._known[key] = write()
        return self._known[key]


@dataclass(frozen=True)
class Column:
    """One column. `order` are the fields that it sorts by; `falls` when the first click sorts downwards."""

    key: str
    label: str | Promise
    order: tuple[str, ...]
    cell: Callable[[Writer, Row], str]
    falls: bool = False
    is_amount: bool = False


_NARROW = ' class="nowrap"'
COLUMNS: Mapping[str, Column] = {
    column.key: column
    for column in (
        Column("code", gettext_lazy("Number"), ("code",), lambda to, row: to.words(row.code, _NARROW)),
        Column("acronym", gettext_lazy("Proposal"), ("acronym",), Writer.name),
        Column("lead", gettext_lazy("Lead partner"), ("lead_name",), lambda to, row: to.words(row.lead)),
        Column("call", gettext_lazy("Call"), ("call__code",), Writer.call),
        Column(
            "objective",
            gettext_lazy("Specific objective"),
            ("objective__code",),
            lambda to, row: to.words(row.objective, _NARROW),
        ),
        Column("state", gettext_lazy("State"), ("state",), Writer.state),
        Column(
            "officer",
            gettext_lazy("Handled by"),
            ("officer__name", "officer__email"),
            lambda to, row: to.words(row.officer or row.officer_email),
        ),
        Column(
            "submitted",
            gettext_lazy("Submitted"),
            ("first_submitted_at",),
            lambda to, row: to.day(row.submitted),
            falls=True,
        ),
        Column(
            "changed",
            gettext_lazy("Last step"),
            ("changed_at",),
            lambda to, row: to.day(row.changed),
            falls=True,
        ),
        Column(
            "partners",
            gettext_lazy("Partners"),
            ("partner_count",),
            lambda to, row: to.words(str(row.partners), ' class="amount"'),
            falls=True,
            is_amount=True,
        ),
        Column(
            "asked",
            gettext_lazy("European funds asked for"),
            ("eu_asked",),
            lambda to, row: to.amount(row.asked),
            falls=True,
            is_amount=True,
        ),
        Column(
            "total",
            gettext_lazy("Total budget"),
            ("total_asked",),
            lambda to, row: to.amount(row.total),
            falls=True,
            is_amount=True,
        ),
    )
}
USUAL = ("code", "acronym", "lead", "call", "state", "officer", "submitted", "asked")
# Without it a row cannot be opened.
ALWAYS = "acronym"


def chosen(keys: Sequence[str]) -> list[Column]:
    """The columns with these keys in the order of the house; the usual ones when none is known."""
    known = {key for key in keys if key in COLUMNS}
    return [column for key, column in COLUMNS.items() if key in (known | {ALWAYS} if known else USUAL)]


def order_of(sort: str) -> list[OrderBy | str]:
    """What a sort of the address ("code", "-asked") orders by; the newest submission first when unknown."""
    column = COLUMNS.get(sort.removeprefix("-"))
    if column is None:
        return ["-first_submitted_at", "-pk"]
    way = F.desc if sort.startswith("-") else F.asc
    return [*(way(F(name), nulls_last=True) for name in column.order), "pk"]
