"""What a draft should mend before readers see it; each finding says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from core.texts import LANGUAGES
from editorial import markup
from editorial.content import Content
from editorial.models import Paper, Picture, Piece

# Links that say nothing of where they lead, as a screen reader lists them.
EMPTY_WORDS = frozenset(
    {
        "here", "click here", "this", "this link", "link", "more", "read more",
        "hier", "klik hier", "deze link", "lees meer", "meer",
        "ici", "cliquez ici", "ce lien", "lien", "lire la suite", "en savoir plus", "plus",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """`place` is the key of the text that it is about ("body.nl"), "" for the piece as a whole."""

    text: str
    place: str = ""

    @property
    def anchor(self) -> str:
        """The field on the page of the draft."""
        return f"field-{self.place.replace('.', '-')}" if self.place else "facts"


def check(piece: Piece, content: Content) -> list[Finding]:
    """All findings of a draft, in the order of its page. Two statements."""
    wanted = {uid for text in content.body.values() for uid in markup.outline(text).pictures}
    rows = Picture.objects.clean().filter(programme=piece.programme_id)
    pictures = {row.uid: row for row in rows.filter(uid__in=wanted)}
    heads = list(rows.filter(pk=content.picture)) if content.picture else []
    papers = Paper.objects.filter(pk__in=content.papers).defer("text", "words")
    found = [*_missing(content)]
    for language in LANGUAGES:
        text = content.body.get(language, "")
        found += _of_body(text, f"body.{language}", language, pictures)
    found += [_lacking(one) for one in heads if one.lacks_text]
    found += [
        Finding(_("The document %(name)s has no name for readers. Give it one.") % {"name": paper.name})
        for paper in papers
        if not paper.title
    ]
    return found


def _missing(content: Content) -> Iterator[Finding]:
    """Languages without a text that another language has."""
    words = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}
    names = {"title": _("title"), "lead": _("introduction"), "body": _("text")}
    for name, label in names.items():
        texts = getattr(content, name)
        for language in texts.missing() if texts or name == "title" else ():
            said = _("The %(what)s is missing in %(language)s: readers get it in another language, marked.")
            yield Finding(said % {"what": label, "language": words[language]}, f"{name}.{language}")


def _of_body(text: str, place: str, language: str, pictures: Mapping[UUID, Picture]) -> Iterator[Finding]:
    outline = markup.outline(text)
    yield from _headings(outline.headings, place)
    for link in outline.links:
        if " ".join(link.text.split()).strip(" .»«!").casefold() in EMPTY_WORDS or not link.text.strip():
            said = _("The link “%(text)s” does not say where it leads. Name what is behind it.")
            yield Finding(said % {"text": link.text}, place)
    for address in outline.broken_links:
        said = _("The address “%(address)s” is not shown as a link. Begin it with https://, mailto: or /.")
        yield Finding(said % {"address": address}, place)
    for source in outline.unknown_pictures:
        said = _("“%(source)s” is not a picture of this portal. Upload it and use the words given there.")
        yield Finding(said % {"source": source}, place)
    for uid in outline.pictures:
        yield from _of_picture(pictures.get(uid), place, language)


def _of_picture(picture: Picture | None, place: str, language: str) -> Iterator[Finding]:
    if picture is None:
        yield Finding(_("A picture is not there any more, or not checked yet. It is left out."), place)
    elif picture.lacks_text:
        yield _lacking(picture, place)
    elif not picture.is_decorative and language not in picture.alt:
        said = _("The picture %(name)s has no text in this language for people who cannot see it.")
        yield Finding(said % {"name": picture.name}, place)


def _headings(headings: Iterable[markup.Heading], place: str) -> Iterator[Finding]:
    level = 1
    for heading in headings:
        named = {"heading": heading.text}
        if heading.typed == 1:
            said = _("The heading “%(heading)s” is of the first level, which is the title's. Use ##.")
            yield Finding(said % named, place)
        elif heading.level > level + 1:
            said = _("A level is skipped before the heading “%(heading)s”. Use one # less.")
            yield Finding(said % named, place)
        level = heading.level


def _lacking(picture: Picture, place: str = "") -> Finding:
    said = _(
        "The picture %(name)s has no text for people who cannot see it. Give one, or mark it as decoration."
    )
    return Finding(said % {"name": picture.name}, place)
