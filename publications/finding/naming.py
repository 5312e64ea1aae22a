"""What facets and orders are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FACET_NAMES: Mapping[str, str | Promise] = {
    "programme": _("Programme"),
    "period": pgettext_lazy("years", "Period"),
    "priority": _("Priority"),
    "objective": _("Specific objective"),
    "theme": _("Theme"),
    "country": _("Country"),
    "region": _("Region"),
    "nuts3": _("NUTS 3 region"),
    "partner": _("Partner"),
    "kind": _("Kind of partner"),
    "status": _("Status"),
    "year": _("Year of the start"),
    "budget": _("Total budget"),
    "eu": _("European money"),
}
SORT_NAMES: Mapping[str, str | Promise] = {
    "fit": _("Best match first"),
    "newest": _("Newest facts first"),
    "start": _("Latest start first"),
    "funding": _("Most European money first"),
    "name": _("By name"),
}
