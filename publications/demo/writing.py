"""Writing a demo proposal, field by field, as an applicant does."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from calls.models import Call
from partners.models import Organisation
from projects import dossier as dossiers
from projects import fields, lifecycle, partnership
from projects.models import Partnership, Project

Entry = Mapping[str, Any]
START = datetime.date(2027, 1, 1)  # so that 36 months end with the eligible period
CATEGORIES = ("staff", "external", "equipment", "infrastructure")
FLAT_RATES = {"office_on_staff_rate": "15", "travel_rate": "15"}


def write(call: Call, entry: Entry, organisations: Mapping[str, Organisation], *, by: User) -> Project:
    """A draft with everything that `entry` says; complete but for what the entry leaves out."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{call.code}:{entry['acronym']}")
    project = lifecycle.start_draft(call, by=by, acronym=entry["acronym"], creation_key=key)
    Project.objects.filter(pk=project.pk).update(is_demo=True)
    with override("en"):
        fill(project, _facts(call, entry), by=by)
        for index, partner in enumerate(entry["partners"]):
            role = Partnership.Role.LEAD if index == 0 else Partnership.Role.PARTNER
            _add_partner(project, partner, organisations[partner["organisation"]], role, by=by)
    return project


def fill(project: Project, values: Mapping[str, str], *, by: User) -> None:
    """Save each field on what is stored now; AssertionError when one does not take its value."""
    stored = fields.tokens(project)
    posted = {key: (value, stored[key].token) for key, value in values.items()}
    for key, outcome in fields.save_section(project, posted, by=by).items():
        if not isinstance(outcome, fields.Saved):
            raise AssertionError(f"{project.acronym}: {key}: {outcome}")


def _facts(call: Call, entry: Entry) -> dict[str, str]:
    values = {
        f"{name}.{language}": entry[name][language]
        for name in ("title", "summary")
        for language in call.languages
        if language in entry.get(name, {})
    }
    if "objective" in entry:
        values["objective"] = str(call.objectives.get(code=entry["objective"]).pk)
    if "months" in entry:
        start = _months_from_now(entry["starts"]) if "starts" in entry else START
        values |= {"start_date": start.isoformat(), "end_date": _end(start, entry["months"]).isoformat()}
    return values


def _months_from_now(months: int) -> datetime.date:
    """The first day of that month: of one past when `months` is below zero."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


def _end(start: datetime.date, months: int) -> datetime.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)


def _add_partner(project: Project, entry: Entry, organisation: Organisation, role: str, *, by: User) -> None:
    """The partner with its costs, the call's rate, and its own money for the rest."""
    partner = partnership.add_partner(
        project, organisation, by=by, abbreviation=entry["abbreviation"], role=role
    )
    uid = partner.uid
    values = {f"partner.{uid}.{rate}": percent for rate, percent in FLAT_RATES.items()}
    values |= {
        f"budget.{uid}.{category}": str(amount)
        for category, amount in zip(CATEGORIES, entry["amounts"], strict=True)
    }
    values |= {f"rate.{uid}.{fund.fund_id}": str(fund.rate) for fund in project.call.funds.all()}
    fill(project, values, by=by)
    _pay_the_rest(project, partner, organisation, by=by)


def _pay_the_rest(project: Project, partner: Partnership, organisation: Organisation, *, by: User) -> None:
    share = next(one.partner_share for one in dossiers.load(project).partners if one.uid == partner.uid)
    own = partner.contributions.first()
    if own is None:
        own = partnership.add_contribution(partner, by=by, source="", status=organisation.legal_status)
    fill(
        project,
        {
            f"contribution.{own.pk}.status": organisation.legal_status,
            f"contribution.{own.pk}.amount": str(share),
        },
        by=by,
    )
