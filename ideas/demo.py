"""The demo world's cards: invented, marked as demo, written and published by demo people."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from django.db import transaction

from accounts.models import User
from calls.models import Call
from core.loading.writing import Report
from core.texts import Text
from ideas import talking, writing
from ideas.content import Content
from ideas.models import Board, Card


def load(directory: Path) -> Report:
    """Partner searches of the demo calls, with ideas, offers and one conversation; what is there stays."""
    report = Report()
    noted = report.kind("demo cards of partner searches")
    rows = yaml.safe_load((directory / "ideas.yaml").read_text(encoding="utf-8"))
    for row in rows:
        key = _key(row["key"])
        if Card.objects.filter(creation_key=key).exists():
            noted.unchanged += 1
            continue
        call = Call.objects.filter(code=row["call"]).first()
        owner = User.objects.filter(email=row["owner"], is_demo=True).first()
        if call is None or owner is None or not call.is_open:
            continue
        _card(row, call, owner, key)
        noted.added.append(row["key"])
    return report


@transaction.atomic
def _card(row: dict[str, Any], call: Call, owner: User, key: UUID) -> None:
    Board.objects.update_or_create(call=call, defaults={"is_on": True})
    content = Content(
        title=Text(row["title"]),
        text=Text(row["text"]),
        organisation=row["organisation"],
        country=row["country"],
        region=row.get("region", ""),
        objectives=tuple(row["objectives"]),
        regions=tuple(row.get("regions", ())),
        roles=tuple(row["roles"]),
    )
    card = writing.begin(call, by=owner, kind=row["kind"], content=content, key=key)
    writing.publish(card, by=owner, agrees=True)
    for said in row.get("asked", ()):
        by = User.objects.filter(email=said["by"], is_demo=True).first()
        if by is not None:
            who = {name: said[name] for name in ("organisation", "country", "role", "text")}
            talking.ask(card, by=by, agrees=True, key=uuid5(key, said["by"]), **who)


def _key(name: str) -> UUID:
    """One key for each card of the file, so that loading again makes none twice."""
    return uuid5(NAMESPACE_URL, f"demo-card:{name}")
