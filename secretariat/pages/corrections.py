"""The corrections of one proposal as a page: the request, the round under way, and those that ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from accounts.models import User
from projects import clock, corrections, dossier
from projects.comparison import Comparison
from projects.corrections import Asked
from projects.dossier import Dossier
from projects.mails import managers_of
from projects.models import Correction, CorrectionItem, Project, Version
from projects.moments import moment
from secretariat.forms.corrections import EndForm, ItemForm, MoreTimeForm, NoteForm, TermsForm
from secretariat.pages.shared import seen_now

MOST = 20


@dataclass(frozen=True)
class Item:
    """One place of the request that is being collected, with its form."""

    item: CorrectionItem
    name: str
    form: forms.Form | None


@dataclass(frozen=True)
class Letter:
    """The letter as one manager would get it."""

    to: str
    language: str
    subject: str
    body: str


def items_of(request: Correction, frozen: Dossier, posted: forms.Form | None, may_ask: bool) -> list[Item]:
    """The places of a request; the form that was posted shows what was typed."""
    found = []
    for one in request.items.all():
        prefix = f"item-{one.pk}"
        form: forms.Form | None = None
        if may_ask:
            form = NoteForm(prefix=prefix, initial={"note": one.note, "was": one.note})
        if posted is not None and posted.prefix == prefix:
            form = posted
        found.append(Item(one, corrections.name_of(frozen, one.key), form))
    return found


def letters_of(request: Correction, project: Project, frozen: Dossier) -> list[Letter]:
    """The letter to each manager, as it would be drafted now."""
    found = []
    for person in managers_of(project):
        subject, body = corrections.preview(request, project, frozen, person)
        found.append(Letter(str(person), person.language, subject, body))
    return found


def told(project: Project) -> list[Correction]:
    """The rounds that applicants know of, newest first."""
    rows = Correction.objects.told().filter(project=project).order_by("-asked_at")
    return list(
        rows.select_related("asked_by", "closed_by", "version", "answer").defer(
            "version__data", "answer__data"
        )[:MOST]
    )


@dataclass(frozen=True)
class Returned:
    """What came back of a round."""

    items: list[Asked]
    inside: Comparison
    outside: Comparison

    @property
    def changed(self) -> int:
        return sum(1 for one in self.items if one.is_changed)


def returned(request: Correction) -> Returned:
    """The comparison of an answered round. Two queries beside the round's own."""
    versions = Version.objects.in_bulk([request.version_id, request.answer_id])
    old, new = (dossier.from_data(versions[pk or 0].data) for pk in (request.version_id, request.answer_id))
    items = list(request.items.all())
    inside, outside = corrections.split([one.key for one in items], old, new)
    return Returned(corrections.asked_items(items, old, new), inside, outside)


def until(request: Correction, project: Project) -> str:
    """The day of an answer in the call's zone; blank when none is set."""
    return moment(request.due, project.call.time_zone) if request.due else ""


def context_of(
    project: Project, version: Version, user: User, posted: Mapping[str, forms.Form]
) -> dict[str, object]:
    """What the page of corrections shows; `posted` are forms with errors, by their name on the page."""
    frozen = dossier.from_data(version.data)
    found = corrections.round_under_way(project)
    may_ask = corrections.may_ask(user, project)
    may_end = not may_ask and corrections.may_end(user, project)
    context: dict[str, object] = {
        "project": project,
        "version": version,
        "round": found,
        "rounds": told(project),
        "clock": clock.clock_of(project),
        "may_ask": may_ask,
        "may_end": may_end,
        "until": until(found, project) if found else "",
    }
    if found is not None:
        context["items"] = items_of(found, frozen, posted.get("worded"), may_ask)
    if may_ask:
        context |= {"adding": ItemForm(places=corrections.places_in(frozen)), **_terms(project, found)}
    if may_end:
        context |= _endings(project, version, found)
    return {**context, **posted}


def _terms(project: Project, found: Correction | None) -> dict[str, forms.Form]:
    if found is None:
        return {}
    initial = {"note": found.note, "seen": found.revision}
    return {"terms": TermsForm(zone=project.call.time_zone, due=found.due, initial=initial)}


def _endings(project: Project, version: Version, found: Correction | None) -> dict[str, forms.Form]:
    shown: dict[str, forms.Form] = {"ending": EndForm(prefix="end", initial=seen_now(project, version))}
    if found is not None:
        zone, initial = project.call.time_zone, {"seen": found.revision}
        shown["more_time"] = MoreTimeForm(zone=zone, due=found.due, initial=initial, prefix="time")
    return shown
