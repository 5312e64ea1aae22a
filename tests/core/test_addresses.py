"""Addresses that are worked out once must be those that the router gives."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from core import addresses


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_addresses_are_those_of_the_router_in_each_language(language: str) -> None:
    uid, other = uuid4(), uuid4()
    with translation.override(language):
        assert addresses.of("catalogue:projects") == reverse("catalogue:projects")
        assert addresses.of("apply:check", uid) == reverse("apply:check", args=[uid])
        assert addresses.of("apply:check", other) == reverse("apply:check", args=[other])
        expected = reverse("apply:partner", args=[other, uid])
        assert addresses.of("apply:partner", other, uid) == expected
        assert addresses.of("apply:section", uid, "budget") == reverse("apply:section", args=[uid, "budget"])


def test_an_unknown_name_is_an_error_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            addresses.of("catalogue:nowhere")
