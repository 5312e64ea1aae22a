"""A mapping for a list that nobody has mapped yet: proposed by its headings and first rows."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.loading.reading import StrictLoader
from publications.importing import words
from publications.importing.fields import field_of
from publications.importing.guessing import AnyList, bare
from publications.importing.headers import forms, plain
from publications.importing.lines import Entry
from publications.importing.mapping import Mapping
from publications.importing.reading import Opened, open_list
from publications.importing.sheets import Sheets

FILE = words.HEADINGS
LOOKED_AT = 2_000
_SEVERAL = ".items"  # how the reader of JSON names a list of objects that is not taken
_OF_A_PARTNER = "partner "
_NAMES = frozenset({"title", "name", "label", "code"})
_LANGUAGES = frozenset({"en", "nl", "fr"})
_JOINING = {"external_id", "acronym", "title"}
_ENOUGH = 3  # headings of a sheet that are known
# Words that texts of one language are full of, and those of the others are not.
_COMMON = {
    "nl": frozenset({"het", "een", "van", "voor", "met", "wordt", "zijn", "naar", "op"}),
    "fr": frozenset({"le", "les", "des", "du", "une", "pour", "dans", "est", "et", "aux"}),
    "en": frozenset({"the", "of", "and", "for", "with", "to", "by", "is"}),
}
_TEXTS = ("summary", "purpose", "results", "title")
_LEADS = frozenset(
    {
        "lead",
        "leading",
        "leadpartner",
        "hoofdpartner",
        "hoofdbegunstigde",
        "penvoerder",
        "chef",
        "coordinator",
    }
)
_AMOUNTS = {"total_budget": "partner.budget", "eu_funding": "partner.eu_funding"}


def propose(path: Path, *, name: str, title: str, language: str, programme: str = "") -> dict[str, Any]:
    """The data of a mapping for this file. DomainError when it can't be read.

    What it says is a guess by headings and first rows. `programme` is the edition of every row,
    `language` that of the texts where they do not show it.
    """
    opened, entries = _read(path)
    inner, sheets = _inner(opened), _sheets(opened)
    if inner or sheets:
        opened, entries = _read(path, inner, sheets)
    columns = _columns(opened, inner, entries)
    if not opened.columns:
        raise DomainError(_("The list has no headings: nothing can be proposed."))
    fixed = {} if "programme" in columns or not programme else {"programme": programme}
    language = _language(columns, entries) or language
    key = _key(columns, entries, bool(fixed) or "programme" in columns)
    if key != ["external_id"]:
        columns.pop("external_id", None)  # it tells of rows, or of organisations
    if "title" in key and "title" not in columns:
        language = _retitled(columns) or language
    _give_to_partners(columns, key, entries)
    if _names_the_lead(columns):
        fixed["partner.role"] = "lead"
    data: dict[str, Any] = {
        "title": title,
        "source": slug(name, 34),
        "prefix": slug(name, 16),
        "language": language,
        "key": key,
        "columns": columns or {"title": [next(iter(opened.columns))]},
        "fixed": fixed,
        "headings": list(opened.columns),
        "fill_down": _fills_down(columns, entries),
    }
    if inner:
        data["partners"] = inner
    if sheets:
        data["sheets"] = list(sheets)
    return data


def slug(text: str, most: int) -> str:
    """A name made of small letters, digits and hyphens."""
    return slugify(text.replace("_", " "))[:most].strip("-") or "list"


@cache
def known_headings() -> dict[str, list[str]]:
    """Headings of many lists, by the field that they feed."""
    content = (words.folder() / FILE).read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.load(content, Loader=StrictLoader)  # noqa: S506 - a safe loader
    return found


def _read(path: Path, inner: str = "", sheets: tuple[str, ...] = ()) -> tuple[Opened, list[Entry]]:
    columns = {name: tuple(headings) for name, headings in known_headings().items()}
    wide = AnyList("?", "any", "any", ("title",), columns, json_partners=inner, sheets=sheets)
    opened = open_list(path, wide)
    entries = opened.entries()
    found = list(islice(entries, LOOKED_AT))
    if sheets:  # the second of them may hold the partners
        found += islice((entry for entry in entries if entry.sheet != found[0].sheet), LOOKED_AT)
    return opened, found


def _sheets(opened: Opened) -> tuple[str, ...]:
    """Sheets that belong together: projects on one, their partners on another, joined by code or name."""
    if opened.kind not in {"xlsx", "ods"} or len(opened.sheets) + len(opened.left_sheets) < 2:
        return ()
    with Sheets(opened.path, opened.kind == "ods") as book:
        heads = {name: opened.mapping.headers.find(list(islice(book.rows(name), 31))) for name in book.names}
    fed = {
        name: {opened.mapping.target(heading) for heading in head.names}
        for name, head in heads.items()
        if head and head.matched >= _ENOUGH
    }
    together = tuple(name for name, fields in fed.items() if fields & _JOINING)
    shared = _JOINING.intersection(*(fed[name] for name in together)) if together else set()
    return together if len(together) > 1 and shared else ()


def _inner(opened: Opened) -> str:
    """In JSON, the list of objects within each object that holds its partners."""
    lists = [name[: -len(_SEVERAL)] for name in opened.columns if name.endswith(_SEVERAL)]
    known = [name for name in lists if opened.mapping.target(name).startswith("partner")]
    return (known or lists or [""])[0] if opened.kind == "json" else ""


def _columns(opened: Opened, inner: str, entries: list[Entry]) -> dict[str, list[str]]:
    """Each field with the first heading that seems to feed it; what joins sheets may have two."""
    found: dict[str, list[str]] = {}
    for heading in opened.columns:
        name = _field(opened.mapping, heading, inner)
        if name == "partner.name" and _tells_roles(entries, heading):
            name = "partner.role"
        if name == "partner.name" and name in found and _is_of_leads(found[name][0]):
            found[name] = [heading]  # partners beside their lead: these are all of them
        if name and (name not in found or (name in _JOINING and len(opened.sheets) > 1)):
            found.setdefault(name, []).append(heading)
    return found


def _names_the_lead(columns: dict[str, list[str]]) -> bool:
    """Whether the only partner with a column of its own is the lead partner."""
    return "partner.role" not in columns and any(map(_is_of_leads, columns.get("partner.name", ())))


def _is_of_leads(heading: str) -> bool:
    return any(bare(form) & _LEADS for form in forms(heading))


def _tells_roles(entries: list[Entry], heading: str) -> bool:
    """Whether a column of "Lead partner" says yes and no, and names nobody."""
    said = {plain(_said(one, heading)) for one in entries} - {""}
    return bool(said) and said <= words.common()["roles"].keys()


def _field(mapping: Mapping, heading: str, inner: str) -> str:
    if inner and heading.startswith(f"{inner}."):
        own = heading[len(inner) + 1 :]
        name = mapping.target(f"{_OF_A_PARTNER}{plain(own)}") or _by_way(mapping, own)
        if name == "title":
            name = "partner.name"
        return name if name.startswith("partner.") else ""
    name = mapping.target(heading) or _by_way(mapping, heading)
    return name if field_of(name) else ""


def _by_way(mapping: Mapping, heading: str) -> str:
    """What the way to a value in JSON says: "programme.title" is the programme, "texts.en.name" a title."""
    *above, last = heading.split(".")
    if above and plain(last) in _NAMES:
        language = next((one for one in above if one in _LANGUAGES), "")
        over = mapping.target(above[-1])
        return f"title.{language}" if language else over
    return mapping.target(last)


def _give_to_partners(columns: dict[str, list[str]], key: list[str], entries: list[Entry]) -> None:
    """Amounts that differ between the rows of one project are those of its partners."""
    keys = [heading for name in key for heading in columns.get(name, ())]
    for name, own in _AMOUNTS.items():
        if name not in columns or own in columns or "partner.name" not in columns:
            continue
        found: dict[tuple[str, ...], list[str]] = {}
        for one in entries:
            if amount := _said(one, columns[name][0]):
                found.setdefault(tuple(_said(one, heading) for heading in keys), []).append(amount)
        several = [amounts for amounts in found.values() if len(amounts) > 1]
        if sum(1 for amounts in several if len(set(amounts)) > 1) * 2 > len(several):
            columns[own] = columns.pop(name)


def _language(columns: dict[str, list[str]], entries: list[Entry]) -> str:
    """The language of the texts by their commonest words; "" when they do not show it."""
    headings = [heading for name in _TEXTS for heading in columns.get(name, ())]
    texts = {_said(one, heading) for one in entries for heading in headings}
    said = Counter(word for text in texts for word in text.lower().split())
    counts = sorted(
        ((sum(said[word] for word in common), code) for code, common in _COMMON.items()), reverse=True
    )
    (most, language), (others, _code) = counts[:2]
    return language if most > 2 * others + _ENOUGH else ""


def _retitled(columns: dict[str, list[str]]) -> str:
    """Let the title in one language be the title as such, by which projects are told apart; that language."""
    name = next((one for one in columns if one.startswith("title.")), "")
    if name:
        columns["title"] = columns.pop(name)
    return name.removeprefix("title.")


def _key(columns: dict[str, list[str]], entries: list[Entry], has_programme: bool) -> list[str]:
    """What tells projects apart: their code, unless it numbers rows, or organisations."""
    title = next((one for one in columns if one.startswith("title")), "acronym")
    if "external_id" in columns and _is_of_projects(columns, title, entries):
        return ["external_id"]
    named = "acronym" if "acronym" in columns else "title"
    return ["programme", named] if has_programme else [named]


def _is_of_projects(columns: dict[str, list[str]], title: str, entries: list[Entry]) -> bool:
    """Whether a code goes with one title, and a title with one code, but for a few."""
    if title not in columns or "partner.name" not in columns:
        return True
    pairs = {(_said(one, columns["external_id"][0]), _said(one, columns[title][0])) for one in entries}
    pairs = {pair for pair in pairs if all(pair)}
    codes, titles = {code for code, _title in pairs}, {title for _code, title in pairs}
    return len(pairs) < 5 or len(pairs) * 0.9 <= min(len(codes), len(titles))


def _fills_down(columns: dict[str, list[str]], entries: list[Entry]) -> bool:
    """Whether projects are named once, with their partners in the rows below."""
    if "partner.name" not in columns:
        return False
    own = [heading for name in ("external_id", "title", "acronym") for heading in columns.get(name, ())]
    partner = columns["partner.name"][0]
    bare = sum(1 for one in entries if _said(one, partner) and not any(_said(one, name) for name in own))
    return bool(own) and bare > 0.05 * len(entries)


def _said(entry: Entry, heading: str) -> str:
    value = entry.cells.get(heading)
    return "" if value is None else str(value).strip()
