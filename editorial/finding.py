"""Finding pieces and papers of a programme by words, kind, theme and year, with the place of the words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from core.texts import FALLBACKS, LANGUAGES, Text
from editorial import markup
from editorial.models import Paper, Piece
from publications.finding import words

PAGE = 10
MOST_PAGES = 50
LOOKED_AT = 200_000  # characters of a paper in which the words are looked for to be shown
START, STOP = "\ue000", "\ue001"  # no text holds these: they are cut out before
OPTIONS = f"StartSel={START},StopSel={STOP},MaxFragments=2,MinWords=8,MaxWords=24,FragmentDelimiter= … "

Parts = tuple[words.Part, ...]


@dataclass(frozen=True)
class Asked:
    """What a reader looks for; blank parts ask for nothing. `page` counts from 1."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    theme: str = ""
    year: int | None = None
    page: int = 1


@dataclass(frozen=True)
class Bit:
    """A stretch of a text; `is_hit` when it is one of the words that were looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """A piece, or a paper of a piece; the text around the words, and the language of that text."""

    piece: Piece
    paper: Paper | None
    snippet: Sequence[Bit] = ()
    language: str = ""


@dataclass(frozen=True)
class Found:
    hits: Sequence[Hit]
    number: int
    pages: int


_PIECES = """
SELECT piece.id, NULL::bigint AS paper, {rank} AS rank, coalesce(piece.happened_on,
  make_date(piece.year, 1, 1), piece.published_at::date) AS day
FROM editorial_piece piece WHERE piece.state = 'published' AND piece.programme_id = %s
  AND piece.kind = ANY(%s) {narrowed} {matching}
"""
_PAPERS = """
SELECT min(piece.id), paper.id, {rank} AS rank, coalesce(paper.dated_on, min(piece.happened_on))
FROM editorial_paper paper
JOIN editorial_piece_papers link ON link.paper_id = paper.id
JOIN editorial_piece piece ON piece.id = link.piece_id
WHERE piece.state = 'published' AND piece.programme_id = %s AND piece.kind = ANY(%s) {narrowed}
  AND (paper.file = '' OR paper.state = 'clean') {matching}
GROUP BY paper.id
"""
_WHOLE = f"""
SELECT jsonb_build_object('id', piece.id, 'slug', piece.slug, 'kind', piece.kind, 'title', piece.title,
    'lead', piece.lead, 'body', piece.body, 'place', piece.place, 'year', piece.year, 'held', piece.held,
    'happened_on', piece.happened_on, 'is_demo', piece.is_demo)::text,
  CASE WHEN paper.id IS NOT NULL THEN jsonb_build_object('id', paper.id, 'uid', paper.uid,
    'title', paper.title, 'name', paper.name, 'file', paper.file, 'size', paper.size, 'state', paper.state,
    'language', paper.language, 'text', left(paper.text, {LOOKED_AT}))::text END,
  found.number
FROM (SELECT hits.*, count(*) OVER () AS number FROM ({{}}) AS hits (id, paper, rank, day)
  ORDER BY rank DESC, day DESC NULLS LAST, id DESC, paper LIMIT {PAGE} OFFSET %s) AS found
