"""`make pictures`: the pictures of the README, taken from a portal that runs here with its demo world."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from scripts.places import ROOT

FOLDER = ROOT / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=860)
COLOURS = 96
PASSWORD = os.environ.get("DEMO_PASSWORD", "demo-portal-2027")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FUNDED = "VLNED-99-00016"


def main(base: str) -> None:
    """Take all pictures from the portal at this address."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        public(browser, base)
        applicant(browser, base)
        secretariat(browser, base)
        browser.close()


def public(browser: Browser, base: str) -> None:
    """The page of a funded project, and the first page of its summary as PDF."""
    page = opened(browser, base)
    page.goto(f"/en/projects/{FUNDED}/")
    keep(page, "public.png")
    address = f"/en/projects/{FUNDED}/summary-en.pdf"
    for _try in range(60):  # a worker makes it when somebody asks for the first time
        answer = page.request.get(address)
        if answer.headers["content-type"] == "application/pdf":
            break
        page.wait_for_timeout(1000)
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", "80", "-", stem], input=answer.body(), check=True
        )
        shrink(stem.with_suffix(".png"), FOLDER / "summary.png")


def applicant(browser: Browser, base: str) -> None:
    """The budget of a draft."""
    page = signed_in(browser, base, "applicant1.vlned@demo.example")
    page.goto("/en/apply/?state=draft")
    page.get_by_role("link", name=re.compile("ZoutWacht")).first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url}budget/")
    keep(page, "apply.png")


def secretariat(browser: Browser, base: str) -> None:
    """The inbox of an officer."""
    page = signed_in(browser, base, "officer1.vlned@demo.example")
    page.goto("/en/secretariat/")
    keep(page, "secretariat.png")


def opened(browser: Browser, base: str) -> Page:
    """A page of somebody who is not signed in."""
    return browser.new_context(base_url=base, viewport=SIZE, color_scheme="light").new_page()


def signed_in(browser: Browser, base: str, email: str) -> Page:
    """A page of one of the demo people."""
    page = opened(browser, base)
    page.goto("/en/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "/login" not in address)
    return page


def keep(page: Page, name: str) -> None:
    """Photograph the upper part of the page."""
    page.wait_for_load_state("networkidle")
    target = FOLDER / name
    page.screenshot(path=target)
    shrink(target, target)


def shrink(source: Path, target: Path) -> None:
    """Store with few colours, which makes a screenshot small."""
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
