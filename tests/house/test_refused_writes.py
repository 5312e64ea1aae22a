"""Whoever may not do something to a proposal may not do it in any kind of state: every post, every person.

The views are called in process, each behind its rule: what refuses is asked, and no page is drawn of it.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from projects.models import Project
from projects.states import State
from tests.house.access.table import Row
from tests.house.in_process import SHUT, status_for
from tests.house.test_access import ROWS, Writes, undone
from tests.house.test_write_states import put_in
from tests.people import PEOPLE
from tests.world import World

pytestmark = pytest.mark.django_db

# One of each kind: being written, received, away, judged, decided, funded, changed, ended.
KINDS = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.ELIGIBLE,
    State.APPROVED_WITH_CONDITIONS,
    State.CONTRACTED,
    State.MODIFICATION_SUBMITTED,
    State.WITHDRAWN,
)


@pytest.fixture
def whole(world: World) -> World:
    """The world with everything in it."""
    for part in type(world).__mro__:
        for name, value in vars(part).items():
            if isinstance(value, cached_property):
                getattr(world, name)
    return world


def is_done(world: World, person: str, address: str, data: Mapping[str, Any]) -> bool:
    """Whether the view answers with anything but a refusal."""
    return status_for(world.person(person), address, data) < 400


def opened(row: Row, world: World) -> list[tuple[str, str, State]]:
    """Where the act was done, or something was written, by somebody whom the table shuts out."""
    shut_out = [one for one in PEOPLE if one != "anonymous" and row.expected(one) in SHUT]
    wrong = []
    with undone():
        arguments, data = dict(row.of(world)), dict(row.data(world))
        address = reverse(row.name, kwargs=arguments)
        project = Project.objects.get(uid=arguments["uid"])
        for state in KINDS:
            with undone():
                put_in(project, state)
                for person in shut_out:
                    writes = Writes()
                    with connection.execute_wrapper(writes):
                        done = is_done(world, person, address, data)
                    if done or writes:
                        wrong.append((str(row), person, state))
    return wrong


def about_proposals(world: World) -> list[Row]:
    """The posts whose address names a proposal of the world."""
    found = []
    for row in ROWS:
        if row.method != "post":
            continue
        with undone():
            uid = dict(row.of(world)).get("uid")
            if uid is not None and Project.objects.filter(uid=uid).exists():
                found.append(row)
    return found


def test_who_is_shut_out_of_an_act_is_so_in_every_kind_of_state(whole: World) -> None:
    acts = about_proposals(whole)
    assert len(acts) > 50
    assert [one for row in acts for one in opened(row, whole)] == []


def test_whom_the_table_lets_in_is_let_in_here(whole: World) -> None:
    """The calls in process are those of the site: what is open there is open here."""
    shut = []
    for row in about_proposals(whole):
        welcome = [one for one in row.answers.get(302, "").split() if one != "anonymous"]
        with undone():
            arguments, data = dict(row.of(whole)), dict(row.data(whole))
            if welcome and not is_done(whole, welcome[0], reverse(row.name, kwargs=arguments), data):
                shut.append(str(row))
    assert shut == []
