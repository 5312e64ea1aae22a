"""Asking for a portfolio: no account, but limits; how it stands, and whether it is of the present data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import DomainError, TooOften
from documents import engine
from documents.asking import of
from documents.models import Document
from documents.states import UNFINISHED, DocumentState
from publications import editions
from publications.exports import limits
from publications.portfolio.facts import Facts
from publications.portfolio.subjects import Subject

MOST = 2_000  # projects in one document
ASKED = limits.Limit("portfolios", 20, 3600)


@dataclass
class Standing:
    """How the document of a subject stands for a reader of `language`."""

    subject: Subject
    language: str

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.subject, self.language)

    @cached_property
    def document(self) -> Document | None:
        """The one that was asked for last, in whatever state; without its data."""
        return self._documents.first()

    @property
    def _documents(self) -> QuerySet[Document]:
        subject = self.subject
        return of(subject.document_kind, subject.document_subject, self.language).defer("data")

    @cached_property
    def ready(self) -> Document | None:
        """The newest that can be read."""
        return self._documents.filter(state=DocumentState.READY).first()

    @property
    def is_waiting(self) -> bool:
        return self.document is not None and self.document.state in UNFINISHED

    @cached_property
    def may_be_older(self) -> bool:
        """Whether any public data changed since the document was asked for; then it can be asked for anew."""
        document = self.document
        return document is not None and editions.newest().changed_at > document.requested_at

    @property
    def is_too_large(self) -> bool:
        return self.facts.number > MOST

    @property
    def can_be_asked_for(self) -> bool:
        """Whether asking would make anything: there is something to print, and no present document of it."""
        if self.is_waiting or not self.facts.number or self.is_too_large:
            return False
        made = self.document is not None and self.document.state == DocumentState.READY
        return not made or self.may_be_older


def ask(standing: Standing, *, address: str) -> Document:
    """The document of the present data: the one that is there, or a new one that a worker makes.

    `address` is where the request came from. DomainError says why not.
    """
    document = standing.document
    if document is not None and (standing.is_waiting or _is_present(standing, document)):
        return document
    if not standing.facts.number:
        raise DomainError(_("No project is known here yet, so there is nothing to print."))
    if standing.is_too_large:
        raise DomainError(
            _(
                "A PDF holds at most %(most)d projects; these are %(number)d. Narrow the selection, or "
                "take the data."
            )
            % {"most": MOST, "number": standing.facts.number}
        )
    if limits.count(ASKED, address).is_over:
        raise TooOften(_("Too many PDFs were asked for from your network. Wait an hour, then ask again."))
    subject = standing.subject
    data = standing.facts.read()
    return engine.request(subject.document_kind, subject.document_subject, standing.language, data)


def _is_present(standing: Standing, document: Document) -> bool:
    return document.state == DocumentState.READY and not standing.may_be_older
