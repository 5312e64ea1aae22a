"""Lists from which applicants choose: legal statuses, strategies, state-aid schemes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models import LegalStatusOption, StateAidScheme, Strategy
from programmes.models.choices import MOST_LEGAL_STATUSES, MOST_STATE_AID_SCHEMES
from programmes.setting_up.parts import Field, Part

LEGAL_STATUSES = Part(
    "legal-statuses",
    LegalStatusOption,
    _("Legal statuses"),
    _("Add a legal status"),
    (
        Field("description", _("Description"), limit=50, is_required=True),
        Field("kind", _("Kind"), is_fixed=True, is_required=True),
        Field("position", _("Place in the list"), help=_("Low numbers come first.")),
    ),
    most=MOST_LEGAL_STATUSES,
)
STRATEGIES = Part(
    "strategies",
    Strategy,
    _("Strategies"),
    _("Take up a strategy"),
    (
        Field("code", _("Strategy"), is_fixed=True, is_required=True),
        Field("title", _("Title"), limit=255, is_required=True),
        Field("position", _("Place in the list"), help=_("Low numbers come first.")),
    ),
    most=15,
)
STATE_AID = Part(
    "state-aid",
    StateAidScheme,
    _("State aid schemes"),
    _("Add a state aid scheme"),
    (
        Field("name", _("Name"), limit=250, is_required=True),
        Field("short_name", _("Short name"), limit=50),
        Field("number", _("Scheme number"), is_fixed=True, help=_("At most 25 characters.")),
        Field("measure", _("Measure"), is_fixed=True, is_required=True),
        Field("max_intensity", _("Highest aid intensity, in percent"), is_fixed=True),
        Field("threshold", _("Threshold in EUR"), is_fixed=True),
        Field("comments", _("Comments"), limit=500),
    ),
    most=MOST_STATE_AID_SCHEMES,
)
