"""What the list of contracts can be narrowed to; every filter stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from projects.models import (
    Attachment,
    BankAccount,
    ContractPerson,
    Modification,
    Partnership,
    Project,
    ProjectQuerySet,
)
from projects.models.attachments import AttachmentState, Purpose
from projects.states import State

STAGES = {
    "before": (
        State.APPROVED_WITH_CONDITIONS,
        State.RETURNED_FOR_CONDITIONS,
        State.CONDITIONS_SUBMITTED,
        State.APPROVED,
        State.MODIFICATION_PRECONTRACTING,
        State.MODIFICATION_PRECONTRACTING_SUBMITTED,
    ),
    "running": (State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED),
    "closed": (State.CLOSED,),
}
# What is missing, as conditions on the columns that `with_points` adds.
MISSING: Mapping[str, Q] = {
    "days": Q(contract__starts_on=None) | Q(contract__ends_on=None),
    "people": ~Q(people_named=len(ContractPerson.Kind)),
    "account": Q(has_account=False) | Q(has_waiting_account=True),
    "agreement": Q(partners_now__gte=2) & (Q(contract__agreement_signed_on=None) | Q(has_agreement=False)),
    "number": Q(contract=None) | Q(contract__number=""),
    "signatures": Q(contract__lead_signed_on=None) | Q(contract__authority_signed_on=None),
    "paper": Q(has_paper=False),
}
WORDS = {
    "days": _("First and last day"),
    "people": _("People"),
    "account": _("Bank account"),
    "agreement": _("Partnership agreement"),
    "number": _("Contract number"),
    "signatures": _("Signatures"),
    "paper": _("Signed contract"),
}
SORTS = [
    ("due", _("Earliest due date first")),
    ("-changed", _("Last changed first")),
    ("code", _("By number")),
    ("acronym", _("By acronym")),
]


def with_points(projects: ProjectQuerySet) -> ProjectQuerySet:
    """With what the list tells of each contract, in the one query of the list."""
    people = ContractPerson.objects.filter(contract__project=OuterRef("pk")).values("contract__project")
    partners = Partnership.objects.filter(project=OuterRef("pk")).order_by().values("project")
    accounts = BankAccount.objects.filter(contract__project=OuterRef("pk"))
    papers = Attachment.objects.present().filter(project=OuterRef("pk"), state=AttachmentState.CLEAN)
    ahead = Modification.objects.to_come().filter(project=OuterRef("pk")).order_by("in_force_on")
    return projects.select_related("contract").annotate(
        people_named=Coalesce(people.order_by().annotate(n=Count("pk")).values("n"), 0),
        partners_now=Coalesce(partners.annotate(n=Count("pk")).values("n"), 0),
        has_account=Exists(accounts.filter(state=BankAccount.State.VALID)),
        has_waiting_account=Exists(accounts.filter(state=BankAccount.State.WAITING)),
        has_agreement=Exists(papers.filter(purpose=Purpose.AGREEMENT)),
        has_paper=Exists(papers.filter(purpose=Purpose.CONTRACT)),
        in_force_next=ahead.values("in_force_on")[:1],
    )


class ContractingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Text, call, stage, what is missing, whether overdue, and order."""

    q = django_filters.CharFilter(label=_("Number or acronym"), method="find")
    call = django_filters.ModelChoiceFilter(
        label=_("Call"), queryset=Call.objects.none(), empty_label=_("All")
    )
    stage = django_filters.ChoiceFilter(
        label=_("Stage"),
        method="at",
        empty_label=_("All"),
        choices=[
            ("before", _("Contract to draw up")),
            ("running", _("Under contract")),
            ("closed", _("Closed")),
        ],
    )
    missing = django_filters.ChoiceFilter(
        label=_("What is missing"),
        method="lack",
        choices=[("any", _("Anything")), *WORDS.items()],
        empty_label=_("All"),
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Past the due date"),
        method="late",
        empty_label=_("All"),
        choices=[("true", _("Yes")), ("false", _("No"))],
    )
    sort = django_filters.OrderingFilter(
        label=_("Order"),
        fields=[
            ("contract__due_on", "due"),
            ("changed_at", "changed"),
            ("code", "code"),
            ("acronym", "acronym"),
        ],
        choices=SORTS,
        empty_label=_("As usual"),
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        calls = Call.objects.filter(pk__in=self.queryset.order_by().values("call"))
        self.filters["call"].field.queryset = calls.order_by("code")

    def find(self, queryset: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """Part of the proposal's number, of its acronym or of the number of the contract."""
        kept = value.replace("\x00", "")[:100]
        return queryset.filter(
            Q(code__icontains=kept) | Q(acronym__icontains=kept) | Q(contract__number__icontains=kept)
        )

    def at(self, queryset: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """In one stage."""
        return queryset.filter(state__in=STAGES[value])

    def lack(self, queryset: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """With one point missing, or with any."""
        wanted = Q()
        for condition in MISSING.values() if value == "any" else [MISSING[value]]:
            wanted |= condition
        return queryset.filter(wanted)

    def late(self, queryset: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """Past the day by which the applicants were to give their part, before the contract."""
        late = Q(contract__due_on__lt=timezone.localdate(), state__in=STAGES["before"])
        return queryset.filter(late) if value == "true" else queryset.exclude(late)
