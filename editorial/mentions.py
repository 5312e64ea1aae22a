"""Finds the names of forgotten persons in the texts of documents (PDFs) that editors uploaded.

A name is looked for when it is forgotten, while it is still known (`look_for`), and each new text is compared
with the digests of all names that were forgotten before (`look`). A run of words can be a name when its first
and last word begin with a capital; the first may also be short ("de Vries Piet"). Pages that are pictures
have no text to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import reduce
from operator import or_

import structlog
from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q
from django.utils import timezone

from core.texts import LANGUAGES
from editorial.indexing import MOST_OF_PAPER
from editorial.models import Paper, PaperMention
from editorial.states import NameState, UploadState
from publications import persons
from publications.mentions import AROUND, LONGEST_NAME, WORD, Passage
from publications.models import ForgottenPerson, Publication

log = structlog.get_logger(__name__)

SHORT = 3  # letters of a word before a name: "de", "van"
BETWEEN = frozenset({"", ".", ","})  # what may stand between the words of a name
MOST_TRIED = 20_000_000  # digests for one document, half a minute
MOST_SHOWN = 10  # passages of one document


def look_for(code: str, names: Sequence[str]) -> int:
    """Named in settings.NAME_PLACES: note the documents that hold one of these names; how many.

    Call it in the transaction that forgets the names, for later nobody knows them.
    """
    wanted = {code: {persons.digest(code, name) for name in names}}
    found = [
        PaperMention(paper=paper, code=code, digest=digest)
        for paper in _saying(names)
        for _code, digest in held(paper.text, wanted)
    ]
    PaperMention.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def look(pk: int) -> int:
    """Note every name that had been forgotten before and stands in this document; how many wait in it now.

    A name that stays by decision is not asked about again.
    """
    paper = Paper.objects.only("text", "programme").get(pk=pk)
    found = held(paper.text, _forgotten(paper))
    with transaction.atomic():
        locked = Paper.objects.select_for_update().only("text").get(pk=pk)
        if locked.text != paper.text:
            return 0  # replaced meanwhile: it waits to be read
        rows = [PaperMention(paper=paper, code=code, digest=digest) for code, digest in sorted(found)]
        PaperMention.objects.bulk_create(rows, ignore_conflicts=True)
        Paper.objects.filter(pk=pk).update(looked_at=timezone.now())
        return PaperMention.objects.filter(paper=pk, state=NameState.OPEN).count()


def passages(mention: PaperMention) -> list[Passage]:
    """Where the name stands in its document now, the first ten; none when the file was replaced."""
    text, shown = mention.paper.text, list[Passage]()
    for start, end in _runs(text):
        said = (persons.digests(mention.code, one) for one in _spellings(text[start:end]))
        if any(mention.digest in digests for digests in said):
            shown.append(
                Passage(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
            )
        if len(shown) == MOST_SHOWN:
            break
    return shown


def held(text: str, wanted: Mapping[str, Set[str]]) -> set[tuple[str, str]]:
    """Which of these names the text holds: pairs of a record's code and a digest."""
    tried = {one for start, end in _runs(text) for one in _spellings(text[start:end])}
    codes = list(wanted)
    most = max(1, MOST_TRIED // max(1, len(tried)))
    if len(codes) > most:
        log.warning(
            "not every forgotten name was looked for in a document", records=len(codes), looked_at=most
        )
    return {
        (code, digest)
        for code in codes[:most]
        for one in tried
        for digest in persons.digests(code, one) & wanted[code]
    }


def _saying(names: Sequence[str]) -> Iterator[Paper]:
    """Documents that say all words of a name; those whose end is not searched are read whole."""
    configs = ("plain", *LANGUAGES)
    asked = [SearchQuery(name, config=f"portal_{config}") for name in names for config in configs]
    if asked:
        octets = Func(F("text"), function="octet_length", output_field=IntegerField())
        rows = Paper.objects.filter(state=UploadState.CLEAN).alias(octets=octets)
        rows = rows.filter(Q(words=reduce(or_, asked)) | Q(octets__gt=MOST_OF_PAPER))
        yield from rows.only("text").order_by("pk").iterator(chunk_size=10)


def _forgotten(paper: Paper) -> dict[str, set[str]]:
    """The digests of all forgotten names by record, those of the document's programme first."""
    own = Publication.objects.filter(code=OuterRef("code"), programme_period__programme=paper.programme_id)
    rows = ForgottenPerson.objects.alias(is_own=Exists(own)).order_by("-is_own", "-at", "pk")
    found: dict[str, set[str]] = {}
    for code, digest in rows.values_list("code", "digest"):
        found.setdefault(code, set()).add(digest)
    return found


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of words that may be a name."""
    words = [found.span() for found in WORD.finditer(text)]
    for first, (start, begun) in enumerate(words):
        if not text[start].isupper() and begun - start > SHORT:
            continue
        before = start
        for from_, to in words[first : first + LONGEST_NAME]:
            if from_ > start and text[before:from_].strip() not in BETWEEN:
                break
            is_turned = to - from_ <= SHORT and "," in text[start:from_]  # "Vries, Piet de"
            if text[from_].isupper() or is_turned:
                yield start, to
            before = to


def _spellings(run: str) -> set[str]:
    """A run in small letters: as it stands, without commas, and with the surname at the other end."""
    said = run.casefold().split()
    words = run.casefold().replace(",", " ").split()
    orders = (said, words, [*words[1:], *words[:1]], [*words[-1:], *words[:-1]])
    return {" ".join(order) for order in orders}
