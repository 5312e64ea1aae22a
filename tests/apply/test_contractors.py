"""The page on which partners name contractors: what it says, what it costs, who sees which form."""

import pytest
from django.urls import reverse

from apply import todo
from programmes.states import Role
from projects import contractors
from projects.models import Contractor
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.assessments import staff_of
from tests.factories.contractors import award, contracted_project, named_contractor, person, posted
from tests.factories.projects import CollaboratorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return contracted_project()


def page(client, url, *args):
    return client.get(url(*args)).content.decode()


def test_the_page_says_that_it_will_be_published_and_names_a_contractor(manager, project, url):
    text = page(manager, url, "contractors")
    assert "Article 49(3)(a) and (5)" in text
    assert "No contractor has been named yet." in text
    answer = manager.post(url("contractors"), posted(award(project)))
    assert (answer.status_code, answer.url) == (302, url("contractors"))
    (row,) = project.contractors.all()
    assert (row.name, row.subject, row.country) == ("Bouw bv", "Bouw van een sluis", "BE")
    assert "Bouw bv" in page(manager, url, "contractors")


def test_a_wrong_form_comes_back_with_what_was_typed(manager, project, url):
    human = posted(person(project), name="Bouw bv", identifier="NL 1")
    answer = manager.post(url("contractors"), human)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"name", "identifier"}
    company = posted(award(project), first_name="Jan", subject="")
    assert set(manager.post(url("contractors"), company).context["form"].errors) == {"first_name", "subject"}
    ahead = manager.post(url("contractors"), posted(award(project), awarded_on="2999-01-01"))
    assert ahead.status_code == 409
    assert not project.contractors.exists()


def test_a_contractor_is_mended_and_taken_back(manager, project, url):
    row = named_contractor(project)
    form = page(manager, url, "contractor", row.uid)
    assert 'value="Bouw bv"' in form
    told = posted(award(project, name="Andere bv"))
    assert manager.post(url("contractor", row.uid), told).status_code == 302
    row.refresh_from_db()
    assert row.name == "Andere bv"
    assert manager.post(url("contractor_take_back", row.uid)).status_code == 302
    assert not Contractor.objects.exists()


def test_who_writes_one_partner_is_offered_that_partner_only(project, url):
    first, second = project.partnerships.order_by("position")
    client = signed_in(CollaboratorFactory(project=project, partnership=second, level=Level.EDIT).user)
    row = named_contractor(project)
    text = page(client, url, "contractors")
    assert f'value="{second.uid}"' in text
    assert f'value="{first.uid}"' not in text
    assert url("contractor", row.uid) not in text
    assert client.get(url("contractor", row.uid)).status_code == 404
    assert client.post(url("contractor_take_back", row.uid)).status_code == 403
    assert client.post(url("contractors"), posted(award(project))).status_code == 400
    own = award(project, partner=second.uid)
    assert client.post(url("contractors"), posted(own)).status_code == 302


def test_the_page_costs_the_same_for_any_number_of_contractors(manager, project, url, ask_count):
    named_contractor(project)
    one = ask_count(manager, url("contractors"))
    for _number in range(2):
        named_contractor(project, person(project))
    assert ask_count(manager, url("contractors")) == one


def test_what_was_sent_back_is_a_task_of_those_who_may_mend_it(project):
    first, second = project.partnerships.order_by("position")
    own, other = (
        CollaboratorFactory(project=project, partnership=part, level=Level.EDIT).user
        for part in (first, second)
    )
    viewer = CollaboratorFactory(project=project, level=Level.VIEW).user
    row = named_contractor(project)
    assert not todo.contractors(project.created_by).exists()
    contractors.handle(
        row, by=staff_of(project, Role.OFFICER), seen=row.given_at, verdict="returned", answer="Which lot?"
    )
    told = [len(todo.contractors(user)) for user in (project.created_by, own, other, viewer)]
    assert told == [1, 1, 0, 0]


def test_contract_and_follow_up_lead_to_the_page(manager, project, url):
    for name in ("contract", "follow"):
        assert url("contractors") in page(manager, url, name)
    assert contractors.is_open(project)
    assert manager.get(reverse("apply:contractors", args=[project.uid])).status_code == 200
