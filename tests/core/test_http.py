"""What becomes of requests that views do not take."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_who_signs_in_again_comes_back_to_the_page_of_the_button(client):
    page = "http://testserver/en/secretariat/?state=eligible"
    answer = client.post("/en/secretariat/documents/retry/", headers={"Referer": page})
    assert answer.url == "/en/account/login/?next=/en/secretariat/%3Fstate%3Deligible"


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/x", "http://testserver//elsewhere.example/"])
def test_page_of_another_site_is_no_way_back(client, page):
    answer = client.post("/en/secretariat/documents/retry/", headers={"Referer": page})
    assert answer.url == "/en/account/login/?next=/en/secretariat/documents/retry/"


def test_address_that_only_forms_send_to_says_so(client):
    client.force_login(UserFactory())
    answer = client.get("/en/account/sessions/end/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only takes what a form sends" in answer.content.decode()
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        assert client.get("/en/account/sessions/end/", headers=headers).content == b""
