"""Issues of newsletters in the browser: the archive of a programme, and one issue as it was sent."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import head
from catalogue.pages import crumbs, public_page
from core.http import anyone
from editorial.models import Issue
from editorial.newsletters.content import edition
from programmes.models import Programme

PAGE = 25


@anyone
@public_page
def issues(request: HttpRequest, slug: str) -> HttpResponse:
    """All issues of a programme that went out, the newest first."""
    programme = get_object_or_404(Programme.objects.of_the_portal(), slug=slug)
    found = Issue.objects.public().filter(programme=programme).defer("content", "intro")
    name = _("Newsletter: all issues")
    context = {
        "programme": programme,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "crumbs": crumbs((_("Home"), reverse("catalogue:home")), (name, "")),
        "head": head.of_page(name, str(programme.name)),
    }
    return render(request, "catalogue/events/issues.html", context)


@anyone
@public_page
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One issue, word for word as its readers got it."""
    found = get_object_or_404(
        Issue.objects.public().select_related("programme"), programme__slug=slug, number=number
    )
    shown = edition(found.content, (get_language() or "en")[:2])
    archive = reverse("catalogue:issues", args=[slug])
    context = {
        "issue": found,
        "edition": shown,
        "crumbs": crumbs(
            (_("Home"), reverse("catalogue:home")),
            (_("Newsletter: all issues"), archive),
            (shown.subject.text, ""),
        ),
        "head": head.of_page(shown.subject.text, head.short(shown.intro.text)),
    }
    return render(request, "catalogue/events/issue.html", context)
