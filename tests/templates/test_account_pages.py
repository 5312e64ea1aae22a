"""The pages of sign-up, sign-in and the second step: whole, in the house's frame, within the CSP."""

import re

import pytest
from allauth.account.forms import AddEmailForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


def check(page):
    """One h1, a title, language, nothing inline that the CSP would stop."""
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r"<title>\s*[^<\s–]", page)
    assert re.search(r'<html lang="(nl|fr|en)"', page)
    assert re.search(r'<main id="main"', page)
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)
    for attributes, body in SCRIPT.findall(page):
        assert "src=" in attributes or 'type="application/json"' in attributes, body


@pytest.fixture
def person(db):
    return UserFactory(email="anna@example.org")


@pytest.fixture
def signed_in(person):
    client = Client()
    client.post(
        reverse("account_login"),
        {"login": person.email, "password": PASSWORD, "next": reverse("account_email")},
    )
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("account_email")})
    return client


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-bad/",
        "password/reset/key/done/",
        "confirm-email/bad/",
        "confirm-email/",
        "inactive/",
    ],
)
@pytest.mark.django_db
def test_page_before_sign_in_is_whole(language, address):
    response = Client().get(f"/{language}/account/{address}", follow=True)
    assert response.status_code == 200
    check(response.content.decode())


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "account_email",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_page_after_sign_in_is_whole(signed_in, name):
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    check(response.content.decode())


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ],
)
def test_page_with_second_step_is_whole(signed_in, person, name):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    check(response.content.decode())


def test_pages_of_a_key_are_whole(signed_in, person):
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "My <key>", "credential": {}}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        page = signed_in.get(reverse(name, args=[key.pk])).content.decode()
        check(page)
        assert "<key>" not in page
    check(signed_in.get(reverse("mfa_list_webauthn")).content.decode())


def test_second_step_at_sign_in_is_whole(person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    response = Client().post(
        reverse("account_login"),
        {"login": person.email, "password": PASSWORD},
        follow=True,
    )
    assert response.redirect_chain[-1][0].endswith(reverse("mfa_authenticate"))
    check(response.content.decode())


@pytest.mark.django_db
def test_refused_sign_in_has_a_summary_that_leads_to_the_fields():
    page = Client().post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    check(page)
    assert "<title>Error: Sign in" in page
    assert 'href="#id_login"' in page
    assert 'id="id_login"' in page
    assert "data-focus-on-load" in page


@pytest.mark.parametrize(
    "template",
    [
        "account/email.html",
        "account/password_set.html",
        "account/signup_closed.html",
        "account/verified_email_required.html",
    ],
)
def test_page_that_settings_switch_off_is_whole(person, template):
    request = RequestFactory().get("/en/account/")
    request.user = person
    context = {"form": AddEmailForm(), "emailaddresses": [], "can_add_email": True}
    check(render_to_string(template, context, request))
