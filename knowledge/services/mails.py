"""What the portal writes to people about a request: each mail once, in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from correspondence import outbox
from knowledge.models import ServiceRequest
from knowledge.service_states import HOLDS_PLACE, PlaceState


def tell(
    request: ServiceRequest, what: str, *, to: User, by: User | None, key: str = "", **context: Any
) -> None:
    """Write the mail `templates/mails/service_<what>`; it leaves with the transaction. `key` tells repeats.

    Nobody's address is in its text but what the caller puts there.
    """
    if not to.is_active or to.erased_at is not None:
        return
    with override(to.language):
        known = {
            "request": request,
            "service": str(request.service.get_kind_display()),
            "path": reverse("apply:service", args=[request.uid]),
            **context,
        }
    outbox.write(
        "service",
        to=to,
        template=f"service_{what}",
        context=known,
        about=request.chain,
        programme=request.service.platform_id,
        by=by,
        dedupe_key=f"{request.chain}:{what}:{to.pk}:{key}"[:150],
        confirmed=True,
    )


def tell_all(request: ServiceRequest, what: str, people: Iterable[User], *, by: User, **context: Any) -> None:
    """The same to several people, each once, and never to the one who acts."""
    for person in {person.pk: person for person in people if person.pk != by.pk}.values():
        tell(request, what, to=person, by=by, **context)


def everybody_in(request: ServiceRequest, *, with_invited: bool = False) -> list[User]:
    """Who asked, the expert, and who takes part; on wish those who have not answered as well."""
    states = HOLDS_PLACE if with_invited else {PlaceState.ACCEPTED}
    places = request.places.filter(state__in=states).select_related("person")
    expert = [request.expert] if request.expert else []
    return [request.asker, *expert, *(place.person for place in places)]
