"""The trail of a proposal: in words, narrowed, checked, taken along."""

import csv
import io

import pgtrigger
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from accounts import trail
from accounts.models import TrailEntry
from programmes.states import Role
from secretariat.pages.trail import lines
from secretariat.pages.trail_words import in_words
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.assessments import submitted_project as submitted
from tests.factories.projects import PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted()


@pytest.fixture
def auditor(client, project):
    user = staff_of(project, Role.AUDITOR)
    client.force_login(user)
    return user


def note(project, action, **facts):
    with transaction.atomic():
        return trail.record(project.chain, action, **facts)


def test_acts_stand_in_words_with_before_and_after(client, project, auditor):
    anna, bob = UserFactory(name="Anna Peeters"), UserFactory(name="Bob Martin")
    note(
        project,
        "assign officer",
        by=anna,
        old={"officer": f"user:{anna.pk}"},
        new={"officer": f"user:{bob.pk}"},
    )
    page = client.get(reverse("secretariat:trail", args=[project.uid]))
    assertContains(page, "Officer assigned")
    assertContains(page, "</span>Anna Peeters</del>")
    assertContains(page, "</span>Bob Martin</ins>")
    assertContains(page, "Submit")


def test_trail_is_narrowed_by_act_person_and_day(client, project, auditor):
    anna = UserFactory(name="Anna Peeters")
    note(project, "assign officer", by=anna, new={"officer": "X1"})
    note(project, "publish", by=None, new={"code": "X2"})
    address = reverse("secretariat:trail", args=[project.uid])
    assertContains(client.get(address, {"action": "publish"}), "X2")
    assertNotContains(client.get(address, {"action": "publish"}), "X1")
    assertContains(client.get(address, {"who": "anna"}), "X1")
    assertNotContains(client.get(address, {"who": "anna"}), "X2")
    assertContains(client.get(address, {"until": "2000-01-01"}), "Nothing fits these filters")
    for hostile in ({"action": "nonsense"}, {"since": "x"}, {"who": "%_\\"}, {"page": "-1"}):
        assert client.get(address, hostile).status_code == 200


def test_unbroken_chain_is_told(client, project, auditor):
    assertContains(
        client.get(reverse("secretariat:trail", args=[project.uid]), {"verify": "1"}), "it is unbroken"
    )


def test_altered_entry_is_told(client, project, auditor):
    with pgtrigger.ignore("accounts.TrailEntry:append_only"):
        TrailEntry.objects.filter(chain=project.chain, sequence=1).update(note="other")
    page = client.get(reverse("secretariat:trail", args=[project.uid]), {"verify": "1"})
    assertContains(page, "The chain is broken")
    assertContains(page, "was altered")


def test_whole_trail_goes_along_as_csv(client, project, auditor):
    answer = client.get(reverse("secretariat:trail_csv", args=[project.uid]))
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert header == list(trail.COLUMNS)
    assert [row[-1] for row in rows] == list(
        TrailEntry.objects.for_chain(project.chain).values_list("hash", flat=True)
    )


def test_page_costs_the_same_with_few_and_many_entries(
    client, project, auditor, django_assert_max_num_queries
):
    address = reverse("secretariat:trail", args=[project.uid])
    client.get(address)
    for number in range(30):
        note(project, "assign officer", by=UserFactory(), new={"officer": f"user:{auditor.pk}", "n": number})
    with django_assert_max_num_queries(10):
        client.get(address)


@pytest.mark.parametrize(
    "value", [None, "", 0, [], {}, [1, {"a": [2]}], {"a": None, "b": False}, "user:99999", "user:x"]
)
def test_any_value_can_be_shown(project, value):
    entry = note(project, "publish", by=None, old=value, new={"a": value})
    assert lines([entry])[0].action == "Published"


def test_facts_stand_in_the_words_of_the_reader(project):
    new = {
        "decided_on": "2026-11-23",
        "due": "2026-12-23T22:59:59Z",
        "state": "approved",
        "people": {"finance": {"name": "Ada", "phone": ""}},
        "title": {"nl": "Brug", "fr": "Pont"},
        "code": "2026-99-99",
    }
    entry = note(project, "publish", by=None, old={"state": "eligible"}, new=new)
    with translation.override("en"):
        said = {one.name: (one.old, one.new) for one in lines([entry])[0].changes}
    assert said == {
        "State": ("Eligible", "Approved"),
        "Code": ("", "2026-99-99"),
        "Due": ("", "23 December 2026, 23:59:59 CET"),
        "Title (French)": ("", "Pont"),
        "Title (Dutch)": ("", "Brug"),
        "People": ("", "Finance: Name: Ada"),
        "Decided on": ("", "23 November 2026"),
    }


def test_rarer_facts_stand_in_words(project):
    partner = PartnershipFactory(project=project, abbreviation="Brugstad")
    person = UserFactory(name="Ada Peeters")
    new = {
        "verdict": "passed",
        "recommendation": "with_conditions",
        "country": "BE",
        "grant": "22140.00",
        "officer": str(person.uid),
        "partner": str(partner.uid),
        "awarded_on": "2026-09-09",
        "level": "edit",
        "comment": "6e21242b-a8df-41b2-833f-affc27b45cbc",
    }
    entry = note(project, "comment", by=None, new=new)
    with translation.override("en"):
        (line,) = lines([entry])
        assert str(line.action) == "Comment written"
        assert {one.name: one.new for one in line.changes} == {
            "Verdict": "Passed",
            "Recommendation": "Recommended with conditions",
            "Country": "Belgium",
            "Grant": "€22,140.00",
            "Officer": "Ada Peeters",
            "Partner": "Brugstad",
            "Awarded on": "9 September 2026",
            "Rights": "Edit",
            "Comment": "6e21242b…",
        }


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("submit", "Submit"),
        ("add work package", "Work package: row added"),
        ("something new", "something new"),
    ],
)
def test_act_in_words(action, words):
    assert str(in_words(action)) == words
