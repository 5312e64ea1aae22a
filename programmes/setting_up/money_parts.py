"""What a programme pays with: funds, lump sums, unit costs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.models import LumpSum, ProgrammeFund, UnitCost
from programmes.models.costs import MOST_LUMP_SUMS, MOST_UNIT_COSTS
from programmes.setting_up import own_funds
from programmes.setting_up.parts import Field, Part

FUNDS = Part(
    "funds",
    ProgrammeFund,
    _("Funds"),
    _("Add a fund"),
    (
        Field(
            "fund",
            _("Fund"),
            is_fixed=True,
            help=_("Choose none to name one of your own, which is not one of the EU's."),
        ),
        Field("own_name", _("Name of your own fund"), limit=127, help=_("Short, as it stands in tables.")),
        Field("own_description", _("Description of your own fund"), limit=255),
        Field("max_rate", _("Highest co-financing rate, in percent"), is_fixed=True),
    ),
    most=20,
    prepare=own_funds.keep,
)
LUMP_SUMS = Part(
    "lump-sums",
    LumpSum,
    _("Lump sums"),
    _("Add a lump sum"),
    (
        Field("name", _("Name"), limit=50, is_required=True),
        Field("description", _("Description"), limit=255),
        Field("amount", _("Amount in EUR"), is_fixed=True, is_required=True),
        Field("phase", _("Phase"), is_fixed=True, is_required=True),
        Field("is_splittable", _("Partners may share the amount"), is_fixed=True),
        Field("is_fast_track", _("Paid on approval, without a report"), is_fixed=True),
        Field("categories", _("Cost categories that it covers"), is_fixed=True, help=_("At least two.")),
    ),
    most=MOST_LUMP_SUMS,
)
UNIT_COSTS = Part(
    "unit-costs",
    UnitCost,
    _("Unit costs"),
    _("Add a unit cost"),
    (
        Field("name", _("Name"), limit=50, is_required=True),
        Field("description", _("Description"), limit=255),
        Field(
            "unit", _("Unit"), limit=25, is_fixed=True, is_required=True, help=_("Such as hour or kilometre.")
        ),
        Field("price", _("Price of one unit in EUR"), is_fixed=True, is_required=True),
        Field("foreign_price", _("Price in another currency"), is_fixed=True),
        Field(
            "foreign_currency",
            _("Code of that currency"),
            is_fixed=True,
            help=_("Three letters, such as CHF."),
        ),
        Field(
            "categories",
            _("Cost categories that it covers"),
            is_fixed=True,
            help=_("One other than office and administration, or several."),
        ),
    ),
    most=MOST_UNIT_COSTS,
)
