"""One public record as its page shows it: partners, regions, documents, versions, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue import contractors, policy
from catalogue.standing import is_late
from catalogue.surroundings import AROUND, Surroundings
from core import facts
from core.countries import country_name
from core.languages import in_a_sentence
from core.prepared import Prepared
from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import LANGUAGES, Text
from documents.models import Document
from documents.states import DocumentState
from programmes.models import Region
from publications import achievements, pictures, summary, versions
from publications.models import Publication, PublicationQuerySet, PublishedPartner, RecordVersion

SHOWN_VERSIONS = 10


def for_record() -> PublicationQuerySet:
    """Publications with all that a `Record` needs but its partners and its surroundings, in one statement."""
    documents = (
        Document.objects.filter(kind=summary.KIND, subject=Concat(Value("publication:"), OuterRef("code")))
        .exclude(state=DocumentState.WITHDRAWN)
        .order_by("language", "-requested_at", "-pk")
        .distinct("language")
    )
    newest = RecordVersion.objects.filter(code=OuterRef("code")).order_by("-number")[: SHOWN_VERSIONS + 1]
    found: PublicationQuerySet = Publication.objects.for_page().annotate(
        of_documents=ArraySubquery(documents.values(json=_json(*_OF_DOCUMENT))),
        **AROUND,
        of_instruments=policy.instruments(),
        of_contractors=contractors.contractors(),
        of_versions=ArraySubquery(newest.values(json=_json("number", "at", "source", "changes"))),
    )
    return found


def published(code: str) -> Publication:
    """The publication with all that a `Record` needs, in one statement. Http404 when unknown."""
    found = _PUBLISHED.rows(code=code)
    if not found:
        raise Http404
    return found[0]


def _partners_of(publication: int) -> QuerySet[PublishedPartner]:
    name = Region.objects.filter(code=OuterRef("region")).values("name")
    rows = PublishedPartner.objects.filter(publication=publication).order_by("position")
    return rows.select_related("organisation").annotate(region_name=Subquery(name[:1]))


_PUBLISHED = Prepared(lambda code: for_record().filter(code=code), code="code-that-stands-in")
_PARTNERS = Prepared(_partners_of, publication=-1)
_OF_DOCUMENT = ("language", "state", "size", "is_bulk", "requested_at", "finished_at")


def _json(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


@dataclass(frozen=True)
class VersionLine:
    """A version of the record, as the list of them shows it."""

    code: str
    number: int
    at: datetime
    source: str
    changes: tuple[Any, ...]

    @property
    def url(self) -> str:
        return reverse("catalogue:record_version", args=[self.code, self.number])


@dataclass(frozen=True)
class Summary:
    """The funding summary in one language, in whatever state."""

    code: str
    language: str
    document: Document | None

    @property
    def language_name(self) -> str:
        """The language's own name, as its speakers look for it."""
        return LANGUAGE_NAMES[self.language]

    @property
    def url(self) -> str:
        return reverse("catalogue:summary", args=[self.code, self.language])

    @property
    def status_url(self) -> str:
        return reverse("catalogue:summary_status", args=[self.code, self.language])

    @property
    def ask_url(self) -> str:
        return reverse("catalogue:summaries", args=[self.code])

    @property
    def can_ask(self) -> bool:
        """Whether a reader may have it made: there is none, or it was not kept."""
        return self.document is None or self.document.state == DocumentState.EXPIRED

    @property
    def is_late(self) -> bool:
        """Whether the workers seem to be away."""
        return is_late(self.document)


