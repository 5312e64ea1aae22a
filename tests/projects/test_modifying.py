"""Modifications: the approved version valid until a new one is approved, and comes back when it is not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import formats

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from partners.models import Organisation
from programmes.states import Role
from projects import dossier, lifecycle, partnership
from projects.lifecycle import Plan, Seen
from projects.lifecycle.kept_modifications import today_in
from projects.models import (
    BudgetLine,
    CoFinancing,
    Contribution,
    Modification,
    Partnership,
    Project,
    StateChange,
    SubmissionRequest,
    Version,
)
from projects.states import State
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import ContractFactory, complete_project
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)
WAYS = [
    (State.APPROVED, State.MODIFICATION_PRECONTRACTING, State.MODIFICATION_PRECONTRACTING_SUBMITTED),
    (State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED),
]


@pytest.fixture
def people():
    """An approved project with version 1, its writer, and a manager of the programme."""
    project = complete_project(partners=3)
    writer = with_level(project)
    manager = with_role(project, Role.MANAGER)
    version = lifecycle.submit(project, by=writer)
    Project.objects.update(state=State.ELIGIBLE)
    project.refresh_from_db()
    change = StateChange.objects.create(
        project=project, step="approve", source=State.ELIGIBLE, target=State.APPROVED, version=version
    )
    assert change.version.number == 1
    Project.objects.update(state=State.APPROVED)
    project.refresh_from_db()
    return project, writer, manager


def contracted(project, manager, state):
    if state == State.CONTRACTED:
        ContractFactory(project=project, overridden=True)
        lifecycle.set_contracted(project, by=manager, seen=Seen.of(project), decided_on=DAY)


def turn_upside_down(project, writer):
    """Change every kind of row that a dossier has."""
    first, second, _third = project.partnerships.order_by("position")
    partnership.remove_partner(second, by=writer)
    french = OrganisationFactory(country="FR", region="FRE11", legal_status="public")
    new = partnership.add_partner(project, french, by=writer, abbreviation="NEW", role="partner")
    BudgetLine.objects.create(partnership=new, category="travel")
    partnership.make_lead(project.partnerships.get(position=2), by=writer)
    Partnership.objects.filter(pk=first.pk).update(abbreviation="OTHER")
    BudgetLine.objects.update(amount=Decimal("60000.02"))
    CoFinancing.objects.update(rate=Decimal("50.00"))
    Contribution.objects.update(amount=Decimal("30000.01"))
    Project.objects.filter(pk=project.pk).update(acronym="CHANGED", end_date=date(2029, 12, 31))
    for answer in project.answers.all():
        answer.text, answer.revision = "Changed.", answer.revision + 1
        answer.save()


def frozen_again(project):
    """The dossier of now, as a version would freeze it."""
    return dossier.to_data(dossier.load(project))


@pytest.mark.parametrize(("before", "open_", "submitted"), WAYS)
def test_rejected_modification_restores_the_approved_version_exactly(people, before, open_, submitted):
    project, writer, manager = people
    contracted(project, manager, before)
    approved = Version.objects.get()
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="New partner.")
    assert project.state == open_
    turn_upside_down(project, writer)
    lifecycle.submit(project, by=writer)
    assert project.state == submitted
    assert frozen_again(project) != approved.data
    assert Version.objects.approved_of(project) == approved
    lifecycle.reject_modification(
        project, by=manager, seen=Seen.of(project), decided_on=DAY, note="Not this way."
    )
    assert Project.objects.get(pk=project.pk).state == before
    assert frozen_again(project) == approved.data
    restored = Version.objects.get(number=3)
    assert (restored.reason, restored.hash) == ("restored", approved.hash)
    assert Version.objects.approved_of(project) == restored
    assert StateChange.objects.of(project)[0].step == "reject_modification"


@pytest.mark.parametrize(("before", "open_", "submitted"), WAYS)
def test_approved_modification_becomes_the_approved_version(people, before, open_, submitted):
    project, writer, manager = people
    contracted(project, manager, before)
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Longer.")
    Project.objects.filter(pk=project.pk).update(acronym="LONGER")
    version = lifecycle.submit(project, by=writer)
    lifecycle.approve_modification(project, by=manager, seen=Seen.of(project), decided_on=DAY)
    assert project.state == before
    assert Version.objects.approved_of(project) == version
    assert Project.objects.get(pk=project.pk).acronym == "LONGER"


def test_second_rejection_restores_what_was_restored(people):
    project, writer, manager = people
    approved = Version.objects.get()
    for _round in range(2):
        lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
        Project.objects.filter(pk=project.pk).update(acronym="TRY")
        lifecycle.submit(project, by=writer)
        lifecycle.reject_modification(project, by=manager, seen=Seen.of(project), decided_on=DAY, note="No.")
    assert frozen_again(project) == approved.data
    assert list(Version.objects.order_by("number").values_list("reason", flat=True)) == [
        "submitted",
        "modification",
        "restored",
        "modification",
        "restored",
    ]


def test_texts_of_a_rejected_modification_stay_in_the_history(people):
    project, writer, manager = people
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    turn_upside_down(project, writer)
    lifecycle.submit(project, by=writer)
    lifecycle.reject_modification(project, by=manager, seen=Seen.of(project), decided_on=DAY, note="No.")
    answer = project.answers.first()
    texts = list(answer.revisions.order_by("-revision").values_list("text", flat=True))
    assert texts[0] == answer.text != "Changed."
    assert "Changed." in texts


def test_organisation_that_changed_meanwhile_is_not_turned_back(people):
    project, writer, manager = people
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    lifecycle.submit(project, by=writer)
    Organisation.objects.update(city="Ghent")
    lifecycle.reject_modification(project, by=manager, seen=Seen.of(project), decided_on=DAY, note="No.")
    assert set(Organisation.objects.values_list("city", flat=True)) == {"Ghent"}


def test_handing_back_makes_no_version_and_drafts_a_letter(people):
    project, writer, manager = people
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    lifecycle.submit(project, by=writer)
    lifecycle.hand_back(project, by=manager, seen=Seen.of(project), note="Explain item 3.")
    assert project.state == State.MODIFICATION_PRECONTRACTING
    assert Version.objects.count() == 2
    letters = Message.objects.filter(kind="hand_back").order_by("recipient")
    assert [letter.recipient for letter in letters] == [project.created_by, writer]
    assert {letter.state for letter in letters} == {MessageState.DRAFTED}
    assert all("Explain item 3." in letter.body for letter in letters)


@pytest.mark.parametrize(("before", "open_", "_submitted"), WAYS)
def test_cancelled_modification_leaves_everything_as_it_was_approved(people, before, open_, _submitted):
    project, writer, manager = people
    contracted(project, manager, before)
    approved = Version.objects.get()
    data, number = approved.data, approved.hash
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    turn_upside_down(project, writer)
    lifecycle.cancel_modification(project, by=manager, seen=Seen.of(project), note="Opened by mistake.")
    stored = Project.objects.get(pk=project.pk)
    assert (stored.state, stored.open_keys) == (before, None)
    assert frozen_again(stored) == data
    kept = Version.objects.get()
    assert (kept.pk, kept.data, kept.hash) == (approved.pk, data, number)
    assert Version.objects.approved_of(stored) == kept
    row = Modification.objects.get()
    assert (row.state, row.answer, row.decided_by) == ("cancelled", "Opened by mistake.", manager)
    change = StateChange.objects.of(project)[0]
    assert (change.step, change.source, change.note) == ("cancel_modification", open_, "Opened by mistake.")
    entry = TrailEntry.objects.filter(chain=project.chain).latest("sequence")
    assert (entry.action, entry.note) == ("cancel_modification", "Opened by mistake.")
    letter = Message.objects.get(kind="cancel_modification", recipient=writer)
    assert letter.state == MessageState.DRAFTED
    assert "Opened by mistake." in letter.body


def test_cancelling_after_a_submission_was_handed_back_freezes_the_approved_version_again(people):
    project, writer, manager = people
    approved = Version.objects.get()
    lifecycle.open_modification(
        project, by=manager, seen=Seen.of(project), note="Try.", plan=Plan(parts=("identification",))
    )
    Project.objects.filter(pk=project.pk).update(acronym="TRY")
    lifecycle.submit(project, by=writer)
    lifecycle.hand_back(project, by=manager, seen=Seen.of(project), note="More.")
    lifecycle.cancel_modification(project, by=manager, seen=Seen.of(project), note="No more.")
    stored = Project.objects.get(pk=project.pk)
    assert (stored.state, stored.open_keys) == (State.APPROVED, None)
    standing = Version.objects.approved_of(stored)
    assert (standing.number, standing.reason, standing.hash) == (3, "restored", approved.hash)
    assert frozen_again(project) == approved.data
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Again.")
    assert list(Modification.objects.order_by("number").values_list("state", flat=True)) == [
        "cancelled",
        "open",
    ]


def test_only_the_secretariat_cancels_with_a_reason_and_from_a_fresh_page(people):
    project, writer, manager = people
    stale = Seen.of(project)
    lifecycle.open_modification(project, by=manager, seen=stale, note="Try.")
    with pytest.raises(NotAllowed):
        lifecycle.cancel_modification(project, by=writer, seen=Seen.of(project), note="Mine.")
    with pytest.raises(DomainError, match="Write a note"):
        lifecycle.cancel_modification(project, by=manager, seen=Seen.of(project), note=" ")
    with pytest.raises(DomainError, match="out of date"):
        lifecycle.cancel_modification(project, by=manager, seen=stale, note="Late.")
    assert Project.objects.get(pk=project.pk).state == State.MODIFICATION_PRECONTRACTING


def test_cancelling_drops_a_request_to_confirm_the_submission(people):
    project, writer, manager = people
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Try.")
    asked = SubmissionRequest.objects.create(project=project, by=writer, digest="d")
    lifecycle.cancel_modification(project, by=manager, seen=Seen.of(project), note="No.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.closed_by) == ("cancelled", manager)


@pytest.mark.parametrize("days", [-1, 732 + 1])
def test_nobody_has_to_submit_on_a_day_that_is_over_or_far_ahead(people, days):
    project, _writer, manager = people
    day = today_in(project) + timedelta(days=days)
    with pytest.raises(DomainError, match="today or later"):
        lifecycle.open_modification(
            project, by=manager, seen=Seen.of(project), note="Go on.", plan=Plan(due_on=day)
        )
    project.refresh_from_db()
    assert project.state == State.APPROVED
    assert not Modification.objects.exists()


def test_letters_tell_what_is_open_until_when_and_from_when_it_applies(people):
    project, writer, manager = people
    until, later = today_in(project) + timedelta(days=20), DAY + timedelta(days=30)
    plan = Plan(parts=("summary", "work_plan"), due_on=until)
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Go on.", plan=plan)
    lifecycle.submit(project, by=writer)
    lifecycle.approve_modification(
        project, by=manager, seen=Seen.of(project), decided_on=DAY, in_force_on=later
    )

    opened, approved = (
        Message.objects.get(kind=kind, recipient=writer).body
        for kind in ("open_modification", "approve_modification")
    )
    assert "Only these sections are open: Summary, Work plan." in opened
    assert f"Submit the modification by {formats.date_format(until, 'DATE_FORMAT')}." in opened
    assert (
        "was approved on 15 January 2026. The changed version applies from 14 February 2026 on." in approved
    )
