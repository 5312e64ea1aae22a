"""Codes of the dimensions of Annex I of Regulation (EU) 2021/1060: what kind of support something is."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

LONGEST = 3


class Codes:
    """Checks a list of codes "01" to `last`, written with `digits` digits, each at most once."""

    def __init__(self, last: int, digits: int) -> None:
        self.known = {f"{number:0{digits}}" for number in range(1, last + 1)}

    def __call__(self, codes: list[str]) -> None:
        for place, code in enumerate(codes):
            if code not in self.known:
                ends = {"first": min(self.known), "last": max(self.known)}
                raise ValidationError(
                    _("“%(code)s” is not in this list: its codes go from %(first)s to %(last)s.")
                    % {"code": code[:20], **ends}
                )
            if code in codes[:place]:
                raise ValidationError(_("The code %(code)s appears there twice.") % {"code": code})


class DimensionField(ArrayField):  # type: ignore[type-arg]  # takes none at run time
    """The codes of one dimension."""

    def __init__(self, *, last: int = 0, digits: int = 2, **options: Any) -> None:
        self.last, self.digits = last, digits
        options.setdefault("base_field", models.CharField(max_length=LONGEST))
        options.setdefault("default", list)
        options.setdefault("blank", True)
        options["validators"] = [Codes(last, digits)]
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("validators", None)
        return name, path, args, {**options, "last": self.last, "digits": self.digits}
