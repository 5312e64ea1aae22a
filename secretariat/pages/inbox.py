"""What the inbox shows: rows, the numbers beside the states, the heads of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.models import User
from projects import searching
from projects.models import Correction, Project, ProjectQuerySet
from projects.states import State
from secretariat.filters.inbox import NAMES, InboxFilter
from secretariat.pages.addresses import Address
from secretariat.pages.inbox_chips import Chip, chips
from secretariat.pages.inbox_columns import FIELDS, Column, Row, Writer, chosen, order_of
from secretariat.pages.kept_views import WHOLE
from secretariat.pages.presence import open_elsewhere

PAGE = 50
# So many matches of some words are put in order of relevance; of more, the newest stand first.
RANKED = 200
KNOWN = (*NAMES, "sort", "col", "view")


@dataclass(frozen=True)
class StateCount:
    """A state with how many proposals the other filters leave in it. `url` chooses or drops it."""

    label: str | Promise
    number: int
    is_chosen: bool
    url: str


@dataclass(frozen=True)
class Head:
    """The head of a column. `way` is ascending, descending or blank; `url` sorts by it."""

    label: str | Promise
    url: str
    way: str
    is_amount: bool


@dataclass(frozen=True)
class Listing:
    """One page of the inbox. `is_guess` when nothing fits the words and what resembles them is shown."""

    narrowed: InboxFilter
    address: Address
    chips: list[Chip]
    states: list[StateCount]
    total: int
    page: Page[Any]
    columns: list[Column]
    heads: list[Head]
    body: SafeString
    is_guess: bool

    @property
    def words(self) -> str:
        """What was searched for, as it was typed."""
        return str(self.narrowed.chosen.get("q", ""))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All else that the address says, for the form that searches."""
        return self.address.pairs("q")

    @property
    def clear_url(self) -> str:
        """The list without any filter, its order and columns kept."""
        return self.address.without(*NAMES)

    @property
    def is_whole(self) -> bool:
        """Whether no saved view is open."""
        return not any(name == "view" and value != WHOLE for name, value in self.address.pairs())

    @property
    def is_misread(self) -> bool:
        """Whether the address holds a filter that means nothing."""
        return bool(self.narrowed.form.errors)


def found(query: QueryDict, user: User, programmes: list[str]) -> tuple[InboxFilter, ProjectQuerySet, str]:
    """What the address asks for but the states, and the words that were looked for."""
    visible = Project.objects.visible_to_staff(user)
    narrowed = InboxFilter(query, queryset=visible, user=user, programmes=programmes)
    words = searching.clean(narrowed.chosen.get("q", ""))
    return narrowed, narrowed.qs.matching(words) if words else narrowed.qs, words


def selected(query: QueryDict, user: User, programmes: list[str]) -> ProjectQuerySet:
    """All rows that the address stands for, on whatever page."""
    narrowed, projects, _words = found(query, user, programmes)
    states = narrowed.chosen.get("state")
    return projects.filter(state__in=states) if states else projects


def read(query: QueryDict, user: User, programmes: list[str], columns: Sequence[str]) -> Listing:
    """One page of what the address asks for. Two statements beside those of the filters themselves."""
    narrowed, projects, words = found(query, user, programmes)
    counts = _counts(projects)
    is_guess = bool(words) and not counts
    if is_guess:
        projects = narrowed.qs.resembling(words)
        counts = _counts(projects)
    states = narrowed.chosen.get("state") or []
    total = sum(number for state, number in counts.items() if not states or state in states)
    rows = projects.filter(state__in=states) if states else projects
    sort, address = query.get("sort", ""), Address(query, KNOWN)
    ordered = _in_order(rows, sort, "" if is_guess or total > RANKED else words)
    paginator = Paginator(ordered, PAGE)
    paginator.count = total  # known already: no statement asks again
    page = paginator.get_page(query.get("page"))
    shown = chosen(columns)
    here = open_elsewhere(user, programmes)
    return Listing(
        narrowed=narrowed,
        address=address,
        chips=chips(narrowed, address),
        states=_states(counts, states, address),
        total=total,
        page=page,
        columns=shown,
        heads=[_head(column, sort, address) for column in shown],
        body=Writer(here).rows([Row(*row) for row in page.object_list], shown),
        is_guess=is_guess and total > 0,
    )


def _counts(projects: ProjectQuerySet) -> dict[str, int]:
    counted = projects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(counted)


def _in_order(projects: ProjectQuerySet, sort: str, words: str) -> QuerySet[Any, Any]:
    due = Correction.objects.asked().filter(project=OuterRef("pk")).order_by().values("due")[:1]
    rows = projects.annotate(correction_due=Subquery(due))
    if words and not sort:
        rank = SearchRank(F("dossier_text__words"), searching.words_query(words))
        return rows.order_by(rank.desc(), "-first_submitted_at", "-pk").values_list(*FIELDS)
    return rows.order_by(*order_of(sort)).values_list(*FIELDS)


def _states(counts: dict[str, int], wanted: Sequence[str], address: Address) -> list[StateCount]:
    """The states that have any, and those that were chosen, in the order of a project's life."""
    return [
        StateCount(
            label=state.label,
            number=counts.get(state, 0),
            is_chosen=state in wanted,
            url=address.without_value("state", state)
            if state in wanted
            else address.with_value("state", state),
        )
        for state in State
        if counts.get(state) or state in wanted
    ]


def _head(column: Column, sort: str, address: Address) -> Head:
    up, down = column.key, f"-{column.key}"
    way = {up: "ascending", down: "descending"}.get(sort, "")
    turned = {"ascending": down, "descending": up}.get(way, down if column.falls else up)
    return Head(column.label, address.changed(sort=turned), way, column.is_amount)
