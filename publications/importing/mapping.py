"""How a list is read, as data: which column feeds which fact, in which notation, and what words stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.loading.reading import StrictLoader
from publications.importing.fields import FIELDS, field_of
from publications.importing.given import Given, NewProgramme
from publications.importing.headers import Headers, forms, plain, spelt
from publications.importing.units import is_foreign, is_of_euro

MOST_CHARACTERS = 200_000
# Published lists may come in two files: what projects are, and who takes part in them.
FACTS, PARTNERS = "facts", "partners"
ENCODINGS = frozenset({"", "utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-1", "iso8859-15", "mac_roman"})
ENCODINGS |= {"cp1250", "cp1251", "cp1253", "cp1257", "cp850", "utf-16-le", "utf-16-be", "iso8859-2"}
_NAMES = {"title", "acronym"}
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_KEYS = {
    "title", "source", "prefix", "address", "publisher", "licence", "language", "note", "encoding",
    "delimiter",
    "decimal", "month_first", "sheets", "records", "partners", "key", "columns", "fixed", "facts", "ignored",
    "tables", "new_programmes", "zero_is_unknown", "country", "fill_down",
    "headings", "holds",
}  # fmt: skip


@dataclass(frozen=True)
class Mapping:
    """A checked mapping. `columns` maps a field to the headings that feed it, the first that is there counts.

    `key` names the fields that tell operations apart; rows that share it are rows of one operation.
    `holds` is "facts" or "partners" for a list that leaves the other to a second file.
    """

    title: str
    source: str
    prefix: str
    key: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    address: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = "en"
    note: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    month_first: bool | None = None
    zero_is_unknown: bool = False
    fill_down: bool = False
    holds: str = ""
    country: str = ""
    sheets: tuple[str, ...] = ()
    json_records: str = ""
    json_partners: str = ""
    further_headings: tuple[str, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    new_programmes: dict[str, NewProgramme] = field(default_factory=dict)

    @cached_property
    def headers(self) -> Headers:
        return Headers(self.known_columns())

    def known_columns(self) -> list[str]:
        """Every heading that the mapping says something of."""
        named = [name for names in self.columns.values() for name in names]
        return [*named, *self.facts, *self.ignored, *self.further_headings]

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, headings in self.columns.items():
            for heading in headings:
                found.setdefault(spelt(heading), name)
        return found

    @cached_property
    def _targets(self) -> dict[str, str]:
        return {}

    def target(self, heading: str) -> str:
        """The field that a column feeds; "" when none, or when parts of the heading speak of several."""
        known = self._targets.get(heading)
        if known is None:
            known = self._targets[heading] = self._by_heading.get(spelt(heading)) or self._by_parts(heading)
        return known

    def _by_parts(self, heading: str) -> str:
        """What is in brackets may make another amount of it: "Total cost (ERDF)" is not the total cost.

        Nor is a share an amount.
        """
        found = {self._by_heading[form] for form in forms(heading) if form in self._by_heading}
        if len(found) > 1:  # "Beneficiary / contractor" is the beneficiary
            found.discard("contractor")
        if found == _NAMES:
            found = {"title"}  # "Operation name / Acronyme du projet": whichever it is, no word is lost
        name = found.pop() if len(found) == 1 else ""
        feeds = field_of(name)
        if feeds and feeds.kind == "money":
            told = [
                part for part in _IN_BRACKETS.findall(heading) if self._by_heading.get(spelt(part)) != name
            ]
            if not all(map(is_of_euro, told)) or is_foreign(heading) or "%" in heading:
                return ""
        return name

    def fact_of(self, heading: str) -> str:
        """The label under which a column is kept as a further fact; "" when it is not."""
        return _listed(self.facts, heading)

    def is_ignored(self, heading: str) -> bool:
        return bool(_listed(self.ignored, heading))

    def word(self, table: str, written: str) -> str | None:
        """What a word of the list stands for; None when the mapping does not say."""
        return self.tables.get(table, {}).get(plain(written))


def from_data(data: Any) -> Mapping:
    """The mapping in a JSON column or a file. DomainError lists everything that is wrong with it."""
    problems: list[str] = []
    if not isinstance(data, dict):
        raise DomainError(_("A mapping is made of names and values."))
    problems += [_("“%(key)s” is not known.") % {"key": key} for key in data if key not in _KEYS]
    mapping = _built(data, problems)
    problems += list(_faults(mapping))
    if problems:
        raise DomainError(" ".join(dict.fromkeys(problems)))
    return mapping


def from_yaml(text: str) -> dict[str, Any]:
    """The data of a mapping that a person typed. DomainError says where it can't be read."""
    if len(text) > MOST_CHARACTERS:
        raise DomainError(_("The mapping is too long."))
    try:
        data = yaml.load(text, Loader=StrictLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise DomainError(_("Line %(line)d of the mapping can’t be read.") % {"line": line}) from error
    if not isinstance(data, dict):
        raise DomainError(_("A mapping is made of names and values."))
    return data


def to_yaml(data: dict[str, Any]) -> str:
    """A mapping as a person edits it."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


def _built(data: dict[str, Any], problems: list[str]) -> Mapping:
    read = Given(data, problems)
    columns = {str(name): tuple(read.texts(names)) for name, names in read.mapping("columns").items()}
    tables = {
        str(name): {plain(str(word)): str(value) for word, value in read.table(name, words).items()}
        for name, words in read.mapping("tables").items()
    }
    return Mapping(
        title=read.text("title"),
        source=read.text("source"),
        prefix=read.text("prefix"),
        key=tuple(read.texts(data.get("key"))),
        columns=columns,
        address=read.text("address"),
        publisher=read.text("publisher"),
        licence=read.text("licence"),
        language=read.text("language") or "en",
        note=read.text("note"),
        encoding=read.text("encoding"),
        delimiter=read.text("delimiter"),
        decimal=read.text("decimal"),
        month_first=data["month_first"] is True if "month_first" in data else None,
        zero_is_unknown=data.get("zero_is_unknown") is True,
        fill_down=data.get("fill_down") is True,
        country=read.text("country"),
        holds=read.text("holds"),
        sheets=tuple(read.texts(data.get("sheets"))),
        further_headings=tuple(read.texts(data.get("headings"))),
        json_records=read.text("records"),
        json_partners=read.text("partners"),
        fixed={str(name): str(value) for name, value in read.mapping("fixed").items()},
        facts={str(name): str(label or name) for name, label in read.mapping("facts").items()},
        ignored={str(name): str(why or name) for name, why in read.mapping("ignored").items()},
        tables=tables,
        new_programmes=read.programmes(),
    )


def _faults(mapping: Mapping) -> Iterable[str]:
    if not all((mapping.title, mapping.source, mapping.prefix, mapping.key, mapping.columns)):
        yield _("A mapping needs a title, a source, a prefix, a key and columns.")
    yield from _faults_of_fields(mapping)
    slugs = (mapping.source, mapping.prefix)
    wrong = {
        _("The source and the prefix are made of small letters, digits and hyphens."): any(
            plain(slug).replace(" ", "-") != slug for slug in slugs
        )
        or len(mapping.source) > 34,
        _("The prefix has at most 16 characters, the licence at most 100."): len(mapping.prefix) > 16
        or len(mapping.licence) > 100,
        _("“%(key)s” is not a known encoding.") % {"key": mapping.encoding}: mapping.encoding
        not in ENCODINGS,
        _("The delimiter is one character; the decimal sign is a point or a comma."): len(mapping.delimiter)
        > 1
        or mapping.decimal not in {"", ".", ","},
        _("The language of the texts is nl, fr or en."): mapping.language not in {"nl", "fr", "en"},
        _("A list holds “facts” or “partners”; without a word it holds both."): mapping.holds
        not in {"", FACTS, PARTNERS},
    }
    yield from (why for why, is_wrong in wrong.items() if is_wrong)


def _faults_of_fields(mapping: Mapping) -> Iterable[str]:
    for name in [*mapping.columns, *mapping.fixed, *mapping.key]:
        if field_of(name) is None:
            yield _("“%(key)s” is not a field that can be filled.") % {"key": name}
    for name in mapping.key:
        if name not in FIELDS or (name not in mapping.columns and name not in mapping.fixed):
            yield _("No column feeds the key “%(key)s”.") % {"key": name}


def _listed(listed: dict[str, str], heading: str) -> str:
    wanted = set(forms(heading))
    return next((value for name, value in listed.items() if spelt(name) in wanted), "")
