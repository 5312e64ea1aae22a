"""What a programme offers in the demo calls, from a file: indicators, simplified costs, lists of choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from core.errors import DomainError
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Report, sync, sync_links
from programmes.models import (
    Indicator,
    KnownStrategy,
    LegalStatusOption,
    LumpSum,
    ProgrammeIndicator,
    ProgrammePeriod,
    SpecificObjective,
    StateAidScheme,
    Strategy,
    UnitCost,
)
from programmes.states import CostCategory, LegalKind, Phase, StateAidMeasure

Row = dict[str, Any]
M = TypeVar("M", bound=models.Model)
CATEGORIES = "|".join(CostCategory.values)


@dataclass(frozen=True)
class Known:
    """What the file may name, by code."""

    editions: dict[str, ProgrammePeriod]
    strategies: dict[str, KnownStrategy]
    indicators: dict[str, Indicator]
    objectives: dict[tuple[str, str], SpecificObjective]


def load_set_up(directory: Path) -> Report:
    """Bring the demo rows in line with setup.yaml, each marked as demo; running it again changes nothing.

    An edition that somebody has changed in the portal is left alone. Refused where DEMO is off. Raises
    BadFiles and changes nothing when the file is wrong.
    """
    if not settings.DEMO:
        raise DomainError("What a demo programme offers is loaded only where the setting DEMO is on.")
    problems: list[Problem] = []
    file = read_yaml(directory, "setup.yaml", problems)
    known = _known()
    rows = [row for entry in file.entries("editions", "edition") for row in _edition(entry, known)]
    file.finish()
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        _write([row for row in rows if row[1]["programme_period"].set_up_since is None], report)
    return report


def _known() -> Known:
    objectives = SpecificObjective.objects.select_related("priority").filter(priority__is_internal=False)
    return Known(
        editions=ProgrammePeriod.objects.in_bulk(),
        strategies=KnownStrategy.objects.in_bulk(),
        indicators=Indicator.objects.in_bulk(),
        objectives={(row.priority.programme_period_id, row.code): row for row in objectives},
    )


def _edition(entry: Entry, known: Known) -> Iterable[tuple[type[models.Model], Row]]:
    edition = known.editions.get(entry.string("code", required=True, longest=12))
    if edition is None:
        entry.wrong("the edition is not known; run load_reference first, or mend its code")
        return
    shared: Row = {"programme_period": edition, "is_demo": True}
    for code in entry.codes("strategies"):
        if code in known.strategies:
            strategy = known.strategies[code]
            title = {"title": strategy.title, "position": strategy.position}
            yield Strategy, {**shared, "code": code, **title}
        else:
            entry.wrong(f"the strategy {code} is not in the fixed list")
    for name, model, read in (
        ("legal_statuses", LegalStatusOption, _legal_status),
        ("state_aid_schemes", StateAidScheme, _scheme),
        ("lump_sums", LumpSum, _lump_sum),
        ("unit_costs", UnitCost, _unit_cost),
    ):
        for position, inner in enumerate(entry.entries(name, name, "name")):
            yield model, {**shared, **read(inner, position)}
            inner.finish()
    for position, inner in enumerate(entry.entries("indicators", "indicator", "identifier")):
        yield ProgrammeIndicator, {**shared, **_indicator(inner, position, edition, known)}
        inner.finish()
    entry.finish()


def _legal_status(entry: Entry, position: int) -> Row:
    return {
        "description": entry.text("description", required=True),
        "kind": entry.choice("kind", LegalKind.values),
        "position": position,
    }


def _scheme(entry: Entry, position: int) -> Row:
    return {
        "name": entry.text("name", required=True),
        "short_name": entry.text("short_name"),
        "measure": entry.choice("measure", StateAidMeasure.values),
        "max_intensity": entry.percent("max_intensity"),
        "threshold": entry.money("threshold"),
        "comments": entry.text("comments"),
    }


def _lump_sum(entry: Entry, position: int) -> Row:
    return {
        "name": entry.text("name", required=True),
        "description": entry.text("description"),
        "amount": entry.money("amount", required=True),
        "phase": entry.choice("phase", Phase.values),
        "is_splittable": entry.flag("splittable"),
        "is_fast_track": entry.flag("fast_track"),
        "categories": entry.codes("categories", CATEGORIES),
    }


def _unit_cost(entry: Entry, position: int) -> Row:
    return {
        "name": entry.text("name", required=True),
        "description": entry.text("description"),
        "unit": entry.text("unit", required=True),
        "price": entry.money("price", required=True),
        "categories": entry.codes("categories", CATEGORIES),
    }


def _indicator(entry: Entry, position: int, edition: ProgrammePeriod, known: Known) -> Row:
    """A common indicator taken up for an objective; name and unit are those of the regulation."""
    common = known.indicators.get(entry.string("common", required=True, longest=10))
    objective = known.objectives.get((edition.code, entry.string("objective", required=True, longest=12)))
    if common is None or objective is None:
        entry.wrong("the common indicator or the objective is not known")
    return {
        "identifier": entry.string("identifier", required=True, longest=10),
        "objective": objective,
        "kind": common.kind if common else Indicator.Kind.OUTPUT,
        "common": common,
        "code": common.code if common else "",
        "name": common.name if common else {},
        "unit": common.unit if common else {},
        "baseline": entry.money("baseline"),
        "milestone": entry.money("milestone"),
        "target": entry.money("target"),
        "reference_year": entry.string("year", longest=10),
        "position": position,
    }


def _write(rows: list[tuple[type[models.Model], Row]], report: Report) -> None:
    _sync(Strategy, rows, "code", report.kind("strategies of editions"))
    _sync(LegalStatusOption, rows, "description", report.kind("legal statuses"))
    _sync(StateAidScheme, rows, "name", report.kind("state-aid schemes"))
    _sync(LumpSum, rows, "name", report.kind("lump sums"))
    _sync(UnitCost, rows, "name", report.kind("unit costs"))
    kind = report.kind("indicators of editions")
    indicators = _sync(ProgrammeIndicator, rows, "identifier", kind)
    usual = dict[str, set[str]]()
    links = Indicator.results.through.objects.values_list("from_indicator_id", "to_indicator_id")
    for output, result in links:
        usual.setdefault(output, set()).add(result)
    wanted = {
        one: [
            other.pk
            for other in indicators
            if other.objective_id == one.objective_id
            and other.common_id in usual.get(one.common_id or "", ())
        ]
        for one in indicators
    }
    sync_links(ProgrammeIndicator, "results", wanted, report=kind)


def _sync(model: type[M], rows: list[tuple[type[models.Model], Row]], key: str, kind: Any) -> list[M]:
    scope = model._default_manager.filter(is_demo=True, programme_period__set_up_since=None)
    scope = scope.select_related("programme_period")
    mine = [row for one, row in rows if one is model]
    return list(sync(model, mine, key=["programme_period", key], report=kind, scope=scope).values())
