"""A big proposal to open: the whole form in two languages, 20 partners, 20 periods, 1,600 amounts."""

from __future__ import annotations

import secrets
import time
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from calls.models import Call, CallField, CallFund
from calls.states import BudgetForm, CallState, CostCategory
from partners.models import Organisation
from projects.form import CATALOGUE, DEFAULTS, STANDARD, fields_of_group, full_key, row_key, sections_of
from projects.models import (
    Answer,
    BudgetLine,
    CoFinancing,
    Collaborator,
    Contribution,
    Entry,
    Partnership,
    Project,
)
from projects.states import Level
from publications.generating import refusal

PARTNERS, PERIODS, LENGTH = 20, 20, 3
PACKAGES, ACTIVITIES, OUTPUTS, LISTED = 4, 4, 2, 3
CATEGORIES = (CostCategory.STAFF, CostCategory.EXTERNAL, CostCategory.EQUIPMENT, CostCategory.INFRASTRUCTURE)
WORDS = "Samen werken aan de rivier, ensemble pour la rivière. " * 6


@transaction.atomic
def make() -> dict[str, Any]:
    """The proposal with somebody signed in: the cookie, and the addresses of its pages by name."""
    call = _call()
    person = User.objects.create(email=f"{secrets.token_hex(6)}@bench.example", name="Bench", is_demo=True)
    starts = date(2026, 1, 1)
    project = Project.objects.create(
        call=call,
        acronym="BENCH",
        created_by=person,
        is_demo=True,
        objective=call.objectives.first(),
        start_date=starts,
        end_date=starts.replace(year=starts.year + PERIODS * LENGTH // 12) - timedelta(days=1),
    )
    Collaborator.objects.create(project=project, user=person, level=Level.MANAGE)
    partners = _partners(project)
    _money(project, partners)
    rows = [("partner", one.uid) for one in partners]
    rows += [(one.kind, one.uid) for one in _entries(project)]
    _answers(project, person, rows)
    return {"cookie": cookie_of(person), "pages": _pages(project)}


def _call() -> Call:
    """A copy of an open demo call that asks for the whole form. Refused in production."""
    if reason := refusal():
        raise SystemExit(reason)
    call = Call.objects.filter(code="fwvl-demo").get()
    objectives, funds = list(call.objectives.all()), list(call.funds.all())
    numbers = Call.objects.filter(programme_period=call.programme_period_id).values_list("number", flat=True)
    call.pk, call.code, call.number = None, f"bench-{secrets.token_hex(4)}", max(numbers) + 1
    call.period_months, call.closes_at = LENGTH, timezone.now() + timedelta(days=30)
    call.state = CallState.DRAFT  # shown to nobody
    call.budget_form = BudgetForm.PERIODS
    call.save()
    call.objectives.set(objectives)
    CallFund.objects.bulk_create(CallFund(call=call, fund_id=one.fund_id, rate=one.rate) for one in funds)
    CallField.objects.bulk_create(
        CallField(call=call, key=key, use=use) for key, use in STANDARD.items() if use != DEFAULTS[key]
    )
    return call


def _partners(project: Project) -> list[Partnership]:
    rows = []
    for position in range(1, PARTNERS + 1):
        name = f"Bench {position} {secrets.token_hex(4)}"
        organisation = Organisation.objects.create(
            name=name, country="BE", region="BE251", city="Brugge", legal_status="public", is_demo=True
        )
        role = Partnership.Role.LEAD if position == 1 else Partnership.Role.PARTNER
        rows.append(
            Partnership.objects.create(
                project=project,
                organisation=organisation,
                role=role,
                position=position,
                abbreviation=f"P{position}",
            )
        )
    return rows


def _money(project: Project, partners: list[Partnership]) -> None:
    """An amount in each cell of each partner's table, a rate and a contribution: nothing is left empty."""
    BudgetLine.objects.bulk_create(
        BudgetLine(partnership=one, category=category, period=period, amount=Decimal(period * 137 + place))
        for one in partners
        for place, category in enumerate(CATEGORIES)
        for period in range(1, PERIODS + 1)
    )
    funds = project.call.funds.all()
    CoFinancing.objects.bulk_create(
        CoFinancing(partnership=one, fund_id=offer.fund_id, rate=Decimal(60))
        for one in partners
        for offer in funds[:1]
    )
    Contribution.objects.bulk_create(
        Contribution(partnership=one, status=Contribution.Status.PUBLIC, amount=Decimal("46032.80"))
        for one in partners
    )


def _entries(project: Project) -> list[Entry]:
    partners = list(project.partnerships.all())
    made = []

    def add(kind: str, position: int, **columns: Any) -> Entry:
        entry = Entry.objects.create(project=project, kind=kind, position=position, **columns)
        made.append(entry)
        return entry

    for number in range(1, PACKAGES + 1):
        package = add("work_package", number)
        for place in range(1, ACTIVITIES + 1):
            activity = add("activity", place, parent=package, first_period=1, last_period=PERIODS)
            activity.partners.set(partners)
            add("deliverable", 1, parent=activity, first_period=place)
        for place in range(1, OUTPUTS + 1):
            add("output", place, parent=package, target=place, first_period=PERIODS)
    for kind in ("target_group", "strategy", "synergy", "result", "associated_organisation"):
        for place in range(1, LISTED + 1):
            add(kind, place)
    return made


def _answers(project: Project, person: User, rows: list[tuple[str, Any]]) -> None:
    names = [(one, one.key) for one in CATALOGUE if not one.group]
    names += [(one, row_key(one, uid)) for group, uid in rows for one in fields_of_group(group)]
    Answer.objects.bulk_create(
        Answer(
            project=project,
            field=full_key(name),
            language=language,
            text=WORDS[: min(one.limit or 40, len(WORDS))],
            saved_by=person,
        )
        for one, name in names
        if not one.is_column and one.kind in ("line", "text")
        for language in (project.call.languages if one.multilingual else [""])
    )


def cookie_of(person: User) -> str:
    """The cookie of somebody who signed in just now."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["renewed_at"] = int(time.time())
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _pages(project: Project) -> dict[str, str]:
    package = project.entries.filter(kind="work_package").first()
    partner = project.partnerships.first()
    with translation.override("en"):
        found = {name: reverse("apply:section", args=[project.uid, name]) for name in sections_of(STANDARD)}
        if package is not None and partner is not None:
            found["work package"] = reverse("apply:entry", args=[project.uid, package.uid])
            found["partner"] = reverse("apply:partner", args=[project.uid, partner.uid])
            found["budget of a partner"] = reverse("apply:partner_budget", args=[project.uid, partner.uid])
    return found
