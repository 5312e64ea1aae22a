"""A real browser: Debian's Chromium driven by Playwright, against a live server of the test database."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from accounts.models import User
from tests.factories.accounts import PASSWORD
from tests.live import AXE

# Playwright keeps an event loop in this thread; the ORM is used beside it, never in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The shell draws no window around its pages, which saves a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page lives long enough to gain by the slow compilers: the quick one for all takes a quarter less.
    "--js-flags=--no-opt --no-maglev --always-sparkplug",
]
PATIENCE = 30_000  # milliseconds until something is on a page, on a busy machine
# From the live server: read once for all pages of a test. Whoever looks at a page twice finds it there.
LOAD_AXE = """(address) => window.axe ? null : new Promise((done, failed) => {
  const script = document.createElement("script");
  script.addEventListener("load", () => { script.remove(); done(); });
  script.addEventListener("error", () => failed(new Error("no axe")));
  script.src = address;
  document.head.append(script);
})"""
# Only violations are told node by node: to tell all that passes takes longer than to find it.
RUN_AXE = """async (rules) => {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  const { scrollWidth, clientWidth } = document.documentElement;
  return [found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)]),
    scrollWidth - clientWidth];
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser, live_server: object) -> Iterator[NewPage]:
    """Makes a page of its own context; addresses are relative to the live server.

    Whatever the browser complains of (a breach of the content policy, a script error) fails the test, unless
    `tolerates` (a pattern) names what the test brings about on purpose. Pages stand still, as for people who
    asked for that: before each click on one that glides, it is waited for up to two seconds.
    """
    contexts, complaints = [], []

    def make(
        *,
        width: int = 1280,
        scheme: str = "light",
        scripts: bool = True,
        tolerates: str = "^$",
        zone: str | None = None,
        moves: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            timezone_id=zone,
            reduced_motion="no-preference" if moves else "reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", partial(_note, complaints, tolerates))
        return page

    yield make
    for context in contexts:
        context.close()
    _wait_for_quiet()
    assert not complaints, complaints


def _wait_for_quiet(seconds: float = 60.0) -> None:
    """Wait for the answers that pages asked for at last: emptying the database would lock them out."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.02)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
            )
            if cursor.fetchone() == (0,):
                return


def _note(complaints: list[str], tolerates: str, message: ConsoleMessage) -> None:
    """Keeps an error of the console, but for those that a test brings about on purpose."""
    if message.type == "error" and not re.search(tolerates, message.text):
        complaints.append(f"{message.text} at {message.location.get('url')}")


def sign_in(page: Page, person: User, then: str = "") -> None:
    """With a session of the server, and to the page `then`; the form is walked by `sign_in_by_form`."""
    client = Client()
    client.force_login(person)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": str(client.session.session_key)}
    page.context.add_cookies([{**session, "domain": "localhost", "path": "/"}])
    if then:
        page.goto(then)


def sign_in_by_form(page: Page, person: User) -> None:
    """As a person does."""
    page.goto("/en/account/login/?next=/en/account/profile/")
    page.locator("#id_login").fill(person.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/account/login/" not in address)


def faults(page: Page, *, takes_scripts: bool = True) -> list[str]:
    """What axe finds wrong on the page, and a sideways scroll bar."""
    if takes_scripts:
        page.evaluate(LOAD_AXE, AXE)
    else:
        page.evaluate(AXE_FILE_PATH.read_text())  # past the policy of the page
    found, beyond = page.evaluate(RUN_AXE, RULES)
    named = [f"{rule}: {targets[:3]}" for rule, targets in found]
    return named + ([f"{beyond} px too wide"] if beyond > 0 else [])


def found_on(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """The faults by address; empty when there are none. Each page has to be there."""
    found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status == 200, address
        policy = answer.headers.get("content-security-policy", "")
        if wrong := faults(page, takes_scripts="script-src 'none'" not in policy):
            found[address] = wrong
    return found
