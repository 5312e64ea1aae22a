"""The members of a platform whom the reader may see, narrowed by the address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue import head
from catalogue.forms.members import MemberSearch
from catalogue.views.learning.platforms import open_platform, way_of
from core.http import anyone
from knowledge.models import Member, MemberQuerySet

PAGE = 24


@anyone
@require_safe
@never_cache
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """To everybody those who chose so; to a member also those who are open to members."""
    platform = open_platform(slug)
    seen = Member.objects.visible_to(request.user).filter(platform=platform)
    form = MemberSearch(request.GET, platform=platform)
    rows = _narrowed(seen, form).select_related("user", "organisation").prefetch_related("topics")
    way = way_of(platform, (_("Community"), ""))
    context = {
        "platform": platform,
        "form": form,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "is_member": Member.objects.of(request.user).filter(platform=platform).exists(),
        "crumbs": way,
        "head": head.of_page(_("Community"), platform.introduction, crumbs=way),
    }
    return render(request, "catalogue/learning/members.html", context)


def _narrowed(rows: MemberQuerySet, form: MemberSearch) -> MemberQuerySet:
    given = form.chosen()
    for word in given["q"].split()[:8]:
        names = ("user__name", "organisation_name", "function", "offers", "seeks")
        anywhere = Q()
        for name in names:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    if given["theme"]:
        rows = rows.filter(topics__code=given["theme"])
    if given["country"]:
        rows = rows.filter(country=given["country"])
    if given["language"]:
        rows = rows.filter(languages__contains=[given["language"]])
    return (
        rows.order_by("-joined_at", "-pk") if given["sort"] == "newest" else rows.order_by("user__name", "pk")
    )
