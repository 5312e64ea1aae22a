"""All that a contract and its annex say: the approved version, what both sides gave, what the decision asks.

What nobody gave stays empty; on paper it is a line to fill in by hand.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from core.rounding import half_down2, percentage
from core.texts import LANGUAGES
from projects import dossier as dossiers
from projects.contracting.days import decided_on
from projects.contracting.filling import contract_of, people_told
from projects.dates import months_after
from projects.dossier import Dossier, Partner
from projects.models import BankAccount, Contract, Project, Version


def facts_of(project: Project, version: Version) -> dict[str, Any]:
    """The plain facts, as they stand now, of the project in this approved version."""
    frozen, contract = dossiers.from_data(version.data), contract_of(project)
    terms = import_string(settings.CONTRACT_TERMS)(project)
    return {
        **_programme(project),
        **_project(frozen, version),
        "contract": _contract(contract),
        "days": _days(frozen, contract),
        "people": people_told(contract),
        "account": _account(contract),
        "decided_on": _iso(decided_on(project)),
        **terms,
        **_money(frozen),
        "partners": [_partner(partner, frozen) for partner in frozen.partners],
        "periods": list(_periods(frozen, contract)),
        "files": [
            {"name": file.name, "description": file.description, "sha256": file.sha256}
            for file in frozen.annexes
            if not file.is_refused
        ],
    }


def languages_of(project: Project) -> list[str]:
    """The languages of the programme, in its order, of those that the portal speaks."""
    own = project.call.programme_period.programme.languages
    return [language for language in own if language in LANGUAGES] or list(LANGUAGES)


def _programme(project: Project) -> dict[str, Any]:
    edition = project.call.programme_period
    return {
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "edition_name": dict(edition.name),
        "period": edition.period_id,
        "cci": edition.cci,
        "authority": edition.managing_authority,
        "statement": dict(edition.funding_statement),
        "zone": project.call.time_zone,
    }


def _project(frozen: Dossier, version: Version) -> dict[str, Any]:
    objective = frozen.objective
    return {
        "code": frozen.code or "",
        "acronym": frozen.acronym,
        "title": dict(frozen.title),
        "is_demo": frozen.is_demo,
        "call": {"code": frozen.call.code, "title": dict(frozen.call.title)},
        "objective": objective
        and {
            "code": objective.code,
            "title": dict(objective.title),
            "priority": dict(objective.priority_title),
        },
        "version": version.number,
        "hash": version.hash,
        "frozen_at": version.created_at.isoformat(),
    }


def _contract(contract: Contract) -> dict[str, Any]:
    return {
        "number": contract.number,
        "website": contract.website,
        "agreement_signed_on": _iso(contract.agreement_signed_on),
        "in_force_on": _iso(contract.in_force_on),
    }


def _days(frozen: Dossier, contract: Contract) -> dict[str, Any]:
    """First and last day as the applicants confirmed them, else as the approved version says."""
    return {
        "start": _iso(contract.starts_on or frozen.start_date),
        "end": _iso(contract.ends_on or frozen.end_date),
        "is_confirmed": bool(contract.pk and contract.starts_on and contract.ends_on),
    }


def _account(contract: Contract) -> dict[str, Any] | None:
    """The account that a second person confirmed; its number masked, for papers go from hand to hand."""
    if not contract.pk:
        return None
    found = contract.accounts.filter(state=BankAccount.State.VALID).first()
    if found is None:
        return None
    return {
        "holder": found.holder,
        "number": found.masked,
        "bank": found.bank,
        "confirmed_at": found.settled_at and found.settled_at.isoformat(),
    }


def _money(frozen: Dossier) -> dict[str, Any]:
    """The funds that pay, in their order, and what each pays in all."""
    totals = frozen.totals
    offers = {fund.code: fund for fund in frozen.call.funds}
    return {
        "funds": [
            {
                "code": code,
                "name": dict(offers[code].name) if code in offers else {},
                "is_eu": code in offers and offers[code].is_eu,
                "amount": str(amount),
            }
            for code, amount in totals.by_fund.items()
        ],
        "total": str(totals.total),
        "eu": str(totals.eu_funding),
        "eu_rate": str(totals.eu_rate),
        "share": str(totals.partner_share),
    }


def _partner(partner: Partner, frozen: Dossier) -> dict[str, Any]:
    return {
        "number": partner.position,
        "name": partner.name,
        "english": partner.name_english,
        "abbreviation": partner.abbreviation,
        "is_lead": partner.is_lead,
        "street": partner.street,
        "place": f"{partner.postcode} {partner.city}".strip(),
        "country": partner.country,
        "legal_status": partner.legal_status,
        "identifiers": [[row.scheme, row.value] for row in partner.identifiers],
        "total": str(partner.budget.total),
        "funds": _funds(partner),
        "funding": str(partner.funding),
        "share": str(partner.partner_share),
        **_parts(partner, frozen),
    }


def _funds(partner: Partner) -> dict[str, list[str]]:
    """The rate and the amount of each fund; of one that pays in two parts, its rate of both together."""
    rates: dict[str, list[Decimal]] = {}
    for row in partner.co_financing:
        rates.setdefault(row.fund, []).append(row.rate)
    total = partner.budget.total
    return {
        code: [
            str(rates[code][0] if len(rates[code]) == 1 else half_down2(percentage(amount, total))),
            str(amount),
        ]
        for code, amount in partner.by_fund.items()
    }


def _parts(partner: Partner, frozen: Dossier) -> dict[str, Any]:
    """How each part is financed, where the call has parts; else nothing: the facts stay what they were."""
    if not frozen.call.is_apart:
        return {}
    return {
        "parts": [
            {
                "part": part.part,
                "total": str(part.base),
                "funds": {row.fund: [str(row.rate), str(row.amount)] for row in part.co_financing},
                "share": str(part.share),
            }
            for part in dossiers.parts_of(frozen.call, partner)
        ]
    }


def _periods(frozen: Dossier, contract: Contract) -> Iterable[dict[str, Any]]:
    """The reporting periods with their days, where the call has periods and the first day is known."""
    length = frozen.call.terms.period_months
    start = contract.starts_on or frozen.start_date
    end = contract.ends_on or frozen.end_date
    if not length or start is None or end is None:
        return
    for period in dossiers.periods_of(frozen):
        first = months_after(start, (period.number - 1) * length)
        last = months_after(start, period.number * length) - datetime.timedelta(days=1)
        if first <= end:
            yield {"number": period.number, "first": _iso(first), "last": _iso(min(last, end))}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
