"""Headers that protect each page, whatever it answers."""

import pytest
from django.test import Client

ADDRESSES = ["/healthz", "/en/account/login/", "/nl/account/signup/", "/fr/nowhere/", "/en/?q=%00"]


@pytest.fixture(params=ADDRESSES)
def answer(request: pytest.FixtureRequest, client: Client, db: None):
    return client.get(request.param)


def test_policy_allows_our_own_files_and_nothing_else(answer) -> None:
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "manifest-src": "'self'",
    }


def test_page_cannot_be_framed_guessed_or_followed(answer) -> None:
    names = ["X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"]
    assert [answer[name] for name in names] == ["DENY", "nosniff", "same-origin", "same-origin"]


def test_page_may_use_no_device(answer) -> None:
    assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
