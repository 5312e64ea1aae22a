"""The talk about one proposal: saying, correcting, publishing a draft, who is told by mail.

Two doors: applicants' and staff's. Whoever writes the proposal stands at the applicants' door only, whatever
roles the person has: what staff say among themselves never reaches somebody who writes it. A mail says that
there is something to read and never what.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.plain import plain
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.mails import managers_of, outbox_of
from projects.models import (
    Audience,
    Collaborator,
    Comment,
    CommentRevision,
    Interest,
    Project,
    TalkVisit,
)
from projects.models.talk import COMMENT_LENGTH, EDITABLE_FOR
from projects.permissions import standing

MAIL_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Where a person stands in a talk: at which door, and for whom the person may write there."""

    by_staff: bool
    audiences: tuple[Audience, ...]

    @property
    def may_write(self) -> bool:
        return bool(self.audiences)


def place_of(user: User, project: Project, *, by_staff: bool) -> Place | None:
    """The person's place at one of the doors; None when it is shut."""
    roles, level = standing(user, project)
    if not by_staff:
        return Place(False, (Audience.APPLICANTS, Audience.PRIVATE)) if level else None
    if level is not None or roles.isdisjoint(SEES_ALL_SUBMITTED) or _has_conflict(user, project):
        return None
    if not roles.isdisjoint(SECRETARIAT):
        return Place(True, (Audience.APPLICANTS, Audience.STAFF, Audience.PRIVATE))
    if Role.COMMITTEE in roles:
        return Place(True, (Audience.STAFF, Audience.PRIVATE))
    return Place(True, ())


@transaction.atomic
def say(  # noqa: PLR0913 - a comment has this many facts, each named by the caller
    project: Project,
    *,
    by: User,
    by_staff: bool,
    text: str,
    audience: str,
    key: UUID,
    answers: Comment | None = None,
    tell: Collection[User] = (),
) -> Comment:
    """Say something, or keep it as a draft. The same `key` says it once. `tell` are colleagues to be told."""
    text = _sound(text)
    place = _require_place(by, project, by_staff, audience)
    if answers is not None and answers.audience == Audience.STAFF and audience == Audience.APPLICANTS:
        raise DomainError(_("A reply to what staff said among themselves stays among staff."))
    is_draft = audience == Audience.PRIVATE
    comment, is_new = Comment.objects.get_or_create(
        creation_key=key,
        defaults={
            "project": project,
            "author": by,
            "by_staff": place.by_staff,
            "audience": audience,
            "text": text,
            "answers": answers,
            "published_at": None if is_draft else timezone.now(),
        },
    )
    if is_new and not is_draft:
        _made_public(comment, tell)
    return comment


@transaction.atomic
def edit(comment: Comment, *, by: User, text: str) -> Comment:
    """Correct one's own words: within 15 minutes, a draft at any time. What it said before is kept."""
    comment = _own(comment, by)
    if not may_edit(comment, by):
        raise DomainError(_("Comments can be corrected for 15 minutes. Write another one."))
    text = _sound(text)
    if text == comment.text:
        return comment
    if comment.published_at is not None:
        CommentRevision.objects.create(comment=comment, text=comment.text)
        comment.edited_at = timezone.now()
        _note(comment, "edit comment", by)
    comment.text = text
    comment.save(update_fields=["text", "edited_at"])
    return comment


@transaction.atomic
def publish(comment: Comment, *, by: User, audience: str, tell: Collection[User] = ()) -> Comment:
    """Let others read a draft."""
    comment = _own(comment, by)
    _require_place(by, comment.project, comment.by_staff, audience)
    if comment.audience != Audience.PRIVATE or audience == Audience.PRIVATE:
        raise DomainError(_("This comment is no longer a draft."))
    if comment.answers and comment.answers.audience == Audience.STAFF and audience == Audience.APPLICANTS:
        raise DomainError(_("A reply to what staff said among themselves stays among staff."))
    comment.audience, comment.published_at = audience, timezone.now()
    comment.save(update_fields=["audience", "published_at"])
    _made_public(comment, tell)
    return comment


@transaction.atomic
def discard(comment: Comment, *, by: User) -> None:
    """Throw one's own draft away."""
    comment = _own(comment, by)
    if comment.audience != Audience.PRIVATE:
        raise DomainError(_("What others could read stays. Only drafts can be thrown away."))
    comment.delete()


def may_edit(comment: Comment, user: User) -> bool:
    """Whether the person may still correct the comment."""
    is_fresh = comment.published_at is None or timezone.now() < comment.published_at + EDITABLE_FOR
    return comment.author_id == user.pk and is_fresh


