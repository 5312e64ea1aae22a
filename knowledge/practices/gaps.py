"""What a good practice still lacks before it can be submitted, each with the field that takes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.texts import LANGUAGES
from knowledge.practices.fields import FACTS, NARRATIVES, REQUIRED_TEXTS, Content, whole_languages


@dataclass(frozen=True)
class Gap:
    """What is missing, and the key of the field."""

    key: str
    text: str


def gaps(content: Content, *, regions: dict[str, str]) -> list[Gap]:
    """Nothing when the practice can go to review: all facts, and all texts in at least one language."""
    found = [
        Gap(fact.name, _("“%(field)s” is missing.") % {"field": fact.label})
        for fact in FACTS.values()
        if fact.is_required and not content.get(fact.name)
    ]
    region, country = content.get("region", ""), content.get("country", "")
    if region and country and regions.get(region) != country:
        found.append(Gap("region", _("The region lies in another country. Choose again.")))
    start, end = content.get("start_year", ""), content.get("end_year", "")
    if start and end and end < start:
        found.append(Gap("end_year", _("It ends before it begins. Correct one of the years.")))
    return found + _texts(content)


def _texts(content: Content) -> list[Gap]:
    if whole_languages(content):
        return []
    language = _fullest(content)
    return [
        Gap(
            f"{name}.{language}",
            _("“%(field)s” is missing. One language must be complete.") % {"field": NARRATIVES[name].label},
        )
        for name in REQUIRED_TEXTS
        if not content.get(f"{name}.{language}", "").strip()
    ]


def _fullest(content: Content) -> str:
    """The language with most texts; the reader's own when several have as many."""

    def written(language: str) -> tuple[int, bool]:
        count = sum(bool(content.get(f"{name}.{language}", "").strip()) for name in REQUIRED_TEXTS)
        return count, language == (get_language() or "en")[:2]

    return max(LANGUAGES, key=written)
