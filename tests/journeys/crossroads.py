"""CrossRoads Vlaanderen-Nederland as input: names, dates and grant as stated in public; the rest is chosen.

Amounts per partner are not known. The ones here are made up so that they sum to the stated grant of
EUR 11,050,315.91 at 50 %. Kinds, regions and places are made up where they are not stated.
"""

from dataclasses import dataclass

ACRONYM = "CrossRoads VL-NL"
TITLE = "CrossRoads Vlaanderen-Nederland"
SUMMARY = (
    "Helpt kmo's en mkb-bedrijven een partner in het buurland te vinden "
    "en geeft subsidie voor wat ze samen vernieuwen."
)
START, END = "2023-01-01", "2029-12-31"
GRANT = "11050315.91"
TOTAL = "22100631.82"


@dataclass(frozen=True)
class Partner:
    """Costs in cents; `staff` brings 15 % for office and administration with it."""

    name: str
    abbreviation: str
    country: str
    region: str
    external: int
    staff: int = 0
    legal_status: str = "public"
    type: str = "business_support"

    @property
    def share(self) -> int:
        """What the partner pays itself, in cents: half of its total."""
        return (self.external + self.staff + self.staff * 15 // 100) // 2


LEAD = Partner(
    "APB Provinciaal Secretariaat Europese Structuurfondsen",
    "APB PSES",
    "BE",
    "BE211",
    external=180_063_182,
    staff=200_000_000,
)
PARTNERS = (
    LEAD,
    Partner("VLAIO Team Bedrijfstrajecten", "VLAIO", "BE", "BE211", external=300_000_000),
    Partner("Economische Impuls Zeeland", "EIZ", "NL", "NL342", external=300_000_000),
    Partner("REWIN", "REWIN", "NL", "NL411", external=300_000_000),
    Partner("Brabantse Ontwikkelingsmaatschappij", "BOM", "NL", "NL412", external=300_000_000),
    Partner("LIOF", "LIOF", "NL", "NL423", external=300_000_000),
    Partner("Innovation Quarter", "IQ", "NL", "NL33C", external=300_000_000),
)


def typed(cents: int, language: str) -> str:
    """An amount as a person of that language types it: 1.800.631,82, 1 800 631,82 or 1,800,631.82."""
    thousands, decimal = {"nl": (".", ","), "fr": (" ", ","), "en": (",", ".")}[language]
    return f"{cents // 100:,}".replace(",", thousands) + f"{decimal}{cents % 100:02d}"
