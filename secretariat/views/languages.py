"""The texts of a submitted proposal in its languages side by side: do they say the same?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from calls.rules import describe
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import dossier
from projects.eligibility.rules import equal
from secretariat.pages.shared import submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def languages(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Each text with its lengths; `?only=different` leaves out those in which nothing was found."""
    project, version = submitted_project(request, str(uid))
    frozen = dossier.from_data(version.data)
    rule, terms = equal.asked(frozen)
    found = list(equal.compare(frozen, terms))
    different = [one for one in found if not one.is_equal]
    context = {
        "project": project,
        "version": version,
        "rule": describe(rule) if rule else "",
        "only_different": request.GET.get("only") == "different",
        "comparisons": different if request.GET.get("only") == "different" else found,
        "different": len(different),
        "count": len(found),
    }
    return render(request, "secretariat/screening/languages.html", context)
