"""A modification that the applicants ask for: one at a time, opened or declined, never lost."""

import uuid

import pytest
from django.utils import translation

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import contracting, lifecycle
from projects.lifecycle import Plan, Seen
from projects.models import Modification, Project
from projects.states import Level, State
from tests.factories.projects import ProjectFactory, VersionFactory
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = ProjectFactory(submitted=True, state=State.CONTRACTED)
    VersionFactory(project=made)
    return made


def ask(project, by, *, key=None, **given):
    facts = {"kind": "major", "parts": ["budget", "partners"], "reason": "A partner leaves."} | given
    return contracting.ask(project, by=by, key=key or uuid.uuid4(), **facts)


def test_ask_is_kept_and_opened_with_its_parts(project):
    writer, officer = with_level(project), with_role(project, Role.OFFICER)
    asked = ask(project, writer)
    assert (asked.number, asked.state, asked.parts) == (1, "asked", ["partners", "budget"])
    plan = Plan("major", tuple(asked.parts))
    lifecycle.open_modification(project, by=officer, seen=Seen.of(project), note="Go on.", plan=plan)
    opened = Modification.objects.get()
    assert (opened.pk, opened.state, opened.opened_by) == (asked.pk, "open", officer)
    assert (opened.reason, opened.answer) == ("A partner leaves.", "Go on.")
    assert opened.base == project.versions.get()
    assert Project.objects.get().open_keys == ["section.partners", "section.budget"]


def test_same_form_asks_once_and_a_second_waits_for_the_first(project):
    writer, key = with_level(project), uuid.uuid4()
    assert ask(project, writer, key=key) == ask(project, writer, key=key)
    with pytest.raises(DomainError, match="under way"):
        ask(project, writer)


@pytest.mark.parametrize(
    "given",
    [{"reason": " "}, {"parts": ["nonsense"]}, {"kind": "huge"}, {"reason": "\x00"}, {"reason": "x" * 6000}],
)
def test_ask_refuses_what_says_nothing(project, given):
    with pytest.raises(DomainError):
        ask(project, with_level(project), **given)


def test_ask_is_for_who_manages_an_approved_project(project):
    with pytest.raises(NotAllowed):
        ask(project, with_level(project, Level.EDIT))
    with pytest.raises(NotAllowed):
        ask(project, with_role(project, Role.MANAGER))
    Project.objects.update(state=State.ELIGIBLE)
    with pytest.raises(DomainError, match="once the project is approved"):
        ask(project, with_level(project))


def test_decline_drafts_a_letter_with_the_reason(project):
    writer, officer = with_level(project), with_role(project, Role.OFFICER)
    asked = ask(project, writer)
    with pytest.raises(DomainError, match="why"):
        contracting.decline(asked, by=officer, answer="")
    with pytest.raises(NotAllowed):
        contracting.decline(asked, by=writer, answer="No.")
    contracting.decline(asked, by=officer, answer="Too small to need one.")
    kept = Modification.objects.get()
    assert (kept.state, kept.is_taken_back) == ("declined", False)
    letter = Message.objects.get()
    assert (letter.state, "Too small" in letter.body) == (MessageState.DRAFTED, True)
    with pytest.raises(DomainError, match="answered already"):
        contracting.decline(asked, by=officer, answer="Again.")
    assert ask(project, writer).number == 2


def test_take_back_frees_the_way(project):
    writer = with_level(project)
    asked = ask(project, writer)
    with translation.override("nl"):
        contracting.take_back(asked, by=writer)
    kept = Modification.objects.get()
    assert (kept.state, kept.answer, kept.is_taken_back) == ("declined", "", True)
    assert ask(project, writer).number == 2
