"""What in a dossier belongs to one partner alone, and the digest by which a confirmation knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from projects.dossier.data import digest, to_data
from projects.dossier.record import Dossier

# Grows when the words of the declaration change (apply/parts/declaration.html): then all confirm anew.
DECLARATION = 1
# Moving a partner up or down the list changes nothing that it confirms.
LEFT_OUT = frozenset({"position"})


def digests(dossier: Dossier) -> dict[UUID, str]:
    """The digest of each partner's own part: its facts, texts, money, files and the words it declares."""
    data = to_data(dossier)
    return {UUID(row["uid"]): digest(_part(data, row)) for row in data["partners"]}


def _part(data: Mapping[str, Any], partner: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs to one partner; blanks are left out, so that a field new to the form changes nothing."""
    uid = str(partner["uid"])
    rows = {name: value for name, value in partner.items() if name not in LEFT_OUT}
    texts = {key: value for key, value in data.get("answers", {}).items() if uid in key.split(".")}
    files = [file for file in data.get("annexes", ()) if str(file.get("partner") or "") == uid]
    whole = {"declaration": DECLARATION, "partner": rows, "texts": texts, "annexes": files}
    filled: dict[str, Any] = _filled(whole)
    return filled


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        inner = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    return [_filled(item) for item in value] if isinstance(value, list) else value
