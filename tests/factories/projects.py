"""Smallest valid rows of projects, projects put in a state, and a whole one in which nothing is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from calls.models import Call
from calls.states import USUAL_CATEGORIES, CallKind, CostCategory, RuleKind
from partners.states import LegalStatus
from programmes.models import Region
from projects.form import FINANCED_APART, STANDARD
from projects.models import (
    Answer,
    Attachment,
    BankAccount,
    BudgetLine,
    CoFinancing,
    Collaborator,
    Contract,
    ContractPerson,
    Contribution,
    CostItem,
    Entry,
    FinancedPart,
    Interest,
    LumpSumUse,
    Partnership,
    Project,
    StateChange,
    Version,
)
from projects.models.attachments import AttachmentState, Purpose
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallFieldFactory, CallRuleFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.programmes import (
    FundFactory,
    LumpSumFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    RegionFactory,
)


class ProjectFactory(factory.django.DjangoModelFactory):
    """A draft without collaborators. `submitted=True` gives the code and date that other states need."""

    class Meta:
        model = Project

    class Params:
        submitted = factory.Trait(
            state=State.SUBMITTED,
            code=factory.Sequence(lambda n: f"TEST-01-{n:05d}"),
            first_submitted_at=factory.LazyFunction(timezone.now),
        )

    call = factory.SubFactory(CallFactory)
    acronym = factory.Sequence(lambda n: f"PROJECT{n}")
    created_by = factory.SubFactory(UserFactory)


class CollaboratorFactory(factory.django.DjangoModelFactory):
    """A person who manages a draft."""

    class Meta:
        model = Collaborator

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)
    level = Level.MANAGE


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partnership

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    position = factory.Sequence(lambda n: n + 1)
    abbreviation = factory.Sequence(lambda n: f"P{n}")


class InterestFactory(factory.django.DjangoModelFactory):
    """Somebody declared to have no conflict of interest."""

    class Meta:
        model = Interest

    project = factory.SubFactory(ProjectFactory, submitted=True)
    person = factory.SubFactory(UserFactory)
    has_conflict = False


class VersionFactory(factory.django.DjangoModelFactory):
    """A version with no content."""

    class Meta:
        model = Version

    project = factory.SubFactory(ProjectFactory, submitted=True)
    number = 1
    reason = "submitted"
    schema = 1
    data = factory.LazyFunction(dict)
    hash = "0" * 64
    created_by = factory.SelfAttribute("project.created_by")


class StateChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StateChange

    project = factory.SubFactory(ProjectFactory)
    step = "start_draft"
    target = State.DRAFT
    by = factory.SelfAttribute("project.created_by")


class AnswerFactory(factory.django.DjangoModelFactory):
    """A text with its first revision."""

    class Meta:
        model = Answer

    project = factory.SubFactory(ProjectFactory)
    field = "title"
    language = "nl"
    text = "Een titel"
    saved_by = factory.SelfAttribute("project.created_by")


class EntryFactory(factory.django.DjangoModelFactory):
    """A work package; other kinds need the parent that the form asks for."""

    class Meta:
        model = Entry

    project = factory.SubFactory(ProjectFactory)
    kind = Entry.Kind.WORK_PACKAGE
    position = factory.Sequence(lambda n: n + 1)


class BudgetLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BudgetLine

    partnership = factory.SubFactory(PartnershipFactory)
    category = "staff"
    amount = Decimal("100000.00")


class CostItemFactory(factory.django.DjangoModelFactory):
    """Two units at 1,000.00 each."""

    class Meta:
        model = CostItem

    partnership = factory.SubFactory(PartnershipFactory)
    category = "external"
    position = factory.Sequence(lambda n: n + 1)
    units = Decimal("2.00")
    price = Decimal("1000.00")


class LumpSumUseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LumpSumUse

    project = factory.SubFactory(ProjectFactory)
    lump_sum = factory.SubFactory(LumpSumFactory)
    position = factory.Sequence(lambda n: n + 1)


class CoFinancingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoFinancing

    partnership = factory.SubFactory(PartnershipFactory)
    fund = factory.SubFactory(FundFactory)
    rate = Decimal("60.00")


class ContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contribution

    partnership = factory.SubFactory(PartnershipFactory)
    status = Contribution.Status.PUBLIC
    amount = Decimal("40000.00")


def complete_call(**fields: Any) -> Call:
    """An open call of a Belgian and French programme with every rule, in Dutch and French."""
    edition = fields.pop("programme_period", None) or ProgrammePeriodFactory(
        programme=ProgrammeFactory(countries=["BE", "FR"], languages=["nl", "fr"])
    )
    if not edition.area.exists():
        edition.area.set([RegionFactory(code="BE251"), RegionFactory(code="FRE11")])
    call: Call = CallFactory(programme_period=edition, **fields)
    rules: dict[RuleKind, dict[str, Any]] = {
        RuleKind.MIN_COUNTRIES: {"minimum": 2},
        RuleKind.ONE_LEAD: {},
        RuleKind.BOTH_SIDES: {"sides": [["BE"], ["FR"]]},
        RuleKind.PARTNER_COUNT: {"minimum": 2, "maximum": 20},
        RuleKind.MAX_RATE: {"maximum": "60.00"},
        RuleKind.DURATION: {"minimum": 12, "maximum": 60},
        RuleKind.TOTAL_BUDGET: {"minimum": "50000.00", "maximum": "5000000.00"},
        RuleKind.GRANT: {"maximum": "3000000.00"},
    }
    for position, (kind, parameters) in enumerate(rules.items()):
        CallRuleFactory(call=call, kind=kind, parameters=parameters, position=position)
    return call


def show_fields(call: Call, *keys: str, use: str = "optional") -> Call:
    """Let the call show fields of the form; when none is named, all of them as in the standard form."""
    for key in keys or STANDARD:
        CallFieldFactory(call=call, key=key, use=use if keys else STANDARD[key])
    return call


def complete_project(partners: int = 2, **fields: Any) -> Project:
    """A draft that its creator could submit as it is: checks find nothing. Every second partner is French.

    Each partner has 100,000.00 of staff costs, 60 % ERDF and its own public contribution of 40,000.00.
    """
    call = fields.pop("call", None) or complete_call()
    given = {
        "acronym": "ONTSLUIT",
        "objective": call.objectives.first(),
        "start_date": date(2026, 1, 1),
        "end_date": date(2027, 12, 31),
        **fields,
    }
    project: Project = ProjectFactory(call=call, **given)
    CollaboratorFactory(project=project, user=project.created_by)
    for language in call.languages:
        AnswerFactory(project=project, field="title", language=language, text=f"Titel ({language})")
        AnswerFactory(project=project, field="summary", language=language, text=f"Samenvatting ({language})")
    for position in range(1, partners + 1):
        complete_partner(project, position)
    return project


def complete_partner(project: Project, position: int, **organisation: Any) -> Partnership:
    """A partner in which nothing is missing; the first is the lead partner and Belgian, the second French."""
    country, region = (("BE", "BE251"), ("FR", "FRE11"))[(position - 1) % 2]
    Region.objects.filter(code=region).exists() or RegionFactory(code=region)
    given = {"country": country, "region": region, "legal_status": LegalStatus.PUBLIC, **organisation}
    partnership: Partnership = PartnershipFactory(
        project=project,
        organisation=OrganisationFactory(**given),
        role=Partnership.Role.LEAD if position == 1 else Partnership.Role.PARTNER,
        position=position,
        abbreviation=f"PARTNER {position}",
    )
    BudgetLineFactory(partnership=partnership)
    CoFinancingFactory(partnership=partnership)
    ContributionFactory(partnership=partnership)
    return partnership


def small_project_fund(**fields: Any) -> Project:
    """A draft of a small project fund whose money checks find nothing.

    Managing it costs 100,000.00, of which ERDF pays 60 % and the beneficiary 40,000.00. For small projects
    there are 400,000.00, financed apart: ERDF pays 45 %, others 120,000.00 and 100,000.00.
    """
    call = fields.pop("call", None) or fund_call()
    project = complete_project(partners=1, call=call, **fields)
    partner = project.partnerships.get()
    part = FinancedPart.SMALL_PROJECTS
    BudgetLineFactory(partnership=partner, category=part, amount=Decimal("400000.00"))
    CoFinancingFactory(partnership=partner, part=part, rate=Decimal("45.00"))
    given = [("Provincie Demo", "public", "120000.00"), ("Fondation Démo", "private", "100000.00")]
    for source, status, amount in given:
        ContributionFactory(
            partnership=partner, part=part, source=source, status=status, amount=Decimal(amount)
        )
    return project


def fund_call(**fields: Any) -> Call:
    """An open call for small project funds in which small projects are financed apart; without rules."""
    categories = [*USUAL_CATEGORIES, CostCategory.SMALL_PROJECTS]
    call = complete_call(kind=CallKind.SMALL_PROJECT_FUND, allowed_categories=categories, **fields)
    call.rules.all().delete()
    return show_fields(call, FINANCED_APART, use="required")


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A checked file, with nothing in the storage."""

    class Meta:
        model = Attachment

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"letter-{n}.pdf")
    file = factory.Sequence(lambda n: f"attachments/00/{n:048d}")
    size = 1000
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    content_type = "application/pdf"
    state = AttachmentState.CLEAN
    uploaded_by = factory.SelfAttribute("project.created_by")


