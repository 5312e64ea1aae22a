"""Two officers send the same request for corrections at the same moment: it goes out once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from correspondence.models import Message
from programmes.states import Role
from projects import corrections
from projects.lifecycle import Seen
from projects.models import Correction, Project, StateChange
from projects.states import State
from tests.at_once import at_once
from tests.projects.corrections.conftest import again
from tests.projects.people import with_role


@pytest.mark.django_db(transaction=True)
def test_one_of_many_tries_to_send_a_request_wins_and_the_others_are_told(project, officer):
    people = [officer, with_role(project, Role.OFFICER)]
    item = corrections.collect(project, by=officer, key="summary", note="Mend it.")
    due = timezone.now() + timedelta(days=7)
    request = corrections.set_terms(item.correction, by=officer, note="", due=due, seen=2)
    seen = Seen.of(again(project))

    def send(number: int) -> None:
        mine = Correction.objects.get(pk=request.pk)
        corrections.ask(mine, by=people[number % 2], seen=seen, revision=request.revision)

    won, told = at_once(send, threads=8, tries=1)
    assert (won, len(told)) == (1, 7)
    assert all(told)
    assert Project.objects.get(pk=project.pk).state == State.RETURNED
    assert Message.objects.filter(kind="correction_asked").count() == 1
    assert StateChange.objects.of(project).filter(step="return_to_applicant").count() == 1
    assert TrailEntry.objects.filter(chain=project.chain, action="ask for corrections").count() == 1
    verify_chain(project.chain)
