"""The fiche of a published good practice: a document to take along, in each language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core import addresses
from core.countries import country_name
from core.texts import LANGUAGES, Text
from documents import engine
from documents.kinds import Kind
from knowledge.models import GoodPractice, PublishedPractice, Transfer
from knowledge.practices.fields import NARRATIVES, text_of
from programmes.models import Region

KIND = "practice_fiche"


def subject_of(practice: GoodPractice) -> str:
    """What its fiches are about."""
    return f"practice:{practice.uid}"


def request_all(practice: GoodPractice) -> None:
    """Have the fiche made in every language, from what is public now."""
    subject = subject_of(practice)
    data = read(subject)
    if data is not None:
        engine.request_many(KIND, [(subject, language, data) for language in LANGUAGES])


def withdraw(practice: GoodPractice) -> None:
    """Take the fiches away."""
    engine.discard(KIND, subject_of(practice))


def read(subject: str) -> dict[str, Any] | None:
    """All that a fiche says; None when the practice is not published."""
    rows = PublishedPractice.objects.select_related(
        "platform__programme", "version__publication", "topic", "practice"
    )
    found = rows.filter(practice__uid=subject.partition(":")[2]).first()
    if found is None:
        return None
    content, given = found.version.content, found.version.publication
    region = Region.objects.filter(code=found.region).first()
    return {
        "programme": found.platform_id,
        "platform": dict(found.platform.name),
        "code": found.code,
        "version": found.version.number,
        "hash": found.version.hash,
        "published_at": given.published_at,
        "is_demo": found.is_demo,
        "title": dict(found.title),
        "summary": dict(found.summary),
        "topic": {"code": found.topic.code, "title": dict(found.topic.title)},
        "organisation": content["organisation"],
        "country": found.country,
        "region": region.name if region else "",
        "start_year": content["start_year"],
        "end_year": content.get("end_year", ""),
        "website": content.get("website", ""),
        "texts": {name: dict(text_of(content, name)) for name in NARRATIVES},
        "score": given.score,
        "reviews": given.reviews,
        "scores": [[one["title"], one["value"]] for one in given.scores.values()],
        "transfers": [_transfer(one) for one in Transfer.objects.confirmed().filter(practice=found.pk)],
        "pages": _pages(found),
    }


def _transfer(one: Transfer) -> dict[str, Any]:
    names = ("organisation_name", "country", "year", "language", "text", "website")
    return {name: getattr(one, name) for name in names}


def _pages(found: PublishedPractice) -> dict[str, str]:
    pages = {}
    for language in LANGUAGES:
        with translation.override(language):
            pages[language] = addresses.printed("catalogue:good_practice", found.platform.slug, found.code)
    return pages


class PracticeFiche(Kind):
    """Some pages of A4; its data go along as JSON."""

    template = "pdf/practice_fiche.html"
    label = _lazy("Fiche of a good practice")
    days_unused = 90
    reads_anew = True
    is_public = True
    sources = ("knowledge.practices.fields",)

    def data_of(self, subject: str) -> dict[str, Any] | None:
        return read(subject)

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Good practice: %(title)s") % {"title": Text(data["title"]).best(language).text}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{data['code']}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["published_at"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        texts = {name: Text(values) for name, values in data["texts"].items()}
        parts = [
            (str(text.label), texts[name])
            for name, text in NARRATIVES.items()
            if name not in {"title", "summary"} and texts.get(name)
        ]
        transfers = [{**one, "place": country_name(one["country"], language)} for one in data["transfers"]]
        return {
            **data,
            "title": Text(data["title"]),
            "summary": Text(data["summary"]),
            "platform": Text(data["platform"]),
            "topic": Text(data["topic"]["title"]),
            "topic_code": data["topic"]["code"],
            "place": country_name(data["country"], language),
            "parts": parts,
            "score_rows": [(Text(name), value) for name, value in data["scores"]],
            "transfers": transfers,
            "is_missing": not texts["practice"] or language not in texts["practice"],
            "page": data["pages"][language],
        }
