"""The receipt of a submission: the whole proposal as it came in, with version, time and hash, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents.kinds import Kind
from projects.dossier import from_data
from projects.eligibility import Check
from projects.models import Project, StateChange, Version
from projects.printing.application import moment
from projects.printing.shown import SOURCES, shown


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

    label = _lazy("Receipt of a proposal")
    template: ClassVar[str] = "pdf/receipt.html"

    sources: ClassVar[tuple[str, ...]] = (*SOURCES, "projects.printing.application")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The whole content of the dossier, and the facts of the submission."""
        return {
            **data,
            **shown(from_data(data["dossier"]), language),
            "submitted": moment(data["submitted_at"], data["zone"]),
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

    def data_date(self, data: dict[str, Any]) -> datetime:
        """When the proposal came in."""
        return datetime.fromisoformat(data["submitted_at"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])
