"""Check every file, then write the whole in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from core.loading.problems import Problem, refuse_if_any
from core.loading.writing import Report, settle_gone, sync, sync_links
from programmes.models import (
    ExampleAction,
    Fund,
    Indicator,
    PolicyObjective,
    Priority,
    Programme,
    ProgrammeFund,
    ProgrammePeriod,
    ProgrammingPeriod,
    Region,
    SpecificObjective,
    Theme,
)
from programmes.reference import editions, general
from programmes.reference.editions import Edition


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the database in line with the files; says what changed.

    Raises BadFiles and changes nothing when anything in any file is wrong. What is no longer in the files
    stays, unless `prune` is set and nothing uses it.
    """
    problems: list[Problem] = []
    shared = general.read(directory, problems)
    programmes = editions.read_programmes(directory, shared, problems)
    found = editions.read_editions(directory, shared, programmes, problems)
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        _write_general(shared, report)
        sync(Programme, programmes, key=["code"], report=report.kind("programmes"))
        _write_editions(found, report)
        settle_gone(report, prune=prune)
    return report


def _write_general(shared: general.General, report: Report) -> None:
    sync(Region, shared.regions, key=["code"], report=report.kind("regions"))
    sync(ProgrammingPeriod, shared.periods, key=["code"], report=report.kind("periods"))
    sync(Fund, shared.funds, key=["code"], report=report.kind("funds"))
    sync(PolicyObjective, shared.policy_objectives, key=["code"], report=report.kind("policy objectives"))
    kind = report.kind("indicators")
    indicators = sync(Indicator, shared.indicators, key=["code"], report=kind)
    results = {row: shared.results[row.code] for row in indicators.values()}
    sync_links(Indicator, "results", results, report=kind)


def _write_editions(found: list[Edition], report: Report) -> None:
    kind = report.kind("editions")
    periods = sync(ProgrammePeriod, [edition.row for edition in found], key=["code"], report=kind)
    areas = {periods[edition.row["code"],]: edition.area for edition in found}
    sync_links(ProgrammePeriod, "area", areas, report=kind)
    of_period = [(periods[edition.row["code"],], edition) for edition in found]
    sync(
        ProgrammeFund,
        _under("programme_period", ((period, edition.funds) for period, edition in of_period)),
        key=["programme_period", "fund_id"],
        report=report.kind("funds of editions"),
        scope=ProgrammeFund.objects.select_related("programme_period"),
    )
    priorities = sync(
        Priority,
        _under("programme_period", ((p, [c.row for c in edition.priorities]) for p, edition in of_period)),
        key=["programme_period", "number"],
        report=report.kind("priorities"),
        scope=Priority.objects.select_related("programme_period"),
    )
    _write_strategy(of_period, priorities, report)


def _write_strategy(
    of_period: list[tuple[ProgrammePeriod, Edition]],
    priorities: Mapping[tuple[Any, ...], Priority],
    report: Report,
) -> None:
    contents = [
        (priorities[period, content.row["number"]], content)
        for period, edition in of_period
        for content in edition.priorities
    ]
    objectives = sync(
        SpecificObjective,
        _under("priority", ((priority, content.objectives) for priority, content in contents)),
        key=["priority", "code"],
        report=report.kind("specific objectives"),
        scope=SpecificObjective.objects.select_related("priority"),
    )
    sync(
        ExampleAction,
        (
            {**row, "priority": priority, "objective": objectives.get((priority, row["objective"]))}
            for priority, content in contents
            for row in content.actions
        ),
        key=["priority", "position"],
        report=report.kind("example actions"),
        scope=ExampleAction.objects.select_related("priority", "objective"),
    )
    sync(
        Theme,
        (
            {**row, "programme_period": period, "priority": priorities.get((period, row["priority"]))}
            for period, edition in of_period
            for row in edition.themes
        ),
        key=["programme_period", "code"],
        report=report.kind("themes"),
        scope=Theme.objects.select_related("programme_period", "priority"),
    )


def _under(name: str, groups: Iterable[tuple[Any, Iterable[dict[str, Any]]]]) -> Iterable[dict[str, Any]]:
    """The rows of all groups, each with its parent under `name`."""
    return ({**row, name: parent} for parent, rows in groups for row in rows)
