"""The receipt of a submission: the whole proposal as it came in, with version, time and hash, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.kinds import Kind
from partners.states import IdentifierScheme, LegalStatus, OrganisationType
from projects.dossier import Dossier, Partner, from_data
from projects.eligibility import Check
from projects.models import Contribution, Partnership, Project, StateChange, Version

CATEGORY_LABELS: dict[str, Promise] = {
    "staff": gettext_lazy("Staff costs"),
    "office": gettext_lazy("Office and administration"),
    "travel": gettext_lazy("Travel and accommodation"),
    "external": gettext_lazy("External expertise and services"),
    "equipment": gettext_lazy("Equipment"),
    "infrastructure": gettext_lazy("Infrastructure and works"),
    "other": gettext_lazy("Other costs at a flat rate"),
    "lump_sums": gettext_lazy("Lump sums"),
    "unit_costs": gettext_lazy("Unit costs"),
}


def data_of(
    project: Project, version: Version, change: StateChange, checks: Iterable[Check]
) -> dict[str, Any]:
    """All that a receipt shows, as plain data; the texts of the checks in the active language."""
    return {
        "dossier": version.data,
        "version": version.number,
        "reason": version.reason,
        "hash": version.hash,
        "submitted_at": change.at.isoformat(),
        "zone": project.call.time_zone,
        "by": str(change.by),
        "checks": [
            {"title": str(check.title), "verdict": check.verdict, "reason": str(check.reason)}
            for check in checks
        ],
    }


class Receipt(Kind):
    """Shows a frozen dossier; reads nothing but its data."""

    template: ClassVar[str] = "pdf/receipt.html"

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The typed dossier, its money arranged for tables, and the facts of the submission."""
        frozen = from_data(data["dossier"])
        return {
            **data,
            "dossier": frozen,
            "submitted": _moment(data["submitted_at"], data["zone"]),
            "texts": {
                _("Title"): _by_language(frozen.title),
                _("Summary"): _by_language(frozen.summary),
            },
            "partners": [_partner(partner, frozen) for partner in frozen.partners],
            "categories": _amounts(frozen.totals.by_category),
            "from_funds": sum(frozen.totals.by_fund.values(), Decimal("0.00")),
            "funds": [(_fund_name(code, frozen), amount) for code, amount in frozen.totals.by_fund.items()],
            "checks": [{**check, "is_passed": check["verdict"] == "passed"} for check in data["checks"]],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Receipt of %(code)s %(acronym)s, version %(version)s") % {
            "code": data["dossier"]["code"],
            "acronym": data["dossier"]["acronym"],
            "version": data["version"],
        }

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{data['dossier']['code']}-v{data['version']}-{language}.pdf"


def _moment(iso: str, zone: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} {local.tzname()} ({zone})"


def _by_language(texts: Any) -> list[tuple[str, list[str]]]:
    """Each language with its paragraphs."""
    return [(language, texts[language].splitlines()) for language in sorted(texts)]


def _amounts(by_category: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
    return [(str(CATEGORY_LABELS[name]), amount) for name, amount in by_category.items() if amount]


def _partner(partner: Partner, frozen: Dossier) -> dict[str, Any]:
    """What the template shows of one partner, in words."""
    return {
        "partner": partner,
        "role": Partnership.Role(partner.role).label,
        "legal_status": LegalStatus(partner.legal_status).label if partner.legal_status else "",
        "type": OrganisationType(partner.type).label if partner.type else "",
        "identifiers": [(IdentifierScheme(each.scheme).label, each.value) for each in partner.identifiers],
        "categories": _amounts({name: partner.budget.category(name) for name in CATEGORY_LABELS}),
        "co_financing": [
            (_fund_name(each.fund, frozen), each.rate, each.amount) for each in partner.co_financing
        ],
        "contributions": [
            (each.source or _("Own contribution"), Contribution.Status(each.status).label, each.amount)
            for each in partner.contributions
        ],
    }


def _fund_name(code: str, frozen: Dossier) -> str:
    fund = frozen.call.fund(code)
    return fund.name.best().text or code if fund else code
