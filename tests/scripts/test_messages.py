"""What counts as a complete translation."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts.messages import compare, compile_all


def catalogue(*messages: tuple, **flags: list[str]) -> Catalog:
    made = Catalog(locale="nl")
    for source, target in messages:
        made.add(source, target, **flags)
    return made


def test_complete_translation_has_no_faults() -> None:
    wanted = catalogue(("Save", ""), (("%(n)s call", "%(n)s calls"), ("", "")))
    have = catalogue(("Save", "Opslaan"), (("%(n)s call", "%(n)s calls"), ("%(n)s oproep", "%(n)s oproepen")))
    assert list(compare(wanted, have)) == []


@pytest.mark.parametrize(
    ("have", "fault"),
    [
        (catalogue(), "missing: 'Save %(name)s'"),
        (catalogue(("Save %(name)s", "")), "missing: 'Save %(name)s'"),
        (catalogue(("Save %(name)s", "Bewaar %(name)s"), flags=["fuzzy"]), "fuzzy: 'Save %(name)s'"),
        (catalogue(("Save %(name)s", "Bewaar")), "other placeholders than in English: 'Save %(name)s'"),
        (
            catalogue(("Save %(name)s", "Bewaar %(naam)s")),
            "other placeholders than in English: 'Save %(name)s'",
        ),
    ],
)
def test_fault_is_told(have: Catalog, fault: str) -> None:
    assert list(compare(catalogue(("Save %(name)s", "")), have)) == [fault]


def test_plural_with_one_empty_form_is_missing() -> None:
    wanted = catalogue((("a call", "calls"), ("", "")))
    have = catalogue((("a call", "calls"), ("een oproep", "")))
    assert list(compare(wanted, have)) == ["missing: 'a call'"]


def test_left_over_text_is_told() -> None:
    assert list(compare(catalogue(), catalogue(("Old", "Oud")))) == ["obsolete: 'Old'"]


def test_catalogue_is_compiled_once(tmp_path: Path) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Save"\nmsgstr "Opslaan"\n'
    )
    assert compile_all(tmp_path) == 1
    assert b"Opslaan" in (folder / "django.mo").read_bytes()
    assert compile_all(tmp_path) == 0
