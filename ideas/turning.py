"""Turning an idea into a draft proposal: its words carried over, chosen partners invited.

Only people who agreed to show each other their addresses are invited, since an invitation shows them.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from ideas.models import Card, Contact
from ideas.states import CardState
from ideas.writing import locked
from partners import register
from partners.models import Organisation
from projects import collaboration, fields, partnership
from projects.fields.outcomes import token_of
from projects.form import is_shown, uses_of
from projects.lifecycle import start_draft
from projects.models import Partnership, Project
from projects.partnership import ABBREVIATION_LENGTH
from projects.states import Level

MOST_INVITED = 15
NUTS3 = 5  # signs of the code of a region of level 3, which the register keeps


def leaders(card: Card) -> set[int]:
    """Keys of the people who may turn the idea into a draft: its writer, and whom the writer lets lead."""
    trusted = card.contacts.filter(may_lead_at__isnull=False, closed_at=None)
    return {card.owner_id, *trusted.values_list("asker_id", flat=True)}


@transaction.atomic
def turn(card: Card, *, by: User, acronym: str, key: UUID, invited: Collection[UUID] = ()) -> Project:
    """A draft of which `by` is the lead applicant. Who comes second is told by whom it was done, and when.

    `invited` are conversations in which both show their addresses: each organisation becomes partner, and the
    person is invited to write that part. The writer of the idea is invited too when somebody else leads.
    """
    fresh = locked(card)
    if not fresh.is_idea or by.pk not in leaders(fresh):
        raise NotAllowed(
            _("Only the person who wrote this idea, or somebody whom that person lets lead, may do this.")
        )
    if fresh.turned_at is not None:
        return _known(fresh, by, key)
    if fresh.state == CardState.DRAFT:
        raise DomainError(_("Publish the idea first, or start a proposal from the page of the call."))
    chosen = _chosen(fresh, by, invited)
    project = start_draft(fresh.call, by=by, acronym=acronym, creation_key=key)
    fresh.project, fresh.turned_at = project, timezone.now()
    fresh.save(update_fields=["project", "turned_at"])
    _carry(fresh, project, by)
    own = fresh.contacts.filter(asker=by).first()
    lead = own or fresh
    _partner(project, by, lead.organisation, lead.country, lead.region, Partnership.Role.LEAD)
    for contact in chosen:
        who = fresh if contact.asker_id == by.pk else contact
        partner = _partner(project, by, who.organisation, who.country, who.region, Partnership.Role.PARTNER)
        collaboration.invite(project, by=by, email=contact.other(by).email, level=Level.EDIT, partner=partner)
    people = sorted(str(contact.uid) for contact in chosen)
    trail.record(fresh.chain, "turn card into draft", by=by, new={"draft": project.chain, "invited": people})
    return project


def _known(card: Card, by: User, key: UUID) -> Project:
    """The draft that this form made before; a kind refusal for whoever comes second."""
    project = card.project
    if project is not None and project.creation_key == key and project.created_by_id == by.pk:
        return project
    if project is None:
        raise DomainError(
            _("This idea became a draft that has since been deleted. Start a new proposal instead.")
        )
    if project.created_by_id == by.pk:
        raise DomainError(
            _("You turned this idea into the draft %(draft)s already.") % {"draft": project.acronym}
        )
    raise DomainError(
        _("%(who)s was faster: the idea is the draft %(draft)s now. Your invitation is in My proposals.")
        % {"who": project.created_by, "draft": project.acronym}
    )


def _chosen(card: Card, by: User, invited: Collection[UUID]) -> list[Contact]:
    rows = card.contacts.select_related("asker", "card__owner").filter(closed_at=None).order_by("created_at")
    open_ones = [contact for contact in rows if contact.shares and contact.other(by).is_active]
    if by.pk == card.owner_id:
        found = [contact for contact in open_ones if contact.uid in set(invited)]
        if len(found) != len(set(invited)):
            raise DomainError(_("Choose people with whom you agreed to show each other your addresses."))
    else:
        found = [contact for contact in open_ones if contact.asker_id == by.pk]
    if len(found) > MOST_INVITED:
        raise DomainError(
            _("Invite at most %(limit)d partners now, the others later.") % {"limit": MOST_INVITED}
        )
    return found


def _carry(card: Card, project: Project, by: User) -> None:
    """Title, text and objective, if asked for; a text in no language of the call goes to its first."""
    uses = uses_of(project.call, project.step)
    languages = list(project.call.languages)
    for name, text in (("title", card.title), ("summary", card.text)):
        if not is_shown(uses, name):
            continue
        held = {code: text[code] for code in languages if code in text} or {languages[0]: str(text)}
        for code, words in held.items():
            if words:
                fields.save(project, f"{name}.{code}", words, base="0", by=by)
    offered = {row.code: row.pk for row in project.call.objectives.all()}
    if card.objectives and card.objectives[0] in offered and is_shown(uses, "objective"):
        fields.save(project, "objective", str(offered[card.objectives[0]]), base=token_of(""), by=by)


def _partner(
    project: Project, by: User, name: str, country: str, region: str, role: Partnership.Role
) -> Partnership:
    """The organisation in the partnership, where several people may stand for it; once."""
    organisation = _organisation(name, country, region, by)
    held = project.partnerships.filter(organisation=organisation).first()
    if held is not None:
        return held
    short = name[:ABBREVIATION_LENGTH].strip()
    return partnership.add_partner(project, organisation, by=by, abbreviation=short, role=role)


def _organisation(name: str, country: str, region: str, by: User) -> Organisation:
    """The one of the register with exactly this name in this country, or a new one."""
    known = Organisation.objects.filter(name__iexact=name, country=country).order_by("pk").first()
    if known is not None:
        return known
    exact = region if len(region) == NUTS3 else ""
    return register.create_organisation(by=by, name=name, country=country, region=exact)
