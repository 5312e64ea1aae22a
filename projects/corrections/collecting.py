"""Collecting what to ask the applicant to correct; only staff see it until it is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Max, Q, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.texts import LANGUAGES, Text
from projects import dossier
from projects.corrections.naming import name_of
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Correction, CorrectionItem, CorrectionState, Project, Version
from projects.permissions import standing
from projects.states import BY_KEY, allows

NOTE_LENGTH = 4000
MOST_ITEMS = 100
LONGEST = timedelta(days=366)


def may_ask(user: User, project: Project) -> bool:
    """Whether the person may ask for corrections in the project's present state."""
    return allows(BY_KEY["return_to_applicant"], project.state, *standing(user, project))


def is_asking_possible(project: Project) -> bool:
    """Whether corrections can be asked for in the project's present state, by whoever may."""
    return project.state in BY_KEY["return_to_applicant"].sources


def round_under_way(project: Project) -> Correction | None:
    """The request that is being collected or with the applicant, with the `keys` of its places; one query."""
    rows = Correction.objects.under_way().filter(project=project).select_related("asked_by", "version")
    keys = ArrayAgg("items__key", filter=Q(items__isnull=False), default=Value([]))
    return rows.annotate(keys=keys).defer("version__data").first()


@transaction.atomic
def collect(project: Project, *, by: User, key: str, note: str = "", check_key: str = "") -> CorrectionItem:
    """Add a place of the form to the request, with what to correct there; begins a request where none is.

    A place is in a request once: asked again, its note is carried on.
    """
    fresh = locked(project)
    request = _request(fresh, by)
    text = clean_text(note, NOTE_LENGTH)
    frozen = dossier.from_data(Version.objects.only("data").get(pk=request.version_id).data)
    if not name_of(frozen, key):
        raise DomainError(_("The proposal has no such place. Choose one from the list."))
    known = request.items.filter(key=key).first()
    if known is not None:
        if text and text not in known.note:
            return change_item(known, by=by, note=f"{known.note}\n{text}".strip(), seen=known.note)
        return known
    if request.items.count() >= MOST_ITEMS:
        raise DomainError(_("A request holds at most %(limit)d places.") % {"limit": MOST_ITEMS})
    last = request.items.aggregate(last=Max("position"))["last"] or 0
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = name_of(frozen, key)
    item = CorrectionItem.objects.create(
        correction=request,
        key=key,
        name=Text(names),
        note=text,
        check_key=check_key[:60],
        position=last + 1,
    )
    _changed(request)
    trail.record(fresh.chain, "collect correction", by=by, new={"place": key, "note": text})
    return item


@transaction.atomic
def change_item(item: CorrectionItem, *, by: User, note: str, seen: str | None = None) -> CorrectionItem:
    """Other words for one place. `seen` is the note that the page showed: a stale page is refused."""
    project, request = open_request(item.correction, by)
    fresh = request.items.filter(pk=item.pk).first()
    if fresh is None:
        raise DomainError(_("This place is no longer in the request. Reload the page."))
    text = clean_text(note, NOTE_LENGTH)
    if text == fresh.note:
        return fresh
    if seen is not None and seen != fresh.note:
        raise DomainError(
            _("Somebody changed this note meanwhile. It now says: “%(note)s”") % {"note": fresh.note}
        )
    old, fresh.note = fresh.note, text
    fresh.save(update_fields=["note"])
    _changed(request)
    change = {"place": fresh.key}
    trail.record(
        project.chain, "word correction", by=by, old={**change, "note": old}, new={**change, "note": text}
    )
    return fresh


@transaction.atomic
def drop_item(item: CorrectionItem, *, by: User) -> None:
    """Take a place out of the request."""
    project, request = open_request(item.correction, by)
    fresh = request.items.filter(pk=item.pk).first()
    if fresh is None:
        return
    trail.record(project.chain, "drop correction", by=by, old={"place": fresh.key, "note": fresh.note})
    fresh.delete()
    _changed(request)


@transaction.atomic
def set_terms(correction: Correction, *, by: User, note: str, due: datetime | None, seen: int) -> Correction:
    """The words about the whole and the day until which an answer is asked. `seen` is the revision shown."""
    project, request = open_request(correction, by)
    text = clean_text(note, NOTE_LENGTH)
    if (request.note, request.due) == (text, due):
        return request
    require_seen(request, seen)
    if due is not None:
        require_due(due)
    old = {"note": request.note, "due": request.due}
    request.note, request.due = text, due
    _changed(request)
    trail.record(project.chain, "set terms of correction", by=by, old=old, new={"note": text, "due": due})
    return request


def open_request(correction: Correction, by: User) -> tuple[Project, Correction]:
    """Project and request as they are now, the project locked, if this person may still work on it."""
    project = locked(correction.project)
    if not may_ask(by, project):
        raise NotAllowed(_("You may not ask for corrections now. Reload the page to see where it stands."))
    request = Correction.objects.select_related("version").get(pk=correction.pk)
    if not request.is_collecting:
        raise DomainError(_("This request was sent or taken back meanwhile. Reload the page."))
    return project, request


def require_seen(request: Correction, seen: int) -> None:
    """DomainError when somebody changed the request since the page was made."""
    if seen != request.revision:
        raise DomainError(
            _("A colleague changed this request meanwhile. Look at it again; what you typed is kept.")
        )


def require_due(due: datetime) -> None:
    """DomainError for a day that has passed or lies too far ahead."""
    now = timezone.now()
    if due <= now:
        raise DomainError(_("Choose a day in the future for the answer."))
    if due > now + LONGEST:
        raise DomainError(_("Choose a day within the next year for the answer."))


def _request(project: Project, by: User) -> Correction:
    """The request that is being collected, about the newest version."""
    if not may_ask(by, project):
        raise NotAllowed(_("You may not ask for corrections now. Reload the page to see where it stands."))
    newest = Version.objects.newest_of(project)
    if newest is None:
        raise DomainError(_("Only a submitted proposal can be corrected."))
    collecting = Correction.objects.filter(project=project, state=CorrectionState.COLLECTING).first()
    if collecting is None:
        return Correction.objects.create(project=project, version=newest, created_by=by)
    if collecting.version_id != newest.pk:
        collecting.version = newest
        collecting.save(update_fields=["version"])
    return collecting


def _changed(request: Correction) -> None:
    request.revision += 1
    request.save(update_fields=["revision", "note", "due"])
