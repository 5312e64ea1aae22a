"""The screening page: the machine's verdict, the officer's, and the conclusion."""

import pytest
from django.urls import reverse

from assessments.models import Screening, ScreeningCheck
from programmes.states import Role
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.projects import VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture
def page(project):
    return reverse("secretariat:screening", args=[project.uid])


@pytest.fixture(autouse=True)
def officer(project, client):
    user = staff_of(project, Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def screening(client, page):
    client.post(page, {"open": "yes"})
    return Screening.objects.get()


def answered(check, verdict, note=""):
    return {
        "check": check.pk,
        f"check-{check.pk}-verdict": verdict,
        f"check-{check.pk}-note": note,
    }


def concluded(**change):
    return {
        "conclude": "yes",
        "seen_state": "submitted",
        "seen_version": "1",
        "conclusion": "passed",
        "note": "Checked with care.",
        **change,
    }


def pass_all(screening):
    screening.checks.update(verdict="passed")


def test_screening_is_opened_by_a_button_and_only_once(client, page):
    assert "Open the screening" in client.get(page).content.decode()
    assert not Screening.objects.exists()
    for _ in range(2):
        assert client.post(page, {"open": "yes"}).status_code == 302
    assert Screening.objects.count() == 1
    assert client.get(page).content.decode().count("Save this check") == ScreeningCheck.objects.count()


def test_screening_confirms_what_the_machine_passed_and_no_more(client, page, screening):
    assert client.post(page, {"confirm": "passed"}).status_code == 302
    checks = ScreeningCheck.objects.all()
    assert {c.key for c in checks if c.verdict} == {c.key for c in checks if c.machine_verdict == "passed"}
    assert {c.verdict for c in checks} == {"passed", ""}


def test_screening_says_in_good_english_that_one_check_was_confirmed(client, page, screening):
    kept = screening.checks.filter(machine_verdict="passed").first()
    screening.checks.exclude(pk=kept.pk).update(verdict="passed")
    told = client.post(page, {"confirm": "passed"}, follow=True).context["messages"]
    assert [str(note) for note in told] == ["1 check is confirmed."]


def test_screening_keeps_the_verdict_of_the_officer(client, page, screening):
    check = screening.checks.get(key="consistency")
    assert client.post(page, answered(check, "unclear", "Ask for the map.")).status_code == 302
    check.refresh_from_db()
    assert (check.verdict, check.note) == ("unclear", "Ask for the map.")


def test_screening_takes_a_note_to_differ_from_the_machine(client, page, screening):
    check = screening.checks.filter(machine_verdict="passed").first()
    answer = client.post(page, answered(check, "failed"))
    assert answer.status_code == 409
    assert "Write a note that says why" in answer.content.decode()
    check.refresh_from_db()
    assert check.verdict == ""
    assert client.post(page, answered(check, "failed", "The map differs.")).status_code == 302


@pytest.mark.parametrize("verdict", ["", "emperor", "\x00"])
def test_screening_shows_mistakes_and_keeps_the_note(client, page, screening, verdict):
    check = screening.checks.get(key="consistency")
    answer = client.post(page, answered(check, verdict, "A long note"))
    assert answer.status_code == 400
    assert verdict == "\x00" or "A long note" in answer.content.decode()


@pytest.mark.parametrize("check", ["", "x", "0", "99999999999999999999"])
def test_screening_refuses_an_unknown_check_in_words(client, page, screening, check):
    answer = client.post(page, {"check": check})
    assert answer.status_code == 409
    assert "not part of the newest version" in answer.content.decode()


def test_screening_is_concluded_when_every_check_has_a_verdict(client, page, screening, officer):
    answer = client.post(page, concluded())
    assert answer.status_code == 409
    assert "Give your verdict on every check first." in answer.content.decode()
    assert "Checked with care." in answer.content.decode()
    pass_all(screening)
    assert client.post(page, concluded()).status_code == 302
    screening.refresh_from_db()
    assert (screening.conclusion, screening.concluded_by) == ("passed", officer)


@pytest.mark.parametrize("change", [{"seen_version": "7"}, {"seen_state": "eligible"}])
def test_screening_is_not_concluded_from_a_stale_page(client, page, screening, change):
    pass_all(screening)
    answer = client.post(page, concluded(**change))
    assert answer.status_code == 409
    assert "Checked with care." in answer.content.decode()
    screening.refresh_from_db()
    assert screening.conclusion == ""


def test_screening_concluded_by_somebody_else_keeps_the_typed_text(client, page, screening):
    pass_all(screening)
    client.post(page, concluded())
    answer = client.post(page, concluded(conclusion="failed", note="I saw something else."))
    assert answer.status_code == 409
    assert "already" in answer.content.decode() or "concluded" in answer.content.decode()
    assert "I saw something else." in answer.content.decode()
    screening.refresh_from_db()
    assert screening.conclusion == "passed"


def test_screening_of_an_older_version_does_not_open_the_new_one_unasked(client, page, project, screening):
    check = screening.checks.get(key="consistency")
    VersionFactory(project=project, number=2, data=project.versions.get().data)
    assert client.post(page, answered(check, "passed")).status_code == 409
    assert Screening.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMITTEE])
def test_screening_is_read_but_not_written_by_others(client, project, page, screening, role):
    client.force_login(staff_of(project, role))
    assert "Save this check" not in client.get(page).content.decode()
    assert client.post(page, concluded()).status_code == 404
