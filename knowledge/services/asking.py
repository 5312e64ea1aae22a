"""Asking for a service: a short form becomes a request with a day by which the platform reacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from core.errors import DomainError
from correspondence.plain import one_line, plain
from knowledge.models import Answer, Service, ServiceRequest, Topic
from knowledge.service_states import ServiceKind
from knowledge.services import mails
from knowledge.services.deadlines import months_after, working_days_after
from programmes.models import Region

PERSON = throttle.Limit("service requests of a person", 5, 60 * 60)


@dataclass(frozen=True)
class Asked:
    """What the form of a service says."""

    organisation: str
    title: str
    text: str
    questions: str = ""
    wished: str = ""
    language: str = "en"
    topic: Topic | None = None
    region: Region | None = None


@transaction.atomic
def ask(service: Service, *, by: User, asked: Asked, key: UUID) -> ServiceRequest:
    """Put a request on the team's list; the asker gets a receipt. The same `key` gives the same request.

    DomainError when the service takes no requests or the topic is another platform's, TooOften at a limit.
    """
    known = ServiceRequest.objects.filter(key=key, asker=by).first()
    if known is not None:
        return known
    service = Service.objects.select_related("platform").get(pk=service.pk)
    if not (service.is_open and service.platform.is_open):
        raise DomainError(_("This service takes no requests now. Look at the others."))
    if asked.topic is not None and asked.topic.platform_id != service.platform_id:
        raise DomainError(_("Choose a theme of this platform."))
    throttle.take_or_refuse(
        {PERSON: str(by.uid)}, _("You asked for several services. Wait %(wait)s, then send this one again.")
    )
    today = timezone.localdate()
    request, is_new = ServiceRequest.objects.get_or_create(
        key=key, defaults={"service": service, "asker": by, "due_on": due(service, today), **_facts(asked)}
    )
    if not is_new:
        return _own(request, by)
    if service.kind == ServiceKind.HELPDESK:
        asked_until = working_days_after(today, service.answer_days)
        Answer.objects.create(request=request, number=1, question=request.text, due_on=asked_until)
    new = {"service": service.kind, "due_on": request.due_on}
    trail.record(request.chain, "ask for service", by=by, new=new)
    mails.tell(request, "received", to=by, by=by)
    return request


def due(service: Service, today: date) -> date | None:
    """The day by which a request of today is answered (helpdesk) or assessed; None where nothing is said."""
    if service.kind == ServiceKind.HELPDESK:
        return working_days_after(today, service.answer_days)
    return None if service.assess_months is None else months_after(today, service.assess_months)


def _own(request: ServiceRequest, by: User) -> ServiceRequest:
    if request.asker_id != by.pk:
        raise DomainError(_("This form was sent already. Open it again to send another."))
    return request


def _facts(asked: Asked) -> dict[str, object]:
    return {
        "organisation": one_line(asked.organisation)[:200],
        "title": one_line(asked.title)[:200],
        "text": plain(asked.text).strip(),
        "questions": plain(asked.questions).strip(),
        "wished": plain(asked.wished).strip(),
        "language": asked.language,
        "topic": asked.topic,
        "region": asked.region,
    }
