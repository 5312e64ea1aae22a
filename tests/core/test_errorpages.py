"""The pages for what goes wrong, in three languages, some of them without a database."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from core import errorpages
from core.errors import DomainError, NotAllowed
from core.http import anyone


@anyone
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


@anyone
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@anyone
def refused(request: HttpRequest) -> HttpResponse:
    raise DomainError("The call has closed <b>.")


@anyone
def not_allowed(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Ask the lead partner.")


urlpatterns = [
    path("en/broken", broken),
    path("en/forbidden", forbidden),
    path("en/refused", refused),
    path("en/not-allowed", not_allowed),
    path("en/account/login/", forbidden, name="account_login"),
    path("en/account/logout/", forbidden, name="account_logout"),
]
handler400 = "core.errorpages.bad_request"
handler403 = "core.errorpages.permission_denied"
handler404 = "core.errorpages.page_not_found"
handler500 = "core.errorpages.server_error"


def heading(response):
    found = re.search(r"<h1>(.*?)</h1>", response.content.decode())
    return found[1] if found else None


@pytest.fixture
def site():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def losing_the_database(get_response):
    """A middleware that can't read what it needs, though the database is back a moment later."""

    def answer(request):
        raise OperationalError("terminating connection")

    return answer


@pytest.mark.django_db
def test_a_middleware_without_its_database_asks_to_come_back(site, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.losing_the_database"]
    response = Client(raise_request_exception=False).get("/en/broken")
    assert (response.status_code, response["Retry-After"]) == (503, "10")


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/en/nothing", 404, "Page not found"),
        ("/en/forbidden", 403, "Not allowed"),
        ("/en/broken", 500, "Something went wrong on our side"),
        ("/en/refused", 409, "This was not done"),
        ("/en/not-allowed", 403, "This was not done"),
        ("/en/nothing?a=%00", 400, "The request cannot be read"),
    ],
)
@pytest.mark.django_db
def test_each_fault_has_its_page(site, address, status, title):
    response = site.get(address)
    assert (response.status_code, heading(response)) == (status, title)


@pytest.mark.django_db
def test_refused_page_escapes_the_reason(site):
    assert "The call has closed &lt;b&gt;." in site.get("/en/refused").content.decode()


@pytest.mark.parametrize(
    ("came_from", "shown"),
    [
        ("http://testserver/en/x", True),
        ("http://evil.example/en/x", False),
        ("javascript:alert(1)", False),
        ("//evil.example", False),
    ],
)
@pytest.mark.django_db
def test_refused_page_leads_back_on_this_site_only(site, came_from, shown):
    page = site.get("/en/refused", headers={"referer": came_from}).content.decode()
    assert (came_from in page) is shown


@pytest.mark.django_db
def test_csrf_failure_says_that_nothing_was_changed():
    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {})
    assert (response.status_code, heading(response)) == (403, "The form has expired")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("status", [400, 413, 429, 500, 503])
def test_plain_pages_need_no_database(language, status):
    with translation.override(language):
        response = errorpages.refusal(status)
    assert response.status_code == status
    assert f'<html lang="{language}">' in response.content.decode()
    assert heading(response)


def test_server_error_needs_no_database():
    assert errorpages.server_error(RequestFactory().get("/")).status_code == 500
