"""The documents of a dossier beside its forms: assessment sheets, committee papers and minutes, letters.

Each has a key in a batch: its sort, its proposal and its row. Papers and minutes are cut to the proposal
whose dossier they belong to: what a session said of others stands in the dossiers of those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from assessments.committee import minutes, papers
from assessments.models import AgendaItem, Assessment, Consolidation, Session
from assessments.printing import consolidated, single
from assessments.states import SessionState
from correspondence.models import Message, MessageQuerySet
from correspondence.states import MessageState
from documents.batches.kinds import Candidate, Wanted
from documents.models import BatchItem, Document
from programmes.letters_together import papers_of
from projects.models import Project

SHEET, CONSOLIDATED, PAPERS, MINUTES, LETTER = "sheet", "consolidated", "papers", "minutes", "letter"
# Where the files of each sort stand in the folder of their proposal.
FOLDERS: Mapping[str, str] = {
    SHEET: "assessments",
    CONSOLIDATED: "assessments",
    PAPERS: "committee",
    MINUTES: "committee",
    LETTER: "letters",
}
Made = Mapping[int, Wanted | Document]


class Paper(Protocol):
    """A module that prints what a session gave out."""

    KIND: str

    def subject_of(self, session: Session, hidden: Iterable[int]) -> str: ...

    def data_of(self, session: Session, hidden: Iterable[int]) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Key:
    """The sort of a document, the proposal of its dossier and its row, both by primary key."""

    sort: str
    project: int
    row: int

    def __str__(self) -> str:
        return f"{self.sort}:{self.project}:{self.row}"


def key_of(text: str) -> Key | None:
    """The key that an item of a batch carries; None for that of a version, which is a plain number."""
    sort, _colon, rest = text.partition(":")
    if not rest:
        return None
    project, row = rest.split(":")
    return Key(sort, int(project), int(row))


def candidates(projects: Collection[int], language: str) -> dict[int, list[Candidate]]:
    """All that exists of these proposals, by proposal; five queries."""
    found: dict[int, list[Candidate]] = {pk: [] for pk in projects}
    for key, name, own in _all(projects):
        found[key.project].append(Candidate(str(key), own or language, name[:110], name[:200]))
    return found


def wanted(items: Sequence[BatchItem], *, by: User) -> Made:
    """The document of each item that carries such a key; what is gone meanwhile is left out."""
    keys = {item.pk: key for item in items if (key := key_of(item.key))}
    made: dict[int, Wanted | Document] = {}
    for sort, make in _MAKERS.items():
        mine = {pk: key for pk, key in keys.items() if key.sort == sort}
        if mine:
            made |= make(mine, by)
    return made


def _all(projects: Collection[int]) -> Iterator[tuple[Key, str, str]]:
    """Key, name and language (blank: that of the batch), in the order of the work."""
    finished = (
        Assessment.objects.finished().filter(project__in=projects).select_related("assessor", "version")
    )
    for one in finished.order_by("project", "version__number", "round", "pk"):
        name = f"sheet-v{one.version.number}-round-{one.round}-{slugify(str(one.assessor))[:40]}"
        yield Key(SHEET, one.project_id, one.pk), name, ""
    texts = Consolidation.objects.filter(version__project__in=projects).select_related("version")
    for held in texts.order_by("version__number", "round", "pk"):
        if consolidated.is_written(held):
            name = f"consolidated-v{held.version.number}-round-{held.round}"
            yield Key(CONSOLIDATED, held.version.project_id, held.pk), name, ""
    for session, project in _sat(projects):
        day = timezone.localtime(session.starts_at, session.zone)
        name = f"{day:%Y-%m-%d}-{slugify(session.title)[:60]}"
        if _in_papers(session, project):
            yield Key(PAPERS, project, session.pk), f"{name}-papers", ""
        if _is_agreed(session, project):
            yield Key(MINUTES, project, session.pk), f"{name}-minutes", ""
    chains = {one.chain: one.pk for one in Project.objects.filter(pk__in=projects).only("uid")}
    for number, letter in enumerate(_sent(chains).order_by("about", "sent_at", "pk"), start=1):
        name = f"{number:03d}-{letter.letter}-{letter.language}"
        yield Key(LETTER, chains[letter.about], letter.pk), name, letter.language


def _sat(projects: Collection[int]) -> Iterator[tuple[Session, int]]:
    """The convened sessions that had each proposal on their agenda."""
    items = AgendaItem.objects.filter(project__in=projects, session__convened_at__isnull=False)
    for item in items.select_related("session").order_by("session__starts_at", "pk"):
        yield item.session, item.project_id or 0


def _in_papers(session: Session, project: int) -> bool:
    return any(item["project"] == project for item in session.papers.get("items", ()))


def _is_agreed(session: Session, _project: int) -> bool:
    return session.state == SessionState.AGREED


def _sent(chains: Iterable[str]) -> MessageQuerySet:
    letters = Message.objects.filter(about__in=list(chains), state=MessageState.SENT, is_secret=False)
    return letters.exclude(letter="")


def _sheets(keys: Mapping[int, Key], by: User) -> Made:
    rows = single.readable_by(by).filter(pk__in=[key.row for key in keys.values()])
    found = {one.pk: one for one in rows.prefetch_related("scores", "project__call__criteria")}
    made = {}
    for pk, key in keys.items():
        if one := found.get(key.row):
            is_blind = single.hides_names(one, by)
            subject = single.subject_of(one, is_blind=is_blind)
            made[pk] = Wanted(single.KIND, subject, single.facts_of(one, is_blind=is_blind))
    return made


def _consolidations(keys: Mapping[int, Key], by: User) -> Made:
    rows = Consolidation.objects.filter(pk__in=[key.row for key in keys.values()])
    related = ("version__project__call__programme_period__programme", "rapporteur")
    found = {held.pk: held for held in rows.select_related(*related)}
    made = {}
    for pk, key in keys.items():
        held = found.get(key.row)
        if held is not None and consolidated.is_written(held):
            is_blind = consolidated.hides_names(held, by)
            subject = consolidated.subject_of(held, is_blind=is_blind)
            made[pk] = Wanted(consolidated.KIND, subject, consolidated.facts_of(held, is_blind=is_blind))
    return made


def _papers(keys: Mapping[int, Key], by: User) -> Made:
    return _of_sessions(keys, papers, lambda session: session.papers, _in_papers)


def _minutes(keys: Mapping[int, Key], by: User) -> Made:
    return _of_sessions(keys, minutes, lambda session: session.minutes, _is_agreed)


def _of_sessions(
    keys: Mapping[int, Key],
    paper: Paper,
    facts_of: Callable[[Session], Mapping[str, Any]],
    is_there: Callable[[Session, int], bool],
) -> Made:
    """What a session gave out, cut to the proposal of each key."""
    sessions = _sessions(keys)
    made = {}
    for pk, key in keys.items():
        session = sessions.get(key.row)
        if session is not None and is_there(session, key.project):
            others = _others(facts_of(session), key.project)
            made[pk] = Wanted(paper.KIND, paper.subject_of(session, others), paper.data_of(session, others))
    return made


def _letters(keys: Mapping[int, Key], by: User) -> Made:
    rows = Message.objects.filter(pk__in=[key.row for key in keys.values()], state=MessageState.SENT)
    found = papers_of(list(rows.select_related("recipient", "attachment")))
    return {pk: found[key.row] for pk, key in keys.items() if key.row in found}


def _sessions(keys: Mapping[int, Key]) -> dict[int, Session]:
    rows = Session.objects.filter(pk__in={key.row for key in keys.values()})
    return {session.pk: session for session in rows.select_related("programme", "call")}


def _others(facts: Mapping[str, Any], project: int) -> frozenset[int]:
    """The other proposals that the frozen facts of a session speak of."""
    items = facts.get("items", ())
    return frozenset(item["project"] for item in items if item["project"] not in {None, project})


_MAKERS: Mapping[str, Callable[[Mapping[int, Key], User], Made]] = {
    SHEET: _sheets,
    CONSOLIDATED: _consolidations,
    PAPERS: _papers,
    MINUTES: _minutes,
    LETTER: _letters,
}
