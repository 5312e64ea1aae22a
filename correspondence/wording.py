"""The words that a letter is written from: a programme's own for the reader's language, or the built-in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from django.conf import settings
from django.template import Context, engines
from django.utils.translation import override

from core.texts import LANGUAGES, Text
from correspondence.models import Letterhead, LetterTemplate
from correspondence.placeholders import KINDS
from correspondence.plain import one_line, plain

_NOWHERE = UUID(int=0)


@dataclass(frozen=True)
class Wording:
    """Subject and body with their placeholders. `language` is what they are really in."""

    kind: str
    subject: str
    body: str
    language: str
    is_fallback: bool = False
    as_pdf: bool = False
    objection_days: int | None = None
    is_of_call: bool = False

    @property
    def revision(self) -> str:
        """What tells whether a letter was written from these very words; "" for those of a call."""
        if self.is_of_call:
            return ""
        parts = "\n".join((self.subject, self.body, str(self.as_pdf), str(self.objection_days)))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


def wording(programme: str, kind: str, language: str) -> Wording:
    """The words of one letter of a programme for a reader of `language`."""
    template = LetterTemplate.objects.filter(programme=programme, kind=kind).first()
    head = Letterhead.objects.filter(programme=programme).first()
    return _chosen(kind, language, template, head)


def revisions(wanted: Collection[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], str]:
    """The present revision for each (programme, kind, language); two queries, however many there are."""
    codes = {programme for programme, _, _ in wanted}
    templates = {(one.programme, one.kind): one for one in LetterTemplate.objects.filter(programme__in=codes)}
    heads = {one.programme: one for one in Letterhead.objects.filter(programme__in=codes)}
    return {
        (code, kind, language): _chosen(kind, language, templates.get((code, kind)), heads.get(code)).revision
        for code, kind, language in wanted
        if kind in KINDS
    }


def built_in(kind: str) -> tuple[Text, Text]:
    """Subject and body of the portal's own words in every language, with placeholders."""
    found = {code: _built_in(kind, code) for code in LANGUAGES}
    return (
        Text({code: subject for code, (subject, _) in found.items()}),
        Text({code: body for code, (_, body) in found.items()}),
    )


def _chosen(kind: str, language: str, template: LetterTemplate | None, head: Letterhead | None) -> Wording:
    as_pdf = template.as_pdf if template else False
    days = head.objection_days if head and KINDS[kind].can_be_objected else None
    if template is None or not template.body:
        subject, body = _built_in(kind, language)
        return Wording(kind, subject, body, language, as_pdf=as_pdf, objection_days=days)
    best = template.body.best(language)
    subject = template.subject.best(best.language).text
    return Wording(kind, subject, best.text, best.language, best.is_fallback, as_pdf, days)


def _built_in(kind: str, language: str) -> tuple[str, str]:
    """The template of the mail, read with a stand-in for each value."""
    values: dict[str, object] = {name: f"{{{{ {name} }}}}" for name in KINDS[kind].names}
    values["project"] = _StandIn(uid=_NOWHERE)
    values["portal_url"] = settings.PORTAL_URL.rstrip("/")
    with override(language):
        subject, body = (_read(f"mails/{kind}.{end}", values) for end in ("subject.txt", "txt"))
    lines = [
        line.rsplit(": ", 1)[0] + ": {{ address }}" if str(_NOWHERE) in line else line
        for line in plain(body).strip().split("\n")
    ]
    return one_line(subject), "\n".join(lines)


class _StandIn(SimpleNamespace):
    """Stands for the project in a built-in text."""

    def __str__(self) -> str:
        return "{{ project }}"


def _read(template: str, values: Mapping[str, object]) -> str:
    source = engines["django"].engine.get_template(template)  # type: ignore[attr-defined]
    return str(source.render(Context(dict(values), autoescape=False)))
