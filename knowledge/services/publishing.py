"""Publishing what came of a request: with the asker's consent, in edited words, without names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence.plain import one_line, plain
from knowledge.models import PublishedService, ServiceRequest
from knowledge.service_states import WITH_OUTCOME, Consent, ServiceKind
from knowledge.services import mails
from knowledge.services.access import for_team, locked
from projects.models.attachments import AttachmentState

SHORTEST_NAME = 4  # letters: a shorter name stands in too many words


@dataclass(frozen=True)
class Words:
    """What the public is to read."""

    title: str
    question: str
    answer: str


def proposed(request: ServiceRequest) -> Words:
    """The words to begin the editing with: all questions, and all answers or the report."""
    rounds = list(request.answers.all())
    if request.kind == ServiceKind.HELPDESK:
        question = "\n\n".join(row.question for row in rounds)
        return Words(request.title, question, "\n\n".join(row.text for row in rounds if row.text))
    report = getattr(request, "report", None)
    question = "\n\n".join(part for part in (request.text, request.questions) if part)
    taken = [report.text, report.taken_over] if report else []
    return Words(request.title, question, "\n\n".join(part for part in taken if part))


@transaction.atomic
def consent(request: ServiceRequest, *, by: User, answer: Consent) -> ServiceRequest:
    """The asker agrees, or not, and may change it at any time: without consent nothing stays published."""
    fresh = locked(request)
    if fresh.asker_id != by.pk:
        raise NotAllowed(_("Only the person who asked for the service may answer this."))
    if answer not in {Consent.YES, Consent.NO} or fresh.state not in WITH_OUTCOME:
        raise DomainError(_("There is nothing to publish yet."))
    if answer == fresh.consent:
        return fresh
    old, fresh.consent, fresh.consent_at = fresh.consent, answer, timezone.now()
    fresh.save(update_fields=["consent", "consent_at"])
    trail.record(fresh.chain, "consent to publish", by=by, old={"consent": old}, new={"consent": answer})
    if answer == Consent.NO:
        _take_off(fresh, by)
    return fresh


@transaction.atomic
def publish(request: ServiceRequest, *, by: User, words: Words, files: list[UUID]) -> PublishedService:
    """Publish these words, or replace those that are published; `files` are the reports shown with them.

    DomainError without the asker's consent, or when the words still name somebody.
    """
    fresh = for_team(request, by, WITH_OUTCOME)
    if fresh.consent != Consent.YES:
        raise DomainError(_("The person who asked has not agreed that this is published."))
    title, question, answer = one_line(words.title)[:200], plain(words.question), plain(words.answer)
    _require_no_names(fresh, f"{title}\n{question}\n{answer}")
    row, is_new = PublishedService.objects.update_or_create(
        request=fresh,
        defaults={
            "platform": fresh.service.platform,
            "kind": fresh.kind,
            "language": fresh.language,
            "title": title,
            "question": question.strip(),
            "answer": answer.strip(),
            "topic": fresh.topic,
            "region": fresh.region,
            "published_by": by,
            "is_demo": fresh.is_demo,
        },
    )
    _index(row)
    clean = fresh.files.filter(state=AttachmentState.CLEAN)
    fresh.files.update(is_public=False)
    clean.filter(uid__in=files).update(is_public=True)
    trail.record(fresh.chain, "publish service", by=by, new={"title": title})
    if is_new:
        mails.tell(fresh, "published", to=fresh.asker, by=by, key=str(row.uid), published=row)
    return row


@transaction.atomic
def take_off(request: ServiceRequest, *, by: User) -> None:
    """Take it off the public pages."""
    _take_off(for_team(request, by, WITH_OUTCOME), by)


def _take_off(request: ServiceRequest, by: User) -> None:
    gone, _rows = PublishedService.objects.filter(request=request).delete()
    request.files.update(is_public=False)
    if gone:
        trail.record(request.chain, "take service off public pages", by=by)


def _require_no_names(request: ServiceRequest, text: str) -> None:
    """Refuse words that still hold a person's name or address or, in an answer, the organisation's name."""
    people = [request.asker, *(place.person for place in request.places.select_related("person"))]
    names = [name for person in people for name in (person.name, person.email)]
    if request.kind == ServiceKind.HELPDESK:
        names.append(request.organisation)
    folded = text.casefold()
    for name in names:
        if len(name) >= SHORTEST_NAME and name.casefold() in folded:
            raise DomainError(_("The text still names “%(name)s”. Take that out.") % {"name": name})


def _index(row: PublishedService) -> None:
    """Write what search reads: the words as they stand, and their stems in the row's language."""
    fields = ("title", "question", "answer")
    words = SearchVector(*fields, config="public.portal_plain")
    stems = SearchVector(*fields, config=f"public.portal_{row.language}")
    PublishedService.objects.filter(pk=row.pk).update(words=words + stems)
