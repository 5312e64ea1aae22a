"""What staff decide of a name that still stands in a text: it is taken out everywhere, or it stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.texts import Text
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications import forgetting, mentions, search
from publications.models import NameMention, Publication, RecordVersion


def waiting(user: User) -> QuerySet[NameMention]:
    """Mentions in records of the person's programmes that nobody has judged."""
    mine = Publication.objects.filter(programme_period__programme__in=programmes_where(user, SECRETARIAT))
    return NameMention.objects.filter(state=NameMention.State.OPEN, code__in=mine.values("code"))


@transaction.atomic
def keep(mention: NameMention, *, by: User, note: str) -> None:
    """The words stay in this text: it is not that person, or there is a duty to name them.

    Raises NotAllowed, or DomainError without a reason or when it was judged meanwhile.
    """
    publication, found = _locked(mention, by, note)
    _judge(NameMention.objects.filter(pk=found.pk), NameMention.State.KEPT, by)
    _tell(publication, "keep name in text", found, by, note)


@transaction.atomic
def redact(mention: NameMention, *, by: User, note: str) -> int:
    """Put a mark in place of the name in every text of the record and its versions; how many texts changed.

    Raises NotAllowed, or DomainError without a reason or when it was judged meanwhile.
    """
    publication, found = _locked(mention, by, note)
    names: list[str] = []

    def without(text: str) -> str:
        for start, end, _digest in reversed(list(mentions.spans(found.code, text, {found.digest}))):
            names.append(text[start:end])
            text = f"{text[:start]}{mentions.MARK}{text[end:]}"
        return text

    for version in RecordVersion.objects.select_for_update().filter(code=found.code):
        version.data = {**version.data, **mentions.changed(version.data, without)}
        version.save(update_fields=["data"])
    facts = mentions.changed(mentions.facts_of(publication), without)
    for one in facts.pop(mentions.AWARDED, ()):
        publication.contractors.filter(position=one["position"]).update(subject=Text(one["subject"]))
    for name, value in facts.items():
        is_text = isinstance(getattr(publication, name), Text)
        setattr(publication, name, Text(value) if is_text else value)
    publication.data_date = timezone.now()
    publication.save(update_fields=[*mentions.FIELDS, "data_date"])
    alike = NameMention.objects.filter(code=found.code, digest=found.digest)
    _judge(alike.filter(state=NameMention.State.OPEN), NameMention.State.REDACTED, by)
    _tell(publication, "redact name in texts", found, by, note)
    search.index([publication.pk])
    search.forget(names)
    forgetting.drop_made(publication)
    return len(names)


def _locked(mention: NameMention, by: User, note: str) -> tuple[Publication, NameMention]:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("programme_period")
    publication = rows.filter(code=mention.code).first()
    found = NameMention.objects.select_for_update().filter(pk=mention.pk).first()
    if publication is None or found is None or found.state != NameMention.State.OPEN:
        raise DomainError(_("Somebody judged this meanwhile. Look at the list again."))
    if not forgetting.may_forget(by, publication):
        raise NotAllowed(_("Only the secretariat of the programme judges names in its texts."))
    if not note.strip():
        raise DomainError(_("Write down why, without the name."))
    return publication, found


def _judge(rows: QuerySet[NameMention], state: NameMention.State, by: User) -> None:
    rows.update(state=state, judged_by=by, judged_at=timezone.now())


def _tell(publication: Publication, act: str, found: NameMention, by: User, note: str) -> None:
    where: dict[str, Any] = {"record": found.code, "version": found.version, "text": found.path}
    trail.record(publication.subject, act, by=by, new=where, note=note.strip())
