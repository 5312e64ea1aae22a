"""The contract and its annex on paper, from their frozen facts and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.countries import country_name
from core.texts import Text
from documents.kinds import Kind
from partners.states import IdentifierScheme, LegalStatus
from projects.content.money import part_name
from projects.models import ContractPerson

AMOUNTS_UPRIGHT = 4  # columns of amounts that fit beside the partners on an upright page
REPORTS_LEFT_OPEN = 4  # lines to fill in where the call has no periods
# As the app above calls where a condition stands (assessments.states.ConditionState).
CONDITION_STATES = {
    "open": gettext_lazy("Open"),
    "answered": gettext_lazy("Answered"),
    "met": gettext_lazy("Met"),
    "waived": gettext_lazy("Waived"),
}


class _ContractPaper(Kind):
    """What the contract and its annex have in common."""

    seconds: ClassVar[int] = 600  # some hundred pages on a busy machine
    sources: ClassVar[tuple[str, ...]] = ("projects.contracting.printed",)
    is_public: ClassVar[bool] = False
    name: ClassVar[str]  # in the file's name
    heading: ClassVar[Any]

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The facts in words: amounts, days and labels as such."""
        return {
            **data,
            "heading": self.heading,
            "language": language,
            "is_draft": not data["edition"],
            "issued": _moment(data["issued_at"], data["zone"]),
            "frozen": _moment(data["frozen_at"], data["zone"]),
            "decided_on": _day(data["decided_on"]),
            "contract": {**data["contract"], "in_force_on": _day(data["contract"]["in_force_on"])},
            "agreement_signed_on": _day(data["contract"]["agreement_signed_on"]),
            "days": {**data["days"], "start": _day(data["days"]["start"]), "end": _day(data["days"]["end"])},
            "people": _people(data["people"]),
            "account": _account(data["account"], data["zone"]),
            "conditions": [_condition(row) for row in data["conditions"]],
            "periods": [_period(row) for row in data["periods"]],
            "blank_reports": range(1, REPORTS_LEFT_OPEN + 1),
            **_money(data, language),
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("%(paper)s, %(project)s") % {
            "paper": self.heading,
            "project": f"{data['code']} {data['acronym']}".strip(),
        }

    def filename(self, data: dict[str, Any], language: str) -> str:
        edition = data["edition"] or "draft"
        return f"{slugify(data['code']) or 'project'}-{self.name}-{edition}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime:
        """When the edition was issued; of a draft when its version was frozen."""
        return datetime.fromisoformat(data["issued_at"] or data["frozen_at"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])


class Contract(_ContractPaper):
    """The contract itself: parties, subsidy, time, conditions, account, signatures."""

    template: ClassVar[str] = "documents/contract.html"
    name: ClassVar[str] = "contract"
    heading: ClassVar[Any] = gettext_lazy("Subsidy contract")


class ContractAnnex(_ContractPaper):
    """Its annex: partners, the budget by partner and fund, reporting periods, files of the version."""

    template: ClassVar[str] = "documents/contract_annex.html"
    name: ClassVar[str] = "annex"
    heading: ClassVar[Any] = gettext_lazy("Annex to the subsidy contract")


def _money(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The partners with an amount for each fund, in the order of the funds; the sums below."""
    funds = [
        {
            **fund,
            "label": Text(fund["name"]).best(language).text or fund["code"],
            "amount": Decimal(fund["amount"]),
        }
        for fund in data["funds"]
    ]
    codes = [fund["code"] for fund in data["funds"]]
    partners = [_partner(row, codes) for row in data["partners"]]
    return {
        "funds": funds,
        "partners": partners,
        "lead": next((row for row in partners if row["is_lead"]), None),
        "is_wide": len(funds) + 2 > AMOUNTS_UPRIGHT,
        "total": Decimal(data["total"]),
        "eu": Decimal(data["eu"]),
        "eu_rate": Decimal(data["eu_rate"]),
        "share": Decimal(data["share"]),
        "granted": Decimal(data["granted"]) if data["granted"] is not None else None,
    }


def _amounts(row: Mapping[str, Any], codes: list[str]) -> dict[str, Any]:
    """What a partner, or a part of its costs, comes to, and who pays it."""
    paid = {code: (Decimal(rate), Decimal(amount)) for code, (rate, amount) in row["funds"].items()}
    return {
        "total": Decimal(row["total"]),
        "share": Decimal(row["share"]),
        "funding": [paid.get(code) for code in codes],
    }


def _partner(row: Mapping[str, Any], codes: list[str]) -> dict[str, Any]:
    return {
        **row,
        "country": country_name(row["country"]) if row["country"] else "",
        "legal_status": _label(LegalStatus, row["legal_status"]),
        "identifiers": [(_label(IdentifierScheme, scheme), value) for scheme, value in row["identifiers"]],
        **_amounts(row, codes),
        "parts": [
            {**_amounts(part, codes), "label": part_name(part["part"])} for part in row.get("parts", ())
        ],
    }


def _people(named: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Each side of the project, with who answers for it or nothing."""
    return [{"side": kind.label, **named.get(kind.value, {})} for kind in ContractPerson.Kind]


def _account(found: Mapping[str, Any] | None, zone: str) -> dict[str, Any] | None:
    return {**found, "confirmed": _moment(found["confirmed_at"], zone)} if found else None


def _condition(row: Mapping[str, Any]) -> dict[str, Any]:
    state = row["state"]
    return {**row, "due": _day(row["due"]), "state_label": CONDITION_STATES.get(state, state)}


def _period(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "first": _day(row["first"]), "last": _day(row["last"])}


def _label(choices: Any, value: str) -> Any:
    return choices(value).label if value in choices.values else value


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _moment(iso: str | None, zone: str) -> str:
    """A moment in the call's zone; blank when there is none."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"
