"""Taking names out of a frozen dossier. Works on a version's plain data, without the database.

Closed by default: of partners and associated organisations only what is named here stays; every text that
stays loses the names, however they are written (case, accents, hyphens, invisible characters), and all mail
addresses, websites and long numbers of telephones.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NOBODY = "00000000-0000-0000-0000-000000000000"
SHORT = 4  # names with fewer letters are looked for as they are written: "DE" is no "de"
# Of a partner what stays as it is; names and addresses do not.
PARTNER_KEPT = (
    *("uid", "position", "role", "country", "legal_status", "type", "rates", "costs", "budget"),
    *("co_financing", "partner_share", "lines", "items"),
)
# Of answers about an organisation only these say nothing of who it is, once they lost the names.
ANSWERS_KEPT = {
    "partner": frozenset({"outside_area", "competence", "project_role", "experience", "size"}),
    "associated_organisation": frozenset({"description"}),
    "contribution": frozenset(),
}
SITES = frozenset({"house_number", "street", "postcode", "city", "site_owner", "region", "country"})
PEOPLE = ("representative", "contact")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_MAIL = re.compile(r"[\w.+'-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\s*\.\s*[\w-]+)+", re.IGNORECASE)
_SITE = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|nl|fr|eu|org|com|net)\b\S*", re.IGNORECASE
)
# Numbers that begin as telephones do, but for dates such as 01/02/2026.
_PHONE = re.compile(
    r"(?<![\w.,])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)(?:\+\d|0\d)[\d\s()./-]{6,}\d(?![\d.,]*\s*(?:€|EUR))"
)


@dataclass(frozen=True)
class Name:
    """A name to hide, with what stands in its place."""

    words: str
    substitute: str

    @property
    def key(self) -> str:
        """Two names with the same key are one."""
        return fold(self.words) if self.is_long else self.words

    @property
    def is_long(self) -> bool:
        return sum(1 for character in self.words if character.isalnum()) >= SHORT


def fold(text: str) -> str:
    """One plain letter for each character, so that places in both are the same."""
    return "".join((unicodedata.normalize("NFKD", one)[:1] or one).lower()[:1] for one in text)


def clean(text: str) -> str:
    """The text in composed characters, without those that nobody sees."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def names_in(data: Mapping[str, Any], people: Iterable[str] = ()) -> list[Name]:
    """The names that the dossier tells of its partners, organisations and people; the longest first."""
    found: list[Name] = []
    for partner in data.get("partners", []):
        substitute = f"Partner {partner['position']}"
        texts = [
            partner.get(one, "") for one in ("name", "name_english", "abbreviation", "street", "website")
        ]
        texts += [identifier["value"] for identifier in partner.get("identifiers", [])]
        texts += _site(partner.get("website", ""))
        texts += [row.get("source", "") for row in partner.get("contributions", [])]
        for name in (partner.get("name", ""), partner.get("name_english", "")):
            texts += [_initials(name), *_parts(name)]
        found += [Name(words, substitute) for words in texts]
    positions = {str(partner["uid"]): partner["position"] for partner in data.get("partners", [])}
    found += _names_in_answers(data.get("answers", {}), positions)
    found += [Name(words, "[person]") for words in people]
    return unique(found)


def _names_in_answers(answers: Mapping[str, Mapping[str, str]], positions: Mapping[str, int]) -> list[Name]:
    found: list[Name] = []
    for key, texts in answers.items():
        group, _dot, rest = key.partition(".")
        row, _dot, attribute = rest.partition(".")
        if group not in ("partner", "associated_organisation") or attribute in ANSWERS_KEPT[group]:
            continue
        organisation = f"Partner {positions[row]}" if row in positions else "[organisation]"
        words = [text for text in texts.values() if _is_name(attribute)]
        substitute = "[person]" if attribute.startswith(PEOPLE) else organisation
        found += [Name(text, substitute) for text in words]
        if attribute.endswith("_last_name"):
            first = answers.get(f"{group}.{row}.{attribute.replace('_last_', '_first_')}", {})
            pairs = [f"{one} {other}" for one in first.values() for other in texts.values()]
            found += [Name(pair, "[person]") for pair in pairs]
        if attribute in ("name", "name_english"):
            found += [
                Name(words, substitute)
                for text in texts.values()
                for words in (_initials(text), *_parts(text))
            ]
    return found


def _is_name(attribute: str) -> bool:
    names = ("name", "name_english", "department", "vat", "pic", "other_identifier", "homepage", "street")
    ends = ("_last_name", "_email", "_phone", "_street")
    return attribute in names or attribute.endswith(ends)


