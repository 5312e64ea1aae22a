"""Every act on a proposal in every state: done exactly where the table of steps allows it, refused elsewhere.

A refusal changes nothing and says why. The acts are the posts of the table of access.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.decisions import IN_ASSESSMENT
from projects.models import Project
from projects.states import AWAITS_ELIGIBILITY, BY_KEY, CONTRACTING, DRAFTS, EDITABLE, State
from tests.house.access.table import Row
from tests.house.in_process import status_for
from tests.house.test_access import ROWS, Writes, undone
from tests.world import World

OPEN_CONTRACT = CONTRACTING - {State.CLOSED}
STEP = "secretariat:step"


def sources(key: str) -> frozenset[State]:
    return BY_KEY[key].sources


# Where each act of the table of access is done. Acts that no state forbids (talk, people, letters) and those
# whose row posts nothing that could be done are left out.
WRITING = (
    *("entry", "partner", "section", "field", "partner_place", "partner_facts", "partner_remove"),
    *(
        "partner_budget",
        "budget_import_apply",
        "budget_import_undo",
        "item_remove",
        "lump_sum_drop",
        "contribution_remove",
    ),
    *("annex_describe", "annex_remove", "annex_put_back"),
)
CONTRACT = (
    *("apply:contract", "apply:paper_remove", "secretariat:contract", "secretariat:paper_remove"),
    "secretariat:account_settle",
)
ALLOWED: Mapping[str, frozenset[State]] = {
    **dict.fromkeys((f"apply:{name}" for name in WRITING), EDITABLE),
    **dict.fromkeys(CONTRACT, OPEN_CONTRACT),
    "apply:withdraw": sources("withdraw"),
    "apply:delete": sources("delete_draft"),
    "secretariat:screening": AWAITS_ELIGIBILITY,
    "secretariat:correction_add": sources("return_to_applicant"),
    "secretariat:assessments": frozenset(IN_ASSESSMENT),
    "secretariat:contract_override": sources("set_contracted"),
    "secretariat:contract_close": sources("close"),
}
# Steps of staff that need nothing but a reason: from which states they lead where the table says.
STEPS_OF_STAFF = ("return_to_applicant", "return_for_conditions")


@pytest.fixture
def whole(world: World) -> World:
    """The world with everything in it, so that what one act takes away is there for the next."""
    for part in type(world).__mro__:
        for name, value in vars(part).items():
            if isinstance(value, cached_property):
                getattr(world, name)
    return world


def put_in(project: Project, state: State) -> None:
    """As if its life had led there; what was submitted has a number."""
    known: dict[str, Any] = {"state": state}
    if state not in DRAFTS:
        known |= {"code": project.code or "W-1", "first_submitted_at": project.first_submitted_at}
        known["first_submitted_at"] = known["first_submitted_at"] or timezone.now()
    Project.objects.filter(pk=project.pk).update(**known)


def posted(client: Client, address: str, data: Mapping[str, Any]) -> tuple[Any, Writes]:
    writes = Writes()
    with connection.execute_wrapper(writes):
        return client.post(address, data), writes


def is_refused(answer: Any, writes: Writes) -> bool:
    """Whether nothing was done; AssertionError for a refusal that changes something or says nothing."""
    assert answer.status_code < 500, answer
    if answer.status_code < 400:
        return False
    assert not writes, writes
    assert answer.status_code in {400, 403, 409, 422}, answer.status_code
    said = answer.content.decode()
    assert "message" in said or "error-summary" in said or "<h1" in said
    return True


def is_refused_unseen(user: User | None, address: str, data: Mapping[str, Any]) -> bool:
    """The same without the page around it."""
    writes = Writes()
    with connection.execute_wrapper(writes):
        status = status_for(user, address, data)
    if status < 400:
        return False
    assert not writes, writes
    assert status in {400, 403, 409, 422}, status
    return True


def walked(row: Row, world: World) -> frozenset[State]:
    """The states in which the row's act is done by whoever may do it."""
    done = set()
    with undone():
        arguments, data = dict(row.of(world)), dict(row.data(world))
        project = Project.objects.get(uid=arguments["uid"])
        welcome = f"{row.answers.get(302, '')} {row.answers.get(200, '')}".split()
        person = next(one for one in welcome if one != "anonymous")
        user, address = world.person(person), reverse(row.name, kwargs=arguments)
        client = Client(raise_request_exception=False)
        client.force_login(user)
        is_told = False  # one page of refusal is looked at, all others are asked of the view alone
        for state in State:
            with undone():
                put_in(project, state)
                if is_told:
                    refused = is_refused_unseen(user, address, data)
                else:
                    refused = is_told = is_refused(*posted(client, address, data))
                if not refused:
                    done.add(state)
    return frozenset(done)


def test_each_act_is_done_where_the_table_allows_it_and_refused_elsewhere(whole: World) -> None:
    acts = [row for row in ROWS if row.method == "post" and row.name in ALLOWED and not row.note]
    assert {row.name for row in acts} == set(ALLOWED)
    found = {str(row): walked(row, whole) for row in acts}
    assert found == {str(row): ALLOWED[row.name] for row in acts}


def test_each_step_of_staff_leads_from_its_sources_and_is_refused_elsewhere(whole: World) -> None:
    project, manager = whole.submitted, whole.manager
    client = Client(raise_request_exception=False)
    client.force_login(manager)
    found: dict[str, dict[State, State]] = {key: {} for key in STEPS_OF_STAFF}
    for key in STEPS_OF_STAFF:
        address = reverse(STEP, kwargs={"uid": project.uid, "key": key})
        for state in State:
            with undone():
                put_in(project, state)
                seen = {"seen_state": state, "seen_version": 1, "note": "Why."}
                if not is_refused(*posted(client, address, seen)):
                    found[key][state] = State(Project.objects.get(pk=project.pk).state)
    for key in STEPS_OF_STAFF:
        assert set(found[key]) == sources(key), key
        assert all(target in BY_KEY[key].routes[state] for state, target in found[key].items()), key
