"""Events, and who registered for them."""

from events.models.events import Event, EventQuerySet
from events.models.registrations import Registration, RegistrationQuerySet

__all__ = ["Event", "EventQuerySet", "Registration", "RegistrationQuerySet"]
