"""What a card says, checked: nothing that can't be stored, nothing that the call does not offer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.texts import LANGUAGES, Text
from ideas.models import Card
from ideas.models.cards import ORGANISATION_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ideas.places import Places, region_exists
from ideas.states import Kind, Role

MOST_CHOSEN = 12
NAMES = (
    "title",
    "text",
    "organisation",
    "country",
    "region",
    "objectives",
    "themes",
    "regions",
    "roles",
    "until",
)


class Unfit(DomainError):
    """What can't be saved or published; `faults` are (field, text that says how to mend it)."""

    status = 422

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults[0][1])
        self.faults = faults


@dataclass(frozen=True)
class Content:
    """Everything that its writer says on a card."""

    title: Text = field(default_factory=Text)
    text: Text = field(default_factory=Text)
    organisation: str = ""
    country: str = ""
    region: str = ""
    objectives: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    until: date | None = None


def content_of(card: Card) -> Content:
    """What a card says now."""
    return Content(
        title=card.title,
        text=card.text,
        organisation=card.organisation,
        country=card.country,
        region=card.region,
        objectives=tuple(card.objectives),
        themes=tuple(card.themes),
        regions=tuple(card.regions),
        roles=tuple(card.roles),
        until=card.until,
    )


def write(content: Content, card: Card) -> list[str]:
    """Put it on the card, which is not saved; the names of what changed."""
    before = content_of(card)
    changed = [name for name in NAMES if getattr(before, name) != getattr(content, name)]
    for name in changed:
        value = getattr(content, name)
        setattr(card, name, list(value) if isinstance(value, tuple) else value)
    return changed


def require_storable(content: Content, places: Places, kind: str) -> None:
    """Unfit when something can't be kept, even in a draft."""
    faults = [*_texts(content), *_choices(content, places, kind), *_where(content, places)]
    if faults:
        raise Unfit(faults)


def require_whole(content: Content, kind: str) -> None:
    """Unfit when something is missing that readers need, or the last day has passed."""
    faults = list(_missing(content, kind))
    if content.until is not None and content.until < timezone.localdate():
        faults.append(("until", _("Choose a last day that is still to come, or leave it empty.")))
    if faults:
        raise Unfit(faults)


def _missing(content: Content, kind: str) -> Iterator[tuple[str, str]]:
    if not content.title:
        yield "title", _("Give the card a title in at least one language.")
    if not content.text:
        yield "text", _("Write a short text in at least one language.")
    if content.title and content.text and not set(content.title) & set(content.text):
        yield "text", _("Title and text are in different languages. Write both in at least one language.")
    if not content.organisation:
        yield "organisation", _("Name the organisation for which you write.")
    if not content.country:
        yield "country", _("Choose the country of the organisation.")
    if not content.roles:
        yield (
            "roles",
            (
                _("Choose at least one role that you look for.")
                if kind == Kind.IDEA
                else _("Choose at least one role that your organisation can take.")
            ),
        )
    if not content.objectives and not content.themes:
        yield "objectives", _("Choose an objective or a theme, so that others find the card.")


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    texts = {"title": (content.title, TITLE_LENGTH), "text": (content.text, TEXT_LENGTH)}
    for name, (text, limit) in texts.items():
        if any(code not in LANGUAGES for code in text):
            yield name, _("Choose one of the languages of the portal.")
        for value in text.values():
            yield from _line(name, value, limit)
    yield from _line("organisation", content.organisation, ORGANISATION_LENGTH)


def _line(name: str, value: str, limit: int) -> Iterator[tuple[str, str]]:
    if len(value) > limit:
        yield (
            name,
            _("Keep it to %(limit)d characters; it has %(given)d.") % {"limit": limit, "given": len(value)},
        )
    if any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in value):
        yield name, _("The text holds characters that cannot be stored. Type it again without them.")


def _choices(content: Content, places: Places, kind: str) -> Iterator[tuple[str, str]]:
    offered: dict[str, Collection[str]] = {
        "objectives": places.objectives,
        "themes": places.themes,
        "regions": {**places.countries, **places.regions},
        "roles": Role.values,
    }
    for name, known in offered.items():
        chosen: tuple[str, ...] = getattr(content, name)
        if any(code not in known for code in chosen) or len(set(chosen)) != len(chosen):
            yield name, _("Choose from the list.")
        elif len(chosen) > MOST_CHOSEN:
            yield name, _("Choose at most %(limit)d.") % {"limit": MOST_CHOSEN}
    if kind == Kind.IDEA and len(content.objectives) > 1:
        yield "objectives", _("An idea serves one objective. Choose the one that fits best.")


def _where(content: Content, places: Places) -> Iterator[tuple[str, str]]:
    if content.country and (len(content.country) != 2 or content.country not in places.countries):
        yield "country", _("Choose a country of the programme.")
    elif content.region and not region_exists(content.region, content.country):
        yield "region", _("This region does not lie in the organisation's country; choose another.")
