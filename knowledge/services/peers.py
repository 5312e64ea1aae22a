"""Who could take part: suggestions from the community with their reasons, invitations and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.countries import country_name
from core.errors import DomainError, NotAllowed
from correspondence.plain import one_line
from knowledge.models import Member, MemberQuerySet, ServicePlace, ServiceRequest
from knowledge.service_states import IN_PREPARATION, PlaceState
from knowledge.services import mails
from knowledge.services.access import for_team, locked
from knowledge.states import Visibility

CANDIDATES, MOST_PLACES, WORDS = 200, 30, 12
TOPIC, OFFER, ABROAD, SPEAKS = 4, 3, 1, 1


@dataclass(frozen=True)
class Suggestion:
    """A member who could take part, and why; the weight orders them."""

    member: Member
    reasons: tuple[str, ...]
    weight: int


def candidates(request: ServiceRequest) -> MemberQuerySet:
    """Members who may be invited: they show themselves and take messages, and have no place yet."""
    placed = ServicePlace.objects.filter(request=request, person=OuterRef("user"))
    return (
        Member.objects.present()
        .filter(~Exists(placed), platform=request.service.platform_id, takes_messages=True)
        .exclude(visibility=Visibility.HIDDEN)
        .exclude(user__in=[pk for pk in (request.asker_id, request.expert_id) if pk])
        .select_related("user", "organisation")
    )


def suggest(request: ServiceRequest, *, most: int = 10) -> list[Suggestion]:
    """Those who fit best by theme, by what they offer and by where they work; one statement."""
    shares = Member.topics.through.objects.filter(member=OuterRef("pk"), topic=request.topic_id)
    found = candidates(request).annotate(
        has_topic=Exists(shares),
        offered=SearchVector("offers", config="public.portal_plain"),
    )
    wanted = _words(request)
    fits = Q(has_topic=True) | Q(offered=wanted) if wanted else Q(has_topic=True)
    rows = found.filter(fits).annotate(fits_offer=Q(offered=wanted) if wanted else Q(pk__isnull=True))
    suggested = [_suggestion(request, row) for row in rows.order_by("-has_topic", "-joined_at")[:CANDIDATES]]
    return sorted(suggested, key=lambda one: -one.weight)[:most]


@transaction.atomic
def invite(request: ServiceRequest, *, by: User, member: Member) -> ServicePlace:
    """Ask a member to take part, by a mail that shows nobody's address.

    DomainError when the member declined before, may not be invited, or all places are taken.
    """
    fresh = for_team(request, by, IN_PREPARATION)
    place = ServicePlace.objects.select_for_update().filter(request=fresh, person=member.user).first()
    if place is not None and place.state != PlaceState.TAKEN_BACK:
        raise DomainError(
            _("%(who)s was asked already: %(state)s.")
            % {"who": member.name, "state": place.get_state_display()}
        )
    if place is None and not candidates(fresh).filter(pk=member.pk).exists():
        raise DomainError(_("This member takes no invitations now. Choose somebody else."))
    if fresh.places.filter(state__in=[PlaceState.INVITED, PlaceState.ACCEPTED]).count() >= MOST_PLACES:
        raise DomainError(_("At most %(most)d people take part.") % {"most": MOST_PLACES})
    place = place or ServicePlace(request=fresh, person=member.user)
    place.state, place.invited_at, place.invited_by = PlaceState.INVITED, timezone.now(), by
    place.answered_at, place.note = None, ""
    place.reason = one_line("; ".join(_reasons(fresh, member)))
    place.save()
    trail.record(fresh.chain, "invite to service", by=by, new={"place": str(place.uid)})
    mails.tell(fresh, "invited", to=place.person, by=by, key=place.invited_at.isoformat(), place=place)
    return place


@transaction.atomic
def respond(place: ServicePlace, *, by: User, accepts: bool, note: str = "") -> ServicePlace:
    """The invited person accepts or declines, once; the team sees it, the host is told of who accepts."""
    request = locked(place.request)
    fresh = ServicePlace.objects.select_for_update().select_related("person").get(pk=place.pk)
    if fresh.person_id != by.pk:
        raise NotAllowed(_("Only the person who was invited may answer."))
    if fresh.state != PlaceState.INVITED or request.state not in IN_PREPARATION:
        raise DomainError(_("This invitation is not open any more. Reload the page to see where it stands."))
    fresh.state = PlaceState.ACCEPTED if accepts else PlaceState.DECLINED
    fresh.answered_at, fresh.note = timezone.now(), one_line(note)
    fresh.save()
    act = "accept place in service" if accepts else "decline place in service"
    trail.record(request.chain, act, by=by, new={"place": str(fresh.uid)})
    if accepts:
        mails.tell(request, "joined", to=request.asker, by=by, key=str(fresh.uid), place=fresh)
    return fresh


@transaction.atomic
def take_back(place: ServicePlace, *, by: User) -> ServicePlace:
    """Undo an invitation, or let somebody go who had accepted; the person is told."""
    request = for_team(place.request, by, IN_PREPARATION)
    fresh = ServicePlace.objects.select_for_update().select_related("person").get(pk=place.pk)
    if fresh.state not in {PlaceState.INVITED, PlaceState.ACCEPTED}:
        raise DomainError(_("This person does not take part any more."))
    old, fresh.state = fresh.state, PlaceState.TAKEN_BACK
    fresh.save()
    trail.record(
        request.chain, "take back place in service", by=by, old={"state": old}, new={"place": str(fresh.uid)}
    )
    mails.tell(request, "taken_back", to=fresh.person, by=by, key=timezone.now().isoformat())
    return fresh


def _words(request: ServiceRequest) -> SearchQuery | None:
    """The longer words of the title, any of which a fitting offer has."""
    words = [word for word in request.title.split() if len(word.strip(".,;:?!()")) > 4][:WORDS]
    query: SearchQuery | None = None
    for word in words:
        one = SearchQuery(word, config="public.portal_plain")
        query = one if query is None else query | one
    return query


def _suggestion(request: ServiceRequest, member: Member) -> Suggestion:
    has_topic, fits_offer = (
        bool(getattr(member, "has_topic", False)),
        bool(getattr(member, "fits_offer", False)),
    )
    weight = TOPIC * has_topic + OFFER * fits_offer
    weight += ABROAD * _is_abroad(request, member) + SPEAKS * (request.language in member.languages)
    return Suggestion(
        member, tuple(_reasons(request, member, has_topic=has_topic, offers=fits_offer)), weight
    )


def _reasons(
    request: ServiceRequest, member: Member, *, has_topic: bool | None = None, offers: bool = False
) -> Sequence[str]:
    """Why this member, in words."""
    if has_topic is None:
        has_topic = request.topic_id is not None and member.topics.filter(pk=request.topic_id).exists()
    reasons = []
    if has_topic and request.topic:
        reasons.append(_("works on the theme “%(topic)s”") % {"topic": request.topic})
    if offers:
        reasons.append(_("offers what the title speaks of"))
    if _is_abroad(request, member):
        reasons.append(
            _("comes from another country: %(country)s") % {"country": country_name(member.country)}
        )
    if request.language in member.languages:
        reasons.append(_("speaks the language of the request"))
    return reasons


def _is_abroad(request: ServiceRequest, member: Member) -> bool:
    return bool(request.region and member.country and request.region.country != member.country)
