"""Loading news and briefs of the demo world: invented, and marked as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Report
from editorial.content import Content
from editorial.models import Piece
from editorial.publishing import bring_in
from editorial.states import Origin, PieceKind
from programmes.models import Programme

KINDS = (str(PieceKind.NEWS), str(PieceKind.BRIEF))


def load(directory: Path) -> Report:
    """Bring in the pieces of pieces.yaml that are not there yet; says what was added. Raises BadFiles."""
    problems: list[Problem] = []
    file = read_yaml(directory, "pieces.yaml", problems)
    codes = list(Programme.objects.values_list("code", flat=True))
    found: list[dict[str, Any]] = []
    for entry in file.entries("pieces", "piece", "slug"):
        found.append(
            {
                "programme_id": entry.choice("programme", codes),
                "slug": entry.string("slug", required=True, pattern=r"[a-z0-9-]{2,80}"),
                "kind": entry.choice("kind", KINDS),
                "content": {name: dict(entry.text(name)) for name in ("title", "lead", "body")},
            }
        )
        entry.finish()
    file.finish()
    refuse_if_any(problems)
    report = Report()
    kind = report.kind("news and briefs")
    with transaction.atomic():
        for row in found:
            content = Content.from_json(row.pop("content"))
            if Piece.objects.filter(programme=row["programme_id"], slug=row["slug"]).exists():
                kind.unchanged += 1
                continue
            piece = Piece(origin=Origin.DEMO, is_demo=True, **row)
            bring_in(piece, content)
            kind.added.append(str(piece))
    return report
