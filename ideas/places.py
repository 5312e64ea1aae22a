"""What a card can name in a call: objectives, themes, countries and regions, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from calls.models import Call
from core.countries import countries_by_name, country_name
from core.texts import Text
from programmes.models import Region, Theme


@dataclass(frozen=True)
class Places:
    """The offers of one call, read when first asked for: one statement for each kind."""

    call: Call

    @cached_property
    def objectives(self) -> dict[str, Text]:
        """Titles of the call's objectives by code."""
        return {row.code: row.title for row in self.call.objectives.order_by("code")}

    @cached_property
    def themes(self) -> dict[str, Text]:
        """Titles of the themes of the edition that are still offered, by code."""
        rows = Theme.objects.filter(programme_period=self.call.programme_period_id, retired=False)
        return {row.code: row.title for row in rows.order_by("code")}

    @cached_property
    def countries(self) -> dict[str, str]:
        """The programme's countries, in the reader's language."""
        return dict(countries_by_name(self.call.programme_period.programme.countries))

    @cached_property
    def regions(self) -> dict[str, str]:
        """The regions of the edition's area by NUTS code."""
        return dict(self.call.programme_period.area.order_by("code").values_list("code", "name"))

    def region_name(self, code: str) -> str:
        """A country or region in words; the code itself when neither is known here."""
        if len(code) == 2:
            return country_name(code)
        return self.regions.get(code, code)


def region_exists(code: str, country: str) -> bool:
    """Whether a NUTS region lies in this country."""
    return Region.objects.filter(code=code, country=country, level__gt=0).exists()
