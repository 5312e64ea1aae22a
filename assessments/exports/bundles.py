"""A whole dossier as files, for auditors: every version, its annexes, what was judged, written and done.

Tables are CSV. `manifest.csv` names each file with its size and SHA-256; `trail.csv` holds the chain of
entries, whose soundness `about.txt` states.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import TrailEntry
from assessments.models import Appeal, Condition, Decision, Score, ScreeningCheck
from core.sheets import Row, csv_lines
from core.uploads.names import clean_name, numbered
from correspondence.models import Message
from correspondence.states import MessageState
from projects.attachments.frozen import rows_in
from projects.models import Attachment, Comment, Interest, Project, StateChange, Version
from projects.models.attachments import AttachmentState, Purpose
from projects.models.talk import Audience


class Dossiers:
    """A ZIP of dossiers being written, a folder for each, with the digest of all that went in."""

    def __init__(self, target: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        self._manifest: list[Row] = []
        self._folder = ""

    def begin(self, project: Project) -> None:
        """All files of one proposal but for its versions."""
        folder = self._folder = _folder(project)
        for name, header, rows in _tables(project):
            self._put(f"{folder}/{name}.csv", "".join(csv_lines(header, rows)).encode())
        for number, letter in enumerate(_letters(project), start=1):
            self._put(f"{folder}/letters/{number:03d}.txt", _as_text(letter).encode())
        for row in _papers(project):
            self._attachment(f"{folder}/files/{row.purpose}", row)
        self._put(f"{folder}/about.txt", _about(project).encode())

    def version(self, version: Version, form: bytes | None) -> None:
        """One version: its data, its form as PDF (null: it could not be made), and its annexes."""
        place = f"{_folder(version.project)}/versions/{version.number}"
        data = json.dumps(version.data, ensure_ascii=False, indent=1, sort_keys=True)
        self._put(f"{place}/dossier.json", data.encode())
        if form is None:
            self._manifest.append([f"{place}/form.pdf", None, _("could not be made")])
        else:
            self._put(f"{place}/form.pdf", form)
        for row in rows_in(version):
            if row.is_clean:
                self._attachment(f"{place}/annexes", row)

    def document(self, folder: str, name: str, content: bytes | None) -> None:
        """A further PDF of the proposal that was begun last (null: it could not be made)."""
        place = f"{self._folder}/{folder}/{name}.pdf"
        if content is None:
            self._manifest.append([place, None, _("could not be made")])
        else:
            self._put(place, content)

    def close(self) -> None:
        """Write the list of files, and end."""
        listed = csv_lines(("file", "bytes", "sha256"), self._manifest)
        self._archive.writestr("manifest.csv", "".join(listed))
        self._archive.close()

    def _attachment(self, place: str, row: Attachment) -> None:
        with default_storage.open(str(row.file)) as stored:
            self._put(f"{place}/{clean_name(row.name)}", stored.read())

    def _put(self, name: str, content: bytes) -> None:
        """One file; a name that was used gets a number, so that nothing is lost."""
        free = numbered(name, self._names)
        self._names.add(free.casefold())
        self._archive.writestr(free, content)
        self._manifest.append([free, len(content), hashlib.sha256(content).hexdigest()])


def _folder(project: Project) -> str:
    return slugify(project.code or str(project.uid)).upper()


def _tables(project: Project) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    yield "steps", _STEPS, _steps(project)
    yield "screening", _CHECKS, _checks(project)
    yield "interests", ("person", "conflict", "note", "declared at"), _interests(project)
    yield "assessments", _SCORES, _scores(project)
    yield "decisions", _DECISIONS, _decisions(project)
    yield "conditions", ("condition", "due", "state", "answer", "reason", "closed at"), _conditions(project)
    yield "objections", _OBJECTIONS, _objections(project)
    yield "talk", ("at", "who", "audience", "text"), _talk(project)
    yield "trail", trail.COLUMNS, (trail.as_row(entry) for entry in _entries(project))


_STEPS = ("at", "step", "from", "to", "version", "by", "decided on", "note")
_CHECKS = ("version", "check", "machine", "because", "officer", "note", "by", "at")
_SCORES = ("version", "round", "assessor", "finished at", "criterion", "score", "comment", "recommendation")
_DECISIONS = ("version", "outcome", "decided on", "by", "recorded at", "reasons", "granted", "undone at")
_OBJECTIONS = ("submitted at", "by", "text", "files", "outcome", "reason", "handled by", "handled at")


def _steps(project: Project) -> Iterator[Row]:
    for row in StateChange.objects.of(project).order_by("at", "pk"):
        version = row.version.number if row.version else None
        yield row.at, row.step, row.source, row.target, version, str(row.by or ""), row.decided_on, row.note


def _checks(project: Project) -> Iterator[Row]:
    found = ScreeningCheck.objects.filter(screening__version__project=project)
    for row in found.select_related("screening__version", "answered_by").order_by(
        "screening__version__number", "position"
    ):
        yield (
            row.screening.version.number,
            str(row.title),
            row.machine_verdict,
            str(row.machine_reason),
            row.verdict,
            row.note,
            str(row.answered_by or ""),
            row.answered_at,
        )


def _interests(project: Project) -> Iterator[Row]:
    for row in Interest.objects.filter(project=project).select_related("person"):
        yield str(row.person), row.has_conflict, row.note, row.declared_at


def _scores(project: Project) -> Iterator[Row]:
    found = Score.objects.filter(assessment__project=project, assessment__finished_at__isnull=False)
    for row in found.select_related("assessment__assessor", "assessment__version", "criterion").order_by(
        "assessment_id", "criterion__position"
    ):
        one = row.assessment
        yield (
            one.version.number,
            one.round,
            str(one.assessor),
            one.finished_at,
            str(row.criterion.title),
            row.value,
            row.comment,
            one.recommendation,
        )


def _decisions(project: Project) -> Iterator[Row]:
    for row in Decision.objects.filter(project=project).select_related("version", "decided_by"):
        yield (
            row.version.number,
            row.outcome,
            row.decided_on,
            str(row.decided_by),
            row.recorded_at,
            row.reason,
            row.granted,
            row.reverted_at,
        )


def _conditions(project: Project) -> Iterator[Row]:
    for row in Condition.objects.filter(decision__project=project):
        yield row.text, row.due, row.state, row.answer, row.reason, row.closed_at


def _objections(project: Project) -> Iterator[Row]:
    """Those that were submitted; a draft is the applicants' own."""
    found = Appeal.objects.submitted().filter(project=project).select_related("submitted_by", "handled_by")
    for row in found.prefetch_related("files"):
        yield (
            row.submitted_at,
            str(row.submitted_by),
            row.text,
            ", ".join(file.name for file in row.files.all()),
            row.outcome,
            row.reason,
            str(row.handled_by or ""),
            row.handled_at,
        )


