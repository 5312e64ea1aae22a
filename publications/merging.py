"""Organisations that are the same one, or only look so: proposed by resemblance, judged by staff alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications import linking, remaking, search
from publications.models import DifferentOrganisations, Organisation, Publication, PublishedPartner

LOOKED_AT = 40  # organisations of one page of proposals
OFFERED = 3  # that resemble one of them
SIMILARITY = 0.55  # of trigrams


@dataclass(frozen=True)
class Pair:
    """Two organisations of one country with much the same name; `likeness` in percent."""

    first: Organisation
    second: Organisation
    likeness: int


def likely_duplicates(*, country: str = "", after: str = "") -> tuple[list[Pair], str]:
    """Pairs that resemble each other among the next 40 organisations by name, and where to look further.

    `after` is the slug of the last one that was looked at; "" as the answer means that there are no more.
    """
    found = Organisation.objects.shown()
    if country:
        found = found.filter(country=country)
    last = Organisation.objects.filter(slug=after).first() if after else None
    if last:
        found = found.filter(Q(name_key__gt=last.name_key) | Q(name_key=last.name_key, pk__gt=last.pk))
    rows = list(found.order_by("name_key", "pk")[: LOOKED_AT + 1])
    looked_at = rows[:LOOKED_AT]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(SIMILARITY)])
        cursor.execute(_ALIKE, [OFFERED, [row.pk for row in looked_at]])
        pairs = cursor.fetchall()
    known = Organisation.objects.in_bulk([pk for pair in pairs for pk in pair[:2]])
    alike = [Pair(known[one], known[other], round(100 * likeness)) for one, other, likeness in pairs]
    return alike, looked_at[-1].slug if len(rows) > LOOKED_AT else ""


def may_merge(user: User, *organisations: Organisation) -> bool:
    """Whether the person is in the secretariat of a programme that has a record with one of them."""
    mine = Publication.objects.filter(
        organisations__overlap=[organisation.pk for organisation in organisations],
        programme_period__programme__in=programmes_where(user, SECRETARIAT),
    )
    return mine.order_by().exists()


@transaction.atomic
def merge(gone: Organisation, *, into: Organisation, by: User, note: str) -> Organisation:
    """From now on `gone` is `into`: its address leads there, and its rows of partners are the kept one's.

    Raises NotAllowed, or DomainError without a reason or when one of them was merged away meanwhile.
    """
    first, kept = _locked(gone.pk, into.pk)
    if not may_merge(by, first, kept):
        raise NotAllowed(
            _("Only the secretariat of a programme in which the partners take part may merge them.")
        )
    if first.pk == kept.pk:
        raise DomainError(_("This is one and the same partner. Choose two."))
    if first.merged_into_id or kept.merged_into_id:
        raise DomainError(_("One of the two was merged meanwhile. Look at the list again."))
    if _marks(first, kept).exists():
        raise DomainError(
            _("Somebody found that these two are not the same. Take that back first, under “Told apart”.")
        )
    if not note.strip():
        raise DomainError(_("Write down how you know that the two are the same."))
    kept.other_names = _names(kept.name, kept.other_names, [first.name], first.other_names)
    kept.save(update_fields=["other_names"])
    Organisation.objects.filter(Q(pk=first.pk) | Q(merged_into=first)).update(merged_into=kept)
    roles = PublishedPartner.objects.filter(organisation=first)
    keys = list(roles.values_list("publication", flat=True).distinct())
    roles.update(organisation=kept)
    _touch(keys, [first.pk, kept.pk])
    both = {"gone": first.pk, "kept": kept.pk, "records": len(keys)}
    trail.record(first.chain, "merge organisation", by=by, new=both, note=note.strip())
    trail.record(kept.chain, "merge organisation", by=by, new=both, note=note.strip())
    return kept


@transaction.atomic
def undo(gone: Organisation, *, by: User, note: str) -> Organisation:
    """Make an organisation that was merged one of its own again, with the partners that bear its name or uid.

    Raises NotAllowed, or DomainError without a reason or when it is not merged.
    """
    known = Organisation.objects.get(pk=gone.pk)
    if known.merged_into_id is None:
        raise DomainError(_("This partner is not merged."))
    first, kept = _locked(known.pk, known.merged_into_id)
    if not may_merge(by, first, kept):
        raise NotAllowed(
            _("Only the secretariat of a programme in which the partners take part may merge them.")
        )
    if first.merged_into_id != kept.pk:
        raise DomainError(_("This partner is not merged."))
    if not note.strip():
        raise DomainError(_("Write down how you know that the two are not the same."))
    first.merged_into = None
    first.save(update_fields=["merged_into"])
    keys = list(kept.roles.values_list("publication", flat=True).distinct())
    linking.assign(keys)
    left = set(kept.roles.values_list("name", flat=True))
    kept.other_names = [name for name in kept.other_names if name in left or name != first.name]
    kept.save(update_fields=["other_names"])
    moved = list(first.roles.values_list("publication", flat=True).distinct())
    _touch(moved, [first.pk, kept.pk])
    both = {"gone": first.pk, "kept": kept.pk, "records": len(moved)}
    trail.record(first.chain, "undo merge", by=by, new=both, note=note.strip())
    trail.record(kept.chain, "undo merge", by=by, new=both, note=note.strip())
    return first


@transaction.atomic
def tell_apart(one: Organisation, other: Organisation, *, by: User, note: str) -> DifferentOrganisations:
    """From now on the two are not proposed as duplicates. Said twice, it stands once, as said first.

    Raises NotAllowed, or DomainError without a reason or when one of them was merged away meanwhile.
    """
    if one.pk == other.pk:
        raise DomainError(_("This is one and the same partner. Choose two."))
    first, second = sorted(_locked(one.pk, other.pk), key=lambda each: each.pk)
    if not may_merge(by, first, second):
        raise NotAllowed(
            _("Only the secretariat of a programme in which the partners take part may tell them apart.")
        )
    if first.merged_into_id or second.merged_into_id:
        raise DomainError(_("One of the two was merged meanwhile. Look at the list again."))
    if not note.strip():
        raise DomainError(_("Write down how you know that the two are not the same."))
    mark, is_new = DifferentOrganisations.objects.get_or_create(
        first=first, second=second, defaults={"reason": note.strip(), "told_by": by}
    )
    if is_new:
        _record_of_pair(mark, "tell organisations apart", by, note)
    return mark


@transaction.atomic
def take_back(mark: DifferentOrganisations, *, by: User, note: str) -> None:
    """The two may be proposed again. NotAllowed, or DomainError without a reason or when it is gone."""
    found = DifferentOrganisations.objects.select_for_update(of=("self",)).filter(pk=mark.pk)
    known = found.select_related("first", "second").first()
    if known is None:
        raise DomainError(_("This was taken back meanwhile. Look at the list again."))
    if not may_merge(by, known.first, known.second):
        raise NotAllowed(
            _("Only the secretariat of a programme in which the partners take part may tell them apart.")
        )
    if not note.strip():
        raise DomainError(_("Write down why the two may be the same after all."))
    _record_of_pair(known, "take back telling apart", by, note)
    known.delete()


def _record_of_pair(mark: DifferentOrganisations, act: str, by: User, note: str) -> None:
    both = {"first": mark.first_id, "second": mark.second_id}
    for organisation in (mark.first, mark.second):
        trail.record(organisation.chain, act, by=by, new=both, note=note.strip())


def _marks(one: Organisation, other: Organisation) -> QuerySet[DifferentOrganisations]:
    low, high = sorted((one.pk, other.pk))
    return DifferentOrganisations.objects.filter(first=low, second=high)


def _locked(first: int, second: int) -> tuple[Organisation, Organisation]:
    """Both, always locked in the same order."""
    rows = Organisation.objects.select_for_update().filter(pk__in=[first, second]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[first], found[second]


def _touch(keys: list[int], organisations: Iterable[int]) -> None:
    """New dates for the records and the pages that changed: search, caches and documents follow."""
    Publication.objects.filter(pk__in=keys).update(data_date=timezone.now())
    search.index(keys)
    linking.recount(organisations)
    remaking.mark(keys)


def _names(kept: str, *groups: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(name for group in groups for name in group) if name != kept]


_ALIKE = """
SELECT one.id, other.id, other.likeness
FROM publications_organisation one
CROSS JOIN LATERAL (
  SELECT near.id, similarity(near.name_key, one.name_key) AS likeness
  FROM publications_organisation near
  WHERE near.name_key %% one.name_key AND near.country = one.country AND near.id <> one.id
    AND near.merged_into_id IS NULL AND near.project_count > 0
    AND (near.name_key, near.id) > (one.name_key, one.id)
    AND NOT EXISTS (
      SELECT 1 FROM publications_differentorganisations told
      WHERE told.first_id = least(one.id, near.id) AND told.second_id = greatest(one.id, near.id)
    )
  ORDER BY likeness DESC, near.id LIMIT %s
) AS other
WHERE one.id = ANY(%s)
ORDER BY other.likeness DESC, one.name_key, one.id, other.id
"""
