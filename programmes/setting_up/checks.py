"""What must hold of a row beyond its own columns; every refusal names the field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.errors import DomainError
from core.loading.entries import UNSTORABLE
from core.texts import LANGUAGES
from programmes.models import (
    KnownStrategy,
    LumpSum,
    Priority,
    ProgrammeFund,
    ProgrammeIndicator,
    ProgrammePeriod,
    SpecificObjective,
    Strategy,
    Theme,
    UnitCost,
)
from programmes.setting_up.parts import Part
from programmes.states import CostCategory

Problem = tuple[str, str]
StrOrPromise = str | Promise

POSITIVE = (Decimal("0.01"), None, _lazy("Write an amount above zero."))
NOT_NEGATIVE = (Decimal(0), None, _lazy("Write a number that is not below zero, or leave this empty."))
PERCENT = (Decimal(0), Decimal(100), _lazy("Write a percentage from 0 to 100, or leave this empty."))
# The least and the most that a number may be, by the name of its field, and what to say otherwise.
NUMBERS: Mapping[str, tuple[Decimal | int, Decimal | int | None, StrOrPromise]] = {
    "number": (1, 20, _lazy("Write a number from 1 to 20.")),
    **dict.fromkeys(("amount", "price", "foreign_price"), POSITIVE),
    **dict.fromkeys(("baseline", "milestone", "target", "threshold"), NOT_NEGATIVE),
    **dict.fromkeys(("total_budget", "eu_budget"), NOT_NEGATIVE),
    **dict.fromkeys(
        ("share", "max_rate", "max_intensity", "technical_assistance_rate", "budget_flexibility"), PERCENT
    ),
}


class Wrong(DomainError):
    """Values that can't be stored; `problems` holds a text for each field that needs mending."""

    status = 400

    def __init__(self, problems: Sequence[Problem], part: Part) -> None:
        self.problems = tuple(problems)
        told = (f"{part.label_of(name)}: {text}" if name else text for name, text in problems)
        super().__init__(" ".join(told))


def require_sound(row: Model, part: Part, edition: ProgrammePeriod, links: Mapping[str, Any]) -> None:
    """Raise Wrong unless the row may be stored: columns, texts, and what ties it to others."""
    problems = list(_texts(row, part))
    if part.prepare and not problems:
        part.prepare(row, edition)
    problems = [*problems, *_columns(row, part)] or list(_numbers(row, part))
    check = OF_MODEL.get(type(row))
    if not problems and check:
        problems = list(check(row, edition, links))
    if not problems:
        problems = list(_constraints(row, part))
    if problems:
        raise Wrong(problems, part)


def _texts(row: Model, part: Part) -> Iterator[Problem]:
    for field in part.texts:
        value = getattr(row, field.name)
        if field.is_required and not value:
            yield field.name, _("Write it in at least one language.")
        for language, text in dict(value).items():
            if language not in LANGUAGES or not isinstance(text, str) or UNSTORABLE.search(text):
                yield field.name, _("The text holds characters that can't be stored. Take them out.")
            elif len(text) > field.limit:
                yield (
                    field.name,
                    _("At most %(limit)d characters in each language; these are %(count)d.")
                    % {"limit": field.limit, "count": len(text)},
                )


def _columns(row: Model, part: Part) -> Iterator[Problem]:
    if isinstance(row, ProgrammeFund) and not row.fund_id:
        yield "fund", _("Choose a fund, or name one of your own.")
        return
    try:
        row.clean_fields(exclude={field.name for field in part.texts})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield name, " ".join(messages)
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and UNSTORABLE.search(value):
            yield field.name, _("The text holds characters that can't be stored. Take them out.")


def _numbers(row: Model, part: Part) -> Iterator[Problem]:
    for field in part.fields:
        value = getattr(row, field.name, None) if field.name in NUMBERS else None
        if not isinstance(value, int | Decimal):  # not known, or the "number" of a scheme, which is a text
            continue
        least, most, text = NUMBERS[field.name]
        if value < least or (most is not None and value > most):
            yield field.name, str(text)


def _constraints(row: Model, part: Part) -> Iterator[Problem]:
    """The constraints of the table, in the database's own view; what stands twice is told here."""
    try:
        row.validate_constraints(exclude={field.name for field in part.texts})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield ("" if name == "__all__" else name, " ".join(messages))


