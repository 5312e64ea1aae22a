"""Writing a good practice: started once, each field kept by itself, never over what another page saved."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from accounts.throttle import Limit, take_or_refuse
from assessments import sheets
from core.errors import DomainError, NotAllowed
from core.retry import retried
from knowledge.models import GoodPractice, Platform, PracticeText, Topic
from knowledge.practices import fields
from knowledge.practices.access import for_author, require_state, writable
from knowledge.states import PracticeState
from programmes.models import Region
from projects.fields import Saved
from projects.models import Project

STARTS = Limit("good practices started by a person", 20, 60 * 60)


@retried
@transaction.atomic
def start(platform: Platform, *, by: User, stamp: str, project: Project | None = None) -> GoodPractice:
    """A new draft of this person; the same `stamp` gives the same draft, however often its form arrives.

    `project` is a funded one that the person writes: its people may write the practice, too.
    """
    known = GoodPractice.objects.filter(stamp=stamp, authors=by).first()
    if known is not None:
        return known
    if not platform.is_open:
        raise DomainError(_("This platform takes no good practices now."))
    if project is not None and project not in projects_of(by, platform):
        raise NotAllowed(_("Choose a funded project of this programme that you work on."))
    take_or_refuse({STARTS: str(by.pk)}, _("You started many good practices. Wait %(wait)s, then try again."))
    practice = GoodPractice.objects.create(platform=platform, stamp=stamp, project=project)
    practice.authors.add(by)
    trail.record(practice.chain, "start good practice", by=by, new={"project": getattr(project, "code", "")})
    return practice


def projects_of(user: User, platform: Platform) -> list[Project]:
    """The funded projects of the platform's programme that this person writes."""
    mine = Project.objects.written_by(user).real()
    rows = mine.filter(call__programme_period__programme=platform.pk).order_by("acronym", "pk")
    return [project for project in rows if project.is_funded]


class PracticeSheet:
    """The fields of a practice that its authors may write now; an `assessments.sheets.Sheet`."""

    def __init__(self, practice: GoodPractice, by: User) -> None:
        self.practice, self.by = practice, by
        self.stored = stored_of(practice)
        self._topics: frozenset[str] | None = None
        self._regions: dict[str, str] | None = None

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored; lists of choices are read when first needed."""
        if key in {"topic", "country", "region"} and self._topics is None:
            codes = Topic.objects.filter(platform=self.practice.platform_id).values_list("code", flat=True)
            self._topics, self._regions = frozenset(codes), regions()
        return fields.canonical(key, typed, topics=self._topics or frozenset(), regions=self._regions or {})

    def write(self, key: str, value: str) -> None:
        """Store one field."""
        PracticeText.objects.update_or_create(
            practice=self.practice,
            key=key,
            defaults={"value": value, "by": self.by, "at": timezone.now()},
        )


def stored_of(practice: GoodPractice) -> dict[str, sheets.Stored]:
    """Every field of a practice as it stands, blank where nothing was written; one statement."""
    held = {row.key: sheets.Stored(row.value, row.at) for row in practice.texts.all()}
    return {key: held.get(key, sheets.Stored("")) for key in fields.KEYS}


def content_of(practice: GoodPractice) -> dict[str, str]:
    """What was written, by key, blanks left out."""
    return {key: stored.value for key, stored in stored_of(practice).items() if stored.value}


def regions() -> dict[str, str]:
    """The country of each region down to NUTS 2, countries themselves included, by code."""
    return dict(Region.objects.filter(level__lte=2).values_list("code", "country"))


@retried
@transaction.atomic
def save_field(practice: GoodPractice, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one field as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    return sheets.save(PracticeSheet(writable(practice, by), by), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(
    practice: GoodPractice, values: Mapping[str, tuple[str, str]], *, by: User
) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each field is saved or says why not."""
    return sheets.save_all(PracticeSheet(writable(practice, by), by), values, by=by)


@retried
@transaction.atomic
def delete(practice: GoodPractice, *, by: User) -> None:
    """Delete a draft that was never submitted; the trail keeps that there was one."""
    fresh = for_author(practice, by)
    require_state(fresh, {PracticeState.DRAFT})
    trail.record(fresh.chain, "delete good practice", by=by)
    fresh.delete()
