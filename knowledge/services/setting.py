"""The settings of a service: what the platform's team decides about it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import NotAllowed
from knowledge.models import Service
from programmes.permissions import has_role
from programmes.states import Role

SETTINGS = ("answer_days", "follow_up_months", "close_days", "is_open")


@transaction.atomic
def set_up(service: Service, *, by: User, changes: dict[str, int | bool]) -> Service:
    """Change settings of a service; days that were promised before stay as they are."""
    fresh = Service.objects.select_for_update().get(pk=service.pk)
    if not has_role(by, fresh.platform_id, [Role.MANAGER]):
        raise NotAllowed(_("Only managers of the programme may do this."))
    wanted = {name: value for name, value in changes.items() if name in SETTINGS}
    old = {name: getattr(fresh, name) for name in wanted}
    if old == wanted:
        return fresh
    for name, value in wanted.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(wanted))
    trail.record(fresh.chain, "set up service", by=by, old=old, new=wanted)
    return fresh
