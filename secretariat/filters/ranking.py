"""What a ranking can be narrowed to; every filter stands in the address, and holds for rows of any source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.models import RankedProposal
from assessments.ranking.names import address_name
from assessments.states import Group, Place, Standing
from calls.models import Call
from programmes.models import SpecificObjective
from projects.states import State

PARTS = [
    ("in", _("Above the line, or approved")),
    ("at_line", _("Tied at the line")),
    ("out", _("Below the line")),
    ("undecided", _("Not decided yet")),
    ("tied", _("Tied with others")),
    (Standing.RESERVE.value, Standing.RESERVE.label),
    (Standing.REFUSED.value, Standing.REFUSED.label),
    *((group.value, group.label) for group in Group if group != Group.RANKED),
]
SORTS = [
    ("position", _("By rank")),
    ("-position", _("Last rank first")),
    ("code", _("By number")),
    ("-code", _("Highest number first")),
    ("acronym", _("By acronym")),
    ("-acronym", _("By acronym, from the end")),
    ("-score", _("Best score first")),
    ("score", _("Lowest score first")),
    ("passes", _("Missed thresholds first")),
    ("-passes", _("Met thresholds first")),
    ("assessments", _("Fewest assessments first")),
    ("-assessments", _("Most assessments first")),
    ("-spread", _("Widest spread first")),
    ("spread", _("Smallest spread first")),
    ("-asked", _("Most money first")),
    ("asked", _("Least money first")),
    ("place", _("Who has the money first")),
    ("-place", _("Whom the money does not reach first")),
    ("state", _("By state")),
    ("-state", _("By state, from the end")),
]
FIELDS = {"code": "project__code", "acronym": "project__acronym", "state": "project__state"}
# What sorts by its own order instead of that of its letters.
ORDERS: Mapping[str, Sequence[str]] = {
    "place": (Place.GRANTED.value, Place.IN.value, Place.AT_LINE.value, Place.OUT.value),
    "state": State.values,
}
CONDITIONS: Mapping[str, Q] = {
    "in": Q(place__in=[Place.IN, Place.GRANTED]),
    "at_line": Q(place=Place.AT_LINE),
    "out": Q(place=Place.OUT),
    "undecided": Q(standing=Standing.UNDECIDED),
    "tied": Q(is_tied=True),
    Standing.RESERVE: Q(standing=Standing.RESERVE),
    Standing.REFUSED: Q(standing=Standing.REFUSED),
    **{group: Q(group=group) for group in Group if group != Group.RANKED},
}
TESTS: Mapping[str, Callable[[RankedProposal], bool]] = {
    "in": lambda row: row.place in {Place.IN, Place.GRANTED},
    "at_line": lambda row: row.place == Place.AT_LINE,
    "out": lambda row: row.place == Place.OUT,
    "undecided": lambda row: row.standing == Standing.UNDECIDED,
    "tied": lambda row: row.is_tied,
    Standing.RESERVE: lambda row: row.standing == Standing.RESERVE,
    Standing.REFUSED: lambda row: row.standing == Standing.REFUSED,
    Group.BELOW: lambda row: row.group == Group.BELOW,
    Group.UNSCORED: lambda row: row.group == Group.UNSCORED,
    Group.WAITING: lambda row: row.group == Group.WAITING,
}


class RankingFilter(forms.Form):
    """Text, objective, part and order. Wrong values count as none, and the page says so at the field."""

    q = forms.CharField(label=_("Number or acronym"), required=False, max_length=100)
    objective = forms.ChoiceField(label=_("Specific objective"), required=False)
    part = forms.ChoiceField(label=_("Show"), choices=[("", _("Everything")), *PARTS], required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False, initial="position")

    def __init__(self, data: QueryDict, call: Call) -> None:
        super().__init__(data)
        found = call.objectives.select_related("priority").order_by("priority__number", "code")
        self.objectives = list(found)
        field = self.fields["objective"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        named = [(address_name(objective), str(objective)) for objective in self.objectives]
        field.choices = [("", _("The whole call")), *named]
        self.is_valid()

    @property
    def chosen(self) -> SpecificObjective | None:
        """The objective to which the ranking is narrowed."""
        name = self.cleaned_data.get("objective")
        return next((each for each in self.objectives if address_name(each) == name), None)

    @property
    def order(self) -> str:
        """The chosen order; by rank unless another was chosen: the reserve list has ranks of its own."""
        chosen = self.cleaned_data.get("sort") or "position"
        is_reserve_list = self.cleaned_data.get("part") == Standing.RESERVE.value
        return "reserve_rank" if is_reserve_list and chosen == "position" else chosen

    @property
    def is_narrowed(self) -> bool:
        """Whether rows may be left out beside those of other objectives."""
        return bool(self.cleaned_data.get("q") or self.cleaned_data.get("part"))

    def narrow(self, rows: QuerySet[RankedProposal]) -> QuerySet[RankedProposal]:
        """The stored rows that fit, in the chosen order."""
        if self.chosen:
            rows = rows.filter(objective=self.chosen)
        if part := self.cleaned_data.get("part"):
            rows = rows.filter(CONDITIONS[part])
        if text := self.cleaned_data.get("q"):
            rows = rows.filter(Q(project__code__icontains=text) | Q(project__acronym__icontains=text))
        if self.order == "position":
            return rows.order_by("objective_position" if self.chosen else "position")
        name = self.order.removeprefix("-")
        field = ("objective_position" if self.chosen else name) if name == "position" else name
        way = F.desc if self.order.startswith("-") else F.asc
        if name not in ORDERS:
            return rows.order_by(way(F(FIELDS.get(field, field)), nulls_last=True), "position")
        ranks = [When(**{FIELDS.get(name, name): value}, then=at) for at, value in enumerate(ORDERS[name])]
        at = Case(*ranks, output_field=IntegerField())
        return rows.annotate(sorts_at=at).order_by(way(F("sorts_at"), nulls_last=True), "position")

    def pick(self, rows: list[RankedProposal]) -> list[RankedProposal]:
        """As `narrow`, for rows in memory with their projects."""
        chosen, part = self.chosen, self.cleaned_data.get("part")
        text = (self.cleaned_data.get("q") or "").casefold()
        found = [
            row
            for row in rows
            if (chosen is None or row.objective_id == chosen.pk)
            and (not part or TESTS[part](row))
            and (not text or text in f"{row.project.code}\n{row.project.acronym}".casefold())
        ]
        found.sort(key=lambda row: row.objective_position if chosen else row.position)
        name = self.order.removeprefix("-")
        if self.order == "position":
            return found
        known = [row for row in found if self._value(row, name) is not None]
        known.sort(key=lambda row: self._value(row, name), reverse=self.order.startswith("-"))
        unknown = [row for row in found if self._value(row, name) is None]
        return [*known, *unknown]

    def _value(self, row: RankedProposal, name: str) -> Any:
        """What the row sorts by; None comes last either way."""
        if name == "position":
            return row.objective_position if self.chosen else row.position
        value = getattr(row.project if name in FIELDS else row, name)
        if name not in ORDERS:
            return value
        return ORDERS[name].index(value) if value in ORDERS[name] else None
