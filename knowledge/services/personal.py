"""What expert services hold of a person: to hand over, and to forget."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.holdings import Holding
from accounts.models import User
from knowledge.models import ServicePlace, ServiceRequest
from knowledge.service_states import HOLDS_PLACE, LIVE, PlaceState, ServiceState


class ExpertServices(Holding):
    """Requests that the person made, works on as expert, or was invited to."""

    name = "expert_services"

    def export(self, user: User) -> Any:
        asked = ServiceRequest.objects.asked_by(user).select_related("service").order_by("created_at")
        places = ServicePlace.objects.filter(person=user).select_related("request").order_by("invited_at")
        return {
            "asked": [_asked(request) for request in asked.prefetch_related("answers")],
            "invited": [
                {
                    "title": place.request.title,
                    "invited_at": place.invited_at.isoformat(),
                    "state": place.state,
                    "reason": place.reason,
                    "note": place.note,
                }
                for place in places
            ],
            "entrusted": list(
                ServiceRequest.objects.entrusted_to(user)
                .order_by("created_at")
                .values_list("title", flat=True)
            ),
        }

    def objections(self, user: User) -> list[str]:
        """An expert whose answer or report is awaited hands it over first."""
        rows = ServiceRequest.objects.entrusted_to(user).live().order_by("created_at")
        text = _(
            "You are the expert of “%(title)s”. Ask the team of the platform to give it to somebody else."
        )
        return [text % {"title": title} for title in rows.values_list("title", flat=True)]

    def forget(self, user: User) -> None:
        """Running requests end, invitations are void; what was asked stays with the programme, nameless."""
        now = timezone.now()
        for request in ServiceRequest.objects.asked_by(user).select_for_update().filter(state__in=LIVE):
            old, request.state = request.state, ServiceState.WITHDRAWN
            request.ended_at, request.due_on = now, None
            request.save(update_fields=["state", "ended_at", "due_on"])
            trail.record(
                request.chain,
                "withdraw service request",
                by=None,
                old={"state": old},
                new={"state": request.state},
            )
        ServicePlace.objects.filter(person=user).update(note="")
        held = ServicePlace.objects.filter(person=user, state__in=HOLDS_PLACE, request__state__in=LIVE)
        held.update(state=PlaceState.TAKEN_BACK)


def _asked(request: ServiceRequest) -> dict[str, Any]:
    return {
        "service": request.service.kind,
        "at": request.created_at.isoformat(),
        "state": request.state,
        "organisation": request.organisation,
        "title": request.title,
        "text": request.text,
        "questions": request.questions,
        "wished": request.wished,
        "may_be_published": request.consent,
        "questions_and_answers": [[row.question, row.text] for row in request.answers.all()],
    }
