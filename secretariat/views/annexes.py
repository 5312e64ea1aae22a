"""The files of a frozen version, for staff and for the assessors of that version."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments import blind
from assessments.models import Assessment
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED, Role
from projects import dossier as dossiers
from projects.attachments import serving
from projects.attachments.frozen import files_in, row_in, rows_in
from projects.models import Version
from secretariat.pages.shared import submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def annexes(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    version = _version(request, uid, number)
    files = files_in(dossiers.from_data(version.data))
    context = {
        "project": version.project,
        "version": version,
        "files": [
            (one, reverse("secretariat:annex_file", args=[uid, number, one.file.uid])) for one in files
        ],
        "archive": reverse("secretariat:annex_archive", args=[uid, number]),
    }
    return render(request, "secretariat/annexes.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def annex_file(request: HttpRequest, uid: UUID, number: int, file: UUID) -> HttpResponseBase:
    return _file(request, _version(request, uid, number), file)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def annex_archive(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    return _archive(_version(request, uid, number))


@staff(Role.ASSESSOR, of_call=True)
@require_safe
def assessed_annexes(request: HttpRequest, pk: int) -> HttpResponse:
    """For an assessor who declared no conflict: the files of the version to assess."""
    found = _assessment(request, pk)
    shown = blind.dossier_for(found)
    if shown is None:
        return render(request, "secretariat/blind_waiting.html", {"assessment": found}, status=409)
    files = files_in(shown)
    context = {
        "assessment": found,
        "dossier": shown,
        "files": [(one, reverse("secretariat:assessed_file", args=[pk, one.file.uid])) for one in files],
        "archive": reverse("secretariat:assessed_archive", args=[pk]),
    }
    return render(request, "secretariat/assessed_annexes.html", context)


@staff(Role.ASSESSOR, of_call=True)
@require_safe
def assessed_file(request: HttpRequest, pk: int, file: UUID) -> HttpResponseBase:
    found = _assessment(request, pk)
    released = blind.released_files(found)
    row = row_in(found.version, file)
    if row is None or (released is not None and row.sha256 not in released):
        raise Http404
    return serving.respond(row, request)


@staff(Role.ASSESSOR, of_call=True)
@require_safe
def assessed_archive(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _assessment(request, pk)
    released = blind.released_files(found)
    rows = [row for row in rows_in(found.version) if released is None or row.sha256 in released]
    return serving.respond_all(rows, f"{found.project.code}-v{found.version.number}-annexes.zip")


def _version(request: HttpRequest, uid: UUID, number: int) -> Version:
    project, _newest = submitted_project(request, str(uid))
    versions = project.versions.select_related("project__call__programme_period__programme")
    return get_object_or_404(versions, number=number)


def _assessment(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.open_to(request.user).for_list(), pk=pk)


def _file(request: HttpRequest, version: Version, file: UUID) -> HttpResponseBase:
    row = row_in(version, file)
    if row is None:
        raise Http404
    return serving.respond(row, request)


def _archive(version: Version) -> HttpResponseBase:
    return serving.respond_all(rows_in(version), f"{version.project.code}-v{version.number}-annexes.zip")
