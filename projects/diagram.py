"""The state table drawn: docs/states.md is this module's output."""

from __future__ import annotations

from django.utils import translation

from projects.states import DRAFTS, STEPS, State, Step

HEADING = """# States of a project

Made by `python manage.py state_diagram > docs/states.md` from `projects/states`; a test holds it current.
"""


def markdown() -> str:
    """The diagram (Mermaid) and a table of all steps, in English."""
    with translation.override("en"):
        return f"{HEADING}\n```mermaid\n{_diagram()}\n```\n\n{_table()}\n"


def _diagram() -> str:
    lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in State if state in DRAFTS)]
    lines += [f"    {state} : {state.label}" for state in State]
    for step in STEPS:
        for source, targets in step.routes.items():
            lines += [f"    {source} --> {target} : {step.key}" for target in targets or ("[*]",)]
    return "\n".join(lines)


def _table() -> str:
    head = "| step | from | to | who | needs | checked |\n| --- | --- | --- | --- | --- | --- |"
    return "\n".join([head, *(_row(step) for step in STEPS)])


def _row(step: Step) -> str:
    ways = [f"{source.label} → {_names(targets)}" for source, targets in step.routes.items()]
    who = f"collaborator, {step.level} or higher" if step.level else ", ".join(sorted(step.roles))
    needs = ", ".join(
        name for name, needed in (("note", step.needs_note), ("date", step.needs_date)) if needed
    )
    origins = "; ".join(way.split(" → ")[0] for way in ways)
    ends = "; ".join(dict.fromkeys(way.split(" → ")[1] for way in ways))
    return f"| {step.label} (`{step.key}`) | {origins} | {ends} | {who} | {needs} | {step.precondition} |"


def _names(targets: tuple[State, ...]) -> str:
    return " or ".join(str(target.label) for target in targets) or "gone"
