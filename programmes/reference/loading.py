"""Check every file, then write the whole in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from core.loading.problems import Problem, refuse_if_any
from core.loading.writing import Report, settle_gone, sync, sync_links
from programmes.models import (
    ExampleAction,
    Fund,
    Indicator,
    KnownStrategy,
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

M = TypeVar("M", bound=models.Model)


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the database in line with the files; says what changed.

    Raises BadFiles and changes nothing when anything in any file is wrong. What is no longer in the files
    stays, unless `prune` is set and nothing uses it. An edition that its programme has changed in the portal
    is left as the programme keeps it.
    """
    problems: list[Problem] = []
    shared = general.read(directory, problems)
    programmes = editions.read_programmes(directory, shared, problems)
    found = editions.read_editions(directory, shared, programmes, problems)
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        _write_general(shared, report)
        sync(
            Programme,
            programmes,
            key=["code"],
            report=report.kind("programmes"),
            scope=Programme.objects.of_the_portal(),
        )
        _write_editions(found, report)
        settle_gone(report, prune=prune)
    return report


def _write_general(shared: general.General, report: Report) -> None:
    sync(Region, shared.regions, key=["code"], report=report.kind("regions"))
    sync(ProgrammingPeriod, shared.periods, key=["code"], report=report.kind("periods"))
    known = Fund.objects.known_everywhere()
    sync(Fund, shared.funds, key=["code"], report=report.kind("funds"), scope=known)
    sync(PolicyObjective, shared.policy_objectives, key=["code"], report=report.kind("policy objectives"))
    kind = report.kind("indicators")
    indicators = sync(Indicator, shared.indicators, key=["code"], report=kind)
    results = {row: shared.results[row.code] for row in indicators.values()}
    sync_links(Indicator, "results", results, report=kind)
    sync(KnownStrategy, shared.strategies, key=["code"], report=report.kind("strategies"))


def _write_editions(found: list[Edition], report: Report) -> None:
    kind = report.kind("editions")
    kept_here = set(ProgrammePeriod.objects.kept_in_the_portal().values_list("code", flat=True))
    found = [edition for edition in found if edition.row["code"] not in kept_here]
    from_files = ProgrammePeriod.objects.kept_in_files()
    rows = [edition.row for edition in found]
    periods = sync(ProgrammePeriod, rows, key=["code"], report=kind, scope=from_files)
    areas = {periods[edition.row["code"],]: edition.area for edition in found}
    sync_links(ProgrammePeriod, "area", areas, report=kind)
    of_period = [(periods[edition.row["code"],], edition) for edition in found]
    sync(
        ProgrammeFund,
        _under("programme_period", ((period, edition.funds) for period, edition in of_period)),
        key=["programme_period", "fund_id"],
        report=report.kind("funds of editions"),
        scope=_of_files(ProgrammeFund, "programme_period"),
    )
    priorities = sync(
        Priority,
        _under("programme_period", ((p, [c.row for c in edition.priorities]) for p, edition in of_period)),
        key=["programme_period", "number"],
        report=report.kind("priorities"),
        scope=_of_files(Priority, "programme_period"),
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
        scope=_of_files(SpecificObjective, "priority__programme_period"),
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
        scope=_of_files(ExampleAction, "priority__programme_period").select_related("objective"),
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
        scope=_of_files(Theme, "programme_period").select_related("priority"),
    )


def _of_files(model: type[M], edition: str) -> models.QuerySet[M]:
    """The rows of editions that follow the files, with the parents on the way to the edition."""
    rows = model._default_manager.filter(**{f"{edition}__set_up_since": None})
    return rows.select_related(edition)


def _under(name: str, groups: Iterable[tuple[Any, Iterable[dict[str, Any]]]]) -> Iterable[dict[str, Any]]:
    """The rows of all groups, each with its parent under `name`."""
    return ({**row, name: parent} for parent, rows in groups for row in rows)
