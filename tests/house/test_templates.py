"""Templates: they compile, components say what they take and get just that, nothing stands inline.

The frame of every page (`components/site_*.html`) is a part of base.html and reads what base.html reads.
"""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.house.tree import ROOT, templates

FOLDER = ROOT / "templates"
INCLUDE = re.compile(r"""\{%\s*include\s+["'](components/[^"']+)["'](.*?)%\}""", re.DOTALL)
INPUTS = re.compile(r"\A\{#\s*inputs?:(.*?)#\}", re.DOTALL)
PASSED = re.compile(r"(\w+)=")
INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"""(?:href|src|action)\s*=\s*["']\s*javascript:""", re.IGNORECASE),
    "address of others": re.compile(
        r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE
    ),
    "unchecked markup": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}
HTML = templates()


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", HTML, ids=name_of)
def test_template_compiles(path: Path) -> None:
    assert get_template(name_of(path)).origin.name == str(path)


@pytest.mark.parametrize("path", HTML, ids=name_of)
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert [fault for fault, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", sorted((FOLDER / "components").rglob("*.html")), ids=name_of)
def test_component_says_its_inputs(path: Path) -> None:
    assert INPUTS.match(path.read_text()), "open with {# inputs: ... #}"


@pytest.mark.parametrize("path", HTML, ids=name_of)
def test_component_gets_what_it_declares_and_no_more(path: Path) -> None:
    faults = []
    for component, rest in INCLUDE.findall(path.read_text()):
        declared = INPUTS.match((FOLDER / component).read_text())
        known = set(re.findall(r"\w+", declared.group(1))) if declared else set()
        strange = set(PASSED.findall(re.sub(r""""[^"]*"|'[^']*'""", "''", rest))) - known
        if strange:
            faults.append(f"{component} does not take {sorted(strange)}")
        is_frame = component.startswith("components/site_") and path == FOLDER / "base.html"
        if not is_frame and not re.search(r"\bonly\s*$", rest.strip()):
            faults.append(f"{component} without only")
    assert faults == []
