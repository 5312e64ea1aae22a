"""What the pages of the form have in common: showing them, and doing what a button asks after a save."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apply.pages.boxes import Trouble
from apply.pages.entries import Card, EntryList, anchor_of
from apply.pages.frame import Frame
from apply.pages.places import ON_OWN_PAGE
from apply.pages.sheets import Sheet
from apply.views.own import PersonRequest
from core.errors import DomainError
from projects import entries
from projects.form import GROUPS
from projects.models import Entry, Project


def shown(
    request: PersonRequest,
    frame: Frame,
    sheet: Sheet,
    *,
    here: str,
    heading: Any,
    troubles: dict[str, Trouble],
    template: str = "apply/section.html",
    **more: Any,
) -> HttpResponse:
    """The page; with troubles it says on top what was not saved."""
    only = request.GET.get("only", "")
    language = only if only in sheet.languages else ""
    context = {
        "frame": frame,
        "here": here,
        "heading": heading,
        "sheet": sheet,
        "writes": frame.is_editable and (frame.project.open_keys is None or sheet.is_writable),
        "faults": sheet.faults,
        "language_shown": language,
        "languages_of_texts": sheet.languages_drawn(request.path, language),
        "removed": _removed(sheet.lists, request.GET.get("removed", "")),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "next_section": frame.after(here),
        **more,
    }
    return render(request, template, context, status=422 if troubles else 200)


def done(request: PersonRequest, project: Project, address: str) -> HttpResponse:
    """After everything was saved: what the pressed button asks for besides, and back to the page."""
    asked = request.POST.get("do", "")
    if asked:
        return redirect(_act(request, project, asked, address))
    messages.success(request, _("Everything on this page is saved."))
    return redirect(address)


def _act(request: PersonRequest, project: Project, asked: str, address: str) -> str:
    """Does what a button of an entry asks; the address of where one sees it."""
    verb, _colon, rest = asked.partition(":")
    if verb == "add":
        return _add(request, project, rest, address)
    uid, _colon, way = rest.partition(":")
    entry = get_object_or_404(Entry, project=project, uid=_uid(uid))
    if verb == "remove":
        entries.remove(entry, by=request.user)
        return f"{address}?removed={entry.uid}"
    if verb == "restore":
        entries.restore(entry, by=request.user)
    elif verb == "move" and way in ("up", "down"):
        entries.move(entry, by=request.user, way="up" if way == "up" else "down")
    else:
        raise DomainError(_("Use one of the buttons of the page."))
    return f"{address}#{anchor_of(entry.uid)}"


def _add(request: PersonRequest, project: Project, rest: str, address: str) -> str:
    kind, above, key = (*rest.split(":"), "", "")[:3]
    if kind not in GROUPS:
        raise DomainError(_("Use one of the buttons of the page."))
    parent = get_object_or_404(Entry, project=project, uid=_uid(above)) if above else None
    entry = entries.add(project, kind, by=request.user, parent=parent, key=_uid(key))
    if kind in ON_OWN_PAGE:
        return reverse("apply:entry", args=[project.uid, entry.uid])
    return f"{address}#{anchor_of(entry.uid)}"


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise DomainError(_("Use one of the buttons of the page.")) from error


def _removed(lists: tuple[EntryList, ...], uid: str) -> Card | None:
    """The entry that was just removed, to offer it back."""
    if not uid:
        return None
    for one in lists:
        for card in one.removed:
            if str(card.entry.uid) == uid:
                return card
        for card in one.cards:
            found = _removed(card.lists, uid)
            if found:
                return found
    return None
