"""What the list of requests for services can be narrowed to; every filter stands in the address."""

from __future__ import annotations

import django_filters
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge.models import ServiceRequest, ServiceRequestQuerySet
from knowledge.service_states import LIVE, WITH_OUTCOME, Consent, ServiceKind, ServiceState

WAITS = {
    "live": _("Everything that is not over"),
    "overdue": _("Overdue"),
    "nobody": _("Without an expert"),
    "publish": _("May be published, and is not"),
}


class ServiceFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Words of the title or organisation, kind, state, and what is to be done."""

    q = django_filters.CharFilter(label=_("Words in title or organisation"), method="with_words")
    kind = django_filters.ChoiceFilter(
        label=_("Service"), choices=ServiceKind.choices, field_name="service__kind", empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ServiceState.choices, empty_label=_("All"))
    wait = django_filters.ChoiceFilter(
        label=_("To do"), choices=list(WAITS.items()), method="waiting", empty_label=_("All")
    )

    class Meta:
        model = ServiceRequest
        fields: tuple[str, ...] = ()

    def with_words(self, rows: ServiceRequestQuerySet, name: str, words: str) -> ServiceRequestQuerySet:
        """Those whose title or organisation holds the words as they stand."""
        return rows.filter(Q(title__icontains=words[:100]) | Q(organisation__icontains=words[:100]))

    def waiting(self, rows: ServiceRequestQuerySet, name: str, wait: str) -> ServiceRequestQuerySet:
        """Those in which the team has something to do."""
        if wait == "overdue":
            return rows.overdue()
        if wait == "nobody":
            return rows.filter(expert__isnull=True, state__in=LIVE)
        if wait == "publish":
            return rows.filter(consent=Consent.YES, published__isnull=True, state__in=WITH_OUTCOME)
        return rows.live()


def by_day(rows: ServiceRequestQuerySet) -> ServiceRequestQuerySet:
    """The earliest day by which something is due first, then the newest."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "-created_at", "-pk")
