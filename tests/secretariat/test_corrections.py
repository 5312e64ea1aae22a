"""The pages on which officers ask for corrections, and see what came back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from correspondence.models import Message
from programmes.states import Role
from projects import fields, lifecycle
from projects.models import Correction, CorrectionState, Project
from projects.states import State
from secretariat.forms.corrections import TermsForm
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.projects import VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture(autouse=True)
def officer(project, client):
    user = staff_of(project, Role.OFFICER)
    client.force_login(user)
    return user


def at(project, name="corrections", **more):
    return reverse(f"secretariat:{name}", kwargs={"uid": project.uid, **more})


def add(client, project, key="summary", note="Shorter, please."):
    return client.post(at(project, "correction_add"), {"key": key, "note": note})


def set_terms(client, project, days=7, note=""):
    request = Correction.objects.get()
    due = timezone.localdate() + timedelta(days=days)
    posted = {"due": f"{due:%Y-%m-%d}", "at": "17:00", "note": note, "seen": request.revision}
    return client.post(at(project, "correction_terms"), posted)


def send(client, project, **change):
    posted = {
        "seen_state": "submitted",
        "seen_version": "1",
        "revision": Correction.objects.get().revision,
        **change,
    }
    return client.post(at(project, "correction_send"), posted)


def test_request_is_collected_dated_read_and_sent(client, project):
    assert "Nothing has been asked yet" in client.get(at(project)).content.decode()
    assert add(client, project).status_code == 302
    assert add(client, project, "section.partners", "Add a map.").status_code == 302
    answer = set_terms(client, project, note="Good work so far.")
    assert (answer.status_code, answer.url) == (302, at(project, "correction_send"))
    page = client.get(answer.url).content.decode()
    assert "Good work so far." in page
    assert "Shorter, please." in page
    assert "17:00:00 C" in page
    assert not Message.objects.filter(kind="correction_asked").exists()
    assert send(client, project).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.open_keys) == (State.RETURNED, ["summary", "section.partners"])
    page = client.get(at(project)).content.decode()
    assert "With the applicant" in page
    assert "The clock is stopped at 0 days" in page


def test_check_leads_to_the_request_with_its_place_and_reason(client, project):
    client.post(at(project, "screening"), {"open": "yes"})
    page = client.get(at(project, "screening")).content.decode()
    assert "Ask the applicant to correct this" in page
    posted = {"ask": "yes", "key": "section.partners", "check_key": "one_lead", "note": "Who leads?"}
    assert client.post(at(project, "correction_add"), posted).status_code == 302
    item = Correction.objects.get().items.get()
    assert (item.key, item.check_key, item.note) == ("section.partners", "one_lead", "Who leads?")


def test_mistakes_are_shown_and_what_was_typed_is_kept(client, project):
    answer = add(client, project, "nowhere", "A long note")
    assert answer.status_code == 400
    assert "A long note" in answer.content.decode()
    add(client, project)
    answer = set_terms(client, project, days=-3, note="Kept words")
    assert answer.status_code == 409
    assert "Choose a day in the future" in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    answer = send(client, project)
    assert answer.status_code == 409
    assert "until when" in answer.content.decode()


def test_note_is_reworded_taken_out_and_guarded_against_a_stale_page(client, project):
    add(client, project)
    item = Correction.objects.get().items.get()
    page = at(project, "correction_item", pk=item.pk)
    name = f"item-{item.pk}"
    assert client.post(page, {f"{name}-note": "New", f"{name}-was": "Shorter, please."}).status_code == 302
    stale = client.post(page, {f"{name}-note": "Other", f"{name}-was": "Shorter, please."})
    assert stale.status_code == 409
    assert "It now says: “New”" in stale.content.decode()
    assert client.post(page, {"drop": "yes"}).status_code == 302
    assert not Correction.objects.get().items.exists()


@pytest.mark.parametrize("change", [{"seen_version": "3"}, {"revision": "1"}, {"seen_state": "eligible"}])
def test_stale_page_sends_nothing(client, project, change):
    add(client, project)
    set_terms(client, project)
    assert send(client, project, **change).status_code == 409
    project.refresh_from_db()
    assert project.state == State.SUBMITTED


def asked(client, project):
    add(client, project)
    set_terms(client, project)
    send(client, project)
    return Correction.objects.get()


def test_round_gets_more_time_and_is_closed_after_its_day(client, project):
    request = asked(client, project)
    later = timezone.localdate() + timedelta(days=20)
    posted = {
        "time-due": f"{later:%Y-%m-%d}",
        "time-at": "12:00",
        "time-note": "",
        "time-seen": request.revision,
    }
    assert client.post(at(project, "correction_more_time"), posted).status_code == 302
    assert client.post(at(project, "correction_more_time"), posted).status_code == 409
    Correction.objects.update(due=timezone.now() - timedelta(hours=2))
    assert "Close the round without an answer" in client.get(at(project)).content.decode()
    ended = {"end-seen_state": "returned", "end-seen_version": "1", "end-note": ""}
    assert client.post(at(project, "correction_end"), ended).status_code == 400
    assert client.post(at(project, "correction_end"), {**ended, "end-note": "We go on."}).status_code == 302
    request.refresh_from_db()
    project.refresh_from_db()
    assert (request.state, project.state) == (CorrectionState.CLOSED, State.SUBMITTED)
    assert Message.objects.filter(kind="take_back").count() == 1


def test_what_came_back_shows_the_asked_places_and_that_all_else_is_the_same(client, project):
    request = asked(client, project)
    writer, fresh = project.created_by, Project.objects.for_page().get(pk=project.pk)
    for key in ("summary.nl", "summary.fr"):
        token = fields.tokens(fresh)[key].token
        fields.save(fresh, key, "Kort", base=token, by=writer)
    lifecycle.submit(fresh, by=writer)
    page = client.get(at(project, "correction_changes", correction=request.uid)).content.decode()
    assert "1 of 1 part changed" in re.sub(r"\s+", " ", page)
    assert "All other parts of versions 1.0 and 2.0 were compared: they say the same." in page
    assert "What changed in version 2.0" in client.get(at(project)).content.decode()


def test_pages_of_a_round_that_has_no_answer_are_not_there(client, project):
    request = asked(client, project)
    assert client.get(at(project, "correction_changes", correction=request.uid)).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMITTEE])
def test_others_read_and_do_nothing(client, project, role):
    add(client, project)
    client.force_login(staff_of(project, role))
    page = client.get(at(project)).content.decode()
    assert "Add to the request" not in page
    assert add(client, project).status_code == 404
    assert send(client, project).status_code == 404


def test_queries_of_the_pages_do_not_grow(client, project, django_assert_max_num_queries):
    client.post(at(project, "screening"), {"open": "yes"})
    for key in ("summary", "title", "acronym", "section.partners"):
        add(client, project, key)
    with django_assert_max_num_queries(10):
        client.get(at(project, "screening"))
    with django_assert_max_num_queries(10):
        client.get(at(project))


@pytest.mark.parametrize("typed", ["\x00", "x" * 5000, "<script>"])
def test_hostile_notes_are_refused_or_kept_as_typed(client, project, typed):
    answer = add(client, project, note=typed)
    assert answer.status_code in (302, 400, 409)
    assert "<script>" not in client.get(at(project)).content.decode().partition("<main")[2].replace(
        "<script src", ""
    )


def test_older_version_cannot_be_asked_about(client, project):
    add(client, project)
    set_terms(client, project)
    VersionFactory(project=project, number=2, data=project.versions.get().data)
    answer = send(client, project, seen_version="2")
    assert answer.status_code == 409
    assert "A newer version came in" in answer.content.decode()


@pytest.mark.parametrize(
    ("at", "ends"), [("", "23:59:59"), ("23:59", "23:59:59"), ("17:00", "17:00:00"), ("00:00", "00:00:00")]
)
def test_last_minute_of_a_day_counts_whole(at, ends):
    form = TermsForm({"due": "2026-12-14", "at": at, "seen": "0", "note": ""}, zone="Europe/Brussels")
    assert form.is_valid()
    assert f"{form.moment():%H:%M:%S}" == ends
