"""A scheme on paper: its key figures against the targets, and all its sub-grants by theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from cascade import finding, rolling_up
from cascade.models import Scheme, SubGrant
from cascade.rolling_up import RollUp
from cascade.states import SchemeKind
from core import addresses, charts
from core.charts import Bar
from core.countries import country_name
from core.errors import DomainError
from core.money import eur
from core.pdf import Attachment
from core.pdf.attachments import as_csv
from core.plain import amount, day
from core.rounding import floor2, percentage
from core.texts import LANGUAGES, Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from publications.summary import NETWORK

KIND = "scheme_portfolio"
SHOWN = 400  # sub-grants that the tables have room for; the data inside the file have all
NAMES = 6  # final recipients named in a row
COLUMNS = (
    "sub_grant_code",
    "sub_grant_acronym",
    "sub_grant_theme",
    "decided_on",
    "sub_grant_cost",
    "sub_grant_amount",
)
ZERO = Decimal("0.00")


def subject_of(code: str) -> str:
    """What the documents of a scheme are about."""
    return f"scheme:{code}"


def ask(scheme: Scheme, language: str, *, network: str) -> Document:
    """The portfolio in a language, for a reader who asks for it. TooOften beyond the limit of a network."""
    text = _("Many documents were requested from your network. Wait %(wait)s, then ask for yours again.")
    throttle.take_or_refuse({NETWORK: network}, text)
    found = data_of(scheme.code)
    if found is None:
        raise DomainError(_("This scheme is no longer there. Reload the page."))
    if not rolling_up.is_told(scheme, len(found["sub_grants"])):
        raise DomainError(_("Which sub-grants were awarded is not known here."))
    return engine.request(KIND, subject_of(scheme.code), language, found)


def mark_stale(scheme: Scheme) -> None:
    """Say that the scheme or its sub-grants changed: what was asked for is made again in the background."""
    engine.mark_stale(KIND, subject_of(scheme.code))


def data_of(code: str) -> dict[str, Any] | None:
    """The plain facts that the portfolio shows, in three statements; None for an unknown scheme."""
    whole = Scheme.objects.select_related("operation__programme_period__programme")
    found = rolling_up.read(rolling_up.summed(whole.filter(code=code)))
    if not found:
        return None
    one, scheme = found[0], found[0].scheme
    edition = scheme.operation.programme_period
    rows = SubGrant.objects.published().filter(sub_call__scheme=scheme)
    newest = rows.aggregate(at=Max("published_at"))["at"] or scheme.created_at
    changed = scheme.changed_at or newest
    listed = finding.with_grantees(rows.select_related("theme")).order_by("-decided_on", "code")
    return {
        "code": scheme.code,
        "title": dict(scheme.title),
        "kind": scheme.kind,
        "operation": {"code": scheme.operation.code, "acronym": scheme.operation.acronym},
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "period": edition.period_id,
        "statement": dict(edition.funding_statement),
        "source": scheme.source,
        "is_demo": scheme.is_demo,
        "data_date": max(newest, changed),
        "figures": _figures(one),
        "themes": [{"code": code, "title": dict(title)} for code, title in one.themes],
        "sub_grants": [_plain(finding.line(row)) for row in listed],
        "pages": {language: page_of(scheme.operation.code, language) for language in LANGUAGES},
    }


def page_of(operation: str, language: str) -> str:
    """The full address of the public page of an operation's schemes."""
    with translation.override(language):
        return f"{addresses.printed('catalogue:sub_grants')}?operation={operation}"


def _figures(one: RollUp) -> dict[str, Any]:
    scheme = one.scheme
    return {
        **{
            name: getattr(one, name)
            for name in ("projects", "recipients", "companies", "grant", "eligible_cost")
        },
        **{
            name: getattr(scheme, name)
            for name in (
                *("total_budget", "target_projects", "target_companies"),
                *("total_cost", "management_cost", "management_share"),
            )
        },
    }


def _plain(line: finding.Line) -> dict[str, Any]:
    found = line.sub_grant
    return {
        **{
            name: getattr(found, name)
            for name in ("code", "acronym", "decided_on", "grant", "eligible_cost", "is_demo")
        },
        "title": dict(found.title),
        "theme": found.theme.code if found.theme else "",
        "names": line.names,
        "nameless": line.nameless,
        "countries": sorted({str(each["country"]) for each in line.grantees if each["country"]}),
    }


