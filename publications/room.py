"""What has room on the pages of a document: texts that are cut, policy instruments that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.countries import country_name
from core.texts import Text
from projects.form import GROUPS
from projects.models import PolicyKind

SHOWN, CHARACTERS = 6, 120
HEAD, ROW = 6, 6  # the room of partners that heading and instruments take


def taken_by(policy: Sequence[dict[str, Any]]) -> int:
    """How many partners have no place because instruments have."""
    return HEAD + ROW * min(len(policy), SHOWN) if policy else 0


def policy_shown(data: dict[str, Any], language: str) -> dict[str, Any]:
    """The instruments that have room on the page, each with its regions and what is planned and reported."""
    rows = data["policy"][:SHOWN]
    return {
        "policy_rows": [
            {
                "title": shorten(Text(row["title"]), language, CHARACTERS)[0],
                "regions": [
                    country_name(code, language) if len(code) == 2 else data["regions"].get(code, code)
                    for code in row["regions"]
                ],
                "counts": [row["counts"][kind] for kind in PolicyKind],
            }
            for row in rows
        ],
        "policy_kinds": [GROUPS[kind].plural for kind in PolicyKind],
        "policy_hidden": len(data["policy"]) - len(rows),
    }


def shorten(text: Text, language: str, limit: int) -> tuple[Text, bool]:
    """The text for a reader of `language`, cut behind a sentence or a word before `limit` characters."""
    found = text.best(language)
    if len(found.text) <= limit:
        return Text({found.language: found.text}), False
    cut = found.text[:limit]
    end = max(cut.rfind(". "), cut.rfind(".\n"))
    whole = cut[: end + 1] if end > limit // 2 else cut.rsplit(" ", 1)[0] + " …"
    return Text({found.language: whole}), True
