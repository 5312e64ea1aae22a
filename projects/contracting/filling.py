"""The data of a contract, given by each side; a save that was based on older data is refused."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.contracting.access import may_fill, may_work, opened
from projects.contracting.days import check_days
from projects.contracting.words import line
from projects.models import Collaborator, Contract, ContractPerson, Project

APPLICANT_FIELDS = ("starts_on", "ends_on", "agreement_signed_on", "website")
STAFF_FIELDS = (
    "number",
    "due_on",
    "starts_on",
    "ends_on",
    "agreement_signed_on",
    "lead_signed_on",
    "authority_signed_on",
    "in_force_on",
    "interventions",
)
_LENGTHS = {"number": 60, "website": 300}
_is_web = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Person:
    """Somebody who answers for one side of the project. `user` is the uid of somebody who writes it."""

    kind: str
    name: str
    email: str = ""
    phone: str = ""
    user: str = ""


class StaleContract(DomainError):
    """Somebody saved the contract since the page was shown; `current` is what is stored now."""

    def __init__(self, current: Contract) -> None:
        super().__init__(
            _(
                "%(by)s saved the contract meanwhile. What you typed is still here, and beside it what is "
                "stored now. Compare, then save again."
            )
            % {"by": current.saved_by or _("Somebody")}
        )
        self.current = current


def contract_of(project: Project) -> Contract:
    """The contract as stored, or an empty one with the days of the form, which is not stored yet."""
    rows = Contract.objects.select_related("saved_by", "override_by").filter(project=project)
    for found in rows:
        return found
    return Contract(project=project, starts_on=project.start_date, ends_on=project.end_date)


def kept(project: Project) -> Contract:
    """The contract, stored if it was not; without the proposed days. The project must be locked."""
    return Contract.objects.select_related("saved_by", "override_by").get_or_create(project=project)[0]


@retried
@transaction.atomic
def fill(
    project: Project,
    *,
    by: User,
    revision: int,
    values: Mapping[str, Any],
    people: Iterable[Person] | None = None,
) -> Contract:
    """Save what one side gives; applicants their fields and people, the secretariat its fields.

    `revision` is that of the contract that the page showed. Saving what is stored changes nothing, whatever
    the revision. StaleContract, NotAllowed, DomainError with what to mend.
    """
    fresh = opened(project, by)
    _require(fresh, by, values, people)
    contract = kept(fresh)
    wanted = {name: _clean(name, value) for name, value in values.items()}
    if "interventions" in wanted:
        wanted["interventions"] = _of_objective(values["interventions"], fresh, contract)
    given = None if people is None else _cleaned(fresh, people)
    old = {name: getattr(contract, name) for name in wanted}
    before = people_told(contract) if given is not None else {}
    after = {row.kind: _told(row) for row in given or ()}
    if wanted == old and before == after:
        return contract
    if contract.revision != revision:
        raise StaleContract(contract)
    for name, value in wanted.items():
        setattr(contract, name, value)
    check_days(fresh, contract)
    contract.revision += 1
    contract.saved_by, contract.saved_at = by, timezone.now()
    contract.save()
    if given is not None and before != after:
        _replace(contract, given)
    changed = {name for name in wanted if wanted[name] != old[name]}
    trail.record(
        fresh.chain,
        "change contract",
        by=by,
        old={name: old[name] for name in sorted(changed)} | ({"people": before} if before != after else {}),
        new={name: wanted[name] for name in sorted(changed)} | ({"people": after} if before != after else {}),
    )
    return contract


def people_told(contract: Contract) -> dict[str, dict[str, str]]:
    """Who answers for which side, for the trail and for a comparison."""
    return {row.kind: _told(row) for row in contract.people.all()} if contract.pk else {}


def _require(project: Project, by: User, values: Mapping[str, Any], people: object) -> None:
    names = set(values)
    if may_work(by, project) and names <= set(STAFF_FIELDS) and people is None:
        return
    if may_fill(by, project) and names <= set(APPLICANT_FIELDS):
        return
    raise NotAllowed(_("You may not change this part of the contract."))


def interventions_offered(project: Project) -> list[str]:
    """The fields of intervention among which the operation has its own: those of its specific objective."""
    return list(project.objective.intervention_fields) if project.objective else []


def _clean(name: str, value: Any) -> Any:
    if name not in _LENGTHS:
        return value if isinstance(value, datetime.date) else None
    kept_value = line(str(value or ""), _LENGTHS[name])
    if name == "website" and kept_value:
        try:
            _is_web(kept_value)
        except ValidationError as fault:
            raise DomainError(_("Give the whole address of the website, beginning with https://.")) from fault
    return kept_value


def _of_objective(codes: Iterable[str], project: Project, contract: Contract) -> list[str]:
    """The codes as the objective orders them, without those that its set-up lost; DomainError for others."""
    offered, wanted = interventions_offered(project), set(codes)
    if not wanted <= {*offered, *contract.interventions}:
        raise DomainError(_("Choose fields of intervention of the project's specific objective."))
    return [code for code in offered if code in wanted]


def _cleaned(project: Project, people: Iterable[Person]) -> list[ContractPerson]:
    """Rows to store: one for each side that has a name. The user counts only if they write the project."""
    rows = []
    writers = {str(one.user.uid): one.user for one in _collaborators(project)}
    for person in people:
        if person.kind not in ContractPerson.Kind.values:
            raise DomainError(_("Reload the page: it asks for something that is not part of a contract."))
        user = writers.get(person.user)
        name = line(person.name, 150) or (str(user) if user else "")
        email = line(person.email, 254) or (user.email if user else "")
        if not name:
            if email or person.phone.strip():
                raise DomainError(
                    _("Give the name of each person for whom you give an e-mail address or phone number.")
                )
            continue
        rows.append(
            ContractPerson(
                kind=person.kind, user=user, name=name, email=_mail(email), phone=line(person.phone, 25)
            )
        )
    return rows


def _collaborators(project: Project) -> Iterable[Collaborator]:
    return Collaborator.objects.filter(project=project).select_related("user")


def _mail(email: str) -> str:
    if email:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise DomainError(_("“%(email)s” is not an e-mail address.") % {"email": email}) from fault
    return email


def _replace(contract: Contract, rows: Iterable[ContractPerson]) -> None:
    contract.people.all().delete()
    for row in rows:
        row.contract = contract
    ContractPerson.objects.bulk_create(rows)


def _told(row: ContractPerson) -> dict[str, str]:
    return {"name": row.name, "email": row.email, "phone": row.phone}