class Record:
    """A publication of `for_record` for a reader of `language`; two statements beside the publication's own.

    Everything that the page of a project shows comes from here, so that its body can be made at any time.
    """

    def __init__(self, publication: Publication, language: str) -> None:
        self.publication = publication
        self.language = language

    @cached_property
    def partners(self) -> list[PublishedPartner]:
        return _PARTNERS.rows(publication=self.publication.pk)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The newest document of each language; a finished one stays while the next waits to be made."""
        rows: list[dict[str, Any]] = self.publication.of_documents  # type: ignore[attr-defined]  # annotated
        return {row["language"]: Document(**_with_moments(row)) for row in rows}

    @cached_property
    def summaries(self) -> list[Summary]:
        return [Summary(self.publication.code, code, self.documents.get(code)) for code in LANGUAGES]

    @cached_property
    def versions(self) -> list[VersionLine]:
        """The newest ones, and one more when there are more."""
        rows: list[dict[str, Any]] = self.publication.of_versions  # type: ignore[attr-defined]  # annotated
        code = self.publication.code
        return [
            VersionLine(code=code, **_with_moments(row) | {"changes": tuple(labels_of(row["changes"]))})
            for row in rows
        ]

    @property
    def shown_versions(self) -> list[VersionLine]:
        return self.versions[:SHOWN_VERSIONS]

    @property
    def changed_at(self) -> datetime:
        finished = [row.finished_at for row in self.documents.values() if row.finished_at]
        return max([self.publication.data_date, *finished])

    @cached_property
    def partner_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "partner": partner,
                "country": country_name(partner.country, self.language) if partner.country else "",
                "region": partner.region_name or partner.region,  # type: ignore[attr-defined]  # annotated
            }
            for partner in self.partners
        ]

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings.of(self.publication)

    @property
    def publishes_amounts(self) -> bool:
        """Whether any partner's amount is published; a published zero is one."""
        return any(row.budget is not None or row.eu_funding is not None for row in self.partners)

    @property
    def publishes_contributions(self) -> bool:
        return any(row.contribution is not None for row in self.partners)

    @cached_property
    def facts(self) -> tuple[facts.Fact, ...]:
        return facts.read(self.publication.facts or ())

    @property
    def sources(self) -> list[dict[str, Any]]:
        """What the record says of where its facts come from: the fact, the source, and a note on it."""
        return [
            {
                "label": versions.LABELS.get(name, ""),
                "language": in_a_sentence(language) if language else "",
                **_source(stored),
            }
            for key, stored in (self.publication.provenance or {}).items()
            for name, _dot, language in [key.partition(".")]
            if key == "*" or name in versions.LABELS
        ]

    @property
    def stated_facts(self) -> list[dict[str, Any]]:
        """The further facts, each with its source."""
        return [{"fact": fact, **_source(fact.source)} for fact in self.facts]

    @property
    def indicators(self) -> list[dict[str, Any]]:
        return achievements.shown(self.publication.indicators or ())

    @cached_property
    def instruments(self) -> list[policy.Instrument]:
        """The policy instruments, with the partners that work on each."""
        rows: list[dict[str, Any]] = self.publication.of_instruments  # type: ignore[attr-defined]  # annotated
        return policy.read(rows, self.partners)

    @cached_property
    def contractors(self) -> list[contractors.Shown]:
        """Whom partners gave contracts by public procurement."""
        rows: list[dict[str, Any]] = self.publication.of_contractors  # type: ignore[attr-defined]  # annotated
        return contractors.read(rows, self.partners, self.language)

    @cached_property
    def money_chart(self) -> SafeString:
        record = self.publication
        return pictures.money(
            record.total_budget, record.eu_funding, record.total_budget_is_approximate, self.language
        )

    @cached_property
    def partners_chart(self) -> SafeString:
        stated = ((row.name, row.eu_funding) for row in self.partners)
        return pictures.of_partners(stated, self.language, is_on_paper=False)

    @cached_property
    def map(self) -> SafeString:
        return pictures.places(((row.region, row.role) for row in self.partners), is_on_paper=False)

    @cached_property
    def timeline(self) -> SafeString:
        record = self.publication
        return pictures.time(
            record.start_date, record.end_date, record.acronym, self.language, timezone.localdate()
        )

    @property
    def months(self) -> int | None:
        return summary.months(self.publication.start_date, self.publication.end_date)

    @property
    def ready(self) -> list[Summary]:
        return [one for one in self.summaries if one.document and one.document.state == DocumentState.READY]

    @property
    def title(self) -> Text:
        """The title, or the acronym where no title is known."""
        return self.publication.title or Text(en=self.publication.acronym)


# What may follow the kind of a source in files of known facts.
_OWN_WORDS = {"own words": _("in our own words")}


def labels_of(names: Any) -> Iterator[Any]:
    """The words for facts that changed."""
    return (versions.LABELS[name] for name in names if name in versions.LABELS)


def _source(stored: str) -> dict[str, Any]:
    """A stored source ("public, own words: a note") in words, and the note."""
    kind, _colon, note = stored.partition(":")
    name, _comma, more = kind.partition(",")
    known = name in facts.Source.values
    said = "" if note.strip() else _OWN_WORDS.get(more.strip(), more.strip())
    return {"source": facts.Source(name).label if known else name, "note": note.strip(), "said": said}


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    """The row of a JSON column with its dates read."""
    moments = {name for name in ("at", "requested_at", "finished_at") if row.get(name)}
    return row | {name: datetime.fromisoformat(row[name]) for name in moments}
