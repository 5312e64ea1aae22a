"""The people of the demo world."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import TrailEntry, User
from core.errors import DomainError
from core.loading.problems import BadFiles
from programmes import demo
from programmes.models import StaffRole
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db

DIRECTORY = Path(project.BASE_DIR) / "fixtures" / "demo"


@pytest.fixture
def programmes():
    return [ProgrammeFactory(code="FWVL"), ProgrammeFactory(code="VLNED")]


def test_people_are_two_of_every_kind_in_two_programmes_and_one_to_spare():
    people = demo.read_people(DIRECTORY)
    counted = Counter((person.kind, person.programme) for person in people if person.kind != "spare")
    assert set(counted.values()) == {2}
    assert len(counted) == 16
    assert sum(person.kind == "spare" for person in people) == 1


def test_load_people_makes_accounts_that_can_sign_in(programmes, settings):
    settings.LANDING_PAGE = "tests.accounts.conftest.profile_page"
    demo.load_people(DIRECTORY)
    assert User.objects.filter(is_demo=True).count() == 33
    assert StaffRole.objects.count() == 24
    person = demo.sign_ins(DIRECTORY)[0]
    answer = Client().post("/en/account/login/", {"login": person["email"], "password": person["password"]})
    assert answer.status_code == 302


def test_load_people_again_changes_nothing(programmes):
    demo.load_people(DIRECTORY)
    before = list(User.objects.order_by("pk").values())
    entries = TrailEntry.objects.count()
    assert not demo.load_people(DIRECTORY).changes_anything
    assert list(User.objects.order_by("pk").values()) == before
    assert TrailEntry.objects.count() == entries


def test_load_people_mends_a_name(programmes):
    demo.load_people(DIRECTORY)
    User.objects.filter(email="spare@demo.example").update(name="Other")
    report = demo.load_people(DIRECTORY)
    assert report.kind("demo people").changed == {
        "spare@demo.example": {"name": ("Other", "Demo spare applicant")}
    }


def test_load_people_needs_the_demo_setting(programmes, settings):
    settings.DEMO = False
    with pytest.raises(DomainError):
        demo.load_people(DIRECTORY)
    assert not User.objects.exists()


def test_load_people_leaves_a_real_account_alone(programmes):
    UserFactory(email="spare@demo.example")
    with pytest.raises(BadFiles, match=r"spare@demo\.example: a person who is no demo"):
        demo.load_people(DIRECTORY)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("  email: ann@example.org", "must look like"),
        ("  name: Ann Peeters", "must look like"),
        ("  kind: emperor", "must be one of"),
        ("  roles: [emperor]", "is not known"),
        ("  language: de", "must be one of"),
        ("  is_superuser: true", "is not known here"),
    ],
)
def test_a_bad_file_names_entry_and_reason(tmp_path, programmes, line, reason):
    good = {
        "email": "x1@demo.example",
        "name": "Demo X",
        "kind": "officer",
        "programme": "FWVL",
        "roles": "[officer]",
        "language": "nl",
    }
    name, _, value = line.strip().partition(": ")
    lines = [f"  {key}: {text}" for key, text in {**good, name: value}.items()]
    (tmp_path / "people.yaml").write_text("people:\n- " + "\n".join(lines).strip() + "\n")
    with pytest.raises(BadFiles, match=reason):
        demo.load_people(tmp_path)
    assert not User.objects.exists()


def test_demo_accounts_lists_json():
    out = StringIO()
    call_command("demo_accounts", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert len(found) == 39  # with those around the learning platform
    assert set(found[0]) == {"email", "password", "name", "kind", "programme", "roles", "language"}


def test_demo_accounts_needs_the_demo_setting(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_accounts", "--json", stdout=StringIO())
