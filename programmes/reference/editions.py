"""Programmes and their editions, one for each period, read from files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.loading.entries import Entry
from core.loading.facts import read_facts
from core.loading.problems import Problem
from core.loading.reading import read_yaml
from programmes.models import Priority
from programmes.reference.general import General, once

Row = dict[str, Any]
CODE = r"[A-Z]{2,10}"
TEXT_LANGUAGES = r"nl|fr|en"


@dataclass
class PriorityContent:
    """A priority with what hangs under it."""

    row: Row
    objectives: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)


@dataclass
class Edition:
    """A programme in one period."""

    row: Row
    funds: list[Row]
    area: list[str]
    priorities: list[PriorityContent]
    themes: list[Row]


def read_programmes(directory: Path, general: General, problems: list[Problem]) -> list[Row]:
    """The rows of programmes.yaml; faults are added to `problems`."""
    file = read_yaml(directory, "programmes.yaml", problems)
    countries = {row["code"] for row in general.regions if row["level"] == 0}
    rows: list[Row] = []
    seen: set[str] = set()
    for entry in file.entries("programmes", "programme"):
        row = {
            "code": entry.string("code", required=True, pattern=CODE),
            "slug": entry.string("slug", required=True, pattern=r"[a-z0-9-]{2,50}"),
            "name": entry.text("name", required=True),
            "strand": entry.choice("strand", "ABCD"),
            "countries": entry.codes("countries", r"[A-Z]{2}"),
            "languages": entry.codes("languages", TEXT_LANGUAGES),
            "website": entry.string("website", pattern=r"https?://\S+"),
            "introduction": entry.text("introduction"),
            "provenance": entry.provenance(),
        }
        entry.finish()
        once(entry, seen, row["code"], "the programme")
        once(entry, seen, row["slug"], "the slug")
        _known(entry, row["countries"], countries, "country")
        rows.append(row)
    file.finish()
    return rows


def read_editions(
    directory: Path, general: General, programmes: Iterable[Row], problems: list[Problem]
) -> list[Edition]:
    """The editions in editions/*.yaml; faults are added to `problems`."""
    names = sorted(path.name for path in (directory / "editions").glob("*.yaml"))
    if not names:
        problems.append(Problem("editions", "", f"no file editions/*.yaml in {directory}"))
    known = {row["code"] for row in programmes}
    editions = [
        _edition(read_yaml(directory, f"editions/{name}", problems), general, known) for name in names
    ]
    seen: dict[Any, str] = {}
    for name, edition in zip(names, editions, strict=True):
        for key in (edition.row["code"], (edition.row["programme_id"], edition.row["period_id"])):
            if key in seen:
                problems.append(Problem(f"editions/{name}", str(key), f"stands also in {seen[key]}"))
            seen[key] = f"editions/{name}"
    return editions


def _edition(file: Entry, general: General, programmes: set[str]) -> Edition:
    file.where = file.string("code", required=True, pattern=rf"{CODE}-[IV]{{1,4}}", default="the edition")
    programme = file.choice("programme", programmes)
    rounded = file.codes("rounded", "total_budget|eu_budget")
    row = {
        "code": file.where,
        "programme_id": programme,
        "period_id": file.choice("period", {row["code"] for row in general.periods}),
        "generation": file.string("generation", required=True, pattern=r"[IV]{1,4}"),
        "cci": file.string("cci", pattern=r"[0-9A-Z]{15}"),
        "name": file.text("name", required=True),
        "total_budget": file.money("total_budget"),
        "total_budget_is_rounded": "total_budget" in rounded,
        "eu_budget": file.money("eu_budget"),
        "eu_budget_is_rounded": "eu_budget" in rounded,
        "max_rate": file.percent("max_rate"),
        "managing_authority": file.string("managing_authority"),
        "adopted_on": file.day("adopted_on"),
        "funding_statement": file.text("funding_statement"),
        "area_note": file.text("area_note"),
        "facts": _facts(file, general),
        "provenance": file.provenance(),
    }
    if file.where != f"{programme}-{row['generation']}":
        file.wrong("the code must be that of the programme, a hyphen and the generation")
    edition = Edition(
        row=row,
        funds=_funds(file, general),
        area=_area(file, general),
        priorities=[_priority(entry, general) for entry in file.entries("priorities", "priority", "number")],
        themes=[],
    )
    edition.themes = _themes(file, edition)
    file.finish()
    return edition


def _facts(file: Entry, general: General) -> list[Row]:
    """The facts; the codes that say what part a fact is about are objectives or regions.

    A share of the money takes the titles of its objectives along: the edition may have few of them itself.
    """
    facts = read_facts(file)
    known = general.objectives.keys() | {row["code"] for row in general.regions}
    for fact in facts:
        _known(file, fact.get("codes", ()), known, f"objective or region of the fact {fact['key']}:")
        named = [general.objectives[code] for code in fact.get("codes", ()) if code in general.objectives]
        if named and fact["kind"] == "percent":
            fact["objectives"] = {
                one.code: {"title": dict(one.title), "provenance": one.provenance} for one in named
            }
    return facts


def _funds(file: Entry, general: General) -> list[Row]:
    rows = []
    for entry in file.entries("funds", "fund", "fund"):
        row = {
            "fund_id": entry.choice("fund", {row["code"] for row in general.funds}),
            "max_rate": entry.percent("max_rate"),
        }
        entry.finish()
        rows.append(row)
    return rows


def _area(file: Entry, general: General) -> list[str]:
    """The regions of one level that lie in the regions named; empty when the area is not known."""
    data = file.raw("area")
    entry = file.inner(data, "area") if data is not None else None
    if entry is None:
        return []
    level = entry.whole("level", most=3, required=True)
    named = entry.codes("regions", r"[A-Z]{2}[0-9A-Z]{0,3}")
    entry.finish()
    _known(entry, named, {row["code"] for row in general.regions}, "region")
    codes = [row["code"] for row in general.regions if row["level"] == level]
    for name in named:
        if not any(code.startswith(name) for code in codes):
            entry.wrong(f"the region {name} holds no region of level {level}")
    return [code for code in codes if code.startswith(tuple(named))]


def _priority(entry: Entry, general: General) -> PriorityContent:
    readings = Priority.ShareReading
    row = {
        "number": entry.whole("number", least=1, most=20, required=True),
        "letter": entry.string("letter", pattern="[A-Z]"),
        "title": entry.text("title", required=True),
        "subtitle": entry.text("subtitle"),
        "share": entry.percent("share"),
        "share_reading": entry.choice("share_reading", readings.values, default=readings.EXACT),
        "is_internal": entry.flag("internal"),
        "thematic_objectives": entry.codes("thematic_objectives", r"TO([1-9]|1[01])"),
        "investment_priorities": entry.codes("investment_priorities", r"\d{1,2}[A-Za-z]{1,3}"),
        "operational_objectives": [dict(text) for text in entry.texts("operational_objectives")],
        "provenance": entry.provenance(),
    }
    content = PriorityContent(row)
    content.objectives = [_objective(inner, general) for inner in entry.entries("objectives", "objective")]
    codes = [objective["code"] for objective in content.objectives]
    for number, inner in enumerate(entry.entries("actions", "action", "number"), start=1):
        action = {
            "position": number,
            "objective": inner.string("objective"),
            "text": inner.text("text", required=True),
            "provenance": inner.provenance(),
        }
        inner.finish()
        _known(inner, [action["objective"]] if action["objective"] else [], codes, "objective")
        content.actions.append(action)
    entry.finish()
    if len(set(codes)) != len(codes):
        entry.wrong("an objective stands twice")
    return content


def _objective(entry: Entry, general: General) -> Row:
    """A general objective named by its code, or one of the programme's own with a title."""
    code = entry.string("code", required=True, pattern=r"[A-Z]+[0-9.]+", longest=12)
    known = general.objectives.get(code)
    title = entry.text("title")
    if known is None and not title:
        entry.wrong("is not in objectives.yaml; give it a title when it is the programme's own")
    row = {
        "code": code,
        "title": title or (known.title if known else title),
        "policy_objective_id": known.policy_objective if known else None,
        "investment_priority": entry.string("investment_priority", longest=6),
        "provenance": {**(known.provenance if known else {}), **entry.provenance()},
    }
    entry.finish()
    return row


def _themes(file: Entry, edition: Edition) -> list[Row]:
    numbers = {content.row["number"] for content in edition.priorities}
    rows = []
    seen: set[str] = set()
    for entry in file.entries("themes", "theme"):
        row = {
            "code": entry.string("code", required=True, longest=40),
            "priority": entry.whole("priority", least=1),
            "title": entry.text("title", required=True),
            "provenance": entry.provenance(),
        }
        entry.finish()
        once(entry, seen, row["code"], "the theme")
        _known(entry, [row["priority"]] if row["priority"] else [], numbers, "priority")
        rows.append(row)
    return rows


def _known(entry: Entry, given: Iterable[Any], known: Iterable[Any], what: str) -> None:
    for value in given:
        if value not in known:
            entry.wrong(f"the {what} {value} is not known")
