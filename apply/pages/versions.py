"""The frozen versions of a proposal, with their receipts."""

from __future__ import annotations

from typing import Any

from documents.models import Document
from projects.models import Project, Version


def with_receipts(project: Project) -> list[dict[str, Any]]:
    """The versions, newest first, each with the document of its receipt or None; two queries."""
    versions = list(project.versions.select_related("created_by").order_by("-number"))
    subjects = [_subject(project, version) for version in versions]
    asked = Document.objects.filter(kind="receipt", subject__in=subjects).order_by("requested_at", "pk")
    newest = {document.subject: document for document in asked.defer("data")}
    return [{"version": version, "receipt": newest.get(_subject(project, version))} for version in versions]


def receipt_of(version: Version) -> Document | None:
    """The receipt of one version, in whatever state it is."""
    asked = Document.objects.filter(kind="receipt", subject=_subject(version.project, version))
    return asked.order_by("-requested_at", "-pk").first()


def _subject(project: Project, version: Version) -> str:
    return f"{project.chain}:{version.number}"
