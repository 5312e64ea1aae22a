"""Every page of a proposal in each kind of state: closed to whoever has no business there, never broken."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from projects.models import Project
from projects.states import State
from tests.house.access.table import Row
from tests.house.in_process import SHUT, status_for
from tests.house.test_access import ROWS
from tests.world import World

OUTSIDE = ("officer_elsewhere", "applicant")
STAFF = ("manager",)
# One of each kind: received, away, judged, decided, funded, changed, ended.
KINDS = (
    State.STEP1_ELIGIBLE,
    State.SUBMITTED,
    State.RETURNED,
    State.ELIGIBLE,
    State.APPROVED_WITH_CONDITIONS,
    State.APPROVED,
    State.CONTRACTED,
    State.MODIFICATION_SUBMITTED,
    State.WITHDRAWN,
)


@pytest.fixture
def about_it(world: World) -> list[tuple[Row, Mapping[str, Any]]]:
    """The pages of the secretariat on one submitted proposal, with their arguments."""
    found = []
    for row in ROWS:
        if not row.name.startswith("secretariat:") or row.method != "get":
            continue
        with transaction.atomic():
            arguments = dict(row.of(world))
        if arguments.get("uid") == world.submitted.uid:
            found.append((row, arguments))
    return found


def answer_to(world: World, person: str, row: Row, arguments: Mapping[str, Any], expected: int) -> int:
    """The status that the person gets; a refusal is asked of the view alone: nobody looks at its page."""
    if expected in SHUT:
        return status_for(world.person(person), reverse(row.name, kwargs=arguments) + row.query)
    client = Client(raise_request_exception=False)
    client.force_login(world.person(person))
    return client.get(reverse(row.name, kwargs=arguments) + row.query).status_code


@pytest.mark.parametrize("state", KINDS)
def test_page_of_a_submitted_proposal_in_each_kind_of_state(about_it, world, state):
    assert len(about_it) > 20
    Project.objects.filter(pk=world.submitted.pk).update(state=state)
    open_to_others = [
        (str(row), person, status)
        for row, arguments in about_it
        for person in OUTSIDE
        if (status := answer_to(world, person, row, arguments, row.expected(person))) != row.expected(person)
    ]
    broken = [
        (str(row), person, status)
        for row, arguments in about_it
        for person in STAFF
        if (status := answer_to(world, person, row, arguments, 200)) >= 500
    ]
    assert open_to_others == []
    assert broken == []


@pytest.mark.parametrize("is_rehearsal", [False, True])
def test_page_of_what_was_never_submitted_is_closed_to_all_staff(about_it, world, is_rehearsal):
    Project.objects.filter(pk=world.submitted.pk).update(
        state=State.DRAFT, code=None, first_submitted_at=None, is_rehearsal=is_rehearsal
    )
    people = ("officer", "manager", "committee", "auditor", "assessor", *OUTSIDE)
    found = [
        (str(row), person)
        for row, arguments in about_it
        for person in people
        if answer_to(world, person, row, arguments, 404) != 404
    ]
    assert found == []
