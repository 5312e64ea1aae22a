"""The catalogue of the form."""

import pytest

from projects.budget import ENTERED, FLAT_RATES
from projects.form import CATALOGUE, FIELDS, SECTIONS, FullKey, fields_of, find, full_key


def test_every_field_stands_in_one_section_under_its_own_key():
    assert len(FIELDS) == len(CATALOGUE)
    assert [field for section in SECTIONS for field in fields_of(section)] == list(CATALOGUE)
    assert all(str(field.label) for field in CATALOGUE)


def test_limits_are_those_that_programmes_know():
    limits = {field.key: field.limit for field in CATALOGUE if field.limit}
    assert limits == {
        "acronym": 25,
        "title": 250,
        "summary": 5000,
        "partner.abbreviation": 15,
        "contribution.source": 250,
    }


def test_costs_and_flat_rates_are_all_in_the_budget():
    keys = {field.key for field in fields_of("budget")}
    assert {f"budget.{name}" for name in ENTERED} <= keys
    assert {f"partner.{name}_rate" for name in FLAT_RATES} <= keys


@pytest.mark.parametrize(
    ("key", "language", "found"),
    [
        ("acronym", "", FullKey(FIELDS["acronym"], attribute="acronym")),
        ("title.nl", "", FullKey(FIELDS["title"], language="nl")),
        ("title", "fr", FullKey(FIELDS["title"], language="fr")),
        ("title.nl", "fr", FullKey(FIELDS["title"], language="nl")),
        ("budget.u-1.staff", "", FullKey(FIELDS["budget.staff"], "u-1", "staff")),
        ("rate.u-1.ERDF", "", FullKey(FIELDS["rate"], "u-1", "ERDF")),
        ("rate.u-1.A.B", "", FullKey(FIELDS["rate"], "u-1", "A.B")),
        ("contribution.7.amount", "", FullKey(FIELDS["contribution.amount"], "7", "amount")),
        ("title", "", None),
        ("title.", "", None),
        ("title.nl.x", "", None),
        ("rate", "", None),
        ("rate.ERDF", "", None),
        ("budget.u-1.office", "", None),
        ("partner.u-1.role", "", None),
        ("acronym.nl", "", None),
        ("", "", None),
        (".", "", None),
        ("..", "", None),
    ],
)
def test_find_takes_a_full_key_apart(key, language, found):
    assert find(key, language) == found


def test_full_key_puts_the_language_last():
    assert (full_key("title", "nl"), full_key("acronym")) == ("title.nl", "acronym")
