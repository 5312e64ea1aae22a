"""Packages that few requests need: the web process reads none at its start, and each whole when asked for."""

import importlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from interreg_portal import later
from tests.house.tree import ROOT

PACKAGE = """
import time

__all__ = ["first", "last"]

time.sleep(0.05)
first = "first"
time.sleep(0.05)
last = "last"
"""
LATE = "openpyxl.workbook"
READ = (
    f"import sys; from interreg_portal import later, wsgi; print(sorted(later.READ), '{LATE}' in sys.modules)"
)
DRAWN = """
from interreg_portal import later, wsgi
from catalogue.social_cards import Card, draw

print(draw(Card("Dyke", "A dyke for all", "VLNED", "VLNED", "2026", "Co-funded"))[1:4], sorted(later.READ))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A package that is slow to read, imported as one that may wait."""
    (tmp_path / "read_lately.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [later.Finder(), *sys.meta_path])
    monkeypatch.setattr(later, "PACKAGES", frozenset({"read_lately"}))
    monkeypatch.setattr(later, "READ", set())
    yield importlib.import_module("read_lately")
    sys.modules.pop("read_lately", None)


def test_package_waits_until_something_of_it_is_asked_for(package: Any) -> None:
    assert "last" not in vars(sys.modules["read_lately"])
    assert package.last == "last"
    assert vars(sys.modules["read_lately"])["last"] == "last"
    assert package.__file__.endswith("read_lately.py")


def test_package_is_whole_for_every_thread_that_asks_at_once(package: Any) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: getattr(package, ("first", "last")[number % 2]), range(8)))
    assert answers == ["first", "last"] * 4


def test_package_refuses_what_it_does_not_have(package: Any) -> None:
    with pytest.raises(AttributeError):
        _ = package.middle


def test_all_names_of_a_package_are_those_that_it_has(package: Any) -> None:
    taken: dict[str, Any] = {}
    exec("from read_lately import *", taken)  # noqa: S102 - as fontTools takes all of lxml
    assert (taken["first"], taken["last"]) == ("first", "last")


@pytest.mark.slow
def test_web_process_starts_without_what_few_requests_need() -> None:
    assert last_line_of(READ) == "[] False"


@pytest.mark.slow
def test_web_process_draws_the_pictures_of_links() -> None:
    assert last_line_of(DRAWN).startswith("b'PNG' ['PIL.Image', 'PIL.ImageDraw', 'PIL.ImageFont'")


def last_line_of(program: str) -> str:
    """What a web process of its own prints last, without a database."""
    started = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "postgres://portal@127.0.0.1:9/none", "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=True,
    )
    return started.stdout.splitlines()[-1]
