"""A query as conditions of SQL on the entries of the search."""

from __future__ import annotations

from dataclasses import dataclass, replace

from publications.finding import words
from publications.finding.query import UNKNOWN, Query
from publications.finding.vocabulary import Vocabulary

NOTHING = "false"


@dataclass(frozen=True)
class Conditions:
    """`sql` follows WHERE; `match` is the tsquery that it holds, blank without words."""

    sql: str
    values: tuple[object, ...] = ()
    match: str = ""
    match_values: tuple[object, ...] = ()

    def and_(self, sql: str, *values: object) -> Conditions:
        return replace(self, sql=f"{self.sql} AND {sql}", values=(*self.values, *values))


def of(query: Query, vocabulary: Vocabulary) -> Conditions:
    """What an entry must meet."""
    clauses, values, match, match_values = [], list[object](), "", list[object]()
    parts = words.read(query.text)
    if parts:
        match, match_values = words.as_sql(parts)
        clauses.append(f"words @@ {match}")
        values += match_values
    for facet, chosen in query.chosen.items():
        if facet == "partner":
            clause, value = _partners(chosen)
        else:
            codes = vocabulary.codes(facet, chosen)
            clause, value = ("codes && %s::smallint[]", codes) if codes else (NOTHING, None)
        clauses.append(clause)
        values += [] if value is None else [value]
    for name, ends in query.ranges.items():
        for sign, end in zip((">=", "<="), ends, strict=True):
            if end is not None:
                clauses.append(_bound(name, sign))
                values.append(_edge(name, sign, end))
        if ends[0] is None:  # what is not known is smaller than anything, and not meant
            clauses.append("start > -100000" if name == "year" else f"{name}_cents >= 0")
    return Conditions(" AND ".join(clauses) or "true", tuple(values), match, tuple(match_values))


def _partners(slugs: tuple[str, ...]) -> tuple[str, object]:
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


def _edge(name: str, sign: str, end: int) -> object:
    if name == "year":
        return f"{end}-01-01" if sign == ">=" else f"{end}-12-31"
    return end * 100 if sign == ">=" else end * 100 + 99
