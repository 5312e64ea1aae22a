"""Writing what is searched of pieces and papers: stems in the language of each text."""

from __future__ import annotations

from django.db import connection

from core.texts import LANGUAGES
from editorial import markup
from editorial.models import Paper, Piece

MOST_OF_PAPER = 300_000  # characters; a list of stems has its limit in PostgreSQL
WEIGHTS = (("title", "A"), ("lead", "B"), ("place", "B"), ("body", "C"))


def index_piece(piece: Piece) -> None:
    """Bring the stems of a piece in line with its texts."""
    parts, values = [], list[str]()
    for name, weight in WEIGHTS:
        for language in LANGUAGES:
            text = getattr(piece, name).get(language, "")
            if text:
                parts.append(f"setweight(to_tsvector('portal_{language}', %s), '{weight}')")
                values.append(markup.plain(text) if name == "body" else text)
    _write(Piece._meta.db_table, " || ".join(parts) or "''::tsvector", values, piece.pk)


def index_paper(paper: Paper) -> None:
    """Bring the stems of a paper in line with its names and its text."""
    parts = [f"setweight(to_tsvector('portal_{code}', %s), 'A')" for code in paper.title]
    values = list(paper.title.values())
    parts.append("setweight(to_tsvector('portal_plain', %s), 'B')")
    values.append(paper.name.replace("_", " ").replace("-", " "))
    language = paper.language if paper.language in LANGUAGES else "plain"
    parts.append(f"setweight(to_tsvector('portal_{language}', %s), 'D')")
    values.append(paper.text[:MOST_OF_PAPER])
    _write(Paper._meta.db_table, " || ".join(parts), values, paper.pk)


def _write(table: str, sql: str, values: list[str], pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET words = {sql} WHERE id = %s", [*values, pk])  # noqa: S608
