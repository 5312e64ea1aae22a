"""Constraints that several tables of a programme share: lengths of texts in each language."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from core.texts import LANGUAGES


def text_within(field: str, most: int, *, name: str) -> CheckConstraint:
    """Each language of a text has at most `most` characters."""
    condition = Q()
    for language in LANGUAGES:
        condition &= Q(LessThanOrEqual(Length(KT(f"{field}__{language}")), most))
    return CheckConstraint(condition=condition, name=name)


def text_given(field: str, *, name: str) -> CheckConstraint:
    """The text stands in at least one language."""
    return CheckConstraint(condition=~Q(**{field: {}}), name=name)


def not_negative(field: str, *, name: str) -> CheckConstraint:
    """A number that is either not known or at least zero."""
    return CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}), name=name)


def in_order(first: str, last: str, *, name: str) -> CheckConstraint:
    """Two days of which either may be unknown, the first not after the last."""
    unknown = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return CheckConstraint(condition=unknown | Q(**{f"{first}__lte": F(last)}), name=name)
