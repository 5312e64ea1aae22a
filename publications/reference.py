"""Loading funded projects that are known from the programmes' own documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.loading.entries import Entry
from core.loading.facts import read_facts
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Kind, Report, settle_gone, sync
from partners.states import LegalStatus, OrganisationType
from programmes.models import Fund, Priority, ProgrammePeriod, SpecificObjective, Theme
from publications import linking, search, versions
from publications.models import Publication, PublishedPartner
from publications.states import Status

SOURCE = "reference"
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What a record may point to, by natural key."""

    editions: Mapping[str, ProgrammePeriod]
    objectives: Mapping[tuple[str, str], SpecificObjective]
    themes: Mapping[tuple[str, str], Theme]
    priorities: Mapping[tuple[str, str], Priority]
    funds: frozenset[str]


@dataclass(frozen=True)
class Content:
    """A record of the file with its partners."""

    row: Row
    partners: list[Row]


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the records that came from publications.yaml in line with it; says what changed.

    Needs the programmes loaded first. Raises BadFiles and changes nothing when anything is wrong. A record
    that changed gets a new data date and is found by its new words.
    """
    problems: list[Problem] = []
    file = read_yaml(directory, "publications.yaml", problems)
    known = _known()
    found = [_record(entry, known) for entry in file.entries("publications", "publication")]
    file.finish()
    codes = [content.row["code"] for content in found]
    taken = Publication.objects.filter(code__in=codes).exclude(source=SOURCE).values_list("code", flat=True)
    reasons = {code: "stands twice" for code in codes if codes.count(code) > 1} | dict.fromkeys(
        taken, "a record that the portal published has this code; choose another"
    )
    problems += [Problem(file.file, f"publication {code}", reason) for code, reason in reasons.items()]
    refuse_if_any(problems)
    with transaction.atomic():
        return _write(found, prune)


def _known() -> Known:
    objectives = SpecificObjective.objects.select_related("priority")
    return Known(
        editions=ProgrammePeriod.objects.in_bulk(),
        objectives={(row.priority.programme_period_id, row.code): row for row in objectives},
        themes={(row.programme_period_id, row.code): row for row in Theme.objects.all()},
        priorities={(row.programme_period_id, str(row.number)): row for row in Priority.objects.all()},
        funds=frozenset(Fund.objects.values_list("code", flat=True)),
    )


def _record(entry: Entry, known: Known) -> Content:
    edition = entry.choice("edition", known.editions)
    approximate = entry.codes("approximate", "total_budget")
    row: Row = {
        "code": entry.string("code", required=True, pattern=r"[a-z0-9-]{2,60}"),
        "programme_period_id": edition,
        **_aims(entry, edition, known),
        "fund_id": entry.choice("fund", known.funds) if entry.has("fund") else None,
        "status": entry.choice("status", Status.values, default=Status.UNKNOWN),
        "acronym": entry.string("acronym", required=True, longest=100),
        "title": entry.text("title"),
        "summary": entry.text("summary"),
        "results": entry.text("results"),
        "purpose": entry.text("purpose"),
        "interventions": entry.codes("interventions", r"[0-9A-Z.]{1,10}"),
        "location": entry.string("location", longest=120),
        "start_date": entry.day("start_date"),
        "end_date": entry.day("end_date"),
        "total_budget": entry.money("total_budget"),
        "total_budget_is_approximate": "total_budget" in approximate,
        "eu_funding": entry.money("eu_funding"),
        "rate": entry.percent("rate"),
        "websites": entry.codes("websites", r"https?://\S{3,200}"),
        "facts": read_facts(entry),
        "provenance": entry.provenance(),
        "source": SOURCE,
    }
    partners = [
        _partner(inner, position)
        for position, inner in enumerate(entry.entries("partners", "partner", "name"), start=1)
    ]
    entry.finish()
    _check(entry, row, partners)
    return Content(row, partners)


def _aims(entry: Entry, edition: str, known: Known) -> Row:
    """What it is for; the priority also where no objective is stated."""
    objective = _pointed(entry, "objective", edition, known.objectives)
    above = {row.pk: row.priority_id for row in known.objectives.values()}
    priority = _pointed(entry, "priority", edition, known.priorities)
    if objective and priority and above[objective] != priority:
        entry.wrong("its objective belongs to another priority")
    return {
        "objective_id": objective,
        "priority_id": above[objective] if objective else priority,
        "theme_id": _pointed(entry, "theme", edition, known.themes),
    }


def _pointed(
    entry: Entry,
    name: str,
    edition: str,
    known: Mapping[tuple[str, str], SpecificObjective | Theme | Priority],
) -> int | None:
    code = entry.string(name, longest=40)
    if not code:
        return None
    row = known.get((edition, code))
    if row is None:
        entry.wrong(f"the {name} {code} is not one of {edition}")
        return None
    return row.pk


def _partner(entry: Entry, position: int) -> Row:
    row: Row = {
        "position": position,
        "name": entry.string("name", required=True, longest=250),
        "role": entry.choice("role", ("lead", "partner")) if entry.has("role") else "",
        "name_en": entry.string("name_en", longest=250),
        "kind": entry.choice("kind", OrganisationType.values) if entry.has("kind") else "",
        "legal_status": entry.choice("legal_status", LegalStatus.values) if entry.has("legal_status") else "",
        "country": entry.string("country", pattern="[A-Z]{2}"),
        "city": entry.string("city", longest=100),
        "budget": entry.money("budget"),
        "eu_funding": entry.money("eu_funding"),
    }
    entry.finish()
    return row


def _check(entry: Entry, row: Row, partners: list[Row]) -> None:
    start, end = row["start_date"], row["end_date"]
    if start and end and end < start:
        entry.wrong("it ends before it starts")
    if sum(partner["role"] == "lead" for partner in partners) > 1:
        entry.wrong("it has more than one lead partner")
    if row["rate"] is not None and row["total_budget_is_approximate"]:
        entry.wrong("no rate can stand beside an approximate total; leave the rate out")


def _write(found: list[Content], prune: bool) -> Report:
    report = Report()
    kind = report.kind("publications")
    records = sync(
        Publication,
        [content.row for content in found],
        key=["code"],
        report=kind,
        scope=Publication.objects.filter(source=SOURCE),
    )
    partners = Report()
    partner_kind = partners.kind("partners of publications")
    sync(
        PublishedPartner,
        (
            {**row, "publication": records[content.row["code"],]}
            for content in found
            for row in content.partners
        ),
        key=["publication", "position"],
        report=partner_kind,
        scope=PublishedPartner.objects.filter(publication__in=records.values()).select_related("publication"),
    )
    settle_gone(partners, prune=True)
    if prune:
        PublishedPartner.objects.filter(publication__in=[row.pk for row in kind.gone.values()]).delete()
    settle_gone(report, prune=prune)
    _refresh(records, report.kinds + partners.kinds)
    report.kinds += partners.kinds
    return report


def _refresh(records: Mapping[tuple[Any, ...], Publication], kinds: list[Kind]) -> None:
    """Give the records that changed, themselves or in their partners, a new date and new words to search."""
    touched = {label.partition(" ")[0] for kind in kinds for label in kind.touched}
    keys = [record.pk for (code,), record in records.items() if code in touched]
    Publication.objects.filter(pk__in=keys).update(data_date=timezone.now())
    linking.link(keys)
    search.index(keys)
    # also of those that did not change: the first load of a new release writes their first versions
    versions.note([record.pk for record in records.values()])
