"""Records that together fill every column of every table, and what a file says when it is read again."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from cascade.models import SubGrant
from programmes.models import Fund
from projects.models import PolicyKind
from publications.exports import streaming
from publications.exports.columns import Kind
from publications.exports.tables import Table
from publications.models import PolicyOutcome, Publication, PublishedContractor, PublishedInstrument
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubGrantFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
from tests.factories.publications import PublicationFactory

LEAD = {
    "name": "Stad Gent",
    "name_en": "City of Ghent",
    "role": "lead",
    "kind": "local_authority",
    "legal_status": "public",
    "country": "BE",
    "region": "BE234",
    "city": "Gent",
    "postcode": "9000",
    "street": "Botermarkt 1",
    "department": "Climate",
    "identifier": "PIC 999888777",
    "budget": Decimal("0.00"),
    "eu_funding": Decimal("100.10"),
    "contribution": Decimal("50.05"),
}
PERSON = {
    "name": "Zebedeus Canarius",
    "role": "partner",
    "is_natural_person": True,
    "country": "FR",
    "region": "FRE1",
    "city": "Lille",
    "street": "Rue Secrète 7",
    "identifier": "FR 123",
}
COMPANY = {
    "name": "Zonne nv",
    "country": "BE",
    "region": "BE211",
    "size_class": "small",
    "identifier": "BE 0123.456.789",
    "grant": Decimal("100000.00"),
}
OTHER = {"name": "Hogeschool", "role": "", "country": "NL", "identifier": "NL 456"}


def full_record(period: str = "2021-2027", **more: Any) -> Publication:
    """A record of which everything is known, with a lead partner, a natural person and another."""
    edition = ProgrammePeriodFactory(period__code=period, cci="2021TC16RFCB031")
    priority = PriorityFactory(programme_period=edition)
    fund, _is_new = Fund.objects.get_or_create(code="ERDF")
    facts: dict[str, Any] = {
        "programme_period": edition,
        "priority": priority,
        "objective": SpecificObjectiveFactory(priority=priority, title={"en": "Adapting to climate change"}),
        "theme": ThemeFactory(programme_period=edition),
        "fund": fund,
        "title": {"nl": "Water", "fr": "Eau", "en": "Water"},
        "summary": {"nl": "Over water", "fr": "De l'eau", "en": "On water"},
        "purpose": {"nl": "Minder overstroming", "fr": "Moins d'inondations", "en": "Fewer floods"},
        "results": {"en": "Two dykes"},
        "start_date": datetime(2023, 1, 1, tzinfo=UTC).date(),
        "end_date": datetime(2026, 12, 31, tzinfo=UTC).date(),
        "total_budget": Decimal("1234567.80"),
        "eu_funding": Decimal("740740.68"),
        "rate": Decimal("60.00"),
        "location": "Scheldt valley",
        "interventions": ["058", "060"],
        "websites": ["https://example.org/water"],
        "licence": "CC0",
        "countries": ["BE", "FR", "NL"],
        "partner_count": 3,
        "status": "ongoing",
        "partners": [LEAD, PERSON, OTHER],
    }
    record: Publication = PublicationFactory(**{**facts, **more})
    hand_on(record)
    work_on_policy(record)
    award_contracts(record)
    return record


def work_on_policy(record: Publication) -> None:
    """An instrument of the record of which one thing of each kind was reported."""
    instrument = PublishedInstrument.objects.create(
        publication=record, position=1, uid=uuid4(), title={"en": "Regional fund"}, regions=["BE23"]
    )
    for position, kind in enumerate(PolicyKind, 1):
        money = Decimal("1500.00") if kind == PolicyKind.POLICY_IMPROVEMENT else None
        PolicyOutcome.objects.create(
            instrument=instrument, position=position, kind=kind, is_reported=True, amount=money
        )


def award_contracts(record: Publication) -> None:
    """A contract of the lead partner with a company of which everything is known, and one with a person."""
    texts = {"nl": "Bouw", "fr": "Construction", "en": "Building"}
    company = {"name": "Bouw bv", "country": "BE", "identifier": "BE 0999.888.777", "partner": 1}
    day = datetime(2024, 5, 1, tzinfo=UTC).date()
    made = PublishedContractor.objects.create
    made(publication=record, position=1, subject=texts, awarded_on=day, amount=Decimal("1250.50"), **company)
    made(publication=record, position=2, name="Ottoline Vireo", is_natural_person=True)


def hand_on(record: Publication) -> SubGrant:
    """A sub-grant of the record of which everything is known, with a company."""
    scheme = SchemeFactory(operation=record)
    texts = {"nl": "Zon", "fr": "Soleil", "en": "Sun"}
    made: SubGrant = SubGrantFactory(
        sub_call__scheme=scheme,
        theme=SchemeThemeFactory(scheme=scheme),
        title=texts,
        summary=texts,
        grantees=[COMPANY],
    )
    return made


def csv_rows(table: Table) -> list[dict[str, str]]:
    """The table of all records as CSV, read again."""
    content = b"".join(streaming.csv(table, streaming.keys_of(table, Publication.objects.all())))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def json_rows(table: Table) -> list[dict[str, Any]]:
    """The rows of the table of all records as JSON, amounts exact."""
    keys = streaming.keys_of(table, Publication.objects.all())
    content = b"".join(streaming.json_document(table, keys, {"table": table.key}))
    rows: list[dict[str, Any]] = json.loads(content, parse_float=Decimal)["rows"]
    return rows


def as_json(table: Table, row: dict[str, str]) -> dict[str, Any]:
    """A row of CSV as the values that it stands for."""
    return {column.key: _value(column.kind, row[column.key]) for column in table.columns}


def _value(kind: Kind, text: str) -> Any:
    if kind == Kind.LIST:
        return text.split(streaming.BETWEEN) if text else []
    if not text:
        return None
    readers = {
        Kind.MONEY: Decimal,
        Kind.PERCENT: Decimal,
        Kind.NUMBER: int,
        Kind.FLAG: lambda said: {"true": True, "false": False}[said],
    }
    return readers.get(kind, str)(text)
