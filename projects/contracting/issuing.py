"""Issuing the contract and its annex to be signed, taking an edition back, and their papers as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from documents import asking, engine
from documents.models import Document
from documents.states import DocumentState
from projects.contracting.access import may_work, opened
from projects.contracting.facts import facts_of, languages_of
from projects.contracting.filling import kept
from projects.contracting.words import text
from projects.models import Collaborator, ContractIssue, Partnership, Project, Version

CONTRACT, ANNEX = "contract", "contract_annex"
KINDS = (CONTRACT, ANNEX)
DRAFT = 0  # in place of an edition
REASON_LENGTH = 5000


@retried
@transaction.atomic
def issue(project: Project, *, by: User, key: UUID) -> ContractIssue:
    """Freeze what the contract says now as its next edition and have its papers made in every language.

    For the secretariat. The same `key`, or facts that an edition in force says already, give that edition.
    """
    fresh = opened(project, by, is_allowed=may_work(by, project))
    contract = kept(fresh)
    known = ContractIssue.objects.filter(creation_key=key).first()
    if known is not None:
        if known.contract_id != contract.pk:
            raise DomainError(_("This form was used already. Reload the page."))
        return known
    version = _approved(fresh)
    facts = facts_of(fresh, version)
    newest = contract.issues.standing().first()
    if newest is not None and asking.data_hash(newest.data) == asking.data_hash(facts):
        return newest
    highest = contract.issues.aggregate(highest=Max("edition"))["highest"] or 0
    made = ContractIssue.objects.create(
        contract=contract, edition=highest + 1, version=version, data=facts, issued_by=by, creation_key=key
    )
    trail.record(
        fresh.chain, "issue contract", by=by, new={"edition": made.edition, "version": version.number}
    )
    for kind in KINDS:
        for language in languages_of(fresh):
            paper(fresh, made, kind, language)
    return made


@retried
@transaction.atomic
def take_back_issue(found: ContractIssue, *, by: User, reason: str) -> ContractIssue:
    """Take an edition back: the applicants no longer read it. It stays in the list, with the reason."""
    project = found.contract.project
    fresh = opened(project, by, is_allowed=may_work(by, project))
    row = ContractIssue.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.taken_back_at is not None:
        raise DomainError(_("This edition was taken back already. Reload the page to see why."))
    why = text(reason, REASON_LENGTH)
    if not why:
        raise DomainError(_("Write why this edition is taken back. The applicants read it."))
    row.taken_back_by, row.taken_back_at, row.reason = by, timezone.now(), why
    row.save(update_fields=["taken_back_by", "taken_back_at", "reason"])
    trail.record(fresh.chain, "take back contract", by=by, new={"edition": row.edition}, note=why)
    return row


def paper(project: Project, found: ContractIssue, kind: str, language: str) -> Document:
    """One paper of an edition: the document of its facts, made once."""
    data = {**found.data, "edition": found.edition, "issued_at": found.issued_at.isoformat()}
    return engine.request(kind, subject_of(project, found.edition), language, data)


def filed(project: Project, found: ContractIssue, kind: str, language: str) -> Document:
    """A paper as it was made when the edition was issued; made anew only when its file is gone."""
    return engine.newest_ready(kind, subject_of(project, found.edition), language) or paper(
        project, found, kind, language
    )


def made_of(project: Project, editions: Iterable[int]) -> dict[tuple[int, str, str], Document]:
    """The newest paper of each edition by kind and language, in whatever state but withdrawn; one query."""
    subjects = {subject_of(project, edition): edition for edition in editions}
    rows = Document.objects.filter(kind__in=KINDS, subject__in=subjects).defer("data")
    rows = rows.exclude(state=DocumentState.WITHDRAWN)
    return {
        (subjects[row.subject], row.kind, row.language): row for row in rows.order_by("requested_at", "pk")
    }


def draft(project: Project, kind: str, language: str) -> Document:
    """One paper as it would say now, marked as a draft; the same facts give the same file."""
    data: dict[str, Any] = {**facts_of(project, _approved(project)), "edition": DRAFT, "issued_at": None}
    return engine.request(kind, subject_of(project, DRAFT), language, data)


def newest_draft(project: Project, kind: str, language: str) -> Document | None:
    """The draft that was asked for last, in whatever state."""
    return engine.current(kind, subject_of(project, DRAFT), language)


def is_current(project: Project, found: ContractIssue) -> bool:
    """Whether an edition says what it would say if it were issued now."""
    version = Version.objects.approved_of(project)
    return version is not None and asking.data_hash(facts_of(project, version)) == asking.data_hash(
        found.data
    )


def subject_of(project: Project, edition: int) -> str:
    """What the document is about, in the documents' own words."""
    return f"{project.chain}:contract:{edition or 'draft'}"


def may_read_issues(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person belongs to the lead partner, or writes the whole project: it is their contract."""
    if not isinstance(user, User) or not user.is_active:
        return False
    own = Q(partnership=None) | Q(partnership__role=Partnership.Role.LEAD)
    return Collaborator.objects.filter(own, project=project, user=user).exists()


def _approved(project: Project) -> Version:
    version = Version.objects.approved_of(project)
    if version is None:
        raise DomainError(_("The contract is made from the approved version, and none is approved yet."))
    return version
