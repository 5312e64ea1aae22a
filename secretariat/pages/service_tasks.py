"""What expert services leave for a platform's team to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.todo import Source
from knowledge.services import waiting as services

SERVICES: tuple[Source, ...] = (
    Source(
        "service_decide", _("Decide on a request for a service"), "secretariat:service", services.to_decide
    ),
    Source("service_prepare", _("Find people, and fix the date"), "secretariat:service", services.to_prepare),
    Source("service_late", _("An answer is overdue"), "secretariat:service", services.late),
    Source("service_publish", _("Edit and publish the outcome"), "secretariat:service", services.to_publish),
)
