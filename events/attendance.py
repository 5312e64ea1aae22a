"""Who is on the list of an event, and who came: ticked off at the door, handed out as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.sheets import Cell
from events.models import Event, Registration
from events.states import Question, RegistrationState
from programmes.permissions import require_editor


@transaction.atomic
def tick(registration: Registration, *, by: User, is_here: bool) -> Registration:
    """Say that a guest with a place came, or take that back."""
    row = Registration.objects.select_for_update(of=("self",)).select_related("event").get(pk=registration.pk)
    require_editor(by, row.event.programme_id)
    if row.state != RegistrationState.HELD:
        raise DomainError(_("This guest has no place on the list. Reload the page."))
    if is_here != (row.attended_at is not None):
        row.attended_at = timezone.now() if is_here else None
        row.save(update_fields=["attended_at"])
    return row


@transaction.atomic
def hand_out(event: Event, *, by: User) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Heading and rows of the list, the names in order; noted in the trail, for it leaves the portal."""
    require_editor(by, event.programme_id)
    questions = [Question(one) for one in event.questions]
    header = [
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("Language"),
        _("State"),
        pgettext("guest", "Arrived"),
    ]
    rows = list(_rows(event, questions))
    trail.record(event.chain, "export guests", by=by, new={"guests": len(rows)})
    return [*header, *(str(one.label) for one in questions)], rows


def _rows(event: Event, questions: list[Question]) -> Iterator[tuple[Cell, ...]]:
    for one in event.registrations.living().order_by("state", "name", "pk").iterator():
        came = timezone.localtime(one.attended_at, event.zone) if one.attended_at else None
        answers = [one.answers.get(question.value, "") for question in questions]
        state = str(RegistrationState(one.state).label)
        yield (one.name, one.organisation, one.email, one.language, state, came, *answers)
