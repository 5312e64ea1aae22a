"""Finds the names of forgotten persons in the texts of their record, of its versions, and of other records.

What is kept of a name is a keyed digest, so texts are read in runs of words and each run is compared. A name
that is written otherwise (a surname alone, a nickname) is not found: staff read the texts for those. In other
records a name can be looked for only while it is still known: when it is forgotten. Apps above add places of
their own (settings.NAME_PLACES).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import structlog
from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from core.texts import LANGUAGES, Text
from publications import persons
from publications.models import ForgottenPerson, NameMention, Publication, RecordVersion, SearchEntry

log = structlog.get_logger(__name__)

FIELDS = ("acronym", "title", "summary", "results", "purpose", "indicators", "location", "facts")
LONGEST_NAME = 5  # words
MOST_WORDS = 20_000  # of one text
MOST_RECORDS = 200  # others that are looked at for one name
AROUND = 120  # characters that are shown on either side
MARK = "[…]"
AWARDED = "contractors"  # of these the subject of the contract is a text
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Passage:
    """Where a name stands: what is before and after it, shortened."""

    before: str
    name: str
    after: str


def look(code: str) -> int:
    """Note every text of the record that holds a forgotten name; how many wait to be looked at now.

    A name that stays by decision is not asked about again; one that was taken out and came back is.
    """
    known_before = NameMention.objects.filter(code=code).values_list("digest", flat=True)
    digests = {*persons.of_records([code]).get(code, ()), *known_before}
    if not digests:
        return 0
    read: dict[str, list[str]] = {}  # versions repeat most texts
    found = []
    for version, data in _told(code):
        for path, text in texts(data):
            if text not in read:
                read[text] = sorted({digest for _start, _end, digest in spans(code, text, digests)})
            found += [
                NameMention(code=code, version=version, path=path, digest=digest) for digest in read[text]
            ]
    NameMention.objects.bulk_create(found, ignore_conflicts=True)
    seen = {(one.version, one.path, one.digest) for one in found}
    for known in NameMention.objects.filter(code=code).exclude(state=NameMention.State.KEPT):
        is_there = (known.version, known.path, known.digest) in seen
        if known.state == NameMention.State.OPEN and not is_there:
            known.delete()
        elif known.state == NameMention.State.REDACTED and is_there:
            known.state, known.found_at = NameMention.State.OPEN, timezone.now()
            known.judged_by = known.judged_at = None
            known.save()
    return NameMention.objects.filter(code=code, state=NameMention.State.OPEN).count()


def look_elsewhere(code: str, names: Sequence[str]) -> int:
    """Note where texts of other records, of their versions and of apps above hold a name; how many places.

    Call it when the names are forgotten, for later nobody knows them. Other records are found by what the
    search reads of them (title, summary, results, purpose), the newest 200 for each name; then all their
    texts are read.
    """
    found = [mention for name in names for other in _saying(name, code) for mention in _places(other, name)]
    NameMention.objects.bulk_create(found, ignore_conflicts=True)
    above: list[int] = [import_string(path)(code, names) for path in settings.NAME_PLACES]
    return len(found) + sum(above)


def _saying(name: str, but: str) -> list[str]:
    """The codes of other records that say all words of a name."""
    asked = reduce(or_, (SearchQuery(name, config=f"portal_{language}") for language in LANGUAGES))
    entries = SearchEntry.objects.filter(words=asked).exclude(record__code=but).order_by("-moment")
    codes = list(entries.values_list("record__code", flat=True)[: MOST_RECORDS + 1])
    if len(codes) > MOST_RECORDS:
        log.warning("not every record was looked at for a forgotten name", record=but, looked_at=MOST_RECORDS)
    return codes[:MOST_RECORDS]


def _places(code: str, name: str) -> Iterator[NameMention]:
    """Where the texts of a record hold the name. Only texts with all its words are read run by run."""
    digest, words = persons.digest(code, name), name.casefold().split()
    holds: dict[str, bool] = {}  # versions repeat most texts
    for version, data in _told(code):
        for path, text in texts(data):
            if text not in holds:
                says = all(word in text.casefold() for word in words)
                holds[text] = says and any(spans(code, text, {digest}))
            if holds[text]:
                yield NameMention(code=code, version=version, path=path, digest=digest)


def look_again(since: datetime.datetime) -> int:
    """Look at the records with forgotten names that changed since; how many mentions wait in them."""
    forgotten, noted = ForgottenPerson.objects.values("code"), NameMention.objects.values("code")
    changed = Publication.objects.filter(Q(code__in=forgotten) | Q(code__in=noted), data_date__gte=since)
    return sum(look(code) for code in changed.order_by("code").values_list("code", flat=True))


def passages(mention: NameMention) -> list[Passage]:
    """Where the name stands in its text now; none when the text changed."""
    data = dict(_told(mention.code, mention.version)).get(mention.version, {})
    text = dict(texts(data)).get(mention.path, "")
    return [
        Passage(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
        for start, end, _digest in spans(mention.code, text, {mention.digest})
    ]


def texts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text in the facts of a record, by the way to it."""
    for name in FIELDS:
        yield from _walk(name, data.get(name))
    for place, one in enumerate(data.get(AWARDED) or ()):
        yield from _walk(f"{AWARDED}/{place}/subject", one["subject"])


def changed(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The same facts with every text changed."""
    found = {name: _each(data[name], change) for name in FIELDS if name in data}
    if awarded := data.get(AWARDED):
        found[AWARDED] = [{**one, "subject": _each(one["subject"], change)} for one in awarded]
    return found


def spans(code: str, text: str, digests: Set[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and digest of each run of words that is one of the names, also with the surname first."""
    words = [found.span() for found in WORD.finditer(text)][:MOST_WORDS]
    for first, (start, _end) in enumerate(words):
        for _start, end in words[first : first + LONGEST_NAME]:
            run = text[start:end].split()
            for order in {tuple(run), (*run[1:], run[0]), (run[-1], *run[:-1])}:
                held = persons.digests(code, " ".join(order)) & digests
                if held:
                    yield start, end, held.pop()
                    break


def facts_of(record: Publication) -> dict[str, Any]:
    """The facts of a record that hold texts, as JSON has them."""
    found = {name: getattr(record, name) for name in FIELDS}
    awarded = [{"position": one.position, "subject": dict(one.subject)} for one in record.contractors.all()]
    told = {name: dict(value) if isinstance(value, Text) else value for name, value in found.items()}
    return {**told, AWARDED: awarded}


def _told(code: str, only: int | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    record = Publication.objects.filter(code=code).first() if not only else None
    if record:
        yield 0, facts_of(record)
    versions = RecordVersion.objects.filter(code=code)
    for version in versions if only is None else versions.filter(number=only):
        yield version.number, version.data


def _walk(path: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield path[:120], part
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _walk(f"{path}/{name}", one)
    elif isinstance(part, list):
        for place, one in enumerate(part):
            yield from _walk(f"{path}/{place}", one)


def _each(part: Any, change: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {name: _each(one, change) for name, one in part.items()}
    return [_each(one, change) for one in part] if isinstance(part, list) else part
