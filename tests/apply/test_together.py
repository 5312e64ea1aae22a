"""Who else is here and what changed: what the pages of a proposal are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import presence
from projects import fields, visits
from projects.models import Collaborator, SectionVisit
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob <b>Martin")).user


def ask(client, url, section="summary", **more):
    return client.post(url("together"), {"section": section, **more})


def write(project, by, key, value):
    fields.save(project, key, value, base=fields.tokens(project)[key].token, by=by)


def test_people_on_the_same_page_are_told_of_each_other(manager, project, bob, url):
    other = signed_in(bob)
    assert ask(other, url).json()["people"].strip() == ""
    told = ask(manager, url).json()
    assert told["here"] == ["Bob <b>Martin"]
    assert "Bob &lt;b&gt;Martin" in told["people"]
    ask(other, url, "budget")
    told = ask(manager, url).json()
    assert told["here"] == []
    assert "Budget" in told["people"]
    ask(other, url, leaving="1")
    assert ask(manager, url).json()["people"].strip() == ""


def test_strangers_and_signed_out_people_are_told_nothing(stranger, client, url):
    assert ask(stranger, url).status_code == 404
    assert ask(client, url).status_code == 401
    assert client.get(url("together")).status_code in {302, 401, 405}


def test_who_left_the_proposal_is_told_nothing_more(manager, project, bob, url):
    other = signed_in(bob)
    assert ask(other, url).status_code == 200
    Collaborator.objects.filter(user=bob).delete()
    assert ask(other, url).status_code == 404


def test_page_says_what_somebody_else_changed_meanwhile(manager, project, bob, url):
    opened = ask(manager, url).json()
    assert (opened["notice"], opened["marks"]) == ("", {})
    write(project, bob, "summary.nl", "Van Bob")
    told = ask(manager, url, seen=opened["seen"], since=opened["since"]).json()
    assert "Bob &lt;b&gt;Martin changed this section" in told["notice"]
    assert 'href="#f-summary-nl"' in told["notice"]
    assert told["since"] == opened["since"]
    again = ask(manager, url, seen=told["seen"], since=told["since"]).json()
    assert "notice" not in again
    anew = ask(manager, url).json()  # the page was loaded again
    assert anew["notice"] == ""


def test_other_sections_that_changed_since_the_last_visit_are_marked(manager, project, bob, url):
    for section in ("summary", "identification"):
        ask(manager, url, section)
    write(project, bob, "title.nl", "Van Bob")
    write(project, bob, f"budget.{project.partnerships.first().uid}.travel", "12")
    told = ask(manager, url).json()
    assert told["marks"].keys() == {"identification"}  # the budget was never open
    overview = manager.get(url("proposal")).content.decode()
    assert "Changed by others since you had it open" in overview
    assert "Bob &lt;b&gt;Martin changed this section" in overview
    ask(manager, url, "identification")
    assert "Changed by others" not in manager.get(url("proposal")).content.decode()


def test_section_that_changed_while_away_says_so_when_it_is_opened(manager, project, bob, url):
    visits.visit(project, project.created_by, "summary", at=timezone.now() - timedelta(days=1))
    write(project, bob, "summary.fr", "De Bob")
    assert "Bob &lt;b&gt;Martin" in ask(manager, url).json()["notice"]


def test_own_changes_are_no_news(manager, project, url):
    opened = ask(manager, url).json()
    write(project, project.created_by, "summary.nl", "Van mij")
    told = ask(manager, url, seen=opened["seen"], since=opened["since"]).json()
    assert (told["notice"], told["marks"]) == ("", {})


def test_steady_page_asks_little(manager, project, url, django_assert_max_num_queries):
    opened = ask(manager, url).json()
    with django_assert_max_num_queries(3):
        ask(manager, url, seen=opened["seen"], since=opened["since"])


@pytest.mark.parametrize(
    "since", ["x", "2026-02-31T00:00:00Z", "0001-01-01T00:00:00Z", "2026-01-01", "9" * 9000]
)
@pytest.mark.parametrize("section", ["nonsense", "", "a" * 5000, "<b>"])
def test_hostile_questions_are_answered(manager, project, bob, url, since, section):
    write(project, bob, "summary.nl", "Van Bob")
    answer = ask(manager, url, section, since=since, seen="x" * 5000)
    assert answer.status_code == 200
    assert not SectionVisit.objects.filter(section=section).exists()


def test_page_works_without_redis(manager, url, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    presence._board.cache_clear()
    assert ask(manager, url).json()["people"].strip() == ""
    presence._board.cache_clear()


def test_saving_a_page_without_scripts_counts_as_a_visit(manager, project, url):
    manager.post(url("section", "summary"), {})
    assert visits.visits(project, project.created_by).keys() == {"summary"}
