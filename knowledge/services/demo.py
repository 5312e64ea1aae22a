"""Expert services of the demo world, taken through the portal's own verbs; what is there stays."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from core.loading.writing import Report
from knowledge.models import Meeting, Member, PublishedService, Service, ServiceRequest, Topic
from knowledge.service_states import Consent, ServiceKind
from knowledge.services import asking, deciding, meetings, outcomes, peers, publishing
from knowledge.services.asking import Asked
from knowledge.services.meetings import Wanted
from knowledge.services.publishing import Words

Row = dict[str, Any]
ZONE, AHEAD, AGO = "Europe/Brussels", timedelta(days=30), timedelta(days=200)


def load(directory: Path) -> Report:
    """Requests in every state; the platform's demo part is loaded before. DomainError where DEMO is off."""
    if not settings.DEMO:
        raise DomainError("The demo world is loaded only where the setting DEMO is on.")
    report = Report()
    noted = report.kind("demo requests for expert services")
    world = yaml.safe_load((directory / "services.yaml").read_text(encoding="utf-8"))
    officer = _person(world["officer"])
    services = {row.kind: row for row in Service.objects.filter(platform=world["platform"])}
    for row in world["requests"]:
        key = uuid5(NAMESPACE_URL, f"demo-service-{row['key']}")
        if ServiceRequest.objects.filter(key=key).exists():
            noted.unchanged += 1
            continue
        with transaction.atomic():
            _walk(row, services[row["kind"]], officer, key)
        noted.added.append(row["key"])
    return report


def _person(email: str) -> User:
    return User.objects.get(email=email, is_demo=True)


def _walk(row: Row, service: Service, officer: User, key: UUID) -> None:
    """One request, as far as its `end`."""
    by = _person(row["by"])
    topic = Topic.objects.filter(platform=service.platform_id, code=row["topic"]).first()
    given = {name: row.get(name, "") for name in ("organisation", "title", "text", "questions", "wished")}
    request = asking.ask(service, by=by, asked=Asked(**given, language="en", topic=topic), key=key)
    ServiceRequest.objects.filter(pk=request.pk).update(is_demo=True)
    if row["end"] == "asked":
        return
    expert = _person(row["expert"])
    if service.kind == ServiceKind.HELPDESK:
        request = deciding.entrust(request, by=officer, expert=expert, seen=None)
        if row["end"] == "closed":
            outcomes.answer(request, by=expert, text=row["answer"])
            deciding.close(request, by=by)
    else:
        request = deciding.accept(request, by=officer, note="Demo: a good fit for the platform.")
        _meet(row, request, officer, expert)
    if "publish" in row:
        _publish(row, request, by, officer)


def _meet(row: Row, request: ServiceRequest, officer: User, expert: User) -> None:
    """Invite, and go on to a date and a report when the row says so."""
    member = Member.objects.select_related("user").get(
        platform=request.service.platform_id, user=_person(row["peer"])
    )
    place = peers.invite(request, by=officer, member=member)
    deciding.entrust(request, by=officer, expert=expert, seen=None)
    if row["end"] == "preparing":
        return
    peers.respond(place, by=_person(row["peer"]), accepts=True)
    for day, starts, ends, title in row.get("agenda", ()):
        hours = {"starts": time.fromisoformat(starts), "ends": time.fromisoformat(ends)}
        meetings.add_item(request, by=officer, day=day, title=title, **hours)
    link = "" if request.kind == ServiceKind.PEER_REVIEW else "https://meet.demo.example/heat"
    wanted = Wanted(timezone.localdate() + AHEAD, time(9, 30), ZONE, row.get("place", ""), link)
    meeting = meetings.fix(request, by=officer, wanted=wanted, seen=0)
    if row["end"] == "closed":
        past = {"starts_at": meeting.starts_at - AHEAD - AGO, "ends_at": meeting.ends_at - AHEAD - AGO}
        Meeting.objects.filter(pk=meeting.pk).update(**past)
        outcomes.report(request, by=expert, text=row["report"])
        outcomes.follow_up(request, by=request.asker, text=row["taken_over"])


def _publish(row: Row, request: ServiceRequest, by: User, officer: User) -> None:
    request = ServiceRequest.objects.select_related("service", "report").get(pk=request.pk)
    request = publishing.consent(request, by=by, answer=Consent.YES)
    proposed = publishing.proposed(request)
    words = Words(row["publish"], proposed.question, proposed.answer)
    published = publishing.publish(request, by=officer, words=words, files=[])
    PublishedService.objects.filter(pk=published.pk).update(is_demo=True)
