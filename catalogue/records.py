"""One public record as its page shows it: partners, regions, documents, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from core import facts
from core.countries import country_name
from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import LANGUAGES, Text
from documents.models import Document
from documents.states import UNFINISHED, DocumentState
from programmes.models import Region
from publications import pictures, summary
from publications.models import Publication, PublishedPartner

PATIENCE = timedelta(seconds=20)


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
    def is_late(self) -> bool:
        """Whether the workers seem to be away."""
        waiting = self.document
        return bool(
            waiting and waiting.state in UNFINISHED and waiting.requested_at < timezone.now() - PATIENCE
        )


class Record:
    """A publication for a reader of `language`; at most three queries beside the publication's own."""

    def __init__(self, publication: Publication, language: str) -> None:
        self.publication = publication
        self.language = language

    @cached_property
    def partners(self) -> list[PublishedPartner]:
        return list(self.publication.partners.order_by("position"))

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        return dict(Region.objects.filter(code__in=self.publication.regions).values_list("code", "name"))

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The newest document of each language; a finished one stays while the next waits to be made."""
        rows = (
            Document.objects.filter(kind=summary.KIND, subject=self.publication.subject)
            .order_by("language", "-requested_at", "-pk")
            .distinct("language")
            .defer("data")
        )
        return {row.language: row for row in rows}

    @cached_property
    def summaries(self) -> list[Summary]:
        return [Summary(self.publication.code, code, self.documents.get(code)) for code in LANGUAGES]

    @property
    def key(self) -> list[object]:
        """Changes whenever something on the page changes."""
        states = [(one.language, one.document and one.document.state, one.is_late) for one in self.summaries]
        record = self.publication
        return [record.code, record.data_date, record.version_hash, record.status, self.language, states]

    @property
    def changed_at(self) -> datetime:
        finished = [row.finished_at for row in self.documents.values() if row.finished_at]
        return max([self.publication.data_date, *finished])

    @property
    def partner_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "partner": partner,
                "country": country_name(partner.country, self.language) if partner.country else "",
                "region": self.region_names.get(partner.region, partner.region),
            }
            for partner in self.partners
        ]

    @property
    def publishes_amounts(self) -> bool:
        """Whether any partner's amount is published; a published zero is one."""
        return any(row.budget is not None or row.eu_funding is not None for row in self.partners)

    @property
    def facts(self) -> tuple[facts.Fact, ...]:
        return facts.read(self.publication.facts or ())

    @cached_property
    def money_chart(self) -> SafeString:
        record = self.publication
        return pictures.money(
            record.total_budget, record.eu_funding, record.total_budget_is_approximate, self.language
        )

    @cached_property
    def partners_chart(self) -> SafeString:
        return pictures.of_partners(((row.name, row.eu_funding) for row in self.partners), self.language)

    @cached_property
    def map(self) -> SafeString:
        return pictures.places((row.region, row.role) for row in self.partners)

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
