"""What may be one thing under two names, or two under one: listed with reasons, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from publications.importing.content import Operation
from publications.importing.digests import digest
from publications.importing.headers import plain
from publications.importing.judging import Judged
from publications.models import ImportDoubt, ImportRow, ImportRun, Organisation, Publication

MOST = 2_000  # of one run: beyond that the list itself is at fault
MOST_NAMES = 50_000
FEW = 5  # stored records that share a name, or dates and money: what many share tells nothing
ALIKE = 0.85  # of the letters of two titles
# What stands in names of organisations and tells nothing.
_FORMS = frozenset(
    {"ab", "aktiebolag", "asbl", "vzw", "bv", "nv", "sa", "sarl", "gmbh", "ev", "ag", "oy", "ry", "as", "aps"}
    | {
        "ek",
        "for",
        "ekonomisk",
        "forening",
        "ltd",
        "limited",
        "ideell",
        "stiftelsen",
        "stiftelse",
        "foundation",
    }
    | {"the", "of", "and", "och", "og", "et", "en", "und", "de", "het", "la", "le", "du", "des", "van", "i"}
)


def of_chunk(judged: Sequence[Judged], run: ImportRun) -> list[ImportDoubt]:
    """Doubts about new records beside the stored ones, and about rows that hardly agree."""
    new = [one.operation for one in judged if one.outcome == ImportRow.Outcome.NEW]
    found = [doubt for one in judged if (doubt := _together(one.operation, run))]
    return found + _beside_stored(new, run)


def of_run(run: ImportRun) -> list[ImportDoubt]:
    """Doubts that show only when the whole file is known: titles and names that resemble each other."""
    return [*_titles(run), *_organisations(run)][:MOST]


def keep(doubts: Iterable[ImportDoubt]) -> None:
    """Store doubts that are new; what was judged before stays judged."""
    ImportDoubt.objects.bulk_create(doubts, batch_size=500, ignore_conflicts=True)


def _together(made: Operation, run: ImportRun) -> ImportDoubt | None:
    differing = made.differs - {"status"}
    if not made.facts or not {"start_date", "end_date"} <= differing:
        return None
    reasons = [_("Rows with this name differ in: %(fields)s.") % {"fields": ", ".join(sorted(differing))}]
    title = str(made.facts["acronym"])
    return _doubt(run, ImportDoubt.Kind.TOGETHER, (title, made.code), (title, made.code), reasons)


def _beside_stored(new: Sequence[Operation], run: ImportRun) -> list[ImportDoubt]:
    """New operations that share the name, or dates and money, with a record of the same programme."""
    if not new:
        return []
    names = {str(one.facts["acronym"]).lower() for one in new}
    totals = {one.facts["total_budget"] for one in new if one.facts["total_budget"]}
    starts = {one.facts["start_date"] for one in new if one.facts["start_date"]}
    editions = {one.facts["programme_period_id"] for one in new}
    same_money = Q(total_budget__among=totals, start_date__among=starts)
    rows = Publication.objects.filter(programme_period__in=editions).alias(name=Lower("acronym"))
    rows = rows.filter(Q(name__among=names) | same_money).exclude(code__among=[one.code for one in new])
    stored: dict[Any, list[Publication]] = {}
    for record in rows.only("code", "acronym", "title", "programme_period", "start_date", "end_date",
                            "total_budget")[:MOST]:  # fmt: skip
        stored.setdefault((record.programme_period_id, record.acronym.lower()), []).append(record)
        stored.setdefault(_money(record), []).append(record)
    found = []
    for one in new:
        keys = ((one.facts["programme_period_id"], str(one.facts["acronym"]).lower()), _money_of(one))
        alike = [stored[key] for key in keys if 0 < len(stored.get(key, ())) <= FEW]
        for record in {record.pk: record for records in alike for record in records}.values():
            reasons = _reasons(one, record)
            if reasons:
                left, right = (str(one.facts["acronym"]), one.code), (record.acronym, record.code)
                found.append(_doubt(run, ImportDoubt.Kind.PROJECT, left, right, reasons))
    return found


def _reasons(one: Operation, record: Publication) -> list[str]:
    reasons = []
    if str(one.facts["acronym"]).lower() == record.acronym.lower():
        reasons.append(_("The same acronym in the same programme."))
    mine, other = plain(str(one.facts["title"])), plain(str(record.title))
    if mine and other and SequenceMatcher(None, mine[:300], other[:300]).ratio() >= ALIKE:
        reasons.append(_("The titles resemble each other."))
    if _money_of(one) == _money(record) and record.total_budget:
        reasons.append(_("The same dates and the same total budget."))
    return reasons


def _money(record: Publication) -> tuple[Any, ...]:
    return (record.programme_period_id, record.start_date, record.end_date, record.total_budget)


def _money_of(one: Operation) -> tuple[Any, ...]:
    return tuple(
        one.facts[name] for name in ("programme_period_id", "start_date", "end_date", "total_budget")
    )


def _titles(run: ImportRun) -> list[ImportDoubt]:
    """Operations of the file whose titles are the same words in another order or spelling."""
    rows = ImportRow.objects.filter(run=run).exclude(likeness="").exclude(key="")
    doubled = rows.order_by().values("likeness").annotate(keys=Count("key", distinct=True)).filter(keys__gt=1)
    likenesses = [row["likeness"] for row in doubled[:MOST]]
    groups: dict[str, dict[str, ImportRow]] = {}
    alike = rows.filter(likeness__in=likenesses).only("likeness", "key", "label", "code").order_by("id")
    for row in alike.iterator():
        groups.setdefault(row.likeness, {}).setdefault(row.key, row)
    found = []
    for by_key in groups.values():
        first, *others = by_key.values()
        for other in others:
            reasons = [_("The titles are the same words, spelt or ordered differently.")]
            left, right = (first.label, first.code), (other.label, other.code)
            found.append(_doubt(run, ImportDoubt.Kind.PROJECT, left, right, reasons))
    return found


def _organisations(run: ImportRun) -> list[ImportDoubt]:
    """Names of organisations that differ in spelling or legal form only, in the file and among the stored."""
    rows = ImportRow.objects.filter(run=run).exclude(organisation="").order_by("organisation")
    names = list(rows.values_list("organisation", flat=True).distinct()[:MOST_NAMES])
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(organisation_key(name), []).append(name)
    known = _known_organisations(groups)
    found = []
    for key, spellings in groups.items():
        every = list(dict.fromkeys([*spellings, *known.get(key, ())]))
        if not key or len({plain(one) for one in every}) < 2:
            continue
        for other in every[1:]:
            reasons = [_("The names differ in spelling, word order or legal form only.")]
            found.append(_doubt(run, ImportDoubt.Kind.ORGANISATION, (every[0], ""), (other, ""), reasons))
    return found


def _known_organisations(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    """Stored organisations that begin as one of the names does, by the key of their own name."""
    found: dict[str, list[str]] = {}
    if not groups or len(groups) > MOST:
        return found
    for name in Organisation.objects.values_list("name", flat=True).order_by("pk")[:MOST_NAMES]:
        key = organisation_key(name)
        if key in groups:
            found.setdefault(key, []).append(name)
    return found


def organisation_key(name: str) -> str:
    """The telling words of an organisation's name, in alphabetical order."""
    return " ".join(sorted(word for word in plain(name).split() if word not in _FORMS))


def _doubt(
    run: ImportRun, kind: str, left: tuple[str, str], right: tuple[str, str], reasons: list[str]
) -> ImportDoubt:
    names = sorted([f"{left[0]} {left[1]}", f"{right[0]} {right[1]}"])
    return ImportDoubt(
        source=run.source,
        digest=digest("\x1f".join([kind, *names])),
        run=run,
        kind=kind,
        left=left[0][:250],
        left_code=left[1],
        right=right[0][:250],
        right_code=right[1],
        reasons=reasons,
    )
