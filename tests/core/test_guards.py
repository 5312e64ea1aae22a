"""Requests that no view may see, and answers that no cache may keep."""

import pytest
from django.conf import settings
from django.test import Client

from tests.world import World

LOGIN = "/en/account/login/"


@pytest.mark.parametrize("address", ["/en/?q=a%00b", "/en/a%00b/", "/healthz?%00", "/nl/?q=%2500%00"])
def test_nul_in_an_address_is_refused(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nul_in_a_cookie_is_refused(client: Client, db: None) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefgh\x00abcdefgh"
    assert client.get(LOGIN).status_code == 400


def test_encoded_percent_is_no_nul(client: Client, db: None) -> None:
    assert client.get(f"{LOGIN}?next=%2500").status_code == 200


def test_large_form_is_refused_before_it_is_read(client: Client) -> None:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    response = client.post(
        LOGIN, b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=str(limit + 1)
    )
    assert response.status_code == 413


def test_upload_may_be_larger_than_a_form_and_not_endless(client: Client, db: None) -> None:
    kind = "multipart/form-data; boundary=x"
    end = b"--x--\r\n"
    allowed = client.generic("POST", LOGIN, end, content_type=kind)
    refused = client.generic(
        "POST", LOGIN, end, content_type=kind, CONTENT_LENGTH=str(settings.UPLOAD_MAX_BODY + 1)
    )
    assert (allowed.status_code, refused.status_code) == (200, 413)


@pytest.mark.parametrize("size", ["", "-1", "x", "१२"])
def test_strange_content_length_is_no_fault(client: Client, size: str) -> None:
    assert client.get("/healthz", CONTENT_LENGTH=size).status_code == 200


def test_answers_to_a_signed_in_person_are_kept_by_no_cache(client: Client, world: World) -> None:
    client.force_login(world.applicant)
    response = client.get("/en/account/email/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")
    assert client.get("/en/nowhere/")["Cache-Control"] == "no-store, private"


def test_signing_in_is_kept_by_no_cache(client: Client, world: World) -> None:
    person = world.applicant
    response = client.post(LOGIN, {"login": person.email, "password": "wrong"})
    assert response.status_code == 200
    client.force_login(person)
    assert client.post("/en/account/logout/")["Cache-Control"] == "no-store, private"
