"""How a proposal hangs together: objective, work packages, outputs, indicators, results, money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from apply.pages.places import address_of
from apply.pages.time_plan import named
from programmes.models import ProgrammeIndicator
from projects.dossier import Dossier, EntryRecord
from projects.form import is_shown

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Gap:
    """Something that hangs in the air, and where it is mended."""

    text: str
    address: str


@dataclass(frozen=True)
class Measure:
    """An output or result: its name, the indicator that it counts for, its target in the indicator's unit."""

    name: str
    address: str
    indicator: str
    target: Decimal | None
    unit: str


@dataclass(frozen=True)
class Package:
    """A work package with what it does and delivers, who takes part, and the budgets of these partners."""

    name: str
    address: str
    activities: int
    outputs: tuple[Measure, ...]
    partners: tuple[str, ...]
    money: Decimal


@dataclass(frozen=True)
class Coherence:
    """The whole chain, with its gaps."""

    objective: str
    overall: str
    packages: tuple[Package, ...]
    results: tuple[Measure, ...]
    total: Decimal
    gaps: tuple[Gap, ...]


def coherence(dossier: Dossier) -> Coherence:
    """The chain of a proposal; one query, for the indicators of its objective."""
    chosen = dossier.objective
    return Coherence(
        objective=f"{chosen.code} {chosen.title}" if chosen else "",
        overall=str(dossier.text("overall_objective")),
        packages=tuple(_package(dossier, one) for one in dossier.entries_in("work_package")),
        results=tuple(_measure(dossier, one) for one in dossier.entries_in("result")),
        total=dossier.totals.total,
        gaps=tuple(_gaps(dossier)),
    )


def _package(dossier: Dossier, entry: EntryRecord) -> Package:
    activities = dossier.entries_in("activity", entry.uid)
    uids = {uid for one in activities for uid in one.partners}
    involved = [partner for partner in dossier.partners if partner.uid in uids]
    return Package(
        name=named(dossier, entry),
        address=_address(dossier, entry),
        activities=len(activities),
        outputs=tuple(_measure(dossier, one) for one in dossier.entries_in("output", entry.uid)),
        partners=tuple(partner.abbreviation for partner in involved),
        money=sum((partner.budget.total for partner in involved), ZERO),
    )


def _measure(dossier: Dossier, entry: EntryRecord) -> Measure:
    found = entry.indicator
    indicator = f"{found.identifier} {found.name}" if found else ""
    unit = str(found.unit) if found else ""
    return Measure(named(dossier, entry), _address(dossier, entry), indicator, entry.target, unit)


def _address(dossier: Dossier, entry: EntryRecord) -> str:
    if entry.kind == "work_package":
        return reverse("apply:entry", args=[dossier.uid, entry.uid])
    return address_of(dossier, f"{entry.kind}.{entry.uid}")


def _gaps(dossier: Dossier) -> Iterator[Gap]:
    if dossier.objective is None:
        yield Gap(_("No specific objective is chosen."), address_of(dossier, "objective"))
    for package in dossier.entries_in("work_package"):
        yield from _gaps_of_package(dossier, package)
    for kind in ("output", "result"):
        for one in dossier.entries_in(kind):
            yield from _gaps_of_measure(dossier, one)
    yield from _gaps_of_indicators(dossier)
    yield from _gaps_of_partners(dossier)


def _gaps_of_package(dossier: Dossier, package: EntryRecord) -> Iterator[Gap]:
    name, address = {"name": named(dossier, package)}, _address(dossier, package)
    activities = dossier.entries_in("activity", package.uid)
    outputs = dossier.entries_in("output", package.uid)
    if outputs and not activities:
        yield Gap(_("%(name)s has outputs but no activity that makes them.") % name, address)
    elif not activities and _asks(dossier, "activity.title"):
        yield Gap(_("%(name)s has no activity.") % name, address)
    if not outputs and _asks(dossier, "output.title"):
        yield Gap(_("%(name)s has no output.") % name, address)
    for one in activities:
        about = {"name": named(dossier, one)}
        if not one.partners and _asks(dossier, "activity.partners"):
            yield Gap(_("Nobody carries out %(name)s.") % about, _address(dossier, one))
        if not dossier.entries_in("deliverable", one.uid) and _asks(dossier, "deliverable.title"):
            yield Gap(_("%(name)s has no deliverable.") % about, _address(dossier, one))


def _gaps_of_measure(dossier: Dossier, entry: EntryRecord) -> Iterator[Gap]:
    name, address = {"name": named(dossier, entry)}, _address(dossier, entry)
    found = entry.indicator
    if found is None:
        yield Gap(_("%(name)s counts for no indicator of the programme.") % name, address)
    elif dossier.objective is not None and found.objective != dossier.objective.id:
        yield Gap(_("The indicator of %(name)s belongs to another specific objective.") % name, address)
    if not entry.target:
        yield Gap(_("%(name)s has no target.") % name, address)


def _gaps_of_indicators(dossier: Dossier) -> Iterator[Gap]:
    """Indicators of the objective without an output, and results that no output of the project leads to."""
    if dossier.objective is None or not _asks(dossier, "output.indicator"):
        return
    rows = ProgrammeIndicator.objects.filter(
        programme_period=dossier.call.programme_period, objective=dossier.objective.id, retired=False
    )
    used = {one.indicator.id for one in dossier.entries if one.indicator is not None}
    for row in rows.order_by("kind", "position", "identifier"):
        if row.pk in used:
            continue
        if row.kind == "output":
            text, place = _("No output counts for the indicator “%(name)s” of the objective."), "work_plan"
        else:
            text, place = _("No result counts for the indicator “%(name)s” of the objective."), "results"
        yield Gap(text % {"name": row}, address_of(dossier, place))


def _gaps_of_partners(dossier: Dossier) -> Iterator[Gap]:
    if not _asks(dossier, "activity.partners"):
        return
    busy = {uid for one in dossier.entries_in("activity") for uid in one.partners}
    for partner in dossier.partners:
        if partner.uid not in busy:
            text = _("%(name)s takes part in no activity.") % {"name": partner.abbreviation}
            yield Gap(text, reverse("apply:partner", args=[dossier.uid, partner.uid]))
        if not partner.budget.total:
            text = _("%(name)s has no budget.") % {"name": partner.abbreviation}
            yield Gap(text, reverse("apply:partner_budget", args=[dossier.uid, partner.uid]))


def _asks(dossier: Dossier, key: str) -> bool:
    """Whether the call shows a field."""
    return is_shown(dossier.call.fields, key)  # type: ignore[arg-type]
