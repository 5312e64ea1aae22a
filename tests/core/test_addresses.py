"""Addresses that are worked out once must be those that the router gives."""

import subprocess
import sys
from uuid import uuid4

import pytest
from django.conf import settings
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


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("name", settings.PRINTED_ADDRESSES)
def test_printed_addresses_are_those_of_the_router(name: str, language: str) -> None:
    words = ["A-1", "b2"][: settings.PRINTED_ADDRESSES[name].count("{}")]
    with translation.override(language):
        assert addresses.printed(name, *words) == settings.PORTAL_URL + reverse(name, args=words)
        assert addresses.printed("catalogue:projects") == settings.PORTAL_URL + reverse("catalogue:projects")


def test_a_document_is_made_without_the_pages_of_the_portal() -> None:
    script = (
        "import sys, django; django.setup();"
        "from core import addresses; import documents.stamps, publications.summary;"
        "print(addresses.printed('catalogue:document', 'A-1'), publications.summary.page_of('P-1', 'nl'));"
        "sys.exit('interreg_portal.urls' in sys.modules)"
    )
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    places = ["/en/documents/A-1/", "/nl/projects/P-1/"]
    assert made.stdout.split() == [settings.PORTAL_URL + place for place in places]
