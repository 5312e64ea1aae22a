"""What waits for the person, from every corner of the portal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from accounts.todo import kinds, present, tasks_and_kinds
from programmes.permissions import role_key, staff
from secretariat.pages.tasks import groups
from secretariat.todo import SOURCES

PAGE, MOST_PAGES = 50, 20


@staff(of_call=True)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The person's tasks by date; the address names one kind of them, and the page.

    To choose from are the kinds of which there are tasks.
    """
    wanted = request.GET.get("kind", "")
    typed = request.GET.get("page", "")
    number = min(int(typed), MOST_PAGES) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1
    number = max(number, 1)
    sources = kinds(SOURCES, wanted)
    user, after = signed_in_user(request), (number - 1) * PAGE
    roles = role_key(user)
    found, held = tasks_and_kinds(user, sources, most=PAGE + 1, after=after, roles=roles)
    if len(sources) < len(SOURCES):
        held = present(user, SOURCES, roles=roles)
    context = {
        "groups": groups(found[:PAGE]),
        "sources": [one for one in SOURCES if one.kind in held or one.kind == wanted],
        "wanted": wanted if len(sources) < len(SOURCES) else "",
        "previous": number - 1,
        "next": number + 1 if len(found) > PAGE and number < MOST_PAGES else 0,
    }
    return render(request, "secretariat/tasks.html", context)
