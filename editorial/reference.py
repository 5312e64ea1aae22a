"""Loading what is known of the cooperation between governments: papers by name, summits, themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from core.facts import Source, source_of
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Kind, Report, settle_gone, sync
from core.texts import LANGUAGES
from editorial.content import Content
from editorial.indexing import index_paper
from editorial.keeping import public_content
from editorial.models import Paper, Piece
from editorial.publishing import bring_in
from editorial.states import COOPERATION, Origin, PieceKind, UploadState
from programmes.models import Programme

FILE = "cooperation.yaml"
Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A piece of the file: its own columns, its content but for links, and the names that it points to."""

    row: Row
    content: Row
    papers: list[str]
    themes: list[str]


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring what came from cooperation.yaml in line with it; says what changed.

    Needs the programmes loaded first. What somebody published anew in the portal is left alone. Raises
    BadFiles and changes nothing when anything is wrong.
    """
    problems: list[Problem] = []
    file = read_yaml(directory, FILE, problems)
    programme = file.choice("programme", list(Programme.objects.values_list("code", flat=True)))
    source = file.string("source", required=True, longest=300)
    papers = [_paper(entry, source) for entry in file.entries("papers", "paper", "name")]
    pieces = [_piece(entry, source) for entry in file.entries("pieces", "piece", "slug")]
    file.finish()
    problems += _unknown(papers, pieces)
    refuse_if_any(problems)
    with transaction.atomic():
        return _write(programme, papers, pieces, prune)


def _paper(entry: Entry, source: str) -> Row:
    row: Row = {
        "name": entry.string("name", required=True, longest=150, pattern=r"[^/\\]+\.pdf"),
        "title": entry.text("title", required=True),
        "language": entry.choice("language", LANGUAGES),
        "dated_on": entry.day("dated_on"),
        "source": source,
        "origin": Origin.REFERENCE,
        "state": UploadState.CLEAN,
    }
    entry.finish()
    return row


def _piece(entry: Entry, source: str) -> Told:
    provenance = entry.provenance()
    row: Row = {
        "slug": entry.string("slug", required=True, pattern=r"[a-z0-9-]{2,80}"),
        "kind": entry.choice("kind", [str(kind) for kind in COOPERATION]),
        "source": source,
        "working_translations": _translated(provenance),
    }
    content: Row = {
        "title": dict(entry.text("title", required=True)),
        "lead": dict(entry.text("lead")),
        "body": {code: text.strip() for code, text in entry.text("body").items()},
        "place": dict(entry.text("place")),
        "number": entry.whole("number", least=1, most=99),
        "year": entry.whole("year", least=1950, most=2100),
        "held": not entry.flag("did_not_take_place"),
    }
    day = entry.day("happened_on")
    content["happened_on"] = day.isoformat() if day else None
    told = Told(row, content, entry.codes("papers"), entry.codes("themes"))
    entry.finish()
    return told


def _translated(provenance: Mapping[str, str]) -> list[str]:
    """The languages of which some text is a working translation."""
    names = ("title", "lead", "body", "place")
    return [
        language
        for language in LANGUAGES
        if any(source_of(provenance, name, language).startswith(Source.TRANSLATION) for name in names)
    ]


def _unknown(papers: list[Row], pieces: list[Told]) -> list[Problem]:
    files = {paper["name"] for paper in papers}
    themes = {told.row["slug"] for told in pieces if told.row["kind"] == PieceKind.THEME}
    slugs = [told.row["slug"] for told in pieces]
    found = [Problem(FILE, f"piece {slug}", "stands twice") for slug in set(slugs) if slugs.count(slug) > 1]
    for told in pieces:
        missing = [name for name in told.papers if name not in files]
        missing += [name for name in told.themes if name not in themes]
        reason = "points to what is not in this file"
        found += [Problem(FILE, f"piece {told.row['slug']}", f"{reason}: {name}") for name in missing]
    return found


def _write(programme: str, papers: list[Row], pieces: list[Told], prune: bool) -> Report:
    report = Report()
    kind = report.kind("papers of cooperation")
    names = [row["name"] for row in papers]
    own = Paper.objects.filter(programme=programme, name__in=names).exclude(origin=Origin.REFERENCE)
    taken = dict(own.values_list("name", "pk"))  # an editor gave them their file
    stored = sync(
        Paper,
        [{**row, "programme_id": programme} for row in papers if row["name"] not in taken],
        key=["programme_id", "name"],
        report=kind,
        scope=Paper.objects.filter(origin=Origin.REFERENCE, programme=programme),
    )
    for paper in stored.values():
        if str(paper) in kind.touched or paper.words is None:
            index_paper(paper)
    keys = {**taken, **{paper.name: paper.pk for paper in stored.values()}}
    _write_pieces(programme, pieces, keys, report.kind("pieces of cooperation"))
    settle_gone(report, prune=prune)
    return report


def _write_pieces(programme: str, pieces: list[Told], papers: Mapping[str, int], kind: Kind) -> None:
    """Themes before what names them. A slug that the portal took for a piece of its own stays with it."""
    rows = Piece.objects.filter(programme=programme)
    held = {piece.slug: piece for piece in rows}
    ordered = sorted(pieces, key=lambda told: told.row["kind"] != PieceKind.THEME)
    for told in ordered:
        slug = told.row["slug"]
        piece = held.get(slug)
        if piece is not None and piece.origin != Origin.REFERENCE:
            kind.unchanged += 1
            continue
        themes = [held[name].pk for name in told.themes if name in held]
        links = {"papers": [papers[name] for name in told.papers], "agenda_themes": themes}
        held[slug] = _bring_in(programme, piece, told, Content.from_json({**told.content, **links}), kind)
    wanted = {told.row["slug"] for told in pieces}
    own = [piece for piece in held.values() if piece.origin == Origin.REFERENCE]
    kind.gone.update({str(piece): piece for piece in own if piece.slug not in wanted})


def _bring_in(programme: str, piece: Piece | None, told: Told, content: Content, kind: Kind) -> Piece:
    if piece is None:
        piece = Piece(programme_id=programme, origin=Origin.REFERENCE, **told.row)
        bring_in(piece, content)
        kind.added.append(str(piece))
        return piece
    before = public_content(piece)
    own = {name: getattr(piece, name) for name in told.row}
    # contacts, projects and pictures are the portal's to add
    kept = {name: getattr(before, name) for name in ("picture", "themes", "projects", "contacts")}
    content = Content.from_json({**content.as_json(), **kept})
    if before == content and own == told.row:
        kind.unchanged += 1
        return piece
    for name, value in told.row.items():
        setattr(piece, name, value)
    bring_in(piece, content)
    kind.changed[str(piece)] = {"content": ("", "")}
    return piece
