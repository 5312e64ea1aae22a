"""What all programmes share, read from files: regions, periods, funds, objectives, indicators."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.loading.entries import Entry
from core.loading.problems import Problem
from core.loading.reading import read_csv, read_yaml
from core.texts import Text
from programmes.models import Indicator
from programmes.states import StrategyKind

Row = dict[str, Any]
OBJECTIVE = r"(RSO|ISO)[1-9]\.[1-9]"


@dataclass(frozen=True)
class GeneralObjective:
    """A specific objective as the regulation words it; editions take it up under a priority."""

    code: str
    title: Text
    policy_objective: str
    provenance: dict[str, str]


@dataclass(frozen=True)
class General:
    """The checked rows of the general files."""

    regions: list[Row]
    periods: list[Row]
    funds: list[Row]
    policy_objectives: list[Row]
    objectives: dict[str, GeneralObjective]
    indicators: list[Row]
    results: dict[str, list[str]]
    strategies: list[Row]


def read(directory: Path, problems: list[Problem]) -> General:
    """Read and check the general files; faults are added to `problems`."""
    policy_objectives, objectives = _objectives(read_yaml(directory, "objectives.yaml", problems))
    indicators, results = _indicators(read_yaml(directory, "indicators.yaml", problems))
    return General(
        regions=_regions(directory, problems),
        periods=_periods(read_yaml(directory, "periods.yaml", problems)),
        funds=_funds(read_yaml(directory, "funds.yaml", problems)),
        policy_objectives=policy_objectives,
        objectives=objectives,
        indicators=indicators,
        results=results,
        strategies=_strategies(read_yaml(directory, "strategies.yaml", problems)),
    )


def once(entry: Entry, seen: set[Any], value: Any, what: str) -> None:
    """Note a fault when a natural key stands twice."""
    if value in seen:
        entry.wrong(f"{what} {value} stands twice")
    seen.add(value)


def _regions(directory: Path, problems: list[Problem]) -> list[Row]:
    name = "regions.csv"
    rows = read_csv(directory, name, ("code", "name", "name_latin", "code_2024"))
    codes = {row["code"] for row in rows}
    seen: set[str] = set()
    for row in rows:
        code = row["code"]
        reason = ""
        if not 2 <= len(code) <= 5 or not code.isalnum() or not code.isupper():
            reason = "is not a NUTS code (two letters, then up to three letters or digits)"
        elif code in seen:
            reason = "stands twice"
        elif len(code) > 2 and code[:-1] not in codes:
            reason = f"lies in {code[:-1]}, which is not in the file"
        elif not row["name"].strip():
            reason = "has no name"
        if reason:
            problems.append(Problem(name, f"region {code}", reason))
        seen.add(code)
    return [_region(row) for row in rows]


def _region(row: dict[str, str]) -> Row:
    code = row["code"]
    return {
        "code": code,
        "name": row["name"],
        "name_latin": row["name_latin"] or row["name"],
        "level": len(code) - 2,
        "country": code[:2],
        "parent_id": code[:-1] if len(code) > 2 else None,
        "code_2024": row["code_2024"],
    }


def _periods(file: Entry) -> list[Row]:
    rows = []
    seen: set[str] = set()
    for entry in file.entries("periods", "period"):
        row = {
            "code": entry.string("code", required=True, pattern=r"\d{4}-\d{4}"),
            "first_year": entry.whole("first_year", least=1989, most=2100, required=True),
            "last_year": entry.whole("last_year", least=1989, most=2100, required=True),
        }
        entry.finish()
        once(entry, seen, row["code"], "the period")
        if row["code"] != f"{row['first_year']}-{row['last_year']}":
            entry.wrong("the code must be the first and the last year")
        rows.append(row)
    file.finish()
    return rows


def _funds(file: Entry) -> list[Row]:
    rows = []
    seen: set[str] = set()
    for entry in file.entries("funds", "fund"):
        row = {
            "code": entry.string("code", required=True, pattern=r"[A-Z_]{2,20}"),
            "name": entry.text("name", required=True),
            "abbreviation": entry.text("abbreviation", required=True),
            "is_eu": entry.flag("european"),
        }
        entry.finish()
        once(entry, seen, row["code"], "the fund")
        rows.append(row)
    file.finish()
    return rows


def _objectives(file: Entry) -> tuple[list[Row], dict[str, GeneralObjective]]:
    rows: list[Row] = []
    found: dict[str, GeneralObjective] = {}
    seen: set[str] = set()
    for entry in file.entries("policy_objectives", "policy objective"):
        code = entry.string("code", required=True, pattern=r"PO[1-5]|ISO[12]")
        rows.append({"code": code, "title": entry.text("title", required=True)})
        rows[-1]["provenance"] = entry.provenance()
        once(entry, seen, code, "the policy objective")
        for inner in entry.entries("specific_objectives", "objective"):
            objective = GeneralObjective(
                code=inner.string("code", required=True, pattern=OBJECTIVE),
                title=inner.text("title", required=True),
                policy_objective=code,
                provenance=inner.provenance(),
            )
            inner.finish()
            if objective.code in found:
                inner.wrong("stands twice")
            found[objective.code] = objective
        entry.finish()
    file.finish()
    return rows, found


def _indicators(file: Entry) -> tuple[list[Row], dict[str, list[str]]]:
    rows: dict[str, Row] = {}
    results: dict[str, list[str]] = {}
    for entry in file.entries("indicators", "indicator"):
        code = entry.string("code", required=True, pattern=r"RC[OR]\d{2,3}")
        row = {
            "code": code,
            "kind": entry.choice("kind", Indicator.Kind.values),
            "name": entry.text("name", required=True),
            "unit": entry.text("unit"),
            "is_interreg_specific": entry.flag("interreg_specific"),
        }
        results[code] = entry.codes("results", r"RCR\d{2,3}")
        row["provenance"] = entry.provenance()
        entry.finish()
        if code in rows:
            entry.wrong("stands twice")
        rows[code] = row
    file.finish()
    for code, linked in results.items():
        for result in linked:
            if result not in rows:
                reason = f"names the result {result}, which is not in the file"
                file.problems.append(Problem(file.file, f"indicator {code}", reason))
    return list(rows.values()), results


def _strategies(file: Entry) -> list[Row]:
    rows: list[Row] = []
    seen: set[str] = set()
    for position, entry in enumerate(file.entries("strategies", "strategy")):
        row = {
            "code": entry.string("code", required=True, pattern=r"[a-z0-9-]{2,30}"),
            "kind": entry.choice("kind", StrategyKind.values),
            "title": entry.text("title", required=True),
            "position": position,
            "provenance": entry.provenance(),
        }
        entry.finish()
        once(entry, seen, row["code"], "the strategy")
        rows.append(row)
    file.finish()
    return rows
