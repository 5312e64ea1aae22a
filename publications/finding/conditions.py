"""A query as conditions of SQL on the entries of the search."""

from __future__ import annotations

from dataclasses import dataclass, replace

from publications.finding import words
from publications.finding.query import UNKNOWN, Query
from publications.finding.vocabulary import Vocabulary
from publications.finding.words import SqlValue


@dataclass(frozen=True)
class Conditions:
    """`sql` follows WHERE; `match` is the tsquery that it holds, blank without words."""

    sql: str
    values: tuple[SqlValue, ...] = ()
    match: str = ""
    match_values: tuple[SqlValue, ...] = ()

    def and_(self, sql: str, *values: SqlValue) -> Conditions:
        return replace(self, sql=f"{self.sql} AND {sql}", values=(*self.values, *values))


def of(query: Query, vocabulary: Vocabulary) -> Conditions:
    """What an entry must meet."""
    clauses, values, match, match_values = [], list[SqlValue](), "", list[SqlValue]()
    parts = words.read(query.text)
    if parts:
        match, match_values = words.as_sql(parts)
        clauses.append(f"words @@ {match}")
        values += match_values
    for facet, chosen in query.chosen.items():
        if facet == "partner":
            clause, value = _partners(chosen)
        else:
            clause, value = "codes && %s::smallint[]", vocabulary.codes(facet, chosen)
        clauses.append(clause)
        values.append(value)
    for name, ends in query.ranges.items():
        for sign, end in zip((">=", "<="), ends, strict=True):
            if end is not None:
                clauses.append(_bound(name, sign))
                values.append(_edge(name, sign, end))
        if ends[0] is None:  # what is not known is smaller than anything, and not meant
            clauses.append("start > -100000" if name == "year" else f"{name}_cents >= 0")
    return Conditions(" AND ".join(clauses) or "true", tuple(values), match, tuple(match_values))


def _partners(slugs: tuple[str, ...]) -> tuple[str, SqlValue]:
    known = [slug for slug in slugs if slug != UNKNOWN]
    clause = (
        "organisations && ARRAY(SELECT coalesce(merged_into_id, id) FROM publications_organisation"
        " WHERE slug = ANY(%s))"
    )
    return (f"({clause} OR organisations = '{{}}')" if UNKNOWN in slugs else clause), known


def _bound(name: str, sign: str) -> str:
    if name == "year":
        return f"start {sign} (%s::date - date '1970-01-01')"
    return f"{name}_cents {sign} %s"


def _edge(name: str, sign: str, end: int) -> SqlValue:
    if name == "year":
        return f"{end}-01-01" if sign == ">=" else f"{end}-12-31"
    return end * 100 if sign == ">=" else end * 100 + 99
