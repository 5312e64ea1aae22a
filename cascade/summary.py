"""The summary of a sub-grant on paper: who got what for which work, of which operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from cascade.models import Scheme, SubGrant
from cascade.states import SchemeKind
from core import addresses
from core.countries import country_name
from core.pdf import Attachment
from core.pdf.attachments import as_csv
from core.plain import amount, day
from core.texts import LANGUAGES, Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from documents.states import DocumentState
from partners.states import SizeClass
from programmes.models import Region
from publications import pictures
from publications.room import shorten
from publications.summary import NETWORK, SUMMARY_CHARACTERS, TITLE_CHARACTERS, months

KIND = "sub_grant_summary"
SHOWN = 40  # final recipients that it has room for
COLUMNS = ("recipient_name", "country", "nuts", "recipient_size", "recipient_amount")


def data_of(sub_grant: SubGrant) -> dict[str, Any]:
    """The plain facts that the summary shows: same facts, same document."""
    scheme, call = sub_grant.sub_call.scheme, sub_grant.sub_call.call
    edition = scheme.operation.programme_period
    grantees = list(sub_grant.grantees.all())
    regions = Region.objects.filter(code__in={one.region for one in grantees if one.region})
    return {
        "code": sub_grant.code,
        "acronym": sub_grant.acronym,
        "title": dict(sub_grant.title),
        "summary": dict(sub_grant.summary),
        "theme": sub_grant.theme and dict(sub_grant.theme.title),
        "scheme": dict(scheme.title),
        "scheme_kind": scheme.kind,
        "call": dict(call.title),
        "operation": {"code": scheme.operation.code, "acronym": scheme.operation.acronym},
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "period": edition.period_id,
        "statement": dict(edition.funding_statement),
        "cost": sub_grant.eligible_cost,
        "grant": sub_grant.grant,
        "rate": sub_grant.rate,
        "start": sub_grant.start_date,
        "end": sub_grant.end_date,
        "decided": sub_grant.decided_on,
        "hash": sub_grant.version_hash,
        "is_demo": sub_grant.is_demo,
        "data_date": sub_grant.published_at,
        "regions": dict(regions.values_list("code", "name")),
        "recipients": [
            {name: getattr(one, name) for name in ("name", "country", "region", "size_class", "grant")}
            for one in grantees
        ],
        "pages": {language: page_of(sub_grant.code, language) for language in LANGUAGES},
    }


def page_of(code: str, language: str) -> str:
    """The full address of the sub-grant's page."""
    with translation.override(language):
        return addresses.printed("catalogue:sub_grant", code)


def request_all(sub_grant: SubGrant) -> list[Document]:
    """The summary in each language: those that exist, or new ones that workers make after commit."""
    data = data_of(_whole(sub_grant.code) or sub_grant)
    return engine.request_many(KIND, [(sub_grant.subject, language, data) for language in LANGUAGES])


def ask(sub_grant: SubGrant, language: str, *, network: str) -> Document:
    """The summary in a language, for a reader who asks for it. TooOften beyond the limit of a network."""
    text = _("Many summaries were requested from your network. Wait %(wait)s, then ask for yours again.")
    throttle.take_or_refuse({NETWORK: network}, text)
    return engine.request(KIND, sub_grant.subject, language, data_of(sub_grant))


def mark_stale(scheme: Scheme) -> None:
    """Say that what summaries tell of the scheme changed: they are made again in the background."""
    rows = SubGrant.objects.published().filter(sub_call__scheme=scheme).only("code")
    engine.mark_stale(KIND, *(row.subject for row in rows))


def newest_of(sub_grant: SubGrant) -> list[tuple[str, Document | None]]:
    """Each language with the newest document that was not withdrawn, in one statement."""
    rows = Document.objects.filter(kind=KIND, subject=sub_grant.subject)
    kept = rows.exclude(state__in=[DocumentState.WITHDRAWN, DocumentState.EXPIRED]).order_by("pk")
    newest = {row.language: row for row in kept}
    return [(language, newest.get(language)) for language in LANGUAGES]


def _whole(code: str) -> SubGrant | None:
    return SubGrant.objects.published().for_page().filter(code=code).first()


class SubGrantSummary(Kind):
    """One page, or two where many got money."""

    template = "pdf/sub_grant_summary.html"
    label = _lazy("Summary of a sub-grant")
    days_unused = 90
    is_public = True
    reads_anew = True
    sources = ("publications.pictures", "publications.room")

    def data_of(self, subject: str) -> dict[str, Any] | None:
        """The present facts of "sub-grant:<code>"; None where it is not public."""
        found = _whole(subject.partition(":")[2])
        return data_of(found) if found else None

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Sub-grant: %(project)s") % {"project": data["acronym"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'sub-grant'}-summary-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """The data as JSON, and the final recipients as CSV under the names of the open data."""
        name = self.filename(data, language).removesuffix(".pdf") + "-recipients.csv"
        rows = [
            (one["name"], one["country"], one["region"], one["size_class"], amount(one["grant"]))
            for one in data["recipients"]
        ]
        table = as_csv(name, COLUMNS, rows, _("The final recipients and their amounts in euro"))
        return (*super().attachments(data, language), table)

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        title, _cut = shorten(
            Text(data["title"]) or Text({language: data["acronym"]}), language, TITLE_CHARACTERS
        )
        text, is_cut = shorten(Text(data["summary"]), language, SUMMARY_CHARACTERS)
        start, end = day(data["start"]), day(data["end"])
        recipients = [_recipient(one, data["regions"], language) for one in data["recipients"]]
        return {
            **data,
            "title": title,
            "summary": text,
            "is_summary_cut": is_cut,
            "kind_label": SchemeKind(data["scheme_kind"]).label,
            "cost": amount(data["cost"]),
            "grant": amount(data["grant"]),
            "rate": amount(data["rate"]),
            "start": start,
            "end": end,
            "months": months(start, end),
            "decided": day(data["decided"]),
            "data_date": datetime.fromisoformat(data["data_date"]),
            "recipients": recipients[:SHOWN],
            "count": len(recipients),
            "hidden": max(0, len(recipients) - SHOWN),
            "publishes_amounts": any(one["grant"] is not None for one in recipients),
            "page": data["pages"][language],
            "map": pictures.recipients(one["region"] for one in data["recipients"] if one["region"]),
        }


def _recipient(one: dict[str, Any], regions: dict[str, str], language: str) -> dict[str, Any]:
    country = country_name(one["country"], language) if one["country"] else ""
    return {
        "name": one["name"],
        "place": ", ".join(filter(None, (regions.get(one["region"], one["region"]), country))),
        "size": SizeClass(one["size_class"]).label,
        "grant": amount(one["grant"]),
    }
