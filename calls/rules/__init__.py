"""What the rules of a call can say; projects.eligibility judges proposals by them."""

from calls.rules.terms import OUTSIDE, SCHEMAS, AnyRule, Schema, Terms, terms_of, validate
from calls.rules.words import MEMBER_STATES, country_name, describe, enumerate_words

__all__ = [
    "MEMBER_STATES",
    "OUTSIDE",
    "SCHEMAS",
    "AnyRule",
    "Schema",
    "Terms",
    "country_name",
    "describe",
    "enumerate_words",
    "terms_of",
    "validate",
]
