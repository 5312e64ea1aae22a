"""What sheets on paper have in common: which proposal, by what it was measured, and who may know its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats

from core.plain import amount
from core.texts import Text
from projects import dossier as dossiers
from projects.models import Version


def head_of(version: Version, *, is_blind: bool) -> dict[str, Any]:
    """The plain facts of a version that head its sheet; without its name and title in a blind copy."""
    project = version.project
    call, frozen = project.call, dossiers.from_data(version.data)
    programme = call.programme_period.programme
    return {
        "programme": programme.pk,
        "programme_name": dict(programme.name),
        "call": {"code": call.code, "title": dict(call.title)},
        "code": project.code or "",
        "acronym": "" if is_blind else frozen.acronym,
        "title": {} if is_blind else dict(frozen.title),
        "is_blind": is_blind,
        "is_demo": project.is_demo,
        "version": version.number,
        "hash": version.hash,
        "step": version.step if call.is_two_step else None,
        "zone": call.time_zone,
        "lowest": call.score_lowest,
        "highest": call.score_highest,
        "scale": [[point.value, dict(point.words)] for point in call.scale.all()],
        "threshold": text_of(call.threshold),
    }


def head_shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """The head in words."""
    return {
        "name": f"{data['code']} {data['acronym']}".strip(),
        "title": Text(data["title"]),
        "scale": [(value, Text(words)) for value, words in data["scale"]],
        "threshold": amount(data["threshold"]),
    }


def moment(iso: str | None, zone: str) -> str:
    """A moment in the call's zone, in the active language; blank when there is none."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"


def text_of(value: Decimal | int | None) -> str | None:
    return None if value is None else str(value)
