"""What funded projects hand on: schemes, their sub-calls, and the sub-grants awarded."""

from cascade.models.schemes import Scheme, SchemeTheme, SubCall
from cascade.models.sub_grants import SubGrant, SubGrantee, SubGrantQuerySet

__all__ = ["Scheme", "SchemeTheme", "SubCall", "SubGrant", "SubGrantQuerySet", "SubGrantee"]
