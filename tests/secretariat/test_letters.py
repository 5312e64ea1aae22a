"""The words of a programme's letters: kept by its managers, tried on a proposal, taken back."""

import pytest
from django.urls import reverse

from correspondence.models import Letterhead, LetterTemplate
from correspondence.wording import built_in
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory

pytestmark = pytest.mark.django_db

CONDITIONS = "decision_approved_with_conditions"


@pytest.fixture
def programme():
    return ProgrammeFactory(code="FWVL")


@pytest.fixture(autouse=True)
def manager(programme, client):
    user = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user
    client.force_login(user)
    return user


def at(kind=CONDITIONS, name="letter_words"):
    return reverse(f"secretariat:{name}", args=["FWVL", kind])


def words(**change):
    return {
        "seen": "built-in",
        "subject_nl": "{{ project }}",
        "body_nl": "Beste {{ recipient }}\n\n{{ conditions }}\n\n{{ note }}",
        **change,
    }


def test_letter_starts_from_the_built_in_words(client):
    page = client.get(at()).content.decode()
    assert "Dear {{ recipient }}" in page
    assert built_in(CONDITIONS)[1]["nl"].split("\n")[0] in page


def test_letter_is_kept_and_taken_back(client):
    assert client.post(at(), words(as_pdf="on")).status_code == 302
    row = LetterTemplate.objects.get()
    assert (row.subject, row.as_pdf) == ({"nl": "{{ project }}"}, True)
    gone = client.post(at(name="letter_built_in"), {"seen": row.changed_at.isoformat()})
    assert gone.status_code == 302
    assert not LetterTemplate.objects.exists()
    history = client.get(reverse("secretariat:letters_history", args=["FWVL"])).content.decode()
    assert "Beste {{ recipient }}" in history
    assert "Words of the letter changed" in history
    assert "Text (Dutch)" in history
    for raw in ("{&#x27;nl", "as_pdf", "\\n", CONDITIONS):
        assert raw not in history


def test_letter_with_an_unknown_placeholder_is_refused_with_the_nearest_name(client):
    answer = client.post(at(), words(body_nl="Beste {{ recipiënt }} {{ conditionss }}"))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "{{ conditionss }} is not known here. Did you mean {{ conditions }}?" in text
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"subject_nl": ""}, {"body_nl": "", "subject_nl": ""}, {"body_nl": "\x00"}, {"body_nl": "x" * 15_001}],
)
def test_letter_shows_mistakes(client, change):
    assert client.post(at(), words(**change)).status_code == 400
    assert not LetterTemplate.objects.exists()


def test_letter_changed_by_somebody_else_keeps_what_was_typed(client):
    client.post(at(), words())
    answer = client.post(at(), words(body_nl="Mijn {{ recipient }} lange tekst"))
    assert answer.status_code == 409
    assert "Mijn {{ recipient }} lange tekst" in answer.content.decode()


def test_preview_marks_values_of_the_proposal_and_what_it_lacks(client, programme):
    project = ProjectFactory(call__programme_period__programme=programme, submitted=True)
    CollaboratorFactory(project=project, user=UserFactory(name="Ann <b>Peeters</b>"), level="manage")
    answer = client.post(at(), words(preview="yes", project=str(project.uid)))
    shown = answer.context["preview"][0]
    assert next((piece.text, piece.name) for piece in shown.body if piece.name) == (
        "Ann <b>Peeters</b>",
        "recipient",
    )
    assert shown.missing == ["conditions"]
    assert "Ann <b>Peeters</b>" not in answer.content.decode()
    assert not LetterTemplate.objects.exists()


def test_preview_of_a_foreign_proposal_is_refused(client):
    other = ProjectFactory(submitted=True)
    answer = client.post(at(), words(preview="yes", project=str(other.uid)))
    assert answer.context["preview"] == []


def test_letterhead_is_kept(client):
    address = reverse("secretariat:letterhead", args=["FWVL"])
    assert client.post(address, {"objection_days": "0"}).status_code == 400
    assert (
        client.post(address, {"objection_days": "30", "sender_nl": "Programma\nStraat 1"}).status_code == 302
    )
    head = Letterhead.objects.get()
    assert (head.objection_days, head.sender) == (30, {"nl": "Programma\nStraat 1"})


def test_letters_of_another_programme_are_not_found(client):
    ProgrammeFactory(code="VLNED")
    for address in (
        reverse("secretariat:letter_words", args=["VLNED", CONDITIONS]),
        reverse("secretariat:letterhead", args=["VLNED"]),
        reverse("secretariat:letters_history", args=["VLNED"]),
        at("no_such_letter"),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, words()).status_code in {404, 405}


def test_letters_ask_as_many_queries_for_three_programmes_as_for_one(
    client, manager, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("secretariat:letters")
    client.get(address)
    with django_assert_max_num_queries(10) as first:
        client.get(address)
    for code in ("VLNED", "IE"):
        StaffRoleFactory(user=manager, programme=ProgrammeFactory(code=code), role=Role.MANAGER)
    with django_assert_num_queries(len(first)):
        client.get(address)
