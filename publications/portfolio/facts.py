"""All that a portfolio says, read once and as plain data: what it is about, its figures, its projects."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.texts import Text
from projects.models import Project
from publications import finding, participation
from publications.figures import TooMany
from publications.finding import Search
from publications.finding.wording import parts
from publications.models import Organisation, Publication, PublicationQuerySet
from publications.portfolio import projects, summed
from publications.portfolio.subjects import SEARCH, Subject


class Busy(DomainError):
    """Adding up takes longer than a reader should wait; a worker has been asked to."""

    status = 503


class Facts:
    """What is public of a subject now, for a reader of `language`."""

    def __init__(self, subject: Subject, language: str) -> None:
        self.subject = subject
        self.language = language

    @cached_property
    def search(self) -> Search | None:
        """What its search means, with words mended as on the page; None for a call."""
        return Search(self.subject.query) if self.subject.query is not None else None

    @cached_property
    def records(self) -> PublicationQuerySet:
        if self.search is not None:
            return finding.records_of(self.search)
        of_call = Project.objects.filter(call=self.subject.call, code__isnull=False)
        found: PublicationQuerySet = Publication.objects.filter(code__in=of_call.values("code"))
        return found

    @cached_property
    def number(self) -> int:
        """How many projects there are."""
        return self.records.order_by().count()

    def read(self) -> dict[str, Any]:
        """The whole. Raises Busy."""
        organisation = self.subject.organisation
        with translation.override(self.language):
            listed = projects.read(self.records, self.language, organisation.pk if organisation else None)
            return {
                "about": self._about(),
                **self._sums(),
                **listed,
                **({"own": _own(organisation)} if organisation else {}),
                "data_date": projects.newest(self.records),
            }

    def _sums(self) -> dict[str, Any]:
        subject = self.subject
        try:
            if subject.query is None:
                return summed.of_records(self.records, self.language)
            within = subject.code if subject.kind == "region" else ""
            return summed.of_query(subject.query, within, self.language)
        except TooMany as problem:
            raise Busy(
                _("Adding up these projects takes longer than you should wait. Try again in a minute.")
            ) from problem

    def _about(self) -> dict[str, Any]:
        subject = self.subject
        return {
            "kind": subject.kind,
            "name": dict(subject.name),
            "code": subject.code,
            "above": [dict(text) for text in subject.above if text],
            "programme": subject.programme.pk if subject.programme else "",
            "programme_name": dict(subject.programme.name) if subject.programme else {},
            "period": subject.edition.period_id if subject.edition else "",
            "statement": dict(subject.edition.funding_statement) if subject.edition else {},
            "page": subject.address(self.language),
            "query": subject.query.as_query_string() if subject.query is not None else "",
            "words": parts(self.search.meant) if subject.kind == SEARCH and self.search else [],
            **self._of_kind(),
        }

    def _of_kind(self) -> dict[str, Any]:
        """What only regions, organisations and calls have."""
        subject = self.subject
        if subject.call is not None:
            call = subject.call
            return {
                "call": {
                    "opens": call.opens_at,
                    "closes": call.closes_at,
                    "zone": call.time_zone,
                    "money": call.budget,
                    "is_demo": call.is_demo,
                }
            }
        if subject.organisation is not None:
            one = subject.organisation
            return {"organisation": {"kind": one.kind, "country": one.country, "city": one.city}}
        return {}


def _own(organisation: Organisation) -> dict[str, Any]:
    """The part of an organisation itself, as its page tells it."""
    figures = participation.figures_of(organisation)
    return {
        "as_lead": figures.as_lead,
        "projects": figures.projects,
        "budget": [figures.budget.amount, figures.budget.published],
        "eu": [figures.eu_funding.amount, figures.eu_funding.published],
        "names": [name for name in figures.names if name],
        "places": [asdict(place) for place in figures.places],
        "companions": [asdict(one) for one in figures.companions],
        "companion_count": figures.companion_count,
    }


def has_result() -> Exists:
    """For calls: whether any project of each is public."""
    codes = Project.objects.filter(call=OuterRef(OuterRef("pk")), code__isnull=False).values("code")
    return Exists(Publication.objects.filter(code__in=codes))


def name_of_subject(facts: Facts) -> Any:
    """What its subject is called: a text in several languages, or on one line what is looked for."""
    if facts.subject.kind != SEARCH or facts.search is None:
        return facts.subject.name
    return "; ".join(parts(facts.search.meant)) or _("All projects")


def name_of(about: dict[str, Any], language: str) -> str:
    """What a subject is called, on one line; of a search what is looked for."""
    if about["kind"] == SEARCH:
        return "; ".join(about["words"]) or _("All projects")
    return Text(about["name"]).best(language).text