def _papers(project: Project) -> Iterator[Attachment]:
    """The checked files beside the dossier: of the contract, of conditions, of submitted objections."""
    rows = Attachment.objects.present().filter(project=project, state=AttachmentState.CLEAN)
    sent = Appeal.objects.submitted().filter(project=project).values("files")
    not_sent = Q(purpose=Purpose.OBJECTION) & ~Q(pk__in=sent)
    yield from rows.exclude(purpose=Purpose.DOSSIER).exclude(not_sent).for_list()


def _talk(project: Project) -> Iterator[Row]:
    said = Comment.objects.filter(project=project).exclude(audience=Audience.PRIVATE).select_related("author")
    for row in said:
        yield row.published_at, str(row.author), row.audience, row.text


def _entries(project: Project) -> Iterable[TrailEntry]:
    return TrailEntry.objects.for_chain(project.chain).iterator(chunk_size=500)


def _letters(project: Project) -> Iterable[Message]:
    about = Message.objects.about(project.chain).filter(state=MessageState.SENT, is_secret=False)
    return about.select_related("recipient").order_by("sent_at", "pk")


def _as_text(letter: Message) -> str:
    sent = timezone.localtime(letter.sent_at).isoformat(timespec="seconds") if letter.sent_at else ""
    return f"To: {letter.to_email}\nSubject: {letter.subject}\nSent: {sent}\n\n{letter.body}"


def _about(project: Project) -> str:
    """What is in the folder, and whether its trail is whole."""
    faults = trail.verify_chain(project.chain)
    number = TrailEntry.objects.filter(chain=project.chain).count()
    sound = _("The trail of %(number)d entries is unbroken.") % {"number": number}
    broken = "\n".join(f"{fault.sequence}: {fault.reason}" for fault in faults)
    at = timezone.localtime().isoformat(timespec="seconds")
    return "\n".join([str(project), project.get_state_display(), at, "", broken or sound, ""])
