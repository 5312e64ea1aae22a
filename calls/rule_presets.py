"""Sets of rules and fields of the form that a call can take over, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from calls import rules
from calls.form import defaults
from calls.models import Call
from calls.states import FormStep, RuleKind, Severity, Use
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.texts import Text

DIRECTORY: Path = settings.BASE_DIR / "fixtures" / "reference" / "rules"


@dataclass(frozen=True)
class RulePreset:
    """`rules` by kind and `fields` by key of the form; `programmes` are those it was made for."""

    key: str
    title: Text
    source: str
    programmes: tuple[str, ...]
    rules: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, str]

    def values(self, call: Call) -> dict[str, Any]:
        """What calls.setting_up.change takes: what the call has stays beside the set."""
        held = {row.key: (row.use, row.step) for row in call.fields.all()}
        usual = {key: held.get(key, (use, FormStep.FIRST)) for key, use in defaults().items()}
        own = {row.kind: {"parameters": row.parameters, "severity": row.severity} for row in call.rules.all()}
        shown = {key: (use, usual[key][1]) for key, use in self.fields.items()}
        return {"rules": {**own, **self.rules}, "fields": {**usual, **shown}}


def rule_presets_for(call: Call) -> list[RulePreset]:
    """Every set, those made for the call's programme first."""
    programme = call.programme_period.programme_id
    return sorted(rule_presets().values(), key=lambda one: programme not in one.programmes)


@cache
def rule_presets(directory: Path = DIRECTORY) -> Mapping[str, RulePreset]:
    """All sets by key, the names of their files. Raises BadFiles when one is wrong."""
    problems: list[Problem] = []
    found = {
        path.stem: _preset(path.stem, read_yaml(directory, path.name, problems))
        for path in sorted(directory.glob("*.yaml"))
    }
    refuse_if_any(problems)
    return found


def _preset(key: str, file: Entry) -> RulePreset:
    uses = file.inner(file.raw("fields") or {}, "fields")
    shown = {
        name: uses.choice(name, Use.values)
        for name in sorted(defaults())
        if uses is not None and uses.has(name)
    }
    if uses is not None:
        uses.finish()
    found = RulePreset(
        key=key,
        title=file.text("title", required=True),
        source=file.provenance().get("*", ""),
        programmes=tuple(file.codes("programmes")),
        rules=dict(_rules(file)),
        fields=shown,
    )
    file.finish()
    return found


def _rules(file: Entry) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in file.entries("rules", "rule", "kind"):
        kind = entry.choice("kind", RuleKind.values)
        parameters = entry.raw("parameters") or {}
        try:
            rules.validate(kind, parameters)
        except ValidationError as error:
            entry.wrong(" ".join(error.messages))
        severity = entry.choice("severity", Severity.values, default=Severity.ERROR)
        entry.finish()
        yield kind, {"parameters": parameters, "severity": severity}