def _priority(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if Priority.objects.filter(programme_period=edition, number=row.number).exclude(pk=row.pk).exists():
        yield "number", _("Another priority has this number. Choose another.")


def _objective(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if row.priority.programme_period_id != edition.pk:
        yield "priority", _("Choose a priority of this programme.")
    others = SpecificObjective.objects.filter(priority__programme_period=edition, code=row.code)
    if others.exclude(pk=row.pk).exists():
        yield "code", _("Another specific objective of the programme has this code. Choose another.")


def _theme(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if Theme.objects.filter(programme_period=edition, code=row.code).exclude(pk=row.pk).exists():
        yield "code", _("Another theme has this code. Choose another.")
    if row.priority and row.priority.programme_period_id != edition.pk:
        yield "priority", _("Choose a priority of this programme.")


def _indicator(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    others = ProgrammeIndicator.objects.filter(programme_period=edition, identifier=row.identifier)
    if others.exclude(pk=row.pk).exists():
        yield "identifier", _("Another indicator has this identifier. Choose another.")
    if row.kind == "result" and row.milestone is not None:
        yield "milestone", _("Only an output indicator has a milestone. Take it away.")
    if row.objective.priority.programme_period_id != edition.pk:
        yield "objective", _("Choose a specific objective of this programme.")
    if row.common and row.common.kind != row.kind:
        yield "common", _("This common indicator is of the other kind. Change the kind, or choose another.")
    results = links.get("results", row.results.all() if row.pk else ())
    if results and row.kind != "output":
        yield "results", _("Only an output indicator leads to results. Take the results away.")
    if any(one.kind != "result" or one.objective_id != row.objective_id for one in results):
        yield "results", _("Choose result indicators of the same specific objective.")
    if row.pk and row.kind == "result" and row.outputs.exclude(objective=row.objective_id).exists():
        yield "objective", _("Outputs of its present objective lead to this result. Unlink them first.")


def _lump_sum(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if len(set(row.categories)) < 2:
        yield "categories", _("A lump sum covers at least two cost categories. Tick another.")


def _unit_cost(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    categories = set(row.categories)
    if not categories:
        yield "categories", _("Tick the cost category that it covers, or several.")
    if categories == {CostCategory.OFFICE}:
        yield "categories", _("Office and administration can't stand alone. Tick another category as well.")
    if row.foreign_currency and not re.fullmatch("[A-Z]{3}", row.foreign_currency):
        yield "foreign_currency", _("Write three capitals, such as CHF.")
    if (row.foreign_price is None) != (not row.foreign_currency):
        yield "foreign_price", _("Give both a price in another currency and its code, or neither.")


def _fund(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    is_own = row.fund.owner_id is not None
    if is_own and row.fund.owner_id != edition.pk:
        yield "fund", _("Another programme named this fund. Choose another, or name your own.")
    if is_own and not row.own_name:
        yield "own_name", _("Name the fund in at least one language.")
    if not is_own and (row.own_name or row.own_description):
        yield "own_name", _("Either choose a fund or name one of your own, not both.")
    if ProgrammeFund.objects.filter(programme_period=edition, fund=row.fund).exclude(pk=row.pk).exists():
        yield "fund", _("The programme has this fund already. Choose another.")


def _basics(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if row.cci and not re.fullmatch("[0-9A-Z]{15}", row.cci):
        yield "cci", _("A CCI number has 15 capitals and digits. Leave it empty when it is not known.")
    if row.eligible_from and row.eligible_until and row.eligible_from > row.eligible_until:
        yield "eligible_until", _("The last day lies before the first. Change one of the two.")


def _strategy(row: Any, edition: ProgrammePeriod, links: Mapping[str, Any]) -> Iterator[Problem]:
    if not KnownStrategy.objects.filter(code=row.code).exists():
        yield "code", _("This strategy is not in the fixed list. Choose one from the list.")
    if Strategy.objects.filter(programme_period=edition, code=row.code).exclude(pk=row.pk).exists():
        yield "code", _("The programme has taken up this strategy already.")


OF_MODEL: Mapping[type[Model], Any] = {
    Priority: _priority,
    ProgrammeFund: _fund,
    ProgrammePeriod: _basics,
    SpecificObjective: _objective,
    Theme: _theme,
    ProgrammeIndicator: _indicator,
    LumpSum: _lump_sum,
    UnitCost: _unit_cost,
    Strategy: _strategy,
}
