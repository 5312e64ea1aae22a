"""Signing in and the second step in a real browser: passkeys, keyboard, colour modes, widths."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from tests.browsing import faults, sign_in_by_form
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person():
    return UserFactory(email="anna@example.org", name="Anna Peeters")


def with_virtual_key(page):
    """A passkey device that answers at once, in place of a finger on a sensor."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, device["authenticatorId"]


def test_passkey_is_added_and_signs_in(new_page, person):
    with override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True):
        page = new_page()
        with_virtual_key(page)
        sign_in_by_form(page, person)
        page.goto("/en/account/2fa/webauthn/add/")
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.get_by_label("Name").fill("My laptop")
        page.get_by_label("Passwordless").check()
        page.get_by_role("button", name="Add the key").click()
        page.wait_for_url(lambda address: "/webauthn/add" not in address)
        page.goto("/en/account/2fa/webauthn/")
        expect(page.get_by_role("rowheader", name="My laptop")).to_have_count(1)

        page.goto("/en/account/logout/")
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
        page.goto("/en/account/login/?next=/en/account/profile/")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url(lambda address: "/account/login/" not in address)
        assert page.locator("details.account-menu summary").inner_text() == "Anna Peeters"


def test_without_scripts_no_passkey_button_is_offered(new_page):
    page = new_page(scripts=False)
    page.goto("/en/account/login/")
    expect(page.locator("noscript p", has_text="need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_passkey_that_is_not_there_is_told(new_page, person):
    page = new_page()
    session, device = with_virtual_key(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("alert").filter(has_text="The key was not read").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_before_sign_in_are_accessible(new_page, scheme, width):
    page = new_page(width=width, scheme=scheme)
    for address in ("login/", "signup/", "password/reset/"):
        page.goto(f"/nl/account/{address}")
        assert (address, faults(page)) == (address, [])
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert faults(page) == []
    assert page.evaluate("document.activeElement.className") == "error-summary"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_after_sign_in_are_accessible(new_page, person, scheme, width):
    page = new_page(width=width, scheme=scheme)
    sign_in_by_form(page, person)
    for address in ("profile/", "sessions/", "email/", "password/change/", "2fa/", "logout/"):
        page.goto(f"/fr/account/{address}")
        assert (address, faults(page)) == (address, [])
    if width == 1280:  # on a telephone the open menu lies over the links below, which axe takes for small
        page.locator("details.account-menu summary").click()
        assert faults(page) == []


def test_keyboard_reaches_the_content_first_and_menus_close(new_page, person):
    page = new_page()
    sign_in_by_form(page, person)
    page.goto("/en/account/profile/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    menu = page.locator("details.account-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.evaluate("menu => menu.open")
    page.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_sign_in_and_out_without_scripts(new_page, person):
    page = new_page(scripts=False)
    sign_in_by_form(page, person)
    page.goto("/en/account/profile/")
    page.locator("details.account-menu summary").click()
    page.locator("details.account-menu").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_have_count(1)
