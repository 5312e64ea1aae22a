"""Posts without a token: taken from our own pages, refused from anywhere else and from nowhere."""

import pytest
from django.test import RequestFactory

from core.errors import NotAllowed
from core.origins import is_from_own_page, own_pages_only, page_before

OWN = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://elsewhere.example"},
    {"Origin": "http://testserver"},
    {"Origin": "https://TESTSERVER"},
    {"Referer": "http://testserver/en/projects/?q=1"},
]
FOREIGN = [
    {},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "null", "Referer": "http://testserver/"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver@evil.example"},
    {"Origin": "http://[::1"},
    {"Referer": "http://evil.example/http://testserver/"},
    {"Referer": "testserver"},
]


def post(headers):
    return RequestFactory().post("/", headers=headers)


@pytest.mark.parametrize("headers", OWN)
def test_own_page_is_known(headers):
    assert is_from_own_page(post(headers))


@pytest.mark.parametrize("headers", FOREIGN)
def test_other_page_is_refused(headers):
    view = own_pages_only(lambda request: "done")
    with pytest.raises(NotAllowed):
        view(post(headers))
    assert view(RequestFactory().get("/", headers=headers)) == "done"


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        ({"Referer": "http://testserver/en/projects/?q=a%20b"}, "/en/projects/?q=a%20b"),
        ({"HX-Current-URL": "http://testserver/en/", "Referer": "http://testserver/nl/"}, "/en/"),
        ({"Referer": "http://evil.example/en/"}, ""),
        ({"Referer": "http://testserver:99999999/en/"}, ""),
        ({"Referer": "http://[::1"}, ""),
        ({"Referer": "http://testserver//evil.example/"}, ""),
        ({"HX-Current-URL": "http://testserver/\\evil.example/"}, ""),
        ({}, ""),
    ],
)
def test_page_before_is_on_this_site(headers, page):
    assert page_before(RequestFactory().get("/", headers=headers)) == page
