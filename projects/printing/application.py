"""The application form as it is filled in, as PDF: any frozen version, or the draft as it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents import engine
from documents.kinds import Kind
from documents.models import Document
from projects import dossier as dossiers
from projects.models import Project, Version
from projects.printing.shown import SOURCES, shown

KIND = "application"
DRAFT = 0  # in place of a version's number


def request_version(version: Version, language: str) -> Document:
    """Ask for the PDF of a frozen version, made once for each language."""
    subject = subject_of(version.project, version.number)
    return engine.request(KIND, subject, language, data_of_version(version))


def data_of_version(version: Version) -> dict[str, Any]:
    """All that the form of a frozen version shows."""
    return {
        "dossier": version.data,
        "version": version.number,
        "hash": version.hash,
        "at": version.created_at.isoformat(),
        "zone": version.project.call.time_zone,
    }


def request_draft(project: Project, language: str) -> Document:
    """Ask for the PDF of the draft as it stands now; the same draft gives the same file."""
    data = {
        "dossier": dossiers.to_data(dossiers.load(project)),
        "version": DRAFT,
        "hash": "",
        "at": project.changed_at.isoformat(),
        "zone": project.call.time_zone,
    }
    return engine.request(KIND, subject_of(project, DRAFT), language, data)


def newest_of(project: Project, number: int, language: str) -> Document | None:
    """The PDF that was asked for last, in whatever state."""
    return engine.current(KIND, subject_of(project, number), language)


def subject_of(project: Project, number: int) -> str:
    """What the document is about, in the documents' own words."""
    return f"{project.chain}:form:{number}"


class ApplicationForm(Kind):
    """Shows a whole dossier; reads nothing but its data."""

    label = _lazy("Application")
    seconds: ClassVar[int] = 600  # some hundred pages on a busy machine
    template: ClassVar[str] = "documents/application.html"
    sources: ClassVar[tuple[str, ...]] = SOURCES

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The content of the dossier, and which version it is."""
        frozen = dossiers.from_data(data["dossier"])
        return {
            **shown(frozen, language),
            "version": data["version"],
            "is_draft": data["version"] == DRAFT,
            "hash": data["hash"],
            "at": moment(data["at"], data["zone"]),
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        name = f"{data['dossier']['code'] or ''} {data['dossier']['acronym']}".strip()
        if data["version"] == DRAFT:
            return _("%(name)s, draft") % {"name": name}
        return _("%(name)s, version %(version)s") % {"name": name, "version": data["version"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        code, version = data["dossier"]["code"] or "proposal", data["version"]
        return f"{code}-v{version}-{language}.pdf" if version else f"{code}-draft-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime:
        """When the version was frozen, or the draft changed."""
        return datetime.fromisoformat(data["at"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])


def moment(iso: str, zone: str) -> str:
    """A moment in the call's zone, to the second, as a receipt needs it."""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} {local.tzname()} ({zone})"
