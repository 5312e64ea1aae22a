"""The draft of a piece on its page: its texts side by side by language, what is missing, and its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments.sheets import Stored
from core.differences import Piece as Stretch
from core.differences import pieces as differing
from core.texts import LANGUAGES, Text
from editorial.content import LINKS, TEXTS, Content
from editorial.models import Piece
from editorial.permissions import pieces_of
from editorial.states import DATED, PieceKind, PieceState
from secretariat.pages.sheets import Box, Tried, box

ROWS = {"title": 2, "lead": 4, "body": 18, "place": 2}


@dataclass(frozen=True)
class Beside:
    """One text in all languages; `missing` are those in which it is not written yet."""

    name: str
    heading: str
    boxes: Sequence[Box]
    missing: Sequence[str]

    @property
    def rows(self) -> int:
        return ROWS[self.name]


@dataclass(frozen=True)
class Changed:
    """A text or fact that differs between two versions; `stretches` of texts, else the two values."""

    label: str
    stretches: Sequence[Stretch] = ()
    old: str = ""
    new: str = ""


def my_piece(request: HttpRequest, uid: object) -> Piece:
    """A piece of a programme that the person writes for; 404 for others."""
    rows = pieces_of(signed_in_user(request)).select_related("programme", "draft__changed_by")
    return get_object_or_404(rows, uid=uid)


def narrowed(rows: QuerySet[Piece], data: QueryDict) -> QuerySet[Piece]:
    """The list by programme, kind, state, and whether the draft is ahead of what is public."""
    if data.get("kind") in PieceKind.values:
        rows = rows.filter(kind=data["kind"])
    if data.get("state") in PieceState.values:
        rows = rows.filter(state=data["state"])
    programme = data.get("programme", "")
    if programme and len(programme) <= 10:
        rows = rows.filter(programme=programme)
    if data.get("ahead") == "yes":
        rows = rows.filter(draft__is_ahead=True, state=PieceState.PUBLISHED)
    return rows


def title_of(piece: Piece) -> Text:
    """What it is called in its draft, else in public."""
    draft = getattr(piece, "draft", None)
    return (Content.from_json(draft.content).title if draft else Text()) or piece.title


def beside(piece: Piece, stored: Mapping[str, Stored], tried: Tried) -> list[Beside]:
    """The texts of a draft in the order of the page."""
    labels = {
        "title": _("Title"),
        "lead": _("Introduction"),
        "body": _("Text"),
        "place": _("Place"),
    }
    names = [name for name in labels if name != "place" or piece.kind in DATED]
    found = []
    for name in names:
        boxes = [_box(name, labels[name], code, stored, tried) for code in LANGUAGES]
        missing = [_language(one.key[-2:]) for one in boxes if not one.value.strip()]
        found.append(Beside(name, labels[name], boxes, missing if len(missing) < len(boxes) else []))
    return found


def changes(old: Content, new: Content) -> list[Changed]:
    """What differs from one version to another, text by text and fact by fact."""
    found = []
    for name in TEXTS:
        for code in LANGUAGES:
            before, after = (getattr(one, name).get(code, "") for one in (old, new))
            if before != after:
                label = f"{_name(name)} ({_language(code)})"
                found.append(Changed(label, stretches=differing(before, after)))
    for name in ("number", "happened_on", "year", "held", "picture", *LINKS):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(Changed(_name(name), old=_shown(before), new=_shown(after)))
    return found


def faults(rows: Iterable[Beside]) -> list[Box]:
    """The fields that a save of the whole page did not store."""
    return [one for row in rows for one in row.boxes if one.error]


def _box(name: str, label: str, code: str, stored: Mapping[str, Stored], tried: Tried) -> Box:
    return box(f"{name}.{code}", f"{label} ({_language(code)})", stored, tried)


def _language(code: str) -> str:
    return {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}[code]


def _name(name: str) -> str:
    names = {
        "title": _("Title"),
        "lead": _("Introduction"),
        "body": _("Text"),
        "place": _("Place"),
        "number": _("Number"),
        "happened_on": _("Day"),
        "year": _("Year"),
        "held": _("Took place"),
        "picture": _("Picture at the head"),
        "themes": _("Themes of the programme"),
        "agenda_themes": _("Themes of the agenda"),
        "projects": _("Projects"),
        "papers": _("Documents"),
        "contacts": _("Contact cards"),
    }
    return names[name]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return _("%(number)d linked") % {"number": len(value)}
    return "–" if value is None else str(value)