class SchemePortfolio(Kind):
    """Of one scheme, with everything that it awarded."""

    template = "pdf/scheme_portfolio.html"
    sources = ("cascade.rolling_up",)
    label = _lazy("Portfolio of a scheme")
    seconds = 600
    days_unused = 30
    is_public = True
    reads_anew = True

    def data_of(self, subject: str) -> dict[str, Any] | None:
        return data_of(subject.partition(":")[2])

    def title(self, data: dict[str, Any], language: str) -> str:
        names = {"project": data["operation"]["acronym"], "scheme": Text(data["title"]).best(language).text}
        return _("%(project)s: %(scheme)s") % names

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'scheme'}-portfolio-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"])

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """The data as JSON, and the sub-grants as CSV under the names of the open data."""
        name = self.filename(data, language).removesuffix(".pdf") + ".csv"
        rows = [
            (
                one["code"],
                one["acronym"],
                one["theme"],
                one["decided_on"],
                amount(one["eligible_cost"]),
                amount(one["grant"]),
            )
            for one in data["sub_grants"]
        ]
        table = as_csv(name, COLUMNS, rows, _("The sub-grants, one per row"))
        return (*super().attachments(data, language), table)

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        parts = list(_by_theme(data, language))
        return {
            **data,
            "kind_label": SchemeKind(data["kind"]).label,
            "data_date": datetime.fromisoformat(data["data_date"]),
            "grant": amount(data["figures"]["grant"]),
            "cost": amount(data["figures"]["eligible_cost"]),
            "managed": {
                name: amount(data["figures"].get(name))
                for name in ("total_cost", "management_cost", "management_share")
            },
            "goals": list(_goals(data["figures"])),
            "parts": parts,
            "chart": _chart(parts, language),
            "hidden": max(0, len(data["sub_grants"]) - SHOWN),
            "page": data["pages"][language],
        }


def _goals(figures: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """What was reached beside what was aimed at; a target that nobody states has no row."""
    for name, reached, target, is_money in (
        (_("European money passed on"), figures["grant"], figures["total_budget"], True),
        (_("Projects"), figures["projects"], figures["target_projects"], False),
        (_("Companies"), figures["companies"], figures["target_companies"], False),
    ):
        if target:
            done, whole = Decimal(reached), Decimal(target)
            share = floor2(percentage(done, whole))
            yield {"name": name, "reached": done, "target": whole, "share": share, "is_money": is_money}


def _by_theme(data: dict[str, Any], language: str) -> Iterable[dict[str, Any]]:
    """The sub-grants of each theme in the order of the scheme, those of none last; SHOWN rows in all."""
    names = {one["code"]: Text(one["title"]) for one in data["themes"]}
    known = (
        {**names, "": Text({language: _("Without a theme")})} if names else {"": Text({language: _("All")})}
    )
    room = SHOWN
    for code, title in known.items():
        held = [one for one in data["sub_grants"] if (one["theme"] if one["theme"] in names else "") == code]
        if not held and not code:
            continue
        yield {
            "code": code,
            "title": title,
            "count": len(held),
            "grant": sum((Decimal(one["grant"]) for one in held), ZERO),
            "cost": sum((Decimal(one["eligible_cost"]) for one in held), ZERO),
            "rows": [_row(one, language) for one in held[:room]],
        }
        room = max(0, room - len(held))


def _row(one: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        **one,
        "title": Text(one["title"]),
        "names": one["names"][:NAMES],
        "more": max(0, len(one["names"]) - NAMES),
        "countries": ", ".join(country_name(code, language) for code in one["countries"]),
        "decided": day(one["decided_on"]),
        "grant": amount(one["grant"]),
        "cost": amount(one["eligible_cost"]),
    }


def _chart(parts: Sequence[dict[str, Any]], language: str) -> Any:
    """Money by theme as bars; nothing where there is one theme at most or no money yet."""
    bars = [
        Bar(part["title"].best(language).text, part["grant"], eur(part["grant"], language)) for part in parts
    ]
    if len(bars) < 2 or not any(bar.value for bar in bars):
        return ""
    return charts.bars(bars, title=_("European money by theme"), language=language)
