"""What counts as a complete translation."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts.messages import LANGUAGES, collect, compare, compile_all
from tests.house.tree import APPS, sources, templates


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


MARKS = {"_", "_lazy", "lazy", "gettext", "ngettext", "pgettext", "npgettext"}


def marked(tree: ast.AST) -> Iterator[ast.Call]:
    calls = (one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name))
    return (one for one in calls if one.func.id in MARKS and isinstance(one.args[0], ast.Constant))


def test_no_text_stands_only_where_the_collector_of_texts_does_not_look() -> None:
    """It does not look into f-strings: what stands only there stays English."""
    hidden, seen = dict[str, str](), set[str]()
    for path in (path for app in APPS for path in sources(app)):
        tree = ast.parse(path.read_text())
        strings = [one for one in ast.walk(tree) if isinstance(one, ast.JoinedStr)]
        within = {one for string in strings for one in marked(string)}
        hidden.update({one.args[0].value: f"{path}:{one.lineno}" for one in within})
        seen.update(one.args[0].value for one in marked(tree) if one not in within)
    pages = "".join(path.read_text() for path in templates())
    unseen = {text for text in hidden if text not in seen and f'"{text}"' not in pages}
    assert {text: hidden[text] for text in unseen} == {}


def test_texts_are_collected_under_every_name_that_the_code_gives_the_function(tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "words.py").write_text('A, B, C = _("one"), _lazy("two"), lazy("three")\n')
    assert {str(one.id) for one in collect(tmp_path, "django") if one.id} == {"one", "two", "three"}
