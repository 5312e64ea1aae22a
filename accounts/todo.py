"""What waits for a person: rows of many tables as one list, read in one statement however many sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, DateTimeField, F, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Cast, Coalesce, Now, TruncDate
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User

COLUMNS = ("task_kind", "task_title", "task_about", "task_where", "task_due", "task_since")
ORDER = ("task_due", "task_since", "task_title")
# What has no date stands after what has one.
NO_DATE = datetime(9999, 1, 1, tzinfo=UTC)
Rows = QuerySet[Any, Any]
NOTHING = Value("")
# The day as the database reads it: a source that named the day of its writing would be written each time.
TODAY = TruncDate(Now())
Statement = tuple[str, tuple[Any, ...]]
# Some rows of a statement in order, each with the kinds of all; one row with the kinds when none is left.
PAGE = f"""
WITH found ({", ".join(COLUMNS)}) AS MATERIALIZED (%s)
SELECT kinds.held, page.*
FROM (SELECT string_agg(DISTINCT task_kind, ' ') AS held FROM found) AS kinds
LEFT JOIN LATERAL (SELECT * FROM found ORDER BY {", ".join(ORDER)} LIMIT %%s OFFSET %%s) AS page ON true
ORDER BY {", ".join(f"page.{name}" for name in ORDER)}
"""  # noqa: S608 - names of this module
NO_ROWS = f"SELECT {', '.join('NULL' for _ in COLUMNS)} WHERE false"
MOST_KEPT = 500
_KEPT: dict[Hashable, Statement] = {}


@dataclass(frozen=True)
class Source:
    """One kind of task: its words, the name of the page where it is done, and its rows for a person.

    `rows` starts from a set that names the person (`visible_to_staff`, `open_to`) and ends with `as_tasks`.
    It must read nothing on its own (people's roles aside, which `tasks` is told) and name no moment: what it
    gives is kept. `title` puts the title into words when the rows hold a key, `about` what is told besides.
    """

    kind: str
    label: str | Promise
    page: str
    rows: Callable[[User], Rows]
    title: Callable[[str], str] = str
    about: Callable[[str], str] = str


@dataclass(frozen=True)
class Task:
    """One thing to do. `where` holds the arguments of the source's page; `due` is None without a date."""

    source: Source
    title: str
    about: str
    where: tuple[str, ...]
    due: datetime | None
    since: datetime

    @property
    def address(self) -> str:
        """Where it is done."""
        return reverse(self.source.page, args=self.where)


def as_tasks(
    rows: Rows,
    kind: str,
    *,
    title: str | F | Expression,
    since: str | F | Expression,
    about: str | F | Expression = NOTHING,
    where: str | F | Expression = NOTHING,
    due: str | F | Expression | Subquery | None = None,
) -> Rows:
    """The columns of a task for each row: names of fields, or expressions. `where` parts at "/"."""
    given = {
        "task_kind": Value(kind, output_field=CharField()),
        "task_title": Cast(_column(title), TextField()),
        "task_about": Cast(_column(about), TextField()),
        "task_where": Cast(_column(where), TextField()),
        "task_due": _moment(due),
        "task_since": Cast(_column(since), DateTimeField()),
    }
    found: Rows = rows.order_by().annotate(**given).values_list(*COLUMNS)
    return found


def tasks(
    user: User, sources: Sequence[Source], *, most: int, after: int = 0, roles: Hashable = None
) -> list[Task]:
    """The person's tasks by due date, then the oldest first: `most` of them, after so many others.

    One statement, which reads no more rows of a source than can be shown. `roles` is all that the sources
    know of the person beside the key: with it, the SQL is kept, for writing it takes longer than its answer.
    """
    return tasks_and_kinds(user, sources, most=most, after=after, roles=roles)[0]


def tasks_and_kinds(
    user: User, sources: Sequence[Source], *, most: int, after: int = 0, roles: Hashable = None
) -> tuple[list[Task], set[str]]:
    """As `tasks`, with the kinds of all that waits, also of what comes after these."""
    key = (user.pk, tuple(source.kind for source in sources), after + most)
    sql, params = _kept(key, roles, lambda: _tasks_rows(user, sources, after + most))
    by_kind = {source.kind: source for source in sources}
    with connection.cursor() as cursor:
        cursor.execute(PAGE % sql, (*params, most, after))
        found = cursor.fetchall()
    held = set(found[0][0].split()) if found and found[0][0] else set()
    return [_task(by_kind[kind], *row) for _held, kind, *row in found if kind is not None], held


def present(user: User, sources: Sequence[Source], *, roles: Hashable = None) -> set[str]:
    """The kinds of which the person has a task, in one statement that reads one row of each."""
    key = (user.pk, tuple(source.kind for source in sources))
    with connection.cursor() as cursor:
        cursor.execute(*_kept(key, roles, lambda: _kinds_rows(user, sources)))
        return {kind for (kind,) in cursor.fetchall()}


def _kept(key: Hashable, roles: Hashable, rows: Callable[[], Rows]) -> Statement:
    """The SQL of these rows; with `roles`, it is written once for a key."""
    kept = _KEPT.get((key, roles)) if roles is not None else None
    if kept is None:
        kept = _statement(rows)
        if len(_KEPT) > MOST_KEPT:
            _KEPT.clear()
        if roles is not None and not _names_a_moment(kept[1]):
            _KEPT[key, roles] = kept
    return kept


def _statement(rows: Callable[[], Rows]) -> Statement:
    """The SQL of these rows, with its parameters."""
    try:
        sql, params = rows().query.sql_with_params()
    except EmptyResultSet:  # no source has anything for somebody with these roles
        return NO_ROWS, ()
    return sql, tuple(params)


def _kinds_rows(user: User, sources: Sequence[Source]) -> Rows:
    first, *others = (source.rows(user).values_list("task_kind")[:1] for source in sources)
    return first.union(*others, all=True) if others else first


def _tasks_rows(user: User, sources: Sequence[Source], bound: int) -> Rows:
    """The first rows of each source, as many as may be shown of it."""
    first, *others = (source.rows(user).order_by(*ORDER)[:bound] for source in sources)
    return first.union(*others, all=True) if others else first


def _names_a_moment(params: Iterable[Any]) -> bool:
    """Whether a statement holds a date or time of its own: it would be out of date when used again."""
    return any(isinstance(one, date) and one != NO_DATE for one in params)


def kinds(sources: Iterable[Source], wanted: str) -> list[Source]:
    """The sources of one kind, or all when the kind is unknown or blank."""
    every = list(sources)
    return [source for source in every if source.kind == wanted] or every


def _task(source: Source, title: str, about: str, where: str, due: datetime, since: datetime) -> Task:
    return Task(
        source,
        source.title(title),
        source.about(about),
        tuple(part for part in where.split("/") if part),
        None if due >= NO_DATE else due,
        since,
    )


def _column(given: str | F | Expression | Subquery) -> Combinable:
    return F(given) if isinstance(given, str) else given


def _moment(due: str | F | Expression | Subquery | None) -> Expression:
    never = Value(NO_DATE, output_field=DateTimeField())
    return never if due is None else Coalesce(Cast(_column(due), DateTimeField()), never)
