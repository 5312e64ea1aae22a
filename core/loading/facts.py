"""Facts in a file, checked, in the shape that core.facts reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.facts import KINDS
from core.loading.entries import SOURCE, Entry


def read_facts(entry: Entry, name: str = "facts") -> list[dict[str, Any]]:
    """A list of facts, in the shape that core.facts reads."""
    facts = [_fact(item) for item in entry.entries(name, "fact", "key")]
    keys = [fact["key"] for fact in facts]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        entry.wrong(f'the fact "{key}" stands twice')
    return facts


def _fact(entry: Entry) -> dict[str, Any]:
    kind = entry.choice("kind", KINDS)
    fact: dict[str, Any] = {
        "key": entry.string("key", required=True, pattern=r"[a-z][a-z0-9_]*"),
        "label": dict(entry.text("label", required=True)),
        "kind": kind,
        "value": _fact_value(entry, kind),
    }
    source = entry.string("source", required=True, pattern=SOURCE.pattern)
    extra = {
        "unit": entry.string("unit"),
        "approximate": entry.flag("approximate"),
        "codes": entry.codes("codes"),
        "source": source,
    }
    entry.finish()
    return {**fact, **{key: value for key, value in extra.items() if value}}


def _fact_value(entry: Entry, kind: str) -> Any:
    readers: dict[str, Callable[[], Any]] = {
        "money": lambda: str(entry.money("value", required=True)),
        "percent": lambda: str(entry.percent("value", required=True)),
        "number": lambda: entry.whole("value", required=True),
        "date": lambda: str(entry.day("value", required=True)),
        "text": lambda: dict(entry.text("value", required=True)),
        "texts": lambda: [dict(text) for text in entry.texts("value")],
        "codes": lambda: entry.codes("value"),
    }
    return readers[kind]() if kind in readers else entry.raw("value")
