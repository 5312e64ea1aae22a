"""A rejected modification leaves no trace in the dossier, whatever was changed meanwhile."""

import random
from datetime import date
from decimal import Decimal

import pytest

from calls.models import CallAnnex
from programmes.states import Role
from projects import attachments, dossier, entries, lifecycle, partnership
from projects.lifecycle import Seen
from projects.models import (
    Attachment,
    BudgetLine,
    CoFinancing,
    Contribution,
    Entry,
    Modification,
    Partnership,
    Project,
    StateChange,
    Version,
)
from projects.states import State
from tests.factories.calls import CallAnnexFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import (
    AttachmentFactory,
    EntryFactory,
    complete_call,
    complete_project,
    show_fields,
)
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)
SEEDS = range(12)


@pytest.fixture
def people():
    """An approved project with entries, and files of the whole and of partners."""
    call = complete_call()
    show_fields(call, "work_package.title", "activity.title")
    project = complete_project(partners=3, call=call)
    CallAnnexFactory(call=call, key="letter", per_partner=True, is_required=False)
    annex = CallAnnex.objects.get()
    for row in project.partnerships.all():
        AttachmentFactory(project=project, annex=annex, partnership=row)
    AttachmentFactory(project=project, description="Map")
    for number in range(3):
        package = EntryFactory(project=project, position=number + 1)
        EntryFactory(project=project, kind="activity", parent=package, position=1)
    writer, manager = with_level(project), with_role(project, Role.MANAGER)
    Project.objects.update(state=State.CONTRACTED, code="C-1", first_submitted_at=project.created_at)
    project.refresh_from_db()
    version = lifecycle.submitting.freeze(project, dossier.load(project), by=writer, reason="submitted")
    StateChange.objects.create(project=project, step="approve", target=State.CONTRACTED, version=version)
    return project, writer, manager


def remove_partner(project, writer, chance):
    if project.partnerships.count() > 1:
        partnership.remove_partner(project.partnerships.order_by("position").last(), by=writer)


def add_partner(project, writer, chance):
    new = OrganisationFactory(country="FR", region="FRE11", legal_status="public")
    partnership.add_partner(project, new, by=writer, abbreviation="NEW", role="partner")


def change_lead(project, writer, chance):
    partnership.make_lead(project.partnerships.order_by("-position").first(), by=writer)


def remove_entry(project, writer, chance):
    found = Entry.objects.filter(project=project, removed_at=None, kind="work_package").order_by("position")
    if found:
        entries.remove(chance.choice(list(found)), by=writer)


def add_entry(project, writer, chance):
    entries.add(project, "work_package", by=writer)


def change_money(project, writer, chance):
    for row in (*BudgetLine.objects.all(), *Contribution.objects.all()):
        row.amount = Decimal(chance.randrange(1, 10**7)) / 100
        row.save()
    CoFinancing.objects.update(rate=Decimal(chance.randrange(1, 8000)) / 100)
    BudgetLine.objects.filter(partnership=project.partnerships.first()).delete()


def change_texts(project, writer, chance):
    for answer in project.answers.all():
        answer.text, answer.revision = f"Changed {chance.random()}", answer.revision + 1
        answer.save()


def change_days(project, writer, chance):
    Project.objects.filter(pk=project.pk).update(acronym="OTHER", start_date=DAY, end_date=date(2029, 1, 1))


def change_files(project, writer, chance):
    present = list(Attachment.objects.of_dossier().present().filter(project=project))
    for row in chance.sample(present, len(present) // 2):
        attachments.remove(row, by=writer)
    for row in Attachment.objects.present().filter(project=project)[:1]:
        attachments.describe(row, by=writer, description="Another")
    AttachmentFactory(project=project, name=f"new-{chance.random()}.pdf")


def rename_partners(project, writer, chance):
    Partnership.objects.filter(project=project).update(abbreviation=f"P{chance.randrange(99)}")


CHANGES = (
    remove_partner,
    add_partner,
    change_lead,
    remove_entry,
    add_entry,
    change_money,
    change_texts,
    change_days,
    change_files,
    rename_partners,
)


@pytest.mark.parametrize("seed", SEEDS)
def test_rejection_restores_everything_exactly(people, seed):
    project, writer, manager = people
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    approved = Version.objects.get()
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    for change in chance.choices(CHANGES, k=chance.randrange(1, 9)):
        change(Project.objects.get(pk=project.pk), writer, chance)
    changed = dossier.load(Project.objects.get(pk=project.pk))
    version = lifecycle.submitting.freeze(project, changed, by=writer, reason="modification")
    Project.objects.update(state=State.MODIFICATION_SUBMITTED)
    Modification.objects.update(state="submitted", version=version)
    project.refresh_from_db()
    lifecycle.reject_modification(project, by=manager, seen=Seen.of(project), decided_on=DAY, note="No.")
    now = dossier.to_data(dossier.load(Project.objects.get(pk=project.pk)))
    assert now == approved.data
    assert dossier.digest(now) == approved.hash == Version.objects.get(number=3).hash
    assert Modification.objects.get().state == "rejected"
