"""Expert services for the public: what each is and how to ask, and a library of what came of them."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import head
from catalogue.pages import public_page
from catalogue.views.learning.platforms import way_of
from core.downloads import harmless, to_save
from core.http import anyone
from knowledge.models import Platform, PublishedService, ReportFile, Service
from knowledge.service_states import ServiceKind
from knowledge.services.library import find, query
from projects.models.attachments import AttachmentState

PAGE = 20


def _platform(slug: str) -> Platform:
    """The open platform of the programme with this slug; 404 for others."""
    rows = Platform.objects.open().select_related("programme").prefetch_related("topics")
    return get_object_or_404(rows, programme__slug=slug)


def _way(platform: Platform, last: str) -> list[dict[str, object]]:
    """The steps to a page below the services."""
    services = (_("Expert services"), reverse("catalogue:expert_services", args=[platform.slug]))
    return way_of(platform, services, (last, ""))


@anyone
@require_safe
@public_page
def expert_services(request: HttpRequest, slug: str) -> HttpResponse:
    """What the services of a platform are, how long they take, and how to ask for them."""
    rows = Platform.objects.open().select_related("programme")
    platform = get_object_or_404(rows, programme__slug=slug)
    way = way_of(platform, (_("Expert services"), ""))
    context = {
        "platform": platform,
        "crumbs": way,
        "head": head.of_page(_("Expert services"), platform.introduction, crumbs=way),
        "services": Service.objects.filter(platform=platform),
        "newest": PublishedService.objects.filter(platform=platform).defer("words")[:5],
    }
    return render(request, "catalogue/services/expert_services.html", context)


@anyone
@require_safe
@public_page
def service_library(request: HttpRequest, slug: str) -> HttpResponse:
    """Published answers and reports; words, kind and theme stand in the address."""
    platform = _platform(slug)
    topics = {topic.code: topic for topic in platform.topics.all()}
    wanted = query(request.GET, topics)
    way = _way(platform, _("Answers and reports"))
    context = {
        "platform": platform,
        "crumbs": way,
        "head": head.of_page(_("Answers and reports"), platform.introduction, crumbs=way),
        "query": wanted,
        "kinds": ServiceKind.choices,
        "topics": topics,
        "page": Paginator(find(platform, wanted), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "catalogue/services/service_library.html", context)


@anyone
@require_safe
@public_page
def service_record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One published answer or report."""
    rows = PublishedService.objects.filter(platform__is_open=True).defer("words")
    found = get_object_or_404(rows.select_related("platform__programme", "topic", "region"), uid=uid)
    files = ReportFile.objects.filter(request=found.request_id, is_public=True, state=AttachmentState.CLEAN)
    context = {"record": found, "files": files, "crumbs": _way(found.platform, found.title)}
    return render(request, "catalogue/services/service_record.html", context)


@anyone
@require_safe
def service_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file published with a report, for saving."""
    rows = ReportFile.objects.filter(request__published__uid=uid, is_public=True, state=AttachmentState.CLEAN)
    found = get_object_or_404(rows.filter(request__published__platform__is_open=True), uid=file)
    try:
        stored = default_storage.open(found.file)
    except FileNotFoundError as error:
        raise Http404 from error
    return harmless(to_save(stored, found.name, found.content_type), f'"{found.sha256}"')
