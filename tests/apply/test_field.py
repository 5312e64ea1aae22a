"""Saving one field: what the script of the form is told."""

import pytest

from projects import fields
from projects.models import Answer, Project
from projects.states import State
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory


def token(project, key):
    return fields.tokens(project)[key].token


def post(client, url, key, value, base, **more):
    return client.post(url("field"), {"key": key, "value": value, "base": base, **more})


def test_field_saves_and_names_the_new_token(manager, project, url):
    answer = post(manager, url, "title.nl", "Een betere titel", "1")
    assert (answer.status_code, answer.json()["token"]) == (200, "2")
    assert answer.json()["saved"].count(":") == 1
    assert Answer.objects.get(project=project, field="title", language="nl").text == "Een betere titel"


def test_field_gives_amounts_back_as_the_reader_writes_them(manager, project, url):
    key = f"budget.{project.partnerships.first().uid}.travel"
    answer = post(manager, url, key, "1234,5", token(project, key))
    assert (answer.status_code, answer.json()["value"]) == (200, "1,234.50")


def test_field_answers_a_stale_save_with_both_texts(manager, colleague, project, url):
    assert post(colleague, url, "summary.nl", "Van de collega", "1").status_code == 200
    answer = post(manager, url, "summary.nl", "Van mij", "1")
    told = answer.json()
    assert answer.status_code == 409
    assert (told["mine"], told["theirs"], told["token"]) == ("Van mij", "Van de collega", "2")
    assert told["pieces"] == [["both", "Van "], ["mine", "mij"], ["theirs", "de collega"]]
    assert (told["merged"], told["is_clean"]) == ("Van mij Van de collega", False)
    assert Answer.objects.get(project=project, field="summary", language="nl").text == "Van de collega"


def test_field_says_why_a_value_is_refused(manager, project, url):
    answer = post(manager, url, "acronym", "X" * 26, token(project, "acronym"))
    assert (answer.status_code, answer.json()) == (
        422,
        {"message": "Keep it to 25 characters: these are 26."},
    )


def test_field_tells_the_script_that_the_session_ended(client, project, url):
    answer = post(client, url, "title.nl", "Tekst", "1")
    assert (answer.status_code, answer.json()["sign_in"]) == (401, "/en/account/login/")
    assert answer.json()["may_ask"] is True


def test_field_refuses_the_page_of_another_person(manager, project, url):
    """Somebody else signed in meanwhile in the same browser."""
    answer = post(manager, url, "title.nl", "Tekst", "1", person=str(UserFactory().uid))
    assert (answer.status_code, answer.json()["may_ask"]) == (401, False)
    assert Answer.objects.get(project=project, field="title", language="nl").text == "Titel (nl)"


def test_field_of_a_viewer_is_refused(viewer, project, url):
    assert post(viewer, url, "title.nl", "Tekst", "1").status_code == 403
    assert Answer.objects.get(project=project, field="title", language="nl").text == "Titel (nl)"


def test_field_of_a_stranger_is_not_there(stranger, url):
    assert post(stranger, url, "title.nl", "Tekst", "1").status_code == 404


def test_field_after_submission_is_refused(manager, project, url):
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at
    )
    assert post(manager, url, "title.nl", "Tekst", "1").status_code == 409


def test_field_takes_posts_only(manager, url):
    assert manager.get(url("field")).status_code == 405


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", ""),
        ("nonsense", "x"),
        ("title.xx", "x"),
        ("title.nl", "a\x00b"),
        ("budget.not-a-uuid.staff", "1"),
        ("contribution.99999999999999999999.amount", "1"),
        ("rate.x.y", "1"),
        ("start_date", "2026-02-30"),
        ("budget.x.staff", "1e308"),
        ("a" * 5000, "b"),
    ],
)
def test_field_refuses_hostile_input_with_words(manager, url, key, value):
    answer = post(manager, url, key, value, "1")
    assert answer.status_code in {409, 422}
    assert answer.json()["message"]


def test_field_costs_few_statements(project, url, django_assert_max_num_queries):
    manager = signed_in(project.created_by)
    base = token(project, "summary.nl")
    manager.get(url("section", "summary"))
    with django_assert_max_num_queries(9):  # two of them set and release the savepoint inside the test
        assert post(manager, url, "summary.nl", "Korter", base).status_code == 200


def test_field_merges_what_each_changed_of_the_text_both_began_with(manager, colleague, project, url):
    post(manager, url, "summary.nl", "een twee drie", "1")
    post(colleague, url, "summary.nl", "EEN twee drie", "2")
    told = post(manager, url, "summary.nl", "een twee DRIE", "2").json()
    assert (told["merged"], told["is_clean"]) == ("EEN twee DRIE", True)


@pytest.mark.parametrize("base", ["", "0", "99", "9" * 40, "x", "²"])
def test_field_merges_on_any_base(manager, colleague, project, url, base):
    post(colleague, url, "summary.nl", "Van de collega", "1")
    answer = post(manager, url, "summary.nl", "Van mij", base)
    assert (answer.status_code, answer.json()["is_clean"]) == (409, False)


def test_field_that_is_no_text_is_chosen_not_merged(manager, colleague, project, url):
    key = f"budget.{project.partnerships.first().uid}.travel"
    base = token(project, key)
    post(colleague, url, key, "10", base)
    told = post(manager, url, key, "20", base).json()
    assert (told["mine"], told["theirs"]) == ("20.00", "10.00")
    assert "merged" not in told
