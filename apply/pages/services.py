"""What a person sees of a request for a service: by what the person is to it, and no more."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from core.ical import Event
from knowledge.models import (
    AgendaItem,
    Answer,
    Meeting,
    Report,
    ReportFile,
    ServicePlace,
    ServiceRequest,
)
from knowledge.service_states import (
    IN_PREPARATION,
    WITH_OUTCOME,
    Part,
    PlaceState,
    ServiceState,
    ServiceStep,
    steps_for,
)
from knowledge.services.access import parts_of
from projects.models.attachments import AttachmentState

INSIDE = frozenset({Part.ASKER, Part.EXPERT, Part.GUEST})


@dataclass(frozen=True)
class ServicePage:
    """One request as one person sees it. Addresses of people stand in `guests` and `asker` alone."""

    request: ServiceRequest
    parts: frozenset[Part]
    place: ServicePlace | None
    steps: list[ServiceStep]
    guests: list[ServicePlace]
    waiting: int
    meeting: Meeting | None
    agenda: list[AgendaItem]
    answers: list[Answer]
    report: Report | None
    files: list[ReportFile]

    @property
    def is_inside(self) -> bool:
        """Whether the person asked for it, works on it, or has accepted to take part."""
        return bool(self.parts & INSIDE)

    @property
    def may_answer(self) -> bool:
        """Whether the person's invitation waits for an answer."""
        return Part.INVITED in self.parts and self.request.state in IN_PREPARATION

    @property
    def may_consent(self) -> bool:
        """Whether the person says if the outcome is published."""
        return Part.ASKER in self.parts and self.request.state in WITH_OUTCOME

    @property
    def may_upload(self) -> bool:
        """Whether the person may add the report as a file."""
        return Part.EXPERT in self.parts and self.report is not None


def service_page(request: ServiceRequest, user: User) -> ServicePage:
    """The request as this person sees it; a fixed number of statements."""
    places = list(request.places.select_related("person").all())
    own = next((place for place in places if place.person_id == user.pk), None)
    parts = parts_of(user, request, own) - {Part.TEAM}
    is_inside = bool(parts & INSIDE)
    answers = list(request.answers.select_related("answered_by")) if parts & {Part.ASKER, Part.EXPERT} else []
    return ServicePage(
        request=request,
        parts=parts,
        place=own,
        steps=[step for step in steps_for(parts, request.kind, request.state) if _is_left(step, answers)],
        guests=[place for place in places if is_inside and place.state == PlaceState.ACCEPTED],
        waiting=sum(place.state == PlaceState.INVITED for place in places),
        meeting=getattr(request, "meeting", None) if is_inside else None,
        agenda=list(request.agenda.all()) if is_inside else [],
        answers=answers,
        report=getattr(request, "report", None) if is_inside else None,
        files=_files(request, parts) if is_inside else [],
    )


def _is_left(step: ServiceStep, answers: list[Answer]) -> bool:
    """Whether a step is offered: one asks once more only once."""
    return step.key != "ask_again" or len(answers) < 2


def _files(request: ServiceRequest, parts: frozenset[Part]) -> list[ReportFile]:
    """The files of the report: all for the expert who brought them, clean ones for the others."""
    rows = request.files.exclude(state=AttachmentState.ARRIVING)
    return list(rows if Part.EXPERT in parts else rows.filter(state=AttachmentState.CLEAN))


def meeting_event(request: ServiceRequest, meeting: Meeting, *, address: str) -> Event:
    """The meeting for a calendar: it keeps its identity when it is moved."""
    return Event(
        uid=f"service-{request.uid}@portal",
        at=meeting.starts_at,
        summary=f"{request.service.get_kind_display()}: {request.title}",
        description=meeting.link,
        url=address,
        until=meeting.ends_at,
        place=meeting.place or meeting.link,
        sequence=meeting.edition - 1,
        is_cancelled=request.state in {ServiceState.CANCELLED, ServiceState.WITHDRAWN},
    )
