"""Writing the texts and entries of a frozen dossier back into the rows that people edit."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from projects.dossier import Dossier, EntryRecord
from projects.form import find
from projects.models import Answer, Entry, Partnership, Project

# Beyond the place of any entry.
_ASIDE = 16_000


def restore_answers(project: Project, frozen: Dossier, *, by: User) -> None:
    """Each changed text becomes a new revision: what was written meanwhile stays in the history.

    Texts are left that the frozen dossier could not have: of rows that were not there, of fields not shown.
    """
    all_texts = {"title": frozen.title, "summary": frozen.summary, **frozen.answers}
    wanted = {(name, code): text for name, texts in all_texts.items() for code, text in texts.items()}
    present = {(one.field, one.language): one for one in project.answers.all()}
    rows = _rows_of(frozen)
    blank = {key: "" for key in present if key not in wanted and _belongs(*key, rows, frozen)}
    changed = {key: text for key, text in {**wanted, **blank}.items() if _text(present.get(key)) != text}
    now = timezone.now()
    for (name, code), text in changed.items():
        answer = present.get((name, code)) or Answer(project=project, field=name, language=code, revision=0)
        answer.text, answer.revision = text, answer.revision + 1
        answer.saved_by, answer.saved_at = by, now
        answer.save()


def restore_entries(project: Project, frozen: Dossier, *, by: User) -> None:
    """The entries as they stood, at their places; those added since are removed, and could be brought back.

    The partners must have been restored before.
    """
    known = {entry.uid: entry for entry in Entry.objects.filter(project=project)}
    partners = {row.uid: row for row in Partnership.objects.filter(project=project)}
    for record in frozen.entries:
        entry = known.setdefault(record.uid, Entry(project=project, uid=record.uid, kind=record.kind))
        _fill(entry, record, known, partners)
    kept = {record.uid for record in frozen.entries}
    added_since = [row for uid, row in known.items() if uid not in kept and row.removed_at is None]
    for entry in added_since:
        entry.removed_at, entry.removed_by = timezone.now(), by
    Entry.objects.filter(project=project).update(position=F("position") + _ASIDE)
    _number(known, [record.uid for record in frozen.entries])
    for entry in known.values():
        entry.save()
    for record in frozen.entries:
        known[record.uid].partners.set([partners[uid] for uid in record.partners if uid in partners])


def _fill(
    entry: Entry, record: EntryRecord, known: dict[UUID, Entry], partners: dict[UUID, Partnership]
) -> None:
    entry.parent = known[record.parent] if record.parent else None
    entry.partnership = partners.get(record.partner) if record.partner else None
    entry.first_period, entry.last_period = record.first_period, record.last_period
    entry.indicator_id = record.indicator.id if record.indicator else None
    entry.baseline, entry.target, entry.choice = record.baseline, record.target, record.choice
    entry.price = record.price
    entry.removed_at = entry.removed_by = None


def _number(known: dict[UUID, Entry], first: list[UUID]) -> None:
    """Places from 1 within each kind and parent: those of the frozen dossier first, the others behind."""
    rank = {uid: place for place, uid in enumerate(first)}
    count: dict[tuple[UUID | None, str], int] = defaultdict(int)
    for entry in sorted(known.values(), key=lambda row: (rank.get(row.uid, len(rank)), row.position or 0)):
        beside = (entry.parent.uid if entry.parent else None, entry.kind)
        count[beside] += 1
        entry.position = count[beside]


def _rows_of(frozen: Dossier) -> set[str]:
    rows = {str(row.uid) for row in frozen.entries} | {str(use.uid) for use in frozen.lump_sums}
    for partner in frozen.partners:
        rows |= {str(partner.uid), *(str(item.uid) for item in partner.items)}
    return rows


def _belongs(name: str, language: str, rows: set[str], frozen: Dossier) -> bool:
    """Whether the frozen dossier would hold a text, had it been given."""
    full = find(name, language)
    return full is not None and frozen.call.shows(full.field.key) and (not full.row or full.row in rows)


def _text(answer: Answer | None) -> str:
    return answer.text if answer else ""
