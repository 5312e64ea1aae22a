"""Sets that a call can take over, read from a folder of files: one set a file, its key the file's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ValidationError

from calls import rules
from calls.models import Call
from calls.states import RuleKind, Severity
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml


class MadeFor(Protocol):
    """Codes of the programmes that a set was made for."""

    @property
    def programmes(self) -> tuple[str, ...]: ...


S = TypeVar("S", bound=MadeFor)


def read_sets(directory: Path, read: Callable[[str, Entry], S]) -> Mapping[str, S]:
    """All sets of a folder by key. Raises BadFiles when one is wrong."""
    problems: list[Problem] = []
    found = {
        path.stem: read(path.stem, read_yaml(directory, path.name, problems))
        for path in sorted(directory.glob("*.yaml"))
    }
    refuse_if_any(problems)
    return found


def own_first(sets: Iterable[S], call: Call) -> list[S]:
    """Every set, those made for the call's programme first."""
    programme = call.programme_period.programme_id
    return sorted(sets, key=lambda one: programme not in one.programmes)


def rules_in(file: Entry) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rules of a set by kind, as calls.setting_up.change takes them."""
    for entry in file.entries("rules", "rule", "kind"):
        kind = entry.choice("kind", RuleKind.values)
        parameters = entry.raw("parameters") or {}
        severity = entry.choice("severity", Severity.values, default=Severity.ERROR)
        entry.provenance()
        try:
            rules.validate(kind, parameters)
        except ValidationError as error:
            entry.wrong(" ".join(error.messages))
        entry.finish()
        yield kind, {"parameters": parameters, "severity": severity}


def rules_of(call: Call) -> dict[str, dict[str, Any]]:
    """The rules that a call has, in the same form."""
    return {row.kind: {"parameters": row.parameters, "severity": row.severity} for row in call.rules.all()}
