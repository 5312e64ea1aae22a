"""Reading a dossier from the database in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from calls.models import Call
from core.errors import DomainError
from core.prepared import Prepared
from core.texts import Text
from programmes.models import ProgrammePeriod
from projects.budget import FlatRates, bases, co_finance, partner_budget
from projects.budget import costs as costs_of
from projects.dates import months
from projects.dossier import annexes, entries, options, related, rows
from projects.dossier.call import CallFacts, FlatRateOffer, FundOffer, Rule
from projects.dossier.entries import EntryRecord
from projects.dossier.hanging import hang_rows, of_many
from projects.dossier.record import (
    SCHEMA,
    ZERO,
    CoFinancing,
    Dossier,
    Objective,
    Partner,
    Theme,
    totals,
)
from projects.dossier.twins import twins
from projects.form.uses import STEP_1, STEP_2, uses_of
from projects.models import PartnerConfirmation, Partnership, Project
from projects.states import STEP1

_WHOLE = Prepared(lambda project: _whole().filter(pk=project), project=-1)
RATE_FIELDS = {
    "staff": "staff_rate",
    "office_on_staff": "office_on_staff_rate",
    "office_on_direct": "office_on_direct_rate",
    "travel": "travel_rate",
    "other": "other_rate",
}


def load(project: Project) -> Dossier:
    """What the database says of the project now, in four queries.

    To freeze it, hold the lock on the project's row: every save takes it (projects.fields).
    """
    return of(fetch(project))


def load_all(projects: Iterable[Project]) -> dict[int, Dossier]:
    """The dossiers of some projects by primary key, in as many statements as one takes."""
    found = {}
    for now in _fetched([project.pk for project in projects]):
        related.hang(now.call, now)
        found[now.pk] = of(now)
    return found


def fetch(project: Project) -> Project:
    """The project as stored now, with all rows that its dossier is made of; for readers that need both."""
    found = _WHOLE.rows(project=project.pk)
    if not found:
        raise DomainError(_("This proposal no longer exists."))
    now = hang_rows(found[0])
    related.hang(now.call, now)
    return now


def _fetched(keys: Iterable[int]) -> QuerySet[Project]:
    return _whole().filter(pk__in=keys).prefetch_related(*of_many())


def _whole() -> QuerySet[Project]:
    return facts().annotate(twins=twins(), confirmed=_confirmed(), **annexes.columns(), **options.columns())


def facts() -> QuerySet[Project]:
    """Projects with their call, what it allows, and their lump sums."""
    area = ProgrammePeriod.area.through.objects.filter(
        programmeperiod_id=OuterRef("call__programme_period")
    ).order_by("region_id")
    return Project.objects.select_related(
        "call__programme_period__programme",
        "call__programme_period__period",
        "objective__priority",
        "theme",
    ).annotate(area=ArraySubquery(area.values("region_id")), **related.of_call(), **rows.money_of_project())


def _confirmed() -> ArraySubquery:
    """The newest confirmation of each partner."""
    rows = PartnerConfirmation.objects.filter(partnership__project=OuterRef("pk"))
    newest = rows.order_by("partnership__position", "-at", "-pk").distinct("partnership__position")
    return ArraySubquery(newest.values(row=JSONObject(partner="partnership__uid", digest="digest")))


def of(fetched: Project) -> Dossier:
    """The dossier of a project that `fetch` gave; no query."""
    now = fetched
    records = entries.entries_of(now.entries.all())
    money = with_money(now, ())
    partners = [partner_of(row, is_apart=money.call.is_apart) for row in now.partnerships.all()]
    money = with_partners(money, partners)
    texts = entries.answers_of(now.answers.all(), uses_of(now.call, money.call.step), _present(now, records))
    return replace(
        money,
        title=Text(texts.pop("title", None)),
        summary=Text(texts.pop("summary", None)),
        call=replace(money.call, annexes=annexes.asked_of(now), options=options.options_of(now)),
        annexes=annexes.files_of(now),
        answers=texts,
        entries=records,
        twins=tuple(now.twins),  # type: ignore[attr-defined]  # annotated by `fetch`
        confirmed={each["partner"]: each["digest"] for each in now.confirmed},  # type: ignore[attr-defined]
    )


def with_money(now: Project, partners: Sequence[Partner]) -> Dossier:
    """The dossier as far as `facts` and the partners go."""
    step = STEP_1 if now.state in STEP1 else STEP_2
    area = tuple(now.area)  # type: ignore[attr-defined]  # annotated by `_facts`
    shown = {key: str(use) for key, use in uses_of(now.call, step).items() if use != "hidden"}
    call = replace(_call(now.call, area), terms=rows.terms_of_call(now), fields=shown, step=step)
    return Dossier(
        schema=SCHEMA,
        uid=now.uid,
        code=now.code,
        acronym=now.acronym,
        title=Text(),
        summary=Text(),
        objective=_objective(now),
        theme=Theme(now.theme.pk, now.theme.code, now.theme.title) if now.theme else None,
        start_date=now.start_date,
        end_date=now.end_date,
        duration_months=months(now.start_date, now.end_date),
        is_demo=now.is_demo,
        call=call,
        partners=tuple(partners),
        totals=totals(partners, call),
        lump_sums=rows.lump_sums_of(now),
        own_unit_costs=rows.own_unit_costs_of(now),
    )


def _present(now: Project, records: tuple[EntryRecord, ...]) -> frozenset[str]:
    """The rows that are in the project: texts of others are not part of it."""
    partners = list(now.partnerships.all())
    items = (item for row in partners for item in rows.items_of(row))
    return frozenset(
        [
            *(str(row.uid) for row in records),
            *(str(row.uid) for row in partners),
            *(str(row.uid) for row in items),
            *(str(row.uid) for row in rows.lump_sums_of(now)),
        ]
    )


def _objective(project: Project) -> Objective | None:
    objective = project.objective
    if objective is None:
        return None
    priority = objective.priority
    return Objective(objective.pk, objective.code, objective.title, priority.number, priority.title)


def _call(call: Call, area: tuple[str, ...]) -> CallFacts:
    edition = call.programme_period
    return CallFacts(
        code=call.code,
        title=call.title,
        programme=edition.programme_id,
        programme_period=edition.pk,
        programme_name=edition.programme.name,
        period_first_year=edition.period.first_year,
        period_last_year=edition.period.last_year,
        countries=tuple(edition.programme.countries),
        languages=tuple(call.languages),
        funds=tuple(
            FundOffer(row.fund_id, row.fund.abbreviation, row.rate, row.is_fixed, row.fund.is_eu)
            for row in call.funds.all()
        ),
        flat_rates=tuple(FlatRateOffer(row.kind, row.rate, row.is_fixed) for row in call.flat_rates.all()),
        rules=tuple(Rule(row.kind, row.parameters, row.severity) for row in call.rules.all()),
        area=area,
        opens_at=call.opens_at.astimezone(ZoneInfo("UTC")),
        closes_at=call.closes_at.astimezone(ZoneInfo("UTC")),
        time_zone=call.time_zone,
    )


def with_partners(dossier: Dossier, partners: Sequence[Partner]) -> Dossier:
    """The same with these partners, and their sums."""
    return replace(dossier, partners=tuple(partners), totals=totals(partners, dossier.call))


def partner_of(row: Partnership, *, is_apart: bool) -> Partner:
    """A partner as a row of `rows.partner_rows` says it; `is_apart` as CallFacts.is_apart."""
    organisation = row.organisation
    lines, items = rows.lines_of(row), rows.items_of(row)
    costs = costs_of(lines, items, rows.shares_of(row))
    rates = FlatRates(**{name: getattr(row, column) for name, column in RATE_FIELDS.items()})
    budget = partner_budget(costs, rates)
    paid = {
        part: co_finance(base, rows.rates_of(row, part))
        for part, base in bases(budget, is_apart=is_apart).items()
    }
    return Partner(
        uid=row.uid,
        organisation_uid=organisation.uid,
        position=row.position,
        role=row.role,
        abbreviation=row.abbreviation,
        name=organisation.name,
        name_english=organisation.name_english,
        country=organisation.country,
        region=organisation.region,
        city=organisation.city,
        legal_status=organisation.legal_status,
        type=organisation.type,
        identifiers=rows.identifiers_of(row),
        rates=rates,
        costs=costs,
        budget=budget,
        co_financing=tuple(
            CoFinancing(code, rate, paid[part].funds[code], part)
            for part in paid
            for code, rate in rows.rates_of(row, part).items()
        ),
        contributions=rows.contributions_of(row, is_apart=is_apart),
        partner_share=sum((each.partner_share for each in paid.values()), ZERO),
        lines=lines,
        items=items,
        street=organisation.street,
        postcode=organisation.postcode,
        website=organisation.website,
    )
