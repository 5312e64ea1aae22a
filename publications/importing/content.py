"""Rows of one operation as the record that they make: facts, partners, and what did not agree among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.plain import amount, day
from core.texts import Text
from programmes.models import SpecificObjective
from publications.importing import contracts, noting, partnership
from publications.importing.fields import FIELDS, IN_LANGUAGES
from publications.importing.headers import plain
from publications.importing.mapping import Mapping as ListMapping
from publications.importing.rows import Row
from publications.models import ImportRow
from publications.states import FROM_LISTS, Status

# What each row says for itself: rows need not agree on it.
_OF_ROWS = {"facts", contracts.FIELD} | {name for name, feeds in FIELDS.items() if feeds.of_partner}
_NAMES, _DAYS = {"title", "acronym", "title.en", "title.nl", "title.fr"}, {"start_date", "end_date"}
MONEY = ("total_budget", "eu_funding", "rate")
_OPENING = re.compile(r"([^\W_][\w.+&!()-]{1,24}(?: [\d.]{1,4}| [IVX]{1,4})?)\s*(?:[-–:]\s|\s[-–:])\s*\S")
_CLOSING = re.compile(r"\(([A-Z][\w.+&-]{1,24})\)\s*$")
_OBJECTIVE = {"nl": "Specifieke doelstelling", "fr": "Objectif spécifique", "en": "Specific objective"}
ASSOCIATED = "associated"  # a fact of a record, and told by the rows of its partners
_ASSOCIATED = {"nl": "Geassocieerde partners", "fr": "Partenaires associés", "en": "Associated partners"}


@dataclass(frozen=True)
class Known:
    """What a record may point to."""

    objectives: Mapping[tuple[str, str], tuple[int, int]]

    @classmethod
    def read(cls) -> Known:
        """Read once for all operations."""
        rows = SpecificObjective.objects.values_list("priority__programme_period", "code", "pk", "priority")
        return cls({(edition, code): (pk, priority) for edition, code, pk, priority in rows})


@dataclass
class Operation:
    """What the rows of one key say together. `reason` is not empty when no record can be made of them."""

    key: str
    code: str = ""
    source: str = ""
    first_published: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    partners: list[dict[str, Any]] = field(default_factory=list)
    contractors: list[str] | None = None  # where the list tells of any
    rows: list[Row] = field(default_factory=list)
    differs: set[str] = field(default_factory=set)
    holds: str = ""  # only facts, or only partners; "" for both
    reason: str = ""

    @property
    def first(self) -> Row:
        return self.rows[0]


def operation(rows: Sequence[Row], mapping: ListMapping, known: Known) -> Operation:
    """The record that these rows make. Notes what did not agree on the rows themselves."""
    made = Operation(rows[0].key, rows=list(rows), holds=mapping.holds)
    agreed = _agreed(made)
    title = _texts(agreed, "title", mapping.language)
    name = str(agreed.get("acronym") or "") or acronym_of(str(title.best("en").text))
    if not name:
        made.reason = _("Neither a title nor an acronym is given for this project.")
        return made
    if not agreed.get("programme"):
        made.reason = _("The programme is missing.")
        return made
    if "programme" in made.differs:
        made.reason = _(
            "Rows with the same code give different programmes: name the programme in the key as well."
        )
        return made
    if made.differs & _NAMES and made.differs & _DAYS:
        made.reason = _(
            "Rows with the same key differ in name and dates: they are not one project. Choose another key."
        )
        return made
    made.code, made.source = code_of(mapping, made.key, agreed), source_of(mapping.source)
    refused = next((row for row in made.rows if row.outcome == ImportRow.Outcome.REFUSED), None)
    if refused is not None:
        made.reason = _(
            "Row %(row)s of this project is refused: the project waits until that row is corrected."
        ) % {"row": refused.place}
        return made
    made.partners = list(partnership.partners(made.rows))
    if contracts.FIELD in mapping.columns:
        made.contractors = contracts.named(made.rows)
    made.facts = _facts(made, agreed, mapping, known)
    made.facts["acronym"], made.facts["title"] = name[:100], title
    if first := day(agreed.get("first_published")):
        made.first_published = datetime.combine(first, time(12), UTC)
    _check_days(made)
    return made


def acronym_of(title: str) -> str:
    """A short name out of a title: "SorTex - nyttiggørelse ..." is SorTex; at most 100 characters of it."""
    found = _OPENING.match(title) or _CLOSING.search(title)
    if found and (found.re is _CLOSING or sum(sign.isupper() or sign.isdigit() for sign in found[1]) > 1):
        return found[1]
    if len(title) <= 100:
        return title
    return f"{title[:98].rsplit(' ', 1)[0]}…"


def code_of(mapping: ListMapping, key: str, agreed: Mapping[str, Any]) -> str:
    """The code of the record: what a person recognises, and enough of the key to be the only one."""
    external = str(agreed.get("external_id") or "") if "external_id" in mapping.key else ""
    said = external or " ".join(str(agreed.get(name, "")) for name in mapping.key)
    slug = re.sub(r"[^a-z0-9]+", "-", plain(said)).strip("-")
    room = 60 - len(mapping.prefix) - 10
    is_whole = mapping.key == ("external_id",) and slug == external.lower() and len(slug) <= room
    tail = slug if is_whole else f"{slug[:room].strip('-')}-{key[:8]}"
    return f"{mapping.prefix}-{tail}"


def source_of(source: str) -> str:
    """What a record says of its source when it comes from the list of this name."""
    return f"{FROM_LISTS}{source}"


def _agreed(made: Operation) -> dict[str, Any]:
    """Each fact as most rows say it; of as many the first. Rows that say something else are told so."""
    agreed: dict[str, Any] = {}
    for row in made.rows:
        for name, value in row.data.items():
            if name in _OF_ROWS:
                continue
            if agreed.setdefault(name, value) != value:
                made.differs.add(name)
    for name in [name for name in agreed if name in made.differs]:
        said = [(row, row.data[name]) for row in made.rows if name in row.data]
        (most, number), (_next, others) = Counter(str(value) for _row, value in said).most_common(2)
        if name in MONEY and number == others:
            agreed[name] = None
            _tell_unclear(name, said)
        else:
            agreed[name] = most
            _tell(name, said, most)
    return agreed


def _tell(name: str, said: list[tuple[Row, Any]], kept: Any) -> None:
    for row, value in said:
        if value != kept:
            why = _("Other rows of this project say “%(kept)s”; the value in most rows counts.")
            noting.note(row, name, value, kept, why % {"kept": str(kept)[:80]})


def _tell_unclear(name: str, said: list[tuple[Row, Any]]) -> None:
    """No amount is invented: what as many rows say as deny it is not known."""
    for row, value in said:
        why = _(
            "Rows of this project give different amounts, none more often than the others: kept as not known."
        )
        noting.note(row, name, value, "", why)


def _texts(agreed: Mapping[str, Any], name: str, language: str) -> Text:
    found = {language: str(agreed[name])} if agreed.get(name) else {}
    for code in ("nl", "fr", "en"):
        if agreed.get(f"{name}.{code}"):
            found[code] = str(agreed[f"{name}.{code}"])
    return Text(found)


def _facts(made: Operation, agreed: Mapping[str, Any], mapping: ListMapping, known: Known) -> dict[str, Any]:
    edition, code = str(agreed["programme"]), str(agreed.get("objective") or "")
    objective, priority = known.objectives.get((edition, code), (None, None))
    websites = re.findall(r"https?://[^\s;,]{3,200}", str(agreed.get("websites") or ""))
    return {
        "programme_period_id": edition,
        "objective_id": objective,
        "priority_id": priority,
        "fund_id": agreed.get("fund"),
        "status": agreed.get("status") or Status.UNKNOWN.value,
        **{name: _texts(agreed, name, mapping.language) for name in IN_LANGUAGES},
        "start_date": day(agreed.get("start_date")),
        "end_date": day(agreed.get("end_date")),
        **{name: amount(agreed.get(name)) for name in MONEY},
        "websites": list(dict.fromkeys(websites)),
        "interventions": _codes(agreed.get("interventions")),
        "location": str(agreed.get("location") or ""),
        "licence": mapping.licence,
        "import_source": mapping.title[:200],
        "facts": list(_further(made, code if objective is None else "", mapping)),
    }


def _further(made: Operation, objective: str, mapping: ListMapping) -> Iterator[dict[str, Any]]:
    """Facts without a column: an objective that the portal does not know, and what the mapping keeps."""
    if objective:
        yield _fact("objective", _OBJECTIVE, dict.fromkeys(_OBJECTIVE, objective))
    associated = [
        str(row.data["partner.name"])
        for row in made.rows
        if row.data.get("partner.role") == ASSOCIATED and row.data.get("partner.name")
    ]
    if associated:
        yield _fact(ASSOCIATED, _ASSOCIATED, dict.fromkeys(_ASSOCIATED, "; ".join(dict.fromkeys(associated))))
    kept: dict[str, list[str]] = {}
    for row in made.rows:
        for label, value in row.data.get("facts", {}).items():
            kept.setdefault(label, []).append(str(value))
    for label, values in kept.items():
        distinct = list(dict.fromkeys(values))
        if len(distinct) > 1:
            made.differs.add(label)
        yield _fact(
            plain(label).replace(" ", "_"), {"en": label}, {mapping.language: "; ".join(distinct)[:1000]}
        )


def _fact(key: str, label: Mapping[str, str], value: Mapping[str, str]) -> dict[str, Any]:
    return {"key": key, "label": dict(label), "kind": "text", "value": dict(value), "source": "public"}


def _check_days(made: Operation) -> None:
    start, end = made.facts["start_date"], made.facts["end_date"]
    if start and end and end < start:
        made.facts["end_date"] = None
        why = _("It would end before it starts (%(start)s): the end is kept as not known.")
        noting.note(made.first, "end_date", end, "", why % {"start": start.isoformat()})
    if end and made.facts["status"] == Status.ONGOING and end < timezone.localdate():
        why = _("The list says that the project is under way, but its last day is over: kept as published.")
        noting.note(made.first, "status", made.facts["status"], made.facts["status"], why, repair=False)
    total, european = made.facts["total_budget"], made.facts["eu_funding"]
    if total is not None and european is not None and european > total:
        noting.note(
            made.first, "eu_funding", european, european,
            _("The EU's share is more than the total: both are kept as published."), repair=False,
        )  # fmt: skip


def _codes(value: Any) -> list[str]:
    """Codes of Annex I: "016", "016 - Education"; a code has at most ten characters."""
    found = re.findall(r"(?<![\w.])\d{1,3}[a-z]{0,4}(?![\w.])", str(value or ""))
    return list(dict.fromkeys(one.zfill(3) if one.isdigit() else one for one in found))[:40]


def label_of(name: str) -> str:
    """A field's name for a person."""
    return str(FIELDS[name].label) if name in FIELDS else name
