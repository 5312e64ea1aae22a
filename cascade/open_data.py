"""Sub-grants in the open data: two tables of their own, and two columns beside the money of an operation.

A sub-grant never makes a row of the list of operations, and its money stands in columns that say they are a
part of the operation's: who adds up the list counts every euro once. Regulation (EU) 2021/1060, Art. 49(3)
asks for operations; Regulation (EU) 2021/1059, Art. 25 for the recipients of a small project fund.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils.translation import gettext_lazy as _

from cascade.models import Scheme, SubGrant, SubGrantee
from core.texts import LANGUAGES
from publications.exports import reading
from publications.exports.columns import Column, define
from publications.exports.selecting import with_keys
from publications.exports.table import Table

RULE = "Regulation (EU) 2021/1059, Art. 25"
_OPERATION = "sub_call__scheme__operation"


def of_operations() -> tuple[Column, ...]:
    """What the list of operations says of money handed on; empty where an operation hands none on.

    Empty as well where nobody told the portal: of a scheme from public sources none is known till one is.
    """
    grants = SubGrant.objects.published().filter(**{_OPERATION: OuterRef("pk")}).order_by()
    whole = grants.values(_OPERATION)
    schemes = Scheme.objects.filter(operation=OuterRef("pk"))
    tells_all = Exists(schemes.filter(Q(source="") | Q(is_demo=True)).order_by())
    passed_on = Subquery(whole.annotate(sum=Sum("grant")).values("sum"))
    number = Subquery(whole.annotate(n=Count("pk")).values("n"))
    money = Case(When(tells_all, then=Coalesce(passed_on, Decimal("0.00"))), default=passed_on)
    count = Case(When(tells_all, then=Coalesce(number, 0)), default=number)
    return (
        define("passed_on", reading.where_any(schemes, money)),
        define("sub_grant_count", reading.where_any(schemes, count)),
    )


def tables() -> tuple[Table, ...]:
    """One row for each published sub-grant, and one for each who got money by it."""
    return (
        Table(
            key="sub-grants",
            title=_("Sub-grants"),
            about=_(
                "One row for each sub-grant that an operation awarded. Its money is part of the operation's: "
                "do not add the two."
            ),
            rule=RULE,
            columns=(*_identity(), *_substance(), *_money(), *_people(), *_origin()),
            rows=_sub_grants,
        ),
        Table(
            key="final-recipients",
            title=_("Final recipients"),
            about=_(
                "One row for each recipient of money through a sub-grant, with its share where that is "
                "published."
            ),
            rule=RULE,
            columns=tuple(_recipient()),
            rows=_recipients,
        ),
    )


def _sub_grants(keys: Sequence[int]) -> QuerySet[SubGrant]:
    found = SubGrant.objects.published().filter(with_keys(f"{_OPERATION}_id", keys))
    return found.order_by(f"{_OPERATION}_id", "pk")


def _recipients(keys: Sequence[int]) -> QuerySet[SubGrantee]:
    found = SubGrantee.objects.filter(sub_grant__published_at__isnull=False)
    found = found.filter(with_keys(f"sub_grant__{_OPERATION}_id", keys))
    return found.order_by(f"sub_grant__{_OPERATION}_id", "sub_grant_id", "position")


def _identity() -> Iterator[Column]:
    yield define("code", F(f"{_OPERATION}__code"), always=True).titled(None, "")
    yield define("sub_grant_code", F("code"), always=True)
    yield define("sub_grant_page", reading.page("catalogue:sub_grant"), always=True)
    yield define("scheme", F("sub_call__scheme__code"), always=True)
    yield define("scheme_kind", F("sub_call__scheme__kind"), always=True)
    yield define("sub_call", F("sub_call__call__code"), always=True)
    yield define("sub_grant_acronym", reading.text("acronym"), always=True)
    for language in LANGUAGES:
        yield define(f"sub_grant_name_{language}", reading.in_language("title", language))


def _substance() -> Iterator[Column]:
    for language in LANGUAGES:
        yield define(f"sub_grant_purpose_{language}", reading.in_language("summary", language))
    yield define("sub_grant_theme", F("theme__code"))
    yield define("sub_grant_start", F("start_date"), always=True)
    yield define("sub_grant_end", F("end_date"), always=True)
    yield define("decided_on", F("decided_on"), always=True)


def _money() -> Iterator[Column]:
    yield define("sub_grant_cost", F("eligible_cost"), always=True)
    yield define("sub_grant_amount", F("grant"), always=True)
    yield define("currency", Value("EUR", output_field=CharField()), always=True)


def _people() -> Iterator[Column]:
    everybody = SubGrantee.objects.filter(sub_grant=OuterRef("pk")).order_by("position")
    named = everybody.filter(is_natural_person=False).exclude(name="")
    counted = everybody.order_by().values("sub_grant").annotate(n=Count("pk")).values("n")
    yield define("recipients", ArraySubquery(named.values("name")), always=True)
    yield define("recipient_count", Coalesce(Subquery(counted), 0), always=True)


def _origin() -> Iterator[Column]:
    yield define("first_published", reading.day_of("first_published_at"), always=True)
    yield define("is_demo", F("is_demo"), always=True)


def _recipient() -> Iterator[Column]:
    yield define("code", F(f"sub_grant__{_OPERATION}__code"), always=True).titled(None, "")
    yield define("sub_grant_code", F("sub_grant__code"), always=True)
    yield define("recipient_number", F("position"), always=True)
    yield define("recipient_name", reading.name_of_partner())
    yield define("is_natural_person", F("is_natural_person"), always=True)
    yield define("recipient_size", _known_size())
    yield define("recipient_id", reading.public_of_person("identifier"))
    yield define("country", reading.text("country"))
    yield define("nuts", _region())
    yield define("recipient_amount", F("grant"))
    yield define("currency", Value("EUR", output_field=CharField()), always=True)
    yield define("is_demo", F("sub_grant__is_demo"), always=True)


def _known_size() -> Combinable:
    return NullIf(F("size_class"), Value("unknown"), output_field=CharField())


def _region() -> Combinable:
    """The NUTS code; of a natural person NUTS 2 at most."""
    return Case(
        When(Q(is_natural_person=True), then=NullIf(Left("region", 4), Value(""))),
        default=reading.text("region"),
        output_field=CharField(),
    )
