"""Which colleagues have a dossier open: one room for each programme, so that a whole list asks once."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from core import presence
from projects.models import Project


def enter(project: Project, user: User, page: str = "") -> list[str]:
    """Say that the person has the dossier open; the names of the others who have."""
    said = presence.enter(
        room(project.programme_code), who=str(user.uid), place=f"{project.uid} {user}", page=page
    )
    return _others(said, user).get(str(project.uid), [])


def leave(project: Project, user: User, page: str) -> None:
    """Say that the person closed a page of it."""
    presence.leave(room(project.programme_code), who=str(user.uid), page=page)


def open_elsewhere(user: User, programmes: list[str]) -> dict[str, str]:
    """By identity of a dossier of these programmes, the names of the others who have it open."""
    said = presence.look([room(programme) for programme in programmes])
    return {uid: ", ".join(names) for uid, names in _others(said, user).items()}


def room(programme: str) -> str:
    """Where the staff of a programme say which dossier they have open."""
    return f"staff:{programme}"


def _others(said: Mapping[str, str], user: User) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for who, place in said.items():
        uid, _space, name = place.partition(" ")
        if who != str(user.uid) and name:
            found.setdefault(uid, []).append(name)
    return {uid: sorted(names) for uid, names in found.items()}
