"""Sets of criteria with their scale that a call can take over, each with its source; files in reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from calls.models import Call
from calls.preset_files import own_first, read_sets, rules_in, rules_of
from calls.states import CallKind, CallState, CommentRule, CriterionGroup
from core.loading.entries import Entry
from core.texts import Text

DIRECTORY: Path = settings.BASE_DIR / "fixtures" / "reference" / "criteria"


@dataclass(frozen=True)
class Preset:
    """A set of criteria: `source` says where it comes from; `programmes` are those it was made for."""

    key: str
    title: Text
    source: Text
    programmes: tuple[str, ...]
    scale: Mapping[int, Text]
    criteria: Mapping[str, Mapping[str, Any]]
    kind: str = ""
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def values_for(self, call: Call) -> dict[str, Any]:
        """What calls.setting_up.change takes. Rules of the call stand; a published one keeps its own."""
        if call.state == CallState.PUBLISHED or not self.rules:
            return self.values()
        return {**self.values(), "kind": self.kind or call.kind, "rules": {**self.rules, **rules_of(call)}}

    def values(self) -> dict[str, Any]:
        """Scale and criteria, as calls.setting_up.change takes them."""
        return {
            "score_lowest": min(self.scale),
            "score_highest": max(self.scale),
            "scale": self.scale,
            "criteria": self.criteria,
        }


def presets_for(call: Call) -> list[Preset]:
    """Every set, those made for the call's programme first."""
    return own_first(presets().values(), call)


@cache
def presets(directory: Path = DIRECTORY) -> Mapping[str, Preset]:
    """All sets by key, the names of their files. Raises BadFiles when one is wrong."""
    return read_sets(directory, _preset)


def _preset(key: str, file: Entry) -> Preset:
    found = Preset(
        key=key,
        title=file.text("title", required=True),
        source=file.text("source", required=True),
        programmes=tuple(file.codes("programmes")),
        scale=dict(_points(file)),
        criteria=dict(_criteria(file)),
        kind=file.choice("kind", CallKind.values, default="") if file.has("kind") else "",
        rules=dict(rules_in(file)),
    )
    file.provenance()
    file.finish()
    return found


def _points(file: Entry) -> Iterator[tuple[int, Text]]:
    for entry in file.entries("scale", "score", "score"):
        value = entry.whole("score", most=100, required=True) or 0
        yield value, entry.text("words", required=True)
        entry.finish()


def _criteria(file: Entry) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in file.entries("criteria", "criterion", "key"):
        key = entry.string("key", required=True, pattern=r"[a-z-]{2,40}")
        threshold = entry.whole("threshold", most=100)
        row: dict[str, Any] = {
            "group": entry.choice("group", CriterionGroup.values),
            "title": entry.text("title", required=True),
            "question": entry.text("question"),
            "help": entry.text("help"),
            "weight": entry.whole("weight", least=1, most=100, required=True),
            "threshold": None if threshold is None else Decimal(threshold),
            "comment_rule": entry.choice("comment_rule", CommentRule.values, default=CommentRule.BELOW),
            "comment_below": entry.whole("comment_below", most=100) or (1 if threshold is not None else 3),
            "section": entry.string("section", pattern=r"[a-z_]{2,20}"),
        }
        entry.provenance()
        entry.finish()
        yield key, row