class ContractFactory(factory.django.DjangoModelFactory):
    """An empty contract. `overridden=True` lets it be recorded whatever is missing."""

    class Meta:
        model = Contract

    class Params:
        overridden = factory.Trait(
            override_note="Signed on paper.",
            override_by=factory.SubFactory(UserFactory),
            override_at=factory.LazyFunction(timezone.now),
        )

    project = factory.SubFactory(ProjectFactory, submitted=True, state=State.APPROVED)


class PaperFactory(factory.django.DjangoModelFactory):
    """A checked paper of a contract."""

    class Meta:
        model = Attachment

    project = factory.SubFactory(ProjectFactory, submitted=True, state=State.APPROVED)
    purpose = Purpose.CONTRACT
    name = factory.Sequence(lambda n: f"paper-{n}.pdf")
    file = factory.Sequence(lambda n: f"attachments/pp/paper-{n}")
    size = 1000
    sha256 = "0" * 64
    state = AttachmentState.CLEAN
    uploaded_by = factory.SubFactory(UserFactory)


def ready_contract(project: Project) -> Contract:
    """A contract in which nothing of the checklist is missing."""
    contract: Contract = ContractFactory(
        project=project,
        number="C-001",
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        agreement_signed_on=date(2026, 1, 10),
        lead_signed_on=date(2026, 1, 12),
        authority_signed_on=date(2026, 1, 14),
    )
    for kind in ContractPerson.Kind.values:
        ContractPerson.objects.create(contract=contract, kind=kind, name="Person", email="p@example.org")
    BankAccount.objects.create(
        contract=contract,
        state=BankAccount.State.VALID,
        holder="Lead",
        iban="NL91ABNA0417164300",
        given_by=UserFactory(),
        settled_by=UserFactory(),
        settled_at=timezone.now(),
    )
    for purpose in (Purpose.CONTRACT, Purpose.AGREEMENT):
        PaperFactory(project=project, purpose=purpose)
    return contract
