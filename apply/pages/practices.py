"""A good practice on the page of its authors: facts with their choices, and texts language by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages import own_sheets
from apply.pages.own_sheets import Box, Tried, box
from assessments.sheets import Stored
from core.countries import countries_by_name
from core.texts import LANGUAGES
from knowledge.models import GoodPractice
from knowledge.practices.fields import FACTS, NARRATIVES, REQUIRED_TEXTS
from knowledge.practices.writing import stored_of
from programmes.models import Region


@dataclass(frozen=True)
class Control:
    """A field with what it needs to be drawn; `groups` are choices by heading, empty for typed text."""

    box: Box
    hint: str
    is_required: bool
    language: str = ""
    limit: int = 0
    rows: int = 1
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()


@dataclass(frozen=True)
class Tongue:
    """The texts in one language; `missing` counts those that must be there and are not."""

    code: str
    controls: Sequence[Control]
    missing: int

    @property
    def is_empty(self) -> bool:
        return not any(control.box.value for control in self.controls)


def form_of(practice: GoodPractice, tried: Tried) -> dict[str, object]:
    """All that the form shows; its values are read once."""
    stored = stored_of(practice)
    facts, tongues = facts_of(practice, stored, tried), tongues_of(stored, tried)
    boxes = [control.box for group in (facts, *(one.controls for one in tongues)) for control in group]
    return {
        "practice": practice,
        "facts": facts,
        "tongues": tongues,
        "progress": words_of_progress(tongues),
        "faults": [one for one in boxes if one.error],
        **own_sheets.CONTEXT,
    }


def facts_of(practice: GoodPractice, stored: Mapping[str, Stored], tried: Tried) -> list[Control]:
    """The fields without a language; two statements for their choices."""
    groups = _choices(practice)
    return [
        Control(
            box(fact.name, str(fact.label), stored, tried),
            str(fact.hint),
            fact.is_required,
            groups=groups.get(fact.kind, ()),
        )
        for fact in FACTS.values()
    ]


def tongues_of(stored: Mapping[str, Stored], tried: Tried) -> list[Tongue]:
    """The texts in each language, the reader's own first."""
    own = (get_language() or "en")[:2]
    return [
        Tongue(
            code,
            [
                Control(
                    box(f"{text.name}.{code}", str(text.label), stored, tried),
                    str(text.hint),
                    text.is_required,
                    code,
                    text.limit,
                    text.rows,
                )
                for text in NARRATIVES.values()
            ],
            sum(not stored[f"{name}.{code}"].value.strip() for name in REQUIRED_TEXTS),
        )
        for code in sorted(LANGUAGES, key=lambda code: code != own)
    ]


def _choices(practice: GoodPractice) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    topics = [(topic.code, f"{topic.code} {topic.title}") for topic in practice.platform.topics.all()]
    by_country: dict[str, list[tuple[str, str]]] = {}
    for code, name, country in Region.objects.filter(level__lte=2).values_list(
        "code", "name_latin", "country"
    ):
        by_country.setdefault(country, [])
        if len(code) > 2:
            by_country[country].append((code, f"{name} ({code})"))
    named = countries_by_name(by_country)
    return {
        "topic": [("", topics)],
        "country": [("", named)],
        "region": [(name, by_country[code]) for code, name in named if by_country[code]],
    }


def words_of_progress(tongues: Sequence[Tongue]) -> str:
    """How far the languages are, in one sentence."""
    whole = [tongue.code for tongue in tongues if not tongue.missing]
    if not whole:
        return _("One language must be complete before you can submit. The others are welcome.")
    return _(
        "Complete in: %(languages)s. Other languages are welcome, and are marked as missing until then."
    ) % {"languages": ", ".join(code.upper() for code in whole)}
