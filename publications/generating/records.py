"""Generated public records, written by COPY."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from partners.states import LegalStatus, OrganisationType
from programmes.models import ProgrammePeriod, Region, SpecificObjective, Theme
from publications import linking, search
from publications.figures import kept
from publications.generating.words import Words
from publications.models import Publication, PublishedPartner
from publications.states import GENERATED, Status

BATCH = 5_000
COLUMNS = [
    "code",
    "programme_period_id",
    "objective_id",
    "priority_id",
    "theme_id",
    "status",
    "acronym",
    "title",
    "summary",
    "results",
    "start_date",
    "end_date",
    "total_budget",
    "total_budget_is_approximate",
    "eu_funding",
    "rate",
    "purpose",
    "indicators",
    "interventions",
    "location",
    "licence",
    "import_source",
    "websites",
    "facts",
    "source",
    "provenance",
    "version_hash",
    "is_demo",
    "first_published_at",
    "data_date",
    "lead",
    "partner_count",
    "countries",
    "regions",
    "nuts",
    "partner_types",
    "organisations",
]
PARTNER_COLUMNS = [
    "publication_id",
    "position",
    "name",
    "name_en",
    "role",
    "kind",
    "legal_status",
    "is_natural_person",
    "department",
    "postcode",
    "street",
    "identifier",
    "country",
    "region",
    "city",
    "budget",
    "eu_funding",
]
_KINDS = [kind.value for kind in OrganisationType if kind != OrganisationType.NATURAL_PERSON]
NULL = "\\N"
_EMPTY = {
    **dict.fromkeys(
        ("name_en", "kind", "legal_status", "department", "postcode", "street", "identifier"), ""
    ),
    "is_natural_person": False,
}
CENT = Decimal("0.01")

_UNKNOWN = {
    **dict.fromkeys(("location", "licence", "import_source"), ""),
    "purpose": {},
    "indicators": [],
    "interventions": "{}",
}
# What search.index fills.
_INDEXED = {
    "lead": "",
    "partner_count": 0,
    **dict.fromkeys(("countries", "regions", "nuts", "partner_types", "organisations"), "{}"),
}


@dataclass(frozen=True)
class Edition:
    """What records of one programme in one period may point to."""

    code: str
    first: int
    last: int
    rate: Decimal
    objectives: list[tuple[int, int]]
    themes: list[int]
    regions: list[tuple[str, str]]


def make_records(number: int, seed: int) -> int:
    """Add `number` records, each batch of 5,000 in a transaction of its own; how many were added."""
    words, editions = Words(seed), _editions()
    start = Publication.objects.filter(source=GENERATED).count()
    for first in range(0, number, BATCH):
        size = min(BATCH, number - first)
        with transaction.atomic():
            _batch(words, editions, start + first, size)
    _tidy()
    return number


def _tidy() -> None:
    """Tell the planner what is there, and merge what the search indexes and the kept figures hold back."""
    linking.recount()
    kept.compact()
    act = "ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{act} publications_publication, publications_publishedpartner,"
            " publications_organisation, publications_searchword, publications_keptfigure"
        )


def _batch(words: Words, editions: list[Edition], first: int, size: int) -> None:
    codes, rows, partners = [], io.StringIO(), []
    for number in range(first, first + size):
        edition = words.random.choice(editions)
        row = _record(words, edition, number)
        codes.append(row["code"])
        rows.write(_line(row[column] for column in COLUMNS))
        partners.append(list(_partners(words, edition, row)))
    _copy(Publication._meta.db_table, COLUMNS, rows)
    keys = dict(Publication.objects.filter(code__in=codes).values_list("code", "pk"))
    lines = io.StringIO()
    for code, group in zip(codes, partners, strict=True):
        for partner in group:
            lines.write(
                _line({**partner, "publication_id": keys[code]}[column] for column in PARTNER_COLUMNS)
            )
    _copy(PublishedPartner._meta.db_table, PARTNER_COLUMNS, lines)
    linking.assign(list(keys.values()))
    search.index(list(keys.values()))


def _record(words: Words, edition: Edition, number: int) -> dict[str, Any]:
    chance = words.random
    start = date(edition.first, 1, 1) + timedelta(
        days=chance.randint(0, 365 * (edition.last - edition.first))
    )
    end = start + timedelta(days=chance.randint(300, 1500))
    total = Decimal(round(chance.lognormvariate(14, 0.9))) + chance.randint(0, 99) * CENT
    is_known = chance.random() > 0.04
    objective, priority = chance.choice(edition.objectives) if edition.objectives else (None, None)
    data_date = _moment(number)
    return {
        "code": f"gen-{number:07d}",
        "programme_period_id": edition.code,
        "objective_id": objective,
        "priority_id": priority,
        "theme_id": chance.choice(edition.themes) if edition.themes else None,
        "status": _status(start, end) if chance.random() > 0.05 else Status.UNKNOWN,
        "acronym": words.acronym(),
        "title": words.title(),
        "summary": words.summary(),
        "results": {},
        "start_date": start,
        "end_date": end,
        "total_budget": total if is_known else None,
        "total_budget_is_approximate": False,
        "eu_funding": (total * edition.rate / 100).quantize(CENT) if is_known else None,
        "rate": edition.rate if is_known else None,
        "websites": [],
        "facts": [],
        "source": GENERATED,
        "provenance": {},
        "version_hash": "",
        "is_demo": True,
        "first_published_at": data_date,
        "data_date": data_date,
        **_UNKNOWN,
        **_INDEXED,
    }


def _moment(number: int) -> datetime:
    """Spread over the last years, so that lists by date have an order."""
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number * 7 % 3_000_000)


def _status(start: date, end: date) -> Status:
    today = timezone.localdate()
    if end < today:
        return Status.CLOSED
    return Status.ONGOING if start <= today else Status.APPROVED


def _partners(words: Words, edition: Edition, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    chance = words.random
    size = min(40, 2 + int(chance.expovariate(0.35)))
    total = record["total_budget"]
    is_published = total is not None and chance.random() > 0.3
    for position in range(1, size + 1):
        code, country = chance.choice(edition.regions)
        name, city = words.organisation(country)
        share = (total / size).quantize(CENT) if is_published else None
        yield {
            "position": position,
            "name": name,
            **_EMPTY,
            **_kind(words),
            "role": "lead" if position == 1 else "partner",
            "country": country,
            "region": code,
            "city": city,
            "budget": share,
            "eu_funding": None if share is None else (share * edition.rate / 100).quantize(CENT),
        }


def _kind(words: Words) -> dict[str, str]:
    """What kind of organisation it is, unknown of one in eight."""
    if words.random.random() < 0.125:
        return {"kind": "", "legal_status": ""}
    kind = words.random.choice(_KINDS)
    is_private = kind in {OrganisationType.SME, OrganisationType.LARGE_ENTERPRISE}
    return {"kind": kind, "legal_status": LegalStatus.PRIVATE if is_private else LegalStatus.PUBLIC}


def _editions() -> list[Edition]:
    all_regions = list(Region.objects.filter(level=3).values_list("code", "country"))
    found = []
    for edition in ProgrammePeriod.objects.select_related("period", "programme").order_by("pk"):
        near = [pair for pair in all_regions if pair[1] in edition.programme.countries]
        area = list(edition.area.filter(level=3).order_by("pk").values_list("code", "country"))
        objectives = SpecificObjective.objects.filter(priority__programme_period=edition).order_by("pk")
        found.append(
            Edition(
                code=edition.pk,
                first=edition.period.first_year,
                last=edition.period.last_year,
                rate=edition.max_rate or Decimal("50.00"),
                objectives=list(objectives.values_list("pk", "priority")),
                themes=list(
                    Theme.objects.filter(programme_period=edition).order_by("pk").values_list("pk", flat=True)
                ),
                regions=area or near,
            )
        )
    return [edition for edition in found if edition.regions]


def _copy(table: str, columns: list[str], lines: io.StringIO) -> None:
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({", ".join(columns)}) FROM STDIN', lines)


def _line(values: Iterator[Any]) -> str:
    return "\t".join(_field(value) for value in values) + "\n"


def _field(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")