def _initials(name: str) -> str:
    """The acronym that a name of three words and more makes; "" of a shorter one."""
    outside = re.sub(r"\([^()]*\)", " ", name)
    words = [word for word in re.split(r"[\W_]+", outside) if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _site(website: str) -> list[str]:
    """The host of a website, and its name: people write "ugent" for www.ugent.be."""
    host = re.sub(r"^(?:\w+://)?(?:www\.)?", "", website.strip().lower()).partition("/")[0]
    labels = host.split(".")
    return [host, labels[-2]] if len(labels) > 1 and len(labels[-2]) >= SHORT else [host]


def _parts(name: str) -> list[str]:
    """What stands in brackets in a name, the name without it, and its parts between commas and dashes."""
    inside = re.findall(r"\(([^()]{2,40})\)", name)
    outside = re.sub(r"\([^()]*\)", " ", name)
    parts = [part.strip() for part in re.split(r"[,;/|]|\s[-–—]\s", outside)]
    return [*inside, outside, *(part for part in parts if len(part) >= SHORT)]


def unique(names: Iterable[Name]) -> list[Name]:
    """Each name once, without blanks and single letters, the longest first."""
    held: dict[str, Name] = {}
    for name in names:
        words = clean(name.words).strip()
        if len(re.sub(r"[\W_]", "", words)) > 1:
            one = Name(words, name.substitute)
            held.setdefault(one.key, one)
    return sorted(held.values(), key=lambda one: (-len(one.words), one.words))


class Redactor:
    """Replaces names in texts, and counts how often each was found (by `Name.key`)."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = unique(names)
        self.found: Counter[str] = Counter()
        self._long = _Finder([name for name in self.names if name.is_long])
        self._short = _Finder([name for name in self.names if not name.is_long])

    def text(self, text: str) -> str:
        """The text without the names."""
        plain = clean(text)
        plain = _MAIL.sub("[e-mail]", plain)
        plain = self._long.replace(plain, fold(plain), self.found)
        plain = self._short.replace(plain, plain, self.found)
        return _PHONE.sub("[tel.]", _SITE.sub("[www]", plain))

    def data(self, data: Mapping[str, Any], files: Iterable[str] = ()) -> dict[str, Any]:
        """A version's data without the names, and with only those annexes whose digest is in `files`."""
        released = set(files)
        made = {key: value for key, value in data.items() if key not in _DROPPED}
        made |= {name: self._deep(data.get(name)) for name in ("acronym", "title", "summary", "lump_sums")}
        made["partners"] = [self._partner(one) for one in data.get("partners", [])]
        made["answers"] = {
            key: self._deep(texts) for key, texts in data.get("answers", {}).items() if _stays(key)
        }
        kept = [one for one in data.get("annexes", []) if one["sha256"] in released]
        made["annexes"] = [
            one | {"name": self.text(one["name"]), "description": self.text(one["description"])}
            for one in kept
        ]
        return made | {"twins": [], "confirmed": {}}

    def _partner(self, partner: Mapping[str, Any]) -> dict[str, Any]:
        called = f"Partner {partner['position']}"
        kept = self._deep({key: partner[key] for key in PARTNER_KEPT if key in partner})
        blank = dict.fromkeys(("name_english", "region", "city", "street", "postcode", "website"), "")
        shares = [row | {"source": ""} for row in partner.get("contributions", [])]
        return {
            **kept,
            **blank,
            "organisation_uid": NOBODY,
            "name": called,
            "abbreviation": called,
            "identifiers": [],
            "contributions": shares,
        }

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value) if any(character.isalpha() for character in value) else value
        if isinstance(value, Mapping):
            return {key: inner if key in _CODES else self._deep(inner) for key, inner in value.items()}
        return [self._deep(inner) for inner in value] if isinstance(value, list) else value


_DROPPED = frozenset(
    {"partners", "answers", "annexes", "twins", "confirmed", "acronym", "title", "summary", "lump_sums"}
)
# Values that are keys or choices of the portal, never words of the applicants. Digits of a key can look like
# those of a telephone.
_CODES = frozenset(
    {
        *("uid", "own", "own_unit_cost", "parent", "partner"),
        *("kind", "type", "role", "country", "legal_status", "fund", "category"),
        *("figure", "label_key", "code", "status", "part"),
    }
)


def _stays(key: str) -> bool:
    """Whether an answer may stay once it lost the names."""
    group, _dot, rest = key.partition(".")
    attribute = rest.partition(".")[2]
    if group in ANSWERS_KEPT:
        return attribute in ANSWERS_KEPT[group] or attribute.startswith("state_aid")
    return not (group == "investment" and attribute in SITES)


class _Finder:
    """One pattern for many names, which tells which of them it found."""

    def __init__(self, names: list[Name]) -> None:
        self.names = names
        parts = (f"(?P<n{number}>{_pattern(name)})" for number, name in enumerate(names))
        self.pattern = re.compile("|".join(parts)) if names else None

    def replace(self, text: str, searched: str, found: Counter[str]) -> str:
        """`searched` is the text as the names are looked for in it, character by character."""
        if self.pattern is None:
            return text
        made, last = [], 0
        for match in self.pattern.finditer(searched):
            name = self.names[int((match.lastgroup or "n0")[1:])]
            found[name.key] += 1
            made += [text[last : match.start()], name.substitute]
            last = match.end()
        return "".join([*made, text[last:]])


def _pattern(name: Name) -> str:
    """The words of a name with anything but letters and digits between them, and none beside them."""
    words = [re.escape(word) for word in re.split(r"[\W_]+", name.key) if word]
    between = r"[\W_]*".join(words)
    return rf"(?<![^\W_]){between}(?![^\W_])" if words else r"(?!)"
