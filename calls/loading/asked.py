"""What a call of the file asks of applicants and offers them: fields, annexes, lists, mails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calls import form, texts
from calls.facts import LISTS
from calls.states import FormStep, Use
from core.loading.entries import Entry
from programmes.models import ProgrammePeriod

Row = dict[str, Any]
# What `fields: {all: ...}` can name; "optional" shows the harmonised form and asks for nothing more.
PRESETS = ("standard", "optional")


@dataclass(frozen=True)
class Asked:
    """Rows by the name of their table; `lists` are those of which the call offers everything."""

    fields: list[Row]
    annexes: list[Row]
    texts: list[Row]
    objective_budgets: list[Row]
    lists: list[str]


def read_asked(entry: Entry, edition: ProgrammePeriod | None) -> Asked:
    """Reads `fields`, `annexes`, `texts`, `objective_budgets` and `offers` of a call."""
    return Asked(
        fields=_fields(entry),
        annexes=[
            _annex(inner, position) for position, inner in enumerate(entry.entries("annexes", "annex", "key"))
        ],
        texts=[_text(inner) for inner in entry.entries("texts", "text", "kind")],
        objective_budgets=_objective_budgets(entry, edition),
        lists=entry.codes("offers", "|".join(LISTS)),
    )


def _fields(entry: Entry) -> list[Row]:
    """`{all: standard, theme: hidden, durability: required from step 2}`; held is what differs."""
    inner = entry.inner(entry.raw("fields") or {}, "fields")
    if inner is None or not entry.has("fields"):
        return []
    usual = form.defaults()
    wanted: dict[str, tuple[str, int]] = {}
    if preset := inner.choice("all", ("none", *PRESETS), default="none").replace("none", ""):
        wanted = {key: (_preset(preset, key, use, usual), 1) for key, use in form.standard().items()}
    for key in sorted(usual):
        if inner.has(key):
            said = inner.string(key, pattern=f"({'|'.join(Use.values)})( from step 2)?")
            use, _space, later = said.partition(" ")
            wanted[key] = (use or usual[key], FormStep.SECOND if later else FormStep.FIRST)
    inner.finish()
    return [
        {"key": key, "use": use, "step": step}
        for key, (use, step) in sorted(wanted.items())
        if use != usual[key] or step != FormStep.FIRST
    ]


def _preset(preset: str, key: str, use: str, usual: Mapping[str, str]) -> str:
    if preset == "standard":
        return use
    return Use.OPTIONAL if usual[key] == Use.HIDDEN and use != Use.HIDDEN else usual[key]


def _annex(entry: Entry, position: int) -> Row:
    row: Row = {
        "key": entry.string("key", required=True, pattern=r"[a-z0-9-]{2,40}"),
        "title": entry.text("title", required=True),
        "description": entry.text("description"),
        "is_required": entry.flag("required"),
        "per_partner": entry.flag("per_partner"),
        "step": entry.whole("step", least=1, most=2) or FormStep.FIRST,
        "position": position,
    }
    entry.finish()
    return row


def _text(entry: Entry) -> Row:
    kind = entry.choice("kind", list(texts.KINDS))
    row: Row = {
        "kind": kind,
        "subject": entry.text("subject", required=True),
        "body": entry.text("body", required=True),
    }
    entry.finish()
    for words in (*row["subject"].values(), *row["body"].values()) if kind else ():
        for name in texts.unknown_variables(kind, words):
            entry.wrong(f"the variable {{{name}}} is not known in this mail")
    return row


def _objective_budgets(entry: Entry, edition: ProgrammePeriod | None) -> list[Row]:
    inner = entry.inner(entry.raw("objective_budgets") or {}, "objective_budgets")
    if inner is None or edition is None:
        return []
    offered = entry.codes("objectives")
    priorities = [priority for priority in edition.priorities.all() if not priority.is_internal]
    rows = [
        {"objective": objective, "amount": inner.money(objective.code)}
        for priority in priorities
        for objective in priority.objectives.all()
        if objective.code in offered and inner.has(objective.code)
    ]
    inner.finish()
    return rows