JOIN editorial_piece piece ON piece.id = found.id LEFT JOIN editorial_paper paper ON paper.id = found.paper
ORDER BY rank DESC, day DESC NULLS LAST, found.id DESC, found.paper
"""  # noqa: S608 - numbers of our own
_YEAR = """AND %s = ANY(ARRAY[piece.year, extract(year FROM piece.happened_on)::int,
  CASE WHEN piece.year IS NULL AND piece.happened_on IS NULL
    THEN extract(year FROM piece.published_at)::int END])"""
_THEME = """AND (piece.slug = %s OR EXISTS (SELECT FROM editorial_piece_agenda_themes taken
  JOIN editorial_piece theme ON theme.id = taken.to_piece_id
  WHERE taken.from_piece_id = piece.id AND theme.slug = %s))"""


def find(programme: str, asked: Asked, language: str) -> Found:
    """What a programme's pieces and their papers say of it, the best first; two statements at most."""
    parts = words.read(asked.text)
    page = min(max(asked.page, 1), MOST_PAGES)
    if asked.text.strip() and not parts:
        return Found((), 0, 1)
    rows, number = _rows(programme, asked, parts, page)
    hits = [Hit(_piece(piece), _paper(paper)) for piece, paper in rows]
    found = _with_snippets(hits, parts, language) if parts and hits else hits
    return Found(found, number, max(1, -(-number // PAGE)))


def _rows(programme: str, asked: Asked, parts: Parts, page: int) -> tuple[list[tuple[str, str | None]], int]:
    query, given = words.as_sql(parts) if parts else ("", [])
    narrowed, limits = "", list[Any]()
    if asked.year is not None:
        narrowed, limits = narrowed + _YEAR, [*limits, asked.year]
    if asked.theme:
        narrowed, limits = narrowed + _THEME, [*limits, asked.theme, asked.theme]
    sql, values = [], list[Any]()
    for base, table in ((_PIECES, "piece"), (_PAPERS, "paper")):
        if table == "paper" and not parts:
            continue  # papers stand on the pages of their pieces; alone they come by their words
        rank = f"ts_rank({table}.words, {query})" if parts else "0"
        matching = f"AND {table}.words @@ {query}" if parts else ""
        sql.append(base.format(rank=rank, narrowed=narrowed, matching=matching))
        values += [*given, programme, list(asked.kinds), *limits, *given]
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE.format(" UNION ALL ".join(sql)), [*values, (page - 1) * PAGE])
        rows = cursor.fetchall()
    return [(row[0], row[1]) for row in rows], rows[0][2] if rows else 0


def _piece(stored: str) -> Piece:
    """A piece with what a list shows of it."""
    row = json.loads(stored)
    texts = {name: Text(row.pop(name)) for name in ("title", "lead", "body", "place")}
    day = row.pop("happened_on")
    return Piece(**row, **texts, happened_on=date.fromisoformat(day) if day else None)


def _paper(stored: str | None) -> Paper | None:
    if stored is None:
        return None
    row = json.loads(stored)
    return Paper(**{**row, "title": Text(row["title"])})


def _with_snippets(hits: list[Hit], parts: Parts, language: str) -> list[Hit]:
    """Each hit with the stretch of its text where the words stand, best in the reader's language."""
    query, given = words.as_sql(parts)
    asked = [(place, code, text) for place, hit in enumerate(hits) for code, text in _texts(hit, language)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(('portal_' || code)::regconfig, text, "  # noqa: S608 - parameters
            f"{query}, %s) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (code, text, place) "
            "ORDER BY place",
            [*given, OPTIONS, [code for _place, code, _text in asked], [text for *_rest, text in asked]],
        )
        headlines = [row[0] for row in cursor.fetchall()]
    best: dict[int, tuple[str, str]] = {}
    for (place, code, _text), headline in zip(asked, headlines, strict=True):
        if START in headline:
            best.setdefault(place, (code, headline))
    return [
        Hit(hit.piece, hit.paper, _bits(best[place][1]), _spoken(hit, best[place][0]))
        if place in best
        else hit
        for place, hit in enumerate(hits)
    ]


def _spoken(hit: Hit, code: str) -> str:
    return code if code in LANGUAGES else (hit.paper.language if hit.paper else "")


def _texts(hit: Hit, language: str) -> Iterable[tuple[str, str]]:
    if hit.paper is not None:
        code = hit.paper.language if hit.paper.language in LANGUAGES else "plain"
        return [(code, _clean(hit.paper.text[:LOOKED_AT]))]
    order = (language, *FALLBACKS.get(language, LANGUAGES))
    return [(code, text) for code in order if (text := _all_of(hit.piece, code))]


def _all_of(piece: Piece, code: str) -> str:
    texts = (piece.lead.get(code, ""), markup.plain(piece.body.get(code, "")))
    return _clean("\n".join(text for text in texts if text))


def _clean(text: str) -> str:
    return " ".join(text.replace(START, "").replace(STOP, "").split())


def _bits(headline: str) -> list[Bit]:
    found = []
    for place, part in enumerate(headline.split(START)):
        hit, stop, rest = part.partition(STOP)
        if place and stop:
            found.append(Bit(hit, True))
        text = rest if place and stop else part
        if text:
            found.append(Bit(text, False))
    return found
