"""A round of corrections from the first place collected to the answer, its end, or its reminder."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import bulk, clock, corrections, dossier, fields, lifecycle
from projects.lifecycle import Seen
from projects.models import Correction, CorrectionState, Project, StateChange, Version
from projects.states import Level, State
from tests.factories.form import filled_project
from tests.factories.projects import complete_call
from tests.projects.corrections.conftest import again, asked
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db


def save(project, key, value):
    fresh = again(project)
    base = fields.tokens(fresh)[key].token
    fields.save(fresh, key, value, base=base, by=project.created_by)


def frozen(project, number):
    return dossier.from_data(Version.objects.get(project=project, number=number).data)


def test_request_opens_its_places_stops_the_clock_and_drafts_letters(project, officer, partner):
    request = asked(project, officer, "summary", f"partner.{partner}.competence")
    now = again(project)
    assert (now.state, now.returned_from) == (State.RETURNED, State.SUBMITTED)
    assert now.open_keys == ["summary", f"partner.{partner}.competence"]
    assert (request.state, request.asked_by, request.version.number) == ("asked", officer, 1)
    assert now.away_since == request.asked_at
    letter = Message.objects.get(kind="correction_asked")
    assert (letter.recipient, letter.state) == (project.created_by, MessageState.DRAFTED)
    assert "Mend summary." in letter.body
    assert "Thank you." in letter.body
    assert Message.objects.filter(kind="return_to_applicant").count() == 0
    change = StateChange.objects.of(project)[0]
    assert (change.step, "Mend summary." in change.note) == ("return_to_applicant", True)
    assert TrailEntry.objects.filter(chain=project.chain, action="ask for corrections").count() == 1


def test_answer_is_a_new_version_with_what_was_asked_changed_and_all_else_the_same(project, officer, partner):
    request = asked(project, officer, "summary", f"budget.{partner}", "challenges")
    save(project, "summary.nl", "Anders")
    save(project, f"budget.{partner}.travel", "500.00")
    own = again(project).partnerships.get(uid=partner).contributions.get()
    save(project, f"contribution.{own.pk}.amount", "40200.00")
    with pytest.raises(NotAllowed, match="asked you to correct other parts"):
        save(project, "acronym", "OTHER")
    lifecycle.submit(again(project), by=project.created_by)
    request.refresh_from_db()
    now = again(project)
    assert (now.state, now.open_keys, now.away_since) == (State.SUBMITTED, None, None)
    assert (request.state, request.answer.number) == (CorrectionState.ANSWERED, 2)
    assert now.away_for == request.answered_at - request.asked_at
    old, new = frozen(project, 1), frozen(project, 2)
    items = corrections.asked_items(request.items.all(), old, new)
    assert [item.is_changed for item in items] == [True, True, False]
    keys = [item.key for item in request.items.all()]
    inside, outside = corrections.split(keys, old, new)
    assert {section.key for section in inside.sections} == {"summary", "budget"}
    assert outside.is_empty


def test_what_changed_beyond_the_request_is_told_apart(project, officer):
    asked(project, officer, "summary")
    save(project, "summary.nl", "Anders")
    Project.objects.filter(pk=project.pk).update(acronym="SNEAKY")
    lifecycle.submit(again(project), by=project.created_by)
    inside, outside = corrections.split(["summary"], frozen(project, 1), frozen(project, 2))
    assert [field.key for section in inside.sections for field in section.fields] == ["summary"]
    assert [field.key for section in outside.sections for field in section.fields] == ["acronym"]


@pytest.mark.parametrize("late", [False, True])
def test_taking_back_lets_the_last_version_stand_and_drops_what_was_begun(project, officer, late):
    request = asked(project, officer, "summary", "acronym")
    save(project, "summary.nl", "Half written")
    save(project, "acronym", "HALF")
    if late:
        Correction.objects.update(due=timezone.now() - timedelta(hours=1))
    lifecycle.take_back(again(project), by=officer, seen=Seen.of(again(project)), note="We go on.")
    now = again(project)
    request.refresh_from_db()
    assert (now.state, now.acronym, now.open_keys) == (State.SUBMITTED, "ONTSLUIT", None)
    assert request.state == (CorrectionState.CLOSED if late else CorrectionState.CANCELLED)
    assert request.closing_note == "We go on."
    assert Version.objects.filter(project=project).count() == 1
    assert dossier.load(now).summary == frozen(project, 1).summary
    assert dossier.digest(dossier.to_data(dossier.load(now))) == Version.objects.get(project=project).hash


def test_withdrawal_ends_the_round(project, officer):
    request = asked(project, officer, "summary")
    lifecycle.withdraw(again(project), by=project.created_by, note="No.")
    request.refresh_from_db()
    assert request.state == CorrectionState.CANCELLED
    assert again(project).open_keys is None


def test_free_return_opens_the_whole_form_as_before(project, officer):
    lifecycle.return_to_applicant(project, by=officer, seen=Seen.of(project), note="All of it.")
    assert again(project).open_keys is None
    save(project, "acronym", "OTHER")
    assert again(project).acronym == "OTHER"


def test_round_in_step_one_leads_back_to_step_one():
    now = timezone.now()
    call = complete_call(step1_closes_at=now + timedelta(days=1), closes_at=now + timedelta(days=9))
    project = filled_project(call=call, state=State.STEP1_DRAFT)
    lifecycle.submit(project, by=project.created_by)
    request = asked(again(project), with_role(project, Role.OFFICER), "summary")
    assert again(project).state == State.STEP1_RETURNED
    save(project, "summary.nl", "Anders")
    with pytest.raises(NotAllowed):
        save(project, "acronym", "OTHER")
    lifecycle.submit(again(project), by=project.created_by)
    request.refresh_from_db()
    assert (again(project).state, request.answer.step) == (State.STEP1_SUBMITTED, 1)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_only_the_secretariat_asks(project, role):
    with pytest.raises(NotAllowed):
        corrections.collect(project, by=with_role(project, role), key="summary", note="x")


def test_who_writes_the_proposal_asks_nothing_of_it(project, officer):
    project.collaborators.create(user=officer, level=Level.VIEW)
    for person in (officer, project.created_by, with_level(project)):
        with pytest.raises(NotAllowed):
            corrections.collect(project, by=person, key="summary", note="x")


@pytest.mark.parametrize(
    "key",
    ["", "x", "summary.nl", "section.", "section.x", "partner.1", "budget.x.staff", "annex.none", "\x00",
     "activity.00000000-0000-0000-0000-000000000000", "title" * 60, "rate", "lump_sums"],
)  # fmt: skip
def test_places_that_the_proposal_does_not_have_are_refused(project, officer, key):
    with pytest.raises(DomainError, match="no such place"):
        corrections.collect(project, by=officer, key=key, note="x")
    assert not Correction.objects.filter(items__isnull=False).exists()


def test_every_place_that_is_offered_has_a_name_and_can_be_asked_about(project, officer):
    old = frozen(project, 1)
    places = [place for group in corrections.places_in(old) for place in group.places]
    assert len({place.key for place in places}) == len(places) > 40
    assert all(place.name == corrections.name_of(old, place.key) != "" for place in places)


def test_a_place_is_asked_about_once_and_its_notes_add_up(project, officer):
    first = corrections.collect(project, by=officer, key="summary", note="Shorter.")
    again_ = corrections.collect(project, by=officer, key="summary", note="In French too.")
    assert (again_.pk, again_.note) == (first.pk, "Shorter.\nIn French too.")


def test_request_needs_places_notes_and_a_day_to_come(project, officer):
    item = corrections.collect(project, by=officer, key="summary")
    request = Correction.objects.get()
    seen, send = Seen.of(project), corrections.ask
    with pytest.raises(DomainError, match="for each place what"):
        send(request, by=officer, seen=seen, revision=2)
    corrections.change_item(item, by=officer, note="Mend it.")
    with pytest.raises(DomainError, match="until when"):
        send(request, by=officer, seen=seen, revision=3)
    for days in (-1, 400):
        due = timezone.now() + timedelta(days=days)
        with pytest.raises(DomainError, match="Choose a day"):
            corrections.set_terms(request, by=officer, note="", due=due, seen=3)
    corrections.drop_item(item, by=officer)
    with pytest.raises(DomainError, match="at least one place"):
        send(request, by=officer, seen=seen, revision=4)


def test_second_of_two_officers_is_told(project, officer):
    item = corrections.collect(project, by=officer, key="summary", note="A")
    other = with_role(project, Role.OFFICER)
    corrections.change_item(item, by=other, note="B", seen="A")
    with pytest.raises(DomainError, match="It now says: “B”"):
        corrections.change_item(item, by=officer, note="C", seen="A")
    due = timezone.now() + timedelta(days=5)
    with pytest.raises(DomainError, match="changed this request meanwhile"):
        corrections.set_terms(item.correction, by=officer, note="", due=due, seen=2)
    request = corrections.set_terms(item.correction, by=officer, note="", due=due, seen=3)
    corrections.ask(request, by=officer, seen=Seen.of(project), revision=request.revision)
    with pytest.raises((DomainError, NotAllowed)):
        corrections.ask(request, by=other, seen=Seen.of(project), revision=request.revision)
    assert Message.objects.filter(kind="correction_asked").count() == 1


def test_more_time_is_a_later_day_told_by_a_letter(project, officer):
    request = asked(project, officer, "summary")
    earlier = request.due - timedelta(days=1)
    with pytest.raises(DomainError, match="later day"):
        corrections.extend(request, by=officer, due=earlier, seen=request.revision)
    later = request.due + timedelta(days=7)
    corrections.extend(request, by=officer, due=later, seen=request.revision)
    with pytest.raises(DomainError, match="colleague changed"):
        corrections.extend(request, by=officer, due=later, seen=request.revision)
    request.refresh_from_db()
    assert request.due == later
    assert Message.objects.filter(kind="correction_extended").count() == 1
    with pytest.raises(NotAllowed):
        corrections.extend(request, by=project.created_by, due=later, seen=request.revision)


def test_managers_are_reminded_once_of_each_moment(project, officer):
    request = asked(project, officer, "summary")
    assert corrections.remind(request.due - timedelta(days=4)) == 0
    assert [corrections.remind(request.due - timedelta(days=2)) for _ in range(2)] == [1, 0]
    assert [corrections.remind(request.due - timedelta(hours=20)) for _ in range(2)] == [1, 0]
    assert corrections.remind(request.due + timedelta(hours=1)) == 0
    subjects = (
        Message.objects.filter(kind="correction_reminder").order_by("pk").values_list("subject", "state")
    )
    assert [state for _subject, state in subjects] == ["confirmed", "confirmed"]
    assert "20 hours left" in subjects[1][0]


def test_clock_counts_days_with_the_secretariat_and_stands_while_the_applicant_has_it(project, officer):
    start = project.received_at
    project.call.screening_days = 10
    project.call.save()
    assert clock.clock_of(again(project), start + timedelta(days=4, hours=1)).days == 4
    asked(project, officer, "summary")
    away = again(project).away_since
    stopped = clock.clock_of(again(project), away + timedelta(days=30))
    assert (stopped.days, stopped.is_stopped, stopped.due) == ((away - start).days, True, None)
    Project.objects.update(away_since=away - timedelta(days=3))
    lifecycle.submit(again(project), by=project.created_by)
    now = again(project)
    assert now.away_for >= timedelta(days=3)
    running = clock.clock_of(now, start + timedelta(days=14, hours=1))
    assert (running.days, running.left, running.is_late) == (11, -1, True)
    row = clock.with_clock(Project.objects.all(), start + timedelta(days=14, hours=1)).get()
    assert (row.spent.days, row.screen_by) == (11, running.due)


def test_clock_is_over_once_eligibility_is_decided(project):
    Project.objects.update(state=State.ELIGIBLE)
    assert clock.clock_of(again(project)) is None
    assert clock.with_clock(Project.objects.all()).get().spent is None


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("title.nl", "title"),
        ("summary", "summary"),
        ("budget", "section.budget"),
        ("partners", "section.partners"),
        ("annexes", "section.annexes"),
        ("", ""),
        ("annex.other", "annex.other"),
        ("annex.none", ""),
        ("result", "section.results"),
        ("x.y", ""),
    ],
)
def test_findings_lead_to_the_place_to_ask_about(project, where, place):
    assert corrections.place_of_finding(frozen(project, 1), where) == place


def test_findings_in_rows_lead_to_the_row(project, partner):
    old = frozen(project, 1)
    entry = next(one for one in old.entries if one.kind == "activity")
    item = next(one for one in old.partners if str(one.uid) == partner).contributions[0]
    expected = {
        f"partner.{partner}.type": f"partner.{partner}",
        f"partner.{partner}.competence.nl": f"partner.{partner}.competence",
        f"partner.{partner}.staff_rate": f"budget.{partner}",
        f"budget.{partner}.staff": f"budget.{partner}",
        f"contributions.{partner}": f"budget.{partner}",
        f"contribution.{item.id}.amount": f"budget.{partner}",
        f"activity.{entry.uid}.title.nl": f"activity.{entry.uid}.title",
        f"deliverable.{entry.uid}": f"activity.{entry.uid}",
    }
    assert {where: corrections.place_of_finding(old, where) for where in expected} == expected


def test_amounts_stay_exact_through_a_round(project, officer, partner):
    asked(project, officer, f"budget.{partner}")
    save(project, f"budget.{partner}.staff", "100000.01")
    own = again(project).partnerships.get(uid=partner).contributions.get()
    save(project, f"contribution.{own.pk}.amount", "40000.01")
    lifecycle.submit(again(project), by=project.created_by)
    assert frozen(project, 2).totals.total - frozen(project, 1).totals.total == Decimal("0.01")


def test_reminder_by_hand_leaves_once_a_day_and_says_when_the_moment_has_passed(project, officer):
    act = bulk.acts()["remind_of_corrections"]
    with pytest.raises(DomainError, match="No corrections of this proposal"):
        act.do(again(project), by=officer, parameters={})
    asked(project, officer, "summary")
    assert act.do(again(project), by=officer, parameters={}) == "1 person is reminded"
    with pytest.raises(DomainError, match="within the last day"):
        act.do(again(project), by=officer, parameters={})
    first = Message.objects.get(kind="correction_reminder")
    assert (first.recipient, first.state, first.created_by) == (project.created_by, "confirmed", officer)
    assert "left" in first.subject
    Message.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=2))
    Correction.objects.update(due=timezone.now() - timedelta(hours=1))
    assert act.do(again(project), by=officer, parameters={}) == "1 person is reminded"
    assert "overdue" in Message.objects.filter(kind="correction_reminder").latest("pk").subject
    assert TrailEntry.objects.filter(chain=project.chain, action="remind of corrections").count() == 2
    with pytest.raises(NotAllowed):
        act.do(again(project), by=project.created_by, parameters={})
