"""The versions of public records: one row each time that the content of a record changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.arrays import array
from core.texts import Text
from publications import awarded, policy_work, stating
from publications.models import Publication, PublishedInstrument, PublishedPartner, RecordVersion

AT_ONCE = 2_000
MOST = 2**31 - 1  # what the column holds
# The facts of a record, in the order in which a page tells them.
FACTS = (
    "acronym",
    "title",
    "summary",
    "results",
    "purpose",
    "indicators",
    "programme_period",
    "priority",
    "objective",
    "theme",
    "fund",
    "status",
    "start_date",
    "end_date",
    "total_budget",
    "total_budget_is_approximate",
    "eu_funding",
    "rate",
    "interventions",
    "location",
    "websites",
    "facts",
    "core_months",
    "follow_up_months",
    "instruments",
    "contractors",
    "licence",
    "import_source",
    "version_number",
    "is_demo",
)
# What pages call the facts.
LABELS = {
    "acronym": _("Acronym"),
    "title": _("Title"),
    "summary": _("What the project does"),
    "results": _("Results"),
    "purpose": _("Expected or actual achievements"),
    "indicators": _("Indicators"),
    "programme_period": _("Programme"),
    "priority": _("Priority"),
    "objective": _("Specific objective"),
    "theme": _("Theme"),
    "fund": _("Fund"),
    "status": _("Status"),
    "start_date": _("Start"),
    "end_date": _("End"),
    "total_budget": _("Total budget"),
    "total_budget_is_approximate": _("Total budget is approximate"),
    "eu_funding": _("European money"),
    "rate": _("Co-financing rate"),
    "interventions": _("Types of intervention"),
    "location": _("Location"),
    "websites": _("Websites"),
    "facts": _("Further facts"),
    "core_months": _("Core phase, in months"),
    "follow_up_months": _("Follow-up phase, in months"),
    "instruments": _("Policy instruments"),
    "contractors": _("Contractors"),
    "licence": _("Licence"),
    "import_source": _("Source of the import"),
    "version_number": _("Version of the application"),
    "is_demo": _("Demo"),
    "partners": _("Partners"),
}
# What a version loses of a person, beside the place below NUTS 2.
_OF_PERSONS = ("name", "name_en", "department", "city", "postcode", "street", "identifier")
NUTS_2 = 4  # characters of its code
OF_PARTNERS = (
    "position",
    "name",
    "name_en",
    "role",
    "kind",
    "legal_status",
    "is_natural_person",
    "department",
    "country",
    "region",
    "city",
    "postcode",
    "street",
    "identifier",
    "budget",
    "eu_funding",
    "contribution",
)


def note(keys: Sequence[int], *, at: datetime.datetime | None = None) -> int:
    """Write a version of each of these records whose facts differ from its newest version; how many did.

    Call it in the transaction that writes the records, once their partners stand; a constant number of
    queries for each 2,000 records with instruments, and one for all others, which the database puts together.
    The records must be locked or new: two at once would count the same.
    """
    when = at or timezone.now()
    having = set(
        PublishedInstrument.objects.filter(publication__id__among=keys).values_list("publication", flat=True)
    )
    plain, wide = [key for key in keys if key not in having], sorted(having)
    written = 0
    for first in range(0, len(wide), AT_ONCE):
        rows = list(_changed(wide[first : first + AT_ONCE], when))
        RecordVersion.objects.bulk_create(rows)
        written += len(rows)
    if plain:
        with connection.cursor() as cursor:
            cursor.execute(_STATE, [when, array(plain), [*FACTS, "partners"]])
            written += cursor.rowcount
    return written


def found(code: str, number: int) -> tuple[RecordVersion | None, int]:
    """The version of that number, if there is one, and the newest number; one statement."""
    newest = RecordVersion.objects.filter(code=OuterRef("code")).order_by("-number").values("number")
    rows = RecordVersion.objects.filter(code=code, number=min(number, MOST))
    version = rows.annotate(newest=Subquery(newest[:1])).first()
    return version, vars(version)["newest"] if version else 0


def data_of(record: Publication, partners: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The public facts of a record as JSON can hold them, by natural key; unknown ones are null or blank.

    A query for contractors, and for instruments and what hangs under them, when they are not fetched, and one
    for each of priority, objective and theme.
    """
    own = [name for name in FACTS if name not in stating.KEYED]
    facts: dict[str, Any] = {name: _json(getattr(record, name)) for name in own}
    return {
        **facts,
        "programme_period": record.programme_period_id,
        "priority": record.priority and record.priority.number,
        "objective": record.objective and record.objective.code,
        "theme": record.theme and record.theme.code,
        "fund": record.fund_id,
        "instruments": policy_work.facts_of(record),
        "contractors": awarded.facts_of(record),
        "partners": [_partner(partner) for partner in partners],
    }


_STATE = stating.statement(FACTS, OF_PARTNERS, awarded.FACTS)


def _changed(keys: Sequence[int], when: datetime.datetime) -> Iterator[RecordVersion]:
    found = Publication.objects.filter(pk__in=keys).select_related("priority", "objective", "theme")
    records = list(found.order_by("code").prefetch_related(policy_work.FETCHED, awarded.FETCHED))
    partners: dict[int, list[dict[str, Any]]] = {}  # plain rows: lists of operations have tens of thousands
    rows = PublishedPartner.objects.filter(publication__in=keys).order_by("publication", "position")
    for row in rows.values("publication_id", *OF_PARTNERS):
        partners.setdefault(row["publication_id"], []).append(row)
    newest = {
        version.code: version
        for version in RecordVersion.objects.filter(code__in=[record.code for record in records])
        .order_by("code", "-number")
        .distinct("code")
    }
    for record in records:
        data, last = data_of(record, partners.get(record.pk, ())), newest.get(record.code)
        changes = differing(last.data, data) if last else []
        if last is None or changes:
            number = last.number + 1 if last else 1
            yield RecordVersion(
                code=record.code, number=number, at=when, source=record.source, data=data, changes=changes
            )


def names_of_persons(code: str) -> list[str]:
    """Names of natural persons among the partners in any version of a record, also of those that left it."""
    told = RecordVersion.objects.naming_persons().filter(code=code).values_list("data__partners", flat=True)
    persons = (one for partners in told for one in partners if one.get("is_natural_person"))
    return list(
        dict.fromkeys(name for one in persons for name in (one["name"], one["name_en"]) if name.strip())
    )


def hide_persons(code: str, names: Iterable[str] = (), *, everyone: bool = False) -> None:
    """Take persons out of all versions of a record: those with one of the names, or every natural person."""
    known = set(names)
    for version in RecordVersion.objects.select_for_update().filter(code=code):
        told = version.data.get("partners", ())
        touched = [partner for partner in told if _is_one(partner, known, everyone)]
        for partner in touched:
            partner.update(dict.fromkeys(_OF_PERSONS, ""))
            partner["region"] = partner["region"][:NUTS_2]
            partner["is_natural_person"] = True
        if touched:
            version.save(update_fields=["data"])


def _is_one(partner: dict[str, Any], names: set[str], everyone: bool) -> bool:
    is_person = bool(partner.get("is_natural_person"))
    return (everyone and is_person) or bool({partner.get("name"), partner.get("name_en")} & names)


def differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The names of the facts that are not the same."""
    return [name for name in (*FACTS, "partners") if old.get(name) != new.get(name)]


def _partner(partner: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(partner[name]) for name in OF_PARTNERS}


def _json(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return dict(value) if isinstance(value, Text) else str(value)
