"""The annexes in a dossier: what the call asks for, and the files that are there, by digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from calls.models import CallAnnex
from core.texts import Text
from projects.models import Attachment, Project


@dataclass(frozen=True)
class AnnexAsked:
    """An annex that the call asks for, once or from each partner."""

    key: str
    title: Text
    is_required: bool
    per_partner: bool


@dataclass(frozen=True)
class AnnexFile:
    """A file as it was: `key` is that of the annex ("" for other files), `size` in bytes.

    `state` is that of its check at that time; `fault` says why it was refused.
    """

    uid: UUID
    key: str
    partner: UUID | None
    name: str
    description: str
    size: int
    sha256: str
    content_type: str
    state: str
    fault: str

    @property
    def is_refused(self) -> bool:
        return self.state == "refused"

    @property
    def is_waiting(self) -> bool:
        return self.state == "quarantined"


def columns() -> dict[str, Any]:
    """What a query for projects needs so that `asked_of` and `files_of` cost none."""
    asked = CallAnnex.objects.filter(call=OuterRef("call")).order_by("position", "pk")
    files = (
        Attachment.objects.of_dossier().present().filter(project=OuterRef("pk")).order_by("uploaded_at", "pk")
    )
    return {
        "annexes_asked": ArraySubquery(
            asked.values(
                json=JSONObject(
                    key="key",
                    title="title",
                    is_required="is_required",
                    per_partner="per_partner",
                    step="step",
                )
            )
        ),
        "annex_files": ArraySubquery(
            files.values(
                json=JSONObject(
                    uid="uid",
                    key="annex__key",
                    partner="partnership__uid",
                    name="name",
                    description="description",
                    size="size",
                    sha256="sha256",
                    content_type="content_type",
                    state="state",
                    fault="fault",
                )
            )
        ),
    }


def asked_of(fetched: Project) -> tuple[AnnexAsked, ...]:
    """The annexes that the call asks for in the project's present step."""
    rows: list[dict[str, Any]] = fetched.annexes_asked  # type: ignore[attr-defined]  # annotated
    return tuple(
        AnnexAsked(row["key"], Text(row["title"]), row["is_required"], row["per_partner"])
        for row in rows
        if row["step"] <= fetched.step
    )


def files_of(fetched: Project) -> tuple[AnnexFile, ...]:
    """The files of the project that were not removed, in the order in which they came."""
    rows: list[dict[str, Any]] = fetched.annex_files  # type: ignore[attr-defined]  # annotated
    return tuple(
        AnnexFile(
            **row
            | {
                "uid": UUID(row["uid"]),
                "key": row["key"] or "",
                "partner": UUID(row["partner"]) if row["partner"] else None,
            }
        )
        for row in rows
    )
