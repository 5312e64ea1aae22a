"""What the pages on the words of letters show: kinds, whose words hold, a letter filled for a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from assessments.letters import example_values
from core.texts import LANGUAGES
from correspondence.models import Letterhead, LetterTemplate
from correspondence.placeholders import KINDS, OBJECTION, Piece, pieces
from programmes.models import Programme
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, Role
from projects.mails import managers_of
from projects.moments import day
from secretariat.forms.wordings import WordingForm


@dataclass(frozen=True)
class Line:
    """One kind of letter in the list: its own words, if there are any."""

    key: str
    label: str | Promise
    own: LetterTemplate | None


@dataclass(frozen=True)
class Overview:
    """The letters of one programme, in groups, and its letterhead."""

    programme: Programme
    groups: tuple[tuple[str | Promise, tuple[Line, ...]], ...]
    head: Letterhead | None


@dataclass(frozen=True)
class Preview:
    """A letter in one language, filled as far as it can be. `missing` are the values that lack."""

    language: str
    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]

    @property
    def missing(self) -> list[str]:
        return list(dict.fromkeys(one.name for one in (*self.subject, *self.body) if one.is_missing))


def my_programme(request: HttpRequest, code: str, *roles: Role) -> Programme:
    """A programme in which I have one of the roles (of the secretariat unless named); 404 for others."""
    mine = programmes_where(request.user, roles or SECRETARIAT)
    return get_object_or_404(Programme.objects.filter(pk__in=mine), pk=code)


def overviews(codes: Sequence[str]) -> list[Overview]:
    """The letters of these programmes; three queries."""
    own = {(row.programme, row.kind): row for row in LetterTemplate.objects.filter(programme__in=codes)}
    heads = {row.programme: row for row in Letterhead.objects.filter(programme__in=codes)}
    groups = dict.fromkeys(kind.group for kind in KINDS.values())
    return [
        Overview(
            programme,
            tuple(
                (
                    group,
                    tuple(
                        Line(key, kind.label, own.get((programme.pk, key)))
                        for key, kind in KINDS.items()
                        if kind.group == group
                    ),
                )
                for group in groups
            ),
            heads.get(programme.pk),
        )
        for programme in Programme.objects.filter(pk__in=codes).order_by("pk")
    ]


def preview(form: WordingForm, code: str, kind: str, *, by: User) -> list[Preview]:
    """The typed letter in every language in which it was typed; nothing while the form is wrong."""
    if not form.is_valid():
        return []
    subject, body = form.text_of("subject"), form.text_of("body")
    shown = []
    for language in (one for one in LANGUAGES if one in body):
        values = _values(form, code, kind, language, by)
        filled = (tuple(pieces(text[language], values)) for text in (subject, body))
        shown.append(Preview(language, *filled))
    return shown


def _values(form: WordingForm, code: str, kind: str, language: str, by: User) -> dict[str, str]:
    project = form.cleaned_data["project"]
    head = Letterhead.objects.filter(programme=code).first()
    values = {}
    if project is not None:
        to = managers_of(project).first() or by
        values = example_values(project, to=to, language=language)
    if KINDS[kind].can_be_objected and head and head.objection_days:
        until = timezone.localdate() + timedelta(days=head.objection_days)
        values[OBJECTION] = day(until, language)
    return values
