"""Setting up a committee: its rules of procedure, its delegations, and who speaks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import CommitteeRules, Delegation, DelegationMember
from assessments.models.committee import NAME_LENGTH
from assessments.states import Majority
from core.errors import DomainError, NotAllowed
from core.texts import Text
from programmes.models import Programme
from programmes.permissions import has_role
from programmes.states import Role
from projects.lifecycle.moves import clean_text


def chain_of(programme: Programme) -> str:
    """The name of the trail of a programme's committee."""
    return f"committee:{programme.pk}"


def rules_of(programme: Programme) -> CommitteeRules:
    """The rules of procedure, or the usual ones while the programme has set none."""
    return CommitteeRules.objects.filter(programme=programme).first() or CommitteeRules(programme=programme)


def seatable(programme: Programme) -> QuerySet[User]:
    """The people who may be seated: committee members of the programme with an open account."""
    return User.objects.filter(
        is_active=True, staff_roles__programme=programme, staff_roles__role=Role.COMMITTEE
    ).order_by("name", "pk")


@transaction.atomic
def set_rules(
    programme: Programme, *, by: User, quorum_percent: int, majority: str, silence_is_consent: bool
) -> CommitteeRules:
    """Lay down the rules for sessions planned from now on; sessions that are planned keep theirs."""
    _require_manager(by, programme)
    if majority not in Majority.values or not 0 <= quorum_percent <= 100:
        raise DomainError(_("Choose a majority, and a quorum from 0 to 100 percent."))
    rules = CommitteeRules.objects.select_for_update().filter(programme=programme).first()
    old = _facts_of_rules(rules) if rules else None
    rules = rules or CommitteeRules(programme=programme)
    rules.quorum_percent, rules.majority = quorum_percent, majority
    rules.silence_is_consent = silence_is_consent
    rules.save()
    trail.record(chain_of(programme), "set rules", by=by, old=old, new=_facts_of_rules(rules))
    return rules


@transaction.atomic
def add(programme: Programme, *, by: User, name: Mapping[str, str], has_vote: bool) -> Delegation:
    """A new delegation, last in the order of the table."""
    _require_manager(by, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    said = _name(name)
    others = Delegation.objects.filter(programme=programme)
    _require_new_name(said, others)
    last = others.aggregate(last=Max("position"))["last"] or 0
    made = Delegation.objects.create(programme=programme, name=said, has_vote=has_vote, position=last + 1)
    trail.record(chain_of(programme), "add delegation", by=by, new=_facts(made))
    return made


@transaction.atomic
def change(
    delegation: Delegation,
    *,
    by: User,
    name: Mapping[str, str],
    has_vote: bool,
    is_active: bool,
    members: Iterable[User] = (),
    deputies: Iterable[User] = (),
) -> Delegation:
    """Rename a delegation, put it away or bring it back, and seat its members and deputies anew."""
    _require_manager(by, delegation.programme)
    fresh = Delegation.objects.select_for_update().get(pk=delegation.pk)
    old = _facts(fresh)
    said = _name(name)
    _require_new_name(said, Delegation.objects.filter(programme=fresh.programme_id).exclude(pk=fresh.pk))
    fresh.name, fresh.has_vote, fresh.is_active = said, has_vote, is_active
    fresh.save(update_fields=["name", "has_vote", "is_active"])
    _seat(fresh, list(members), list(deputies))
    trail.record(chain_of(fresh.programme), "change delegation", by=by, old=old, new=_facts(fresh))
    return fresh


@transaction.atomic
def move(delegation: Delegation, *, by: User, up: bool) -> None:
    """Change places with the delegation before or after."""
    _require_manager(by, delegation.programme)
    rows = list(Delegation.objects.select_for_update().filter(programme=delegation.programme_id))
    place = next((number for number, row in enumerate(rows) if row.pk == delegation.pk), 0)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.position = number
    Delegation.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove(delegation: Delegation, *, by: User) -> None:
    """Take away a delegation that has never sat in a session."""
    _require_manager(by, delegation.programme)
    fresh = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if fresh.attendances.exists() or fresh.votes.exists():
        raise DomainError(
            _("This delegation has sat in a session, so it stays on file. Put it away instead.")
        )
    old = _facts(fresh)
    fresh.delete()
    trail.record(chain_of(delegation.programme), "remove delegation", by=by, old=old)


def _seat(delegation: Delegation, members: list[User], deputies: list[User]) -> None:
    wanted = {**{user.pk: True for user in deputies}, **{user.pk: False for user in members}}
    if len(wanted) < len(members) + len(deputies):
        raise DomainError(_("A person is either a member or a deputy of a delegation, not both."))
    allowed = set(seatable(delegation.programme).values_list("pk", flat=True))
    known = set(delegation.members.values_list("user", flat=True))
    if not set(wanted) <= allowed | known:
        raise DomainError(_("Give these people the role of committee member first."))
    delegation.members.exclude(user__in=wanted).delete()
    for user, is_deputy in wanted.items():
        DelegationMember.objects.update_or_create(
            delegation=delegation, user_id=user, defaults={"is_deputy": is_deputy}
        )


def _require_manager(by: User, programme: Programme) -> None:
    if not by.is_active or not has_role(by, programme.pk, {Role.MANAGER}):
        raise NotAllowed(_("Only a manager of the programme sets up its monitoring committee."))


def _name(name: Mapping[str, str]) -> Text:
    said = Text({code: clean_text(text, NAME_LENGTH) for code, text in name.items()})
    if not said:
        raise DomainError(_("Give the delegation a name in at least one language."))
    return said


def _require_new_name(name: Text, others: QuerySet[Delegation]) -> None:
    taken = {text.casefold() for other in others for text in other.name.values()}
    if any(text.casefold() in taken for text in name.values()):
        raise DomainError(_("Another delegation has this name already. Choose another name."))


def _facts(delegation: Delegation) -> dict[str, object]:
    return {
        "delegation": delegation.pk,
        "name": dict(delegation.name),
        "has_vote": delegation.has_vote,
        "is_active": delegation.is_active,
        "members": sorted(
            f"user:{seat.user_id}{' (deputy)' if seat.is_deputy else ''}" for seat in delegation.members.all()
        ),
    }


def _facts_of_rules(rules: CommitteeRules) -> dict[str, object]:
    return {
        "quorum_percent": rules.quorum_percent,
        "majority": rules.majority,
        "silence_is_consent": rules.silence_is_consent,
    }
