"""Sets of rules and fields of the form that a call can take over, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from calls.form import defaults
from calls.models import Call
from calls.preset_files import own_first, read_sets, rules_in, rules_of
from calls.states import FormStep, Use
from core.loading.entries import Entry
from core.texts import Text

DIRECTORY: Path = settings.BASE_DIR / "fixtures" / "reference" / "rules"


@dataclass(frozen=True)
class RulePreset:
    """`rules` by kind and `fields` by key of the form; `programmes` are those it was made for."""

    key: str
    title: Text
    source: Text
    programmes: tuple[str, ...]
    rules: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, str]

    def values(self, call: Call) -> dict[str, Any]:
        """What calls.setting_up.change takes: what the call has stays beside the set."""
        held = {row.key: (row.use, row.step) for row in call.fields.all()}
        usual = {key: held.get(key, (use, FormStep.FIRST)) for key, use in defaults().items()}
        shown = {key: (use, usual[key][1]) for key, use in self.fields.items()}
        return {"rules": {**rules_of(call), **self.rules}, "fields": {**usual, **shown}}


def rule_presets_for(call: Call) -> list[RulePreset]:
    """Every set, those made for the call's programme first."""
    return own_first(rule_presets().values(), call)


@cache
def rule_presets(directory: Path = DIRECTORY) -> Mapping[str, RulePreset]:
    """All sets by key, the names of their files. Raises BadFiles when one is wrong."""
    return read_sets(directory, _preset)


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
        source=file.text("source", required=True),
        programmes=tuple(file.codes("programmes")),
        rules=dict(rules_in(file)),
        fields=shown,
    )
    file.provenance()
    file.finish()
    return found
