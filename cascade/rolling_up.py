"""What the sub-grants of an operation add up to, against the targets of its schemes.

The sums stay beside those of the operation and are never added to them: a sub-grant is part of the money of
the operation, passed on. A company counts once in a scheme, however many sub-grants it has: by its public
number, or by name and country where none is known. Of natural persons each row counts, as their names go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, Lower, Trim, Upper
from django.utils.translation import gettext as _

from cascade.models import Scheme, SchemeTheme, SubGrant, SubGrantee
from core.rounding import floor2, percentage
from core.texts import Text
from partners.states import SizeClass

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Goal:
    """One thing to reach, and how far it is, in the same unit. `share` is percent, cut to two decimals."""

    key: str
    label: str
    reached: Decimal
    target: Decimal
    is_money: bool = False

    @property
    def share(self) -> Decimal:
        return floor2(percentage(self.reached, self.target))

    @property
    def filled(self) -> Decimal:
        """As far as a bar can be filled."""
        return min(self.reached, self.target)


def is_told(scheme: Scheme, number: int) -> bool:
    """Whether its `number` of sub-grants is all: one from public sources tells none till one is known."""
    return bool(number) or scheme.is_demo or not scheme.source


@dataclass(frozen=True)
class RollUp:
    """One scheme of an operation with the sums of its sub-grants; EUR.

    `companies` are enterprises, `recipients` all who got money, each counted once in the scheme.
    """

    scheme: Scheme
    projects: int
    recipients: int
    companies: int
    grant: Decimal
    eligible_cost: Decimal
    themes: tuple[tuple[str, Text], ...]

    @property
    def is_known(self) -> bool:
        return is_told(self.scheme, self.projects)

    @property
    def goals(self) -> list[Goal]:
        """What the scheme states as its targets and its money; nothing where it states none."""
        scheme = self.scheme
        return [
            Goal("money", _("Money passed on"), self.grant, scheme.total_budget, is_money=True),
            *_goal("projects", _("Projects"), self.projects, scheme.target_projects),
            *_goal("companies", _("Companies"), self.companies, scheme.target_companies),
        ]


def _goal(key: str, label: str, reached: int, target: int | None) -> Iterable[Goal]:
    return [Goal(key, label, Decimal(reached), Decimal(target))] if target else []


def summed(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """The schemes with all that a roll-up of what is public needs, in one statement."""
    grants = SubGrant.objects.published().filter(sub_call__scheme=OuterRef("pk")).order_by()
    found = SubGrantee.objects.filter(
        sub_grant__sub_call__scheme=OuterRef("pk"), sub_grant__published_at__isnull=False
    ).order_by()
    whole = grants.values("sub_call__scheme")
    people = found.annotate(number=_number()).values("sub_grant__sub_call__scheme")
    enterprises = people.exclude(size_class=SizeClass.UNKNOWN)
    themes = SchemeTheme.objects.filter(scheme=OuterRef("pk")).order_by("position")
    return schemes.select_related("operation").annotate(
        of_grant=Coalesce(Subquery(whole.annotate(sum=Sum("grant")).values("sum")), ZERO),
        of_cost=Coalesce(Subquery(whole.annotate(sum=Sum("eligible_cost")).values("sum")), ZERO),
        of_projects=Coalesce(Subquery(whole.annotate(n=Count("pk")).values("n")), 0),
        of_recipients=Coalesce(Subquery(people.annotate(n=Count(_who(), distinct=True)).values("n")), 0),
        of_companies=Coalesce(Subquery(enterprises.annotate(n=Count(_who(), distinct=True)).values("n")), 0),
        of_themes=ArraySubquery(themes.values(json=JSONObject(code="code", title="title"))),
    )


def read(schemes: QuerySet[Scheme]) -> list[RollUp]:
    """The roll-ups of `summed` schemes."""
    return [_read(row) for row in schemes]


def _read(row: Scheme) -> RollUp:
    held = vars(row)
    return RollUp(
        scheme=row,
        projects=held["of_projects"],
        recipients=held["of_recipients"],
        companies=held["of_companies"],
        grant=held["of_grant"],
        eligible_cost=held["of_cost"],
        themes=tuple((one["code"], Text(one["title"])) for one in held["of_themes"]),
    )


def _number() -> Combinable:
    """The public number without its signs and blanks: BE 0123.456.789 and be0123456789 are one."""
    plain = Func(F("identifier"), Value("[^[:alnum:]]"), Value(""), Value("g"), function="regexp_replace")
    return Upper(plain, output_field=CharField())


def _who() -> Combinable:
    """By what a recipient is known again within a scheme."""
    return Case(
        When(~Q(number=""), then=Concat(Value("number "), F("number"), output_field=CharField())),
        When(
            Q(is_natural_person=True) | Q(name=""),
            then=Concat(Value("row "), Cast("pk", CharField()), output_field=CharField()),
        ),
        default=Concat(F("country"), Value(" "), Lower(Trim("name")), output_field=CharField()),
    )
