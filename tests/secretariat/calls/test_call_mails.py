"""Mails in a call's own words: written, looked at, sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from calls.models import CallText
from correspondence import outbox
from projects import mails
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallTextFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/secretariat/calls/spring/mails/"


def test_mail_is_looked_at_and_saved(client, manager, call):
    CallTextFactory(call=call, kind="decision_approved")
    typed = {"subject_nl": "Ontvangen: {project}", "body_nl": "Beste {recipient},\n\nWe kregen {project}."}
    shown = client.post(f"{PAGE}receipt/", {**typed, "preview": "yes"})
    assert shown.status_code == 200
    assert "Beste [the name of the person who gets the e-mail]," in shown.content.decode()
    assert not CallText.objects.filter(kind="receipt").exists()

    seen = shown.context["form"]["seen"].initial
    assert client.post(f"{PAGE}receipt/", {**typed, "seen": seen}).status_code == 302

    assert dict(call.texts.get(kind="receipt").subject) == {"nl": "Ontvangen: {project}"}
    assert call.texts.count() == 2
    assert TrailEntry.objects.get(chain=call.chain).actor == manager
    assert "nl" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"subject_nl": "S"}, "body_nl"),
        ({"body_nl": "B"}, "subject_nl"),
        ({"subject_nl": "{password}", "body_nl": "B"}, "subject_nl"),
        ({"subject_nl": "S", "body_nl": "{conditions}"}, "body_nl"),
        ({"subject_nl": "S" * 201, "body_nl": "B"}, "subject_nl"),
    ],
)
def test_mail_that_cannot_be_sent_is_refused_beside_the_field(client, manager, call, typed, field):
    answer = client.post(f"{PAGE}receipt/", typed)

    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not CallText.objects.exists()


def test_unknown_mail_is_not_found(client, manager, call):
    assert client.get(f"{PAGE}password_reset/").status_code == 404


def test_letter_is_sent_in_the_calls_own_words_to_readers_of_their_language(call):
    CallTextFactory(
        call=call,
        kind="decision_approved",
        subject={"nl": "Goed nieuws over {project}"},
        body={"nl": "Beste {recipient}, op {decided_on} besliste het comité: {note} {% now 'Y' %}"},
    )
    project = ProjectFactory(call=call, acronym="BRIDGE")
    written = {}
    for language in ("nl", "fr"):
        person = UserFactory(name="Ann {note}", language=language)
        facts = {"project": project, "note": "proficiat", "conditions": "", "decided_on": "1 mei 2027"}
        template, context = mails.in_own_words(project, "decision_approved", facts, person)
        written[language] = outbox.compose(template, {"recipient": person, **context}, language)

    subject, body = written["nl"]
    assert subject == "Goed nieuws over BRIDGE"
    assert body.startswith("Beste Ann {note}, op 1 mei 2027 besliste het comité: proficiat {% now 'Y' %}\n")
    assert f"/nl/apply/{project.uid}" in body.replace("proposals/", "")
    assert "Goed nieuws" not in written["fr"][0]


def late(client, **change):
    page = "/en/secretariat/calls/spring/late/"
    form = client.get(page).context["form"]
    until = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    key = form["key"].value()
    typed = {"email": "lead@example.org", "valid_until": until, "reason": "Outage.", "key": key, **change}
    return typed, client.post(page, typed)


@pytest.fixture
def published(call):
    call.state, call.opens_at = "published", timezone.now() - timedelta(days=30)
    call.closes_at = timezone.now() - timedelta(days=1)
    call.save()
    return call


def test_late_code_is_shown_once_and_the_same_form_gives_no_second(client, manager, published):
    typed, answer = late(client)
    code = answer.context["issued"]

    assert code in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    again = client.post("/en/secretariat/calls/spring/late/", typed)
    assert again.context["issued"] == code
    assert published.late_codes.count() == 1
    assert code not in client.get("/en/secretariat/calls/spring/late/").content.decode()


def test_late_code_is_taken_back(client, manager, published):
    late(client)
    held = published.late_codes.get()

    assert client.post(f"/en/secretariat/calls/spring/late/{held.pk}/revoke/").status_code == 302
    held.refresh_from_db()
    assert held.revoked_at is not None


def test_late_code_needs_address_reason_and_a_moment_to_come(client, manager, published):
    for change in ({"email": "x"}, {"reason": " "}, {"valid_until": "never"}, {"key": "x"}):
        assert late(client, **change)[1].status_code == 400
    assert late(client, valid_until="2020-01-01T10:00")[1].status_code == 409
    assert not published.late_codes.exists()


def test_officer_sees_codes_and_issues_none(client, officer, published):
    client.force_login(officer)
    page = "/en/secretariat/calls/spring/late/"

    assert client.get(page).status_code == 200
    client.post(page, {"email": "lead@example.org", "valid_until": "2030-01-01T10:00", "reason": "R"})
    assert not published.late_codes.exists()
