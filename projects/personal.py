"""What projects hold of a person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.holdings import Holding
from accounts.models import User
from documents import engine
from projects.models import (
    AdviceLink,
    Audience,
    Collaborator,
    Comment,
    ContractIssue,
    Contractor,
    ContractPerson,
    Invitation,
    PartnerConfirmation,
    PolicyReport,
    SectionVisit,
)
from projects.states import Level, State

# Nothing more happens to these, so they need nobody who manages them.
OVER = frozenset(
    {
        State.STEP1_INELIGIBLE,
        State.STEP1_NOT_APPROVED,
        State.CLOSED,
        State.WITHDRAWN,
        State.INELIGIBLE,
        State.NOT_APPROVED,
    }
)


class Proposals(Holding):
    """The projects that the person writes, and invitations to them."""

    name = "proposals"

    def export(self, user: User) -> Any:
        """Which projects, at which level; their content belongs to the partnership."""
        written = Collaborator.objects.filter(user=user).select_related("project", "partnership")
        said = Comment.objects.filter(author=user).select_related("project")
        invited = Invitation.objects.filter(self._of(user)).select_related("project").order_by("invited_at")
        return {
            "writes": [
                {
                    "project": str(one.project),
                    "level": one.level,
                    "part": str(one.partnership or ""),
                    "since": one.since.isoformat(),
                }
                for one in written.order_by("since")
            ],
            "said": [
                {"project": str(one.project), "at": one.created_at.isoformat(), "text": one.text}
                for one in said.order_by("created_at")
            ],
            "confirmed": _confirmed_by(user),
            "answers_for": [
                {"project": str(one.contract.project), "as": one.kind, "phone": one.phone}
                for one in ContractPerson.objects.filter(
                    Q(user=user) | Q(email__iexact=user.email)
                ).select_related("contract__project")
            ],
            "reported": _reported_by(user),
            "contractors": _contractors_told_by(user),
            "invitations": [
                {"project": str(one.project), "to": one.email, "at": one.invited_at.isoformat()}
                for one in invited
            ],
        }

    def objections(self, user: User) -> list[str]:
        """A project that still moves needs somebody who manages it."""
        whole = Collaborator.objects.filter(level=Level.MANAGE, partnership=None)
        managed = whole.filter(user=user, project__is_rehearsal=False).exclude(project__state__in=OVER)
        others = whole.filter(user__is_active=True).exclude(user=user)
        alone = managed.exclude(project__in=others.values("project")).select_related("project")
        return [
            _("Only you manage %(project)s. Let a colleague manage it, or delete the draft.")
            % {"project": one.project}
            for one in alone.order_by("pk")
        ]

    def forget(self, user: User) -> None:
        """The person leaves all projects and contracts; addresses in invitations become the pseudonym."""
        Collaborator.objects.filter(user=user).delete()
        SectionVisit.objects.filter(user=user).delete()
        Comment.objects.filter(author=user, audience=Audience.PRIVATE).delete()
        AdviceLink.objects.open().filter(created_by=user).update(revoked_at=timezone.now())
        named = ContractPerson.objects.filter(Q(user=user) | Q(email__iexact=user.email))
        _leave_issues(user, named)
        named.update(user=None, name="–", email="", phone="")
        for invitation in Invitation.objects.filter(self._of(user)):
            invitation.email = f"{user.uid.hex}.{invitation.pk}@erased.invalid"
            invitation.save(update_fields=["email"])

    @staticmethod
    def _of(user: User) -> Q:
        return Q(email__iexact=user.email) | Q(accepted_by=user)


def _confirmed_by(user: User) -> list[dict[str, str]]:
    """The partners for whom the person confirmed to take part."""
    rows = PartnerConfirmation.objects.filter(user=user).select_related("partnership__project")
    return [
        {"project": str(one.partnership.project), "partner": str(one.partnership), "at": one.at.isoformat()}
        for one in rows.order_by("at")
    ]


def _reported_by(user: User) -> list[dict[str, str]]:
    """What the person told of policy instruments, in the words of then."""
    told = PolicyReport.objects.filter(reported_by=user).select_related("project")
    return [
        {
            "project": str(one.project),
            "at": one.reported_at.isoformat(),
            "kind": one.kind,
            "title": one.title,
            "text": one.text,
            "evidence": one.evidence,
        }
        for one in told.order_by("reported_at", "pk")
    ]


def _contractors_told_by(user: User) -> list[dict[str, str]]:
    """The contractors of public procurement that the person named; of natural persons without the name."""
    told = Contractor.objects.filter(given_by=user).select_related("project").order_by("given_at", "pk")
    return [
        {"project": str(one.project), "at": one.given_at.isoformat(), "contractor": one.mark} for one in told
    ]


def _leave_issues(user: User, named: QuerySet[ContractPerson]) -> None:
    """Take the person out of contracts that were issued; papers with the name go, and are made anew."""
    for person in named.select_related("contract__project"):
        _discard_papers(person.contract.project.chain, "draft")
    for kind in ContractPerson.Kind.values:
        held = ContractIssue.objects.filter(**{f"data__people__{kind}__email__iexact": user.email})
        for row in held.select_related("contract__project"):
            row.data["people"].pop(kind)
            row.save(update_fields=["data"])
            _discard_papers(row.contract.project.chain, str(row.edition))


def _discard_papers(chain: str, edition: str) -> None:
    for kind in ("contract", "contract_annex"):
        engine.discard(kind, f"{chain}:contract:{edition}")
