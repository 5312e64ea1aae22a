"""The content of a version as pages and documents show it: facts in words, texts in all their languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.countries import country_name
from core.texts import Text
from knowledge.models import Topic
from knowledge.practices.fields import NARRATIVES, Content, text_of
from programmes.models import Region


@dataclass(frozen=True)
class Part:
    """A text under its heading; never without a text."""

    name: str
    heading: str
    text: Text


@dataclass(frozen=True)
class Shown:
    """What a version says. `facts` are pairs of label and words (or Text)."""

    facts: list[tuple[str, object]]
    parts: list[Part]
    website: str


def shown(content: Content, platform: str, *, topic: Topic | None = None) -> Shown:
    """At most two statements: the names of the topic, unless `topic` is the one, and of the region."""
    code, place = content.get("topic", ""), content.get("region", "")
    if topic is None or topic.code != code:
        topic = Topic.objects.filter(platform=platform, code=code).first()
    region = Region.objects.filter(code=place).first() if place else None
    facts: list[tuple[str, object]] = [
        (_("Theme"), topic.title if topic else code),
        (_("Organisation in charge"), content.get("organisation", "")),
        (_("Country"), country_name(content.get("country", ""))),
        (_("Region"), region.name if region else ""),
        (_("Years"), _years(content)),
    ]
    parts = [
        Part(text.name, str(text.label), text_of(content, text.name))
        for text in NARRATIVES.values()
        if text.name not in {"title", "summary"} and text_of(content, text.name)
    ]
    return Shown([(label, value) for label, value in facts if value], parts, content.get("website", ""))


def _years(content: Content) -> str:
    start, end = content.get("start_year", ""), content.get("end_year", "")
    if start and not end:
        return _("since %(year)s") % {"year": start}
    return f"{start}–{end}" if start else ""
