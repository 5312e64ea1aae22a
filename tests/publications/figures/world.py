"""A small world of funded projects whose figures can be added up by hand."""

from datetime import date
from decimal import Decimal

from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory


def here_and_there():
    """Two programmes; three projects in the first and one in the second, of which nearly nothing is known."""
    here = ProgrammePeriodFactory(code="HERE-VI", programme=ProgrammeFactory(code="HERE", slug="here"))
    there = ProgrammePeriodFactory(code="THERE-VI", programme=ProgrammeFactory(code="THERE", slug="there"))
    bridge = PublicationFactory(
        code="bridge",
        programme_period=here,
        start_date=date(2023, 5, 1),
        eu_funding=Decimal("600000.00"),
        total_budget=Decimal("1000000.00"),
        partners=[
            {
                "name": "A",
                "role": "lead",
                "country": "BE",
                "region": "BE254",
                "eu_funding": 400000,
                "kind": "sme",
            },
            {
                "name": "B",
                "role": "partner",
                "country": "FR",
                "region": "FRE11",
                "eu_funding": 0,
                "kind": "sme",
            },
            {"name": "C", "role": "partner", "country": "FR", "region": "FRE11", "kind": "egtc"},
        ],
    )
    dike = PublicationFactory(
        code="dike",
        programme_period=here,
        start_date=date(2023, 1, 1),
        eu_funding=Decimal("0.00"),
        partners=[
            {"name": "D", "role": "lead", "country": "BE", "region": "BE25"},
            {"name": "E", "role": "partner", "country": "BE"},
        ],
    )
    empty = PublicationFactory(code="empty", programme_period=here, total_budget=Decimal("7.50"))
    far = PublicationFactory(
        code="far",
        programme_period=there,
        start_date=date(2024, 1, 1),
        eu_funding=Decimal("50.25"),
        partners=[{"name": "F", "country": "NL", "region": "NL341", "eu_funding": Decimal("50.25")}],
    )
    return {"bridge": bridge, "dike": dike, "empty": empty, "far": far}