def read(project: Project, *, by: User) -> datetime | None:
    """Note that the person reads the talk now; returns when the person last did."""
    visit, _is_new = TalkVisit.objects.get_or_create(project=project, user=by)
    before = visit.read_at
    TalkVisit.objects.filter(pk=visit.pk).update(read_at=timezone.now())
    return before


def unread(project: Project, *, by: User, by_staff: bool) -> int:
    """How many comments of others the person has not read at this door."""
    visit = TalkVisit.objects.filter(project=project, user=by).first()
    mine = project.comments.for_staff(by) if by_staff else project.comments.for_applicants(by)
    return mine.unread_by(by, visit.read_at if visit else None).count()


def colleagues(project: Project, *, of: User) -> list[User]:
    """Staff whom one may tell: the secretariat, but for who declared an interest in this proposal."""
    return list(_staff(project, SECRETARIAT).exclude(pk=of.pk).order_by("name", "pk"))


def _made_public(comment: Comment, tell: Collection[User]) -> None:
    _note(comment, "comment", comment.author)
    project = comment.project
    allowed = {one.pk for one in colleagues(project, of=comment.author)} if comment.by_staff else set()
    for person in tell:
        if person.pk in allowed:
            _mail(comment, person, by_staff=True, template="talk_mention")
    if comment.audience != Audience.APPLICANTS:
        return
    if comment.by_staff:
        for person in managers_of(project):
            _mail(comment, person, by_staff=False, template="talk_new")
    else:
        for person in _staff(project, SECRETARIAT):
            _mail(comment, person, by_staff=True, template="talk_new")


def _mail(comment: Comment, to: User, *, by_staff: bool, template: str) -> None:
    """Tell one person, unless an hour has not passed since the last mail or that one was not followed."""
    if to.pk == comment.author_id:
        return
    visit, _is_new = TalkVisit.objects.select_for_update().get_or_create(project=comment.project, user=to)
    now = timezone.now()
    if template == "talk_new" and visit.told_at is not None:
        was_read = visit.read_at is not None and visit.read_at > visit.told_at
        if not was_read or now - visit.told_at < MAIL_AGAIN_AFTER:
            return
    visit.told_at = now
    visit.save(update_fields=["told_at"])
    route = "secretariat:talk" if by_staff else "apply:talk"
    with translation.override(to.language):
        address = settings.PORTAL_URL.rstrip("/") + reverse(route, args=[comment.project.uid])
    outbox.write(
        "talk",
        to=to,
        template=template,
        context={"project": comment.project, "by": comment.author, "address": address},
        about=comment.project.chain,
        programme=outbox_of(comment.project),
        by=comment.author,
        dedupe_key=f"talk:{comment.pk}:{to.pk}",
        confirmed=True,
    )


def _staff(project: Project, roles: Collection[Role]) -> QuerySet[User]:
    """People with an open account and one of the roles, to whom this proposal is open."""
    writers = Collaborator.objects.filter(project=project).values("user")
    closed = Interest.objects.filter(project=project, has_conflict=True).values("person")
    whole = Q(staff_roles__programme=project.programme_code, staff_roles__role__in=list(roles))
    limited = Q(call_roles__call=project.call_id, call_roles__role__in=list(roles))
    return (
        User.objects.filter(whole | limited, is_active=True)
        .exclude(pk__in=writers)
        .exclude(pk__in=closed)
        .distinct()
    )


def _has_conflict(user: User, project: Project) -> bool:
    return Interest.objects.conflicts_of(user).filter(project=project).exists()


def _require_place(by: User, project: Project, by_staff: bool, audience: str) -> Place:
    place = place_of(by, project, by_staff=by_staff)
    if place is None or audience not in place.audiences:
        raise NotAllowed(_("You may not write this here."))
    return place


def _own(comment: Comment, by: User) -> Comment:
    """The comment, locked, if the person wrote it and still stands at the door where it was written."""
    found = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("project", "answers")
        .get(pk=comment.pk)
    )
    if found.author_id != by.pk or place_of(by, found.project, by_staff=found.by_staff) is None:
        raise NotAllowed(_("Only the author may change a comment."))
    return found


def _sound(text: str) -> str:
    text = plain(text).strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text) > COMMENT_LENGTH:
        raise DomainError(
            _("The text is too long. Keep it under %(limit)s characters.") % {"limit": COMMENT_LENGTH}
        )
    return text


def _note(comment: Comment, action: str, by: User) -> None:
    """In the trail stands that something was said, and to whom; the words stay out."""
    new = {"comment": str(comment.uid), "audience": comment.audience, "by_staff": comment.by_staff}
    trail.record(comment.project.chain, action, by=by, new=new)
