"""The committee's pages, from planning a session to the agreed minutes; and what each reader may see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import TrailEntry
from assessments.committee import clock, sitting
from assessments.models import AgendaItem, Decision, Delegation, PendingDecision, Session, Vote
from assessments.states import Outcome, Position, SessionState
from correspondence.models import Message
from programmes.states import Role
from projects.fields.outcomes import token_of
from projects.models import Interest, Project, Version
from projects.states import State
from tests.factories.assessments import eligible_project
from tests.factories.committee import (
    SessionFactory,
    cleared,
    committee,
    conflicted,
    convened,
    item_of,
    opened,
    person_with,
    voted,
)
from tests.factories.projects import ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return eligible_project()


@pytest.fixture
def programme(project):
    return project.call.programme_period.programme


@pytest.fixture
def officer(programme, client):
    user = person_with(programme, Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def manager(programme):
    return person_with(programme, Role.MANAGER)


@pytest.fixture
def members(programme):
    return committee(programme, voting=3)


def at(name, session, *args):
    return reverse(f"secretariat:{name}", args=[session.uid, *args])


def text(answer):
    return answer.content.decode()


def typed(**change):
    begins = timezone.localtime() + timedelta(days=3)
    return {
        "key": str(uuid4()),
        "kind": "meeting",
        "title": "Spring session",
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "quorum_percent": "50",
        "majority": "consensus",
        **change,
    }


def test_a_session_walks_from_plan_to_agreed_minutes(  # noqa: PLR0915 - one walk
    client, project, programme, officer, manager, members
):
    planned = client.post(
        reverse("secretariat:session_new", args=[programme.pk]), typed(call=str(project.call.pk))
    )
    session = Session.objects.get()
    assert planned.url == at("session_agenda", session)
    assert "1 proposal of the call" in text(client.get(planned.url))
    client.post(planned.url, {"call": "yes"})
    client.post(planned.url, {"point": "yes", "point-title": "Any other business", "point-text": "Lunch."})
    assert [str(item) for item in session.items.all()] == [str(project), "Any other business"]

    assert "gets an e-mail" in text(client.get(at("session_step", session, "convene")))
    assert client.post(at("session_step", session, "convene")).url == at("session", session)
    client.post(at("session_step", session, "open"))
    present = {f"present_{row.delegation_id}": "on" for row in session.attendances.all()}
    client.post(at("session_attendance", session), present)

    item = item_of(session)
    page = at("session_item", session, item.pk)
    assert "3 still to vote" in text(client.get(page))
    assert client.post(page, {"all_for": "yes"}).status_code == 302
    assert "3 for. Carried." in text(client.get(page))
    client.post(page, {"close": "yes"})
    form = {"prepare": "yes", "draft-revision": "0", "draft-outcome": "approved_with_conditions"}
    refused = client.post(page, form)
    assert refused.status_code == 400
    form |= {"draft-condition_1": "Name a deputy.", "draft-due_1": "2030-01-31", "draft-reason": "Good."}
    form["draft-granted"] = "12.50"
    assert client.post(page, form).status_code == 302
    assert PendingDecision.objects.get().conditions == [{"text": "Name a deputy.", "due": "2030-01-31"}]
    assert Decision.objects.count() == 0
    client.post(at("session_step", session, "close"))

    client.force_login(manager)
    decisions = at("session_decisions", session)
    listed = text(client.get(decisions))
    assert "Look over and confirm" in listed
    asked = text(client.post(decisions, {f"item_{item.pk}": "1"}))
    assert "Confirm 1 decision?" in asked
    for words in ("€12.50", "Good.", "Name a deputy.", ">31 January 2030<"):
        assert (words in listed, words in asked) == (True, True), words
    assert Decision.objects.count() == 0
    assert client.post(decisions, {f"item_{item.pk}": "1", "confirm": "yes"}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.outcome, decision.item, decision.terms.get().text) == (
        Outcome.APPROVED_WITH_CONDITIONS,
        item,
        "Name a deputy.",
    )
    assert Project.objects.get().state == State.APPROVED_WITH_CONDITIONS
    assert Message.objects.filter(kind="decision").count() == 1

    minutes = at("session_minutes", session)
    written = {"opening": "The chair opened.", f"item.{item.pk}": "Short debate."}
    tokens = {f"token:{key}": token_of("") for key in written}
    assert client.post(minutes, {**written, **tokens}).status_code == 302
    client.post(at("session_step", session, "agree"))
    session.refresh_from_db()
    assert (session.state, session.minutes["opening"]) == (SessionState.AGREED, "The chair opened.")
    said = next(item for item in session.minutes["items"] if item["decision"])
    assert (said["said"], said["decision"]["outcome"]) == ("Short debate.", "approved_with_conditions")
    assert "They no longer change." in text(client.get(minutes))


def test_agenda_can_be_ordered_without_javascript(client, project, officer):
    session = SessionFactory(programme=project.call.programme_period.programme)
    first, second, third = (
        AgendaItem.objects.create(session=session, title=title, position=place)
        for place, title in enumerate(("One", "Two", "Three"), start=1)
    )
    client.post(at("session_order", session, third.pk), {"act": "up"})
    assert [str(item) for item in session.items.all()] == ["One", "Three", "Two"]
    client.post(at("session_order", session, second.pk), {"act": "to", "to": "1"})
    assert [str(item) for item in session.items.all()] == ["Two", "One", "Three"]
    client.post(at("session_order", session, first.pk), {"act": "remove"})
    assert [(item.position, str(item)) for item in session.items.all()] == [(1, "Two"), (2, "Three")]


def test_member_declares_then_votes_on_the_own_page(client, project, officer, members):
    session = opened(project, officer)
    client.force_login(members[0])
    page, item = at("session_vote", session), item_of(session)
    shown = text(client.get(page))
    assert "Do you have a conflict of interest" in shown
    assert "Put to the vote" not in shown
    client.post(page, {"item": item.pk, "has_conflict": "no", "note": ""})
    delegation = members[0].delegation_seats.get().delegation_id
    vote = {"item": item.pk, "delegation": delegation, "seen": "", "position": "abstain", "note": "Too dear."}
    assert client.post(page, vote).url == f"{page}#item-{item.pk}"
    assert (Vote.objects.get().position, Vote.objects.get().note) == (Position.ABSTAIN, "Too dear.")
    stale = client.post(page, vote | {"position": "for"})
    assert stale.status_code == 409
    assert "voted meanwhile" in text(stale)
    assert client.post(page, vote | {"position": "for", "seen": "abstain"}).status_code == 302
    assert Vote.objects.get().position == Position.FOR


def test_declared_conflict_hides_the_proposal_everywhere(client, project, officer, members):
    session = opened(project, officer)
    item = item_of(session)
    client.force_login(members[0])
    client.post(
        at("session_vote", session), {"item": item.pk, "has_conflict": "yes", "note": "I worked there."}
    )
    assert Interest.objects.get().has_conflict is True
    for name in ("session", "session_vote", "session_decisions", "session_minutes", "session_papers"):
        assert project.acronym not in text(client.get(at(name, session)))
    assert client.get(at("session_item", session, item.pk)).status_code == 404
    again = client.post(at("session_vote", session), {"item": item.pk, "has_conflict": "no", "note": ""})
    assert again.status_code == 404


def test_undeclared_member_sees_no_more_than_the_name(client, project, officer, members):
    session = opened(project, officer)
    client.force_login(members[0])
    page = text(client.get(at("session", session)))
    assert project.acronym in page
    assert "EU funding asked" not in page
    assert client.get(at("session_item", session, item_of(session).pk)).status_code == 404


def test_members_see_a_session_once_they_are_told(client, project, officer, members):
    session = SessionFactory(programme=project.call.programme_period.programme, title="Secret plan")
    client.force_login(members[0])
    assert client.get(at("session", session)).status_code == 404
    assert "Secret plan" not in text(client.get(reverse("secretariat:sessions")))


def test_officer_prepares_but_does_not_confirm(client, project, officer, members):
    session = opened(project, officer)
    voted(item_of(session), officer, *[Position.FOR] * 3)
    page = at("session_item", session, item_of(session).pk)
    client.post(page, {"prepare": "yes", "draft-revision": "0", "draft-outcome": "approved"})
    key = f"item_{item_of(session).pk}"
    assert client.post(at("session_decisions", session), {key: "1", "confirm": "yes"}).status_code == 404
    assert Decision.objects.count() == 0


def test_correction_of_a_decision_that_somebody_changed_is_refused(client, project, officer, members):
    session = opened(project, officer)
    page = at("session_item", session, item_of(session).pk)
    client.post(page, {"prepare": "yes", "draft-revision": "0", "draft-outcome": "approved"})
    late = client.post(
        page,
        {
            "prepare": "yes",
            "draft-revision": "0",
            "draft-outcome": "not_approved",
            "draft-reason": "Too dear.",
        },
    )
    assert late.status_code == 409
    assert "changed the prepared decision meanwhile, to “Approved”" in text(late)
    assert PendingDecision.objects.get().outcome == Outcome.APPROVED


def test_stale_minutes_show_both_texts(client, project, officer, members):
    session = convened(project, officer)
    page = at("session_minutes", session)
    client.post(page, {"opening": "Theirs.", "token:opening": token_of("")})
    late = client.post(page, {"opening": "Mine.", "token:opening": token_of("")})
    assert late.status_code == 409
    assert "Theirs." in text(late)
    assert "Mine." in text(late)
    assert Session.objects.get().opening_text == "Theirs."
    client.post(page, {"opening": "Both.", "token:opening": token_of("Theirs.")})
    assert Session.objects.get().opening_text == "Both."


def test_minutes_save_themselves_place_by_place(client, project, officer, members, settings):
    session = convened(project, officer)
    key, field = f"item.{item_of(session).pk}", at("session_minutes_field", session)
    first = client.post(field, {"key": key, "value": "One\r\nline.", "base": token_of("")})
    assert (first.status_code, first.json()["value"]) == (200, "One\nline.")
    stale = client.post(field, {"key": key, "value": "Two", "base": token_of("")})
    assert (stale.status_code, stale.json()["theirs"]) == (409, "One\nline.")
    more = {"key": key, "value": "One\nfine line.", "base": first.json()["token"]}
    assert client.post(field, more).status_code == 200
    entry = TrailEntry.objects.filter(chain=session.chain, action="write minutes").latest("sequence")
    assert (entry.old["text"], entry.new) == ("", {"place": key, "from": 4, "text": "fine "})
    assert client.post(field, {**more, "value": "x" * 20_001}).status_code == 422
    page = text(client.get(at("session_minutes", session)))
    assert f'data-autosave="{field}"' in page
    assert f'data-csrf-cookie="{settings.CSRF_COOKIE_NAME}"' in page
    assert "One\nfine line." in page


def test_minutes_of_a_proposal_with_a_conflict_are_neither_shown_nor_written(
    client, project, officer, members
):
    session = convened(project, officer)
    item = item_of(session)
    session.items.filter(pk=item.pk).update(minutes_text="Said in confidence.")
    conflicted(officer, project)
    assert "Said in confidence." not in text(client.get(at("session_minutes", session)))
    posted = {"key": f"item.{item.pk}", "value": "Mine", "base": token_of("")}
    answer = client.post(at("session_minutes_field", session), posted)
    assert (answer.status_code, "theirs" in answer.json()) == (422, False)
    assert session.items.get(pk=item.pk).minutes_text == "Said in confidence."


def test_agreed_minutes_take_no_more_words(client, project, officer, members):
    session = convened(project, officer)
    Session.objects.update(state=SessionState.AGREED)
    field = {"key": "opening", "value": "Late", "base": token_of("")}
    assert client.post(at("session_minutes_field", session), field).status_code == 409
    page = {"opening": "Late", "token:opening": token_of("")}
    assert client.post(at("session_minutes", session), page).status_code == 302
    assert Session.objects.get().opening_text == ""


@pytest.mark.parametrize("key", ["", "item.0", "item.99999999", "item.½", "opening\x00", "title"])
def test_minutes_of_no_place_are_refused(client, project, officer, members, key):
    session = convened(project, officer)
    posted = {"key": key, "value": "Words.", "base": token_of("")}
    assert client.post(at("session_minutes_field", session), posted).status_code == 422


def test_cancel_asks_for_a_reason(client, project, officer, members):
    session = convened(project, officer)
    page = at("session_step", session, "cancel")
    assert client.post(page, {"note": ""}).status_code == 400
    assert client.post(page, {"note": "Too early."}).status_code == 302
    assert Session.objects.get().state == SessionState.CANCELLED


def test_convened_session_cannot_be_convened_again(client, project, officer, members):
    session = convened(project, officer)
    assert client.get(at("session_step", session, "convene")).status_code == 404
    assert client.post(at("session_step", session, "convene")).status_code == 409


def test_delegations_are_set_up_by_the_manager(client, programme, project, officer, manager):
    page = reverse("secretariat:delegations", args=[programme.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"quorum_percent": "60", "majority": "simple"}).status_code == 404
    client.force_login(manager)
    assert client.post(page, {"quorum_percent": "60", "majority": "simple"}).status_code == 302
    member = person_with(programme, Role.COMMITTEE)
    new = reverse("secretariat:delegation_new", args=[programme.pk])
    assert client.post(new, {"has_vote": "on"}).status_code == 400
    made = client.post(new, {"name_fr": "Région", "name_en": "Region", "has_vote": "on"})
    delegation = Delegation.objects.get()
    both = {"name_en": "Region", "is_active": "on", "members": [member.pk], "deputies": [member.pk]}
    assert client.post(made.url, both).status_code == 400
    assert client.post(made.url, both | {"deputies": [], "has_vote": "on"}).status_code == 302
    assert [seat.user for seat in delegation.members.all()] == [member]
    assert sitting.usual_rules(programme)["quorum_percent"] == 60


def test_session_page_takes_the_same_statements_for_one_and_fifty_items(
    client, project, officer, members, django_assert_max_num_queries
):
    session = opened(project, officer)
    version = Version.objects.get(project=project)
    for number in range(49):
        other = ProjectFactory(call=project.call, submitted=True, acronym=f"P{number}")
        frozen = VersionFactory(project=other, data=version.data)
        AgendaItem.objects.create(session=session, project=other, version=frozen, position=number + 2)
    conflicted(members[0], project)
    cleared(members[1], project)
    client.get(at("session", session))
    with django_assert_max_num_queries(10):
        page = text(client.get(at("session", session)))
    assert page.count('class="agenda-item"') == 50


def test_the_deadline_of_an_open_written_procedure_is_extended_on_a_page(client, project, officer, members):
    now = timezone.now()
    moments = {"starts_at": now - timedelta(minutes=1), "deadline": now + timedelta(days=1)}
    session = convened(project, officer, kind="written", **moments)
    page = at("session_step", session, "extend")
    assert client.get(page).status_code == 404
    clock.sweep()
    assert page in text(client.get(at("session", session)))
    later = timezone.localtime(now + timedelta(days=3)).replace(second=0, microsecond=0)
    typed = {"deadline": f"{later:%Y-%m-%dT%H:%M}", "note": ""}
    assert client.post(page, typed).status_code == 400
    assert client.post(page, {**typed, "note": "A holiday."}).url == at("session", session)
    session.refresh_from_db()
    assert session.deadline == later
