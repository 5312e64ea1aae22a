"""Documents that could not be made: what went wrong, and trying again, one or all of a kind."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from documents import engine, failures
from documents.kinds import kind_of
from documents.models import Document
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, Role
from publications import coverage

PAGE = 25


def _mine(request: HttpRequest) -> QuerySet[Document]:
    """Those of my programmes; managers also see those of none, such as a search as PDF."""
    common = bool(programmes_where(request.user, [Role.MANAGER]))
    return failures.failed(programmes_where(request.user, SECRETARIAT), common=common)


def _label(kind: str) -> str:
    return str(kind_of(kind).label) if kind in settings.DOCUMENT_KINDS else kind


@staff(*SECRETARIAT)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The failed documents of my programmes, of the kind that the address names or of all."""
    mine = _mine(request)
    kinds = [(kind, _label(kind), number) for kind, number in failures.by_kind(mine)]
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in {name for name, _title, _number in kinds} else ""
    page = Paginator(mine.filter(kind=kind) if kind else mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, _label(one.kind)) for one in page],
        "kinds": kinds,
        "kind": kind,
        "kind_label": _label(kind) if kind else "",
        "total": sum(number for _kind, _title, number in kinds),
        "waiting": failures.waiting(),
        "look": coverage.last_look(),
    }
    return render(request, "secretariat/documents.html", context)


@require_POST
@staff(*SECRETARIAT)
def document_retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have one failed document made again."""
    engine.retry(get_object_or_404(_mine(request), uid=uid), by=signed_in_user(request))
    notes.success(request, _("The document is being made again."))
    return redirect("secretariat:documents")


@require_POST
@staff(*SECRETARIAT)
def documents_retry(request: HttpRequest) -> HttpResponse:
    """Have all failed documents of a kind made again."""
    found = _mine(request).filter(kind=request.POST.get("kind", "")[:40].replace("\x00", ""))
    number = failures.retry_all(found, by=signed_in_user(request))
    if number:
        words = ngettext("%(n)s document is made again.", "%(n)s documents are made again.", number)
        notes.success(request, words % {"n": number})
    else:
        notes.info(request, _("There was none of this kind left to try again."))
    return redirect("secretariat:documents")
