"""Names of countries, and the order in which readers look for them."""

import pytest
from django.utils import translation

from core.countries import countries_by_name


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", ["België", "Griekenland", "Oostenrijk", "Zwitserland"]),
        ("fr", ["Autriche", "Belgique", "Grèce", "Suisse"]),
        ("en", ["Austria", "Belgium", "Greece", "Switzerland"]),
    ],
)
def test_countries_stand_by_their_names_in_the_readers_language(language, names):
    with translation.override(language):
        assert [name for _code, name in countries_by_name(["CH", "EL", "BE", "AT", "BE"])] == names


def test_letters_with_accents_stand_by_those_without():
    with translation.override("fr"):
        found = countries_by_name(["US", "ZA", "EE", "FI", "EG"])
    assert [code for code, _name in found] == ["ZA", "EG", "EE", "US", "FI"]
