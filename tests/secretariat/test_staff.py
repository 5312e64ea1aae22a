"""The page on which a manager gives and takes roles."""

import pytest
from django.urls import reverse

from programmes.models import StaffRole
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/staff/"


@pytest.fixture
def programme():
    return ProgrammeFactory(code="FWVL")


@pytest.fixture
def manager(programme, client):
    user = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user
    client.force_login(user)
    return user


def give(client, **change):
    return client.post(PAGE, {"email": "new@example.org", "role": "officer", "programme": "FWVL", **change})


def test_staff_lists_roles_of_my_programmes_only(client, manager, programme):
    mine = StaffRoleFactory(user=UserFactory(name="Mine Officer"), programme=programme)
    StaffRoleFactory(user=UserFactory(name="Other Officer"), programme=ProgrammeFactory(code="VLNED"))
    answer = client.get(PAGE)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert mine.user.name in text
    assert "Other Officer" not in text


def test_staff_gives_a_role_by_confirmed_address(client, manager):
    person = UserFactory(email="new@example.org")
    answer = give(client, email="New@Example.org")
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert list(person.staff_roles.values_list("programme_id", "role")) == [("FWVL", "officer")]


@pytest.mark.parametrize(
    "change",
    [
        {"email": "nobody@example.org"},
        {"email": "unconfirmed@example.org"},
        {"email": "closed@example.org"},
        {"email": "\x00@example.org"},
        {"role": "emperor"},
        {"programme": "VLNED"},
        {"programme": "\x00"},
        {"email": ""},
    ],
)
def test_staff_refuses_with_a_linked_error(client, manager, change):
    ProgrammeFactory(code="VLNED")
    UserFactory(email="new@example.org")
    UserFactory(email="unconfirmed@example.org", email_verified=False)
    UserFactory(email="closed@example.org", is_active=False)
    answer = give(client, **change)
    assert answer.status_code == 400
    assert f'href="#id_{next(iter(change))}"' in answer.content.decode()
    assert StaffRole.objects.count() == 1


def test_take_role_ends_it_at_the_next_request(client, manager, programme, django_user_model):
    officer = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER)
    theirs = client.__class__()
    theirs.force_login(officer.user)
    assert theirs.get(PAGE).status_code == 200
    assert client.post(reverse("secretariat:take_role", args=[officer.pk])).status_code == 302
    assert theirs.get(PAGE).status_code == 404


def test_take_role_of_oneself_ends_on_the_profile(client, manager, programme):
    StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER)
    answer = client.post(reverse("secretariat:take_role", args=[manager.staff_roles.get().pk]))
    assert answer.url == "/en/account/profile/"


def test_take_role_of_another_programme_is_not_found(client, manager):
    other = StaffRoleFactory(user=UserFactory(), programme=ProgrammeFactory(code="VLNED"))
    assert client.post(reverse("secretariat:take_role", args=[other.pk])).status_code == 404
    assert StaffRole.objects.filter(pk=other.pk).exists()


def test_take_role_needs_a_post(client, manager):
    held = StaffRole.objects.get()
    assert client.get(reverse("secretariat:take_role", args=[held.pk])).status_code == 405


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_staff_is_for_managers(client, programme, role):
    client.force_login(StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user)
    assert client.get(PAGE).status_code == 404
    assert give(client).status_code == 404


def test_staff_asks_as_many_queries_for_three_rows_as_for_one(
    client, manager, programme, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(PAGE)  # the first request of a session notes that it is in use
    with django_assert_max_num_queries(25) as first:
        client.get(PAGE)
    for _ in range(3):
        StaffRoleFactory(user=UserFactory(), programme=programme)
    with django_assert_num_queries(len(first)):
        client.get(PAGE)


def test_staff_pages_stay_shut_without_the_second_step(client, manager, settings):
    settings.STAFF_MFA_REQUIRED = True
    answer = client.get(PAGE)
    assert (answer.status_code, answer.url) == (302, "/en/account/2fa/")
    assert give(client).url == "/en/account/2fa/"


def test_take_role_of_the_last_manager_says_why_not_on_the_page(client, manager):
    own = manager.staff_roles.get(role=Role.MANAGER)
    answer = client.post(reverse("secretariat:take_role", args=[own.pk]), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "The programme needs a manager. Give somebody else that role first." in answer.content.decode()
    assert manager.staff_roles.filter(role=Role.MANAGER).count() == 1
