"""Every address against every kind of person, as the table of access says; an address without a row fails."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from core.routes import all_routes
from tests.house.access import (
    account,
    apply,
    assigning,
    atlas,
    batches,
    catalogue,
    checking,
    committee,
    contractors,
    contracts,
    cooperation,
    documents,
    events,
    ideas,
    importing,
    leaflets,
    letters,
    open_data,
    pages,
    papers,
    policy,
    portal,
    portfolio,
    practices,
    readers,
    record,
    schemes,
    secretariat,
    services,
    setup,
    sub_grants,
)
from tests.house.access.table import Row
from tests.people import PEOPLE
from tests.world import World

ROWS: list[Row] = [
    *portal.ROWS,
    *practices.ROWS,
    *account.ROWS,
    *catalogue.ROWS,
    *apply.ROWS,
    *secretariat.ROWS,
    *committee.ROWS,
    *assigning.ROWS,
    *setup.ROWS,
    *letters.ROWS,
    *contracts.ROWS,
    *policy.ROWS,
    *contractors.ROWS,
    *documents.ROWS,
    *open_data.ROWS,
    *checking.ROWS,
    *readers.ROWS,
    *cooperation.ROWS,
    *record.ROWS,
    *pages.ROWS,
    *papers.ROWS,
    *portfolio.ROWS,
    *importing.ROWS,
    *leaflets.ROWS,
    *ideas.ROWS,
    *atlas.ROWS,
    *batches.ROWS,
    *schemes.ROWS,
    *events.ROWS,
    *services.ROWS,
    *sub_grants.ROWS,
]

CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
# What visiting a page may write: the session, the counters of throttling, that something was opened or read.
READ = (
    '"projects_talkvisit"',
    'UPDATE "correspondence_message" SET "opened_at"',
    'UPDATE "ideas_contact" SET "owner_read_at"',
    'UPDATE "ideas_contact" SET "asker_read_at"',
)
OPENED = 'UPDATE "projects_advicelink" SET "openings"'
# A ranking follows what it rests on before it is read; it can be thrown away at any time.
RANKED = ("assessments_rankingchange", '"assessments_ranking"', '"assessments_rankedproposal"')
NOT_COUNTED = (
    "django_session",
    '"cache"',
    '"figures_cache"',
    '"accounts_attempt"',
    "publications_readercount",
    "publications_projectbody",  # a page drawn once and kept
    OPENED,
    *READ,
    *RANKED,
)


class Writes(list[str]):
    """Notes each statement that changes something."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if CHANGES.match(sql) and not any(name in sql for name in NOT_COUNTED):
            self.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside did not happen for the next person."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world with all its people, made once for all rows and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        for person in PEOPLE:
            made.person(person)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(people: World) -> Mapping[str, str]:
    """The key of the session of each person who is signed in."""
    return {person: _signed_in(people, person) for person in PEOPLE if person != "anonymous"}


def _signed_in(people: World, person: str) -> str:
    client = Client()
    client.force_login(people.person(person))
    return str(client.session.session_key)


@pytest.fixture
def world(people: World, db: None) -> World:
    """A world of these people, in which nothing else was made yet."""
    made = World()
    vars(made).update({name: copy(row) for name, row in vars(people).items()})
    return made


HANDLER = ClientHandler(enforce_csrf_checks=False)  # its middleware is made once, not for each person


def client_of(person: str, sessions: Mapping[str, str], **options: Any) -> Client:
    client = Client(**options)
    client.handler = HANDLER
    if person in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[person]
    return client


def visit(row: Row, person: str, world: World, sessions: Mapping[str, str]) -> tuple[int, Writes]:
    """The status that this person gets, and what the visit wrote."""
    client = client_of(person, sessions, raise_request_exception=False)
    address = reverse(row.name, kwargs=dict(row.of(world)) or None)
    data = dict(row.data(world)) if row.method == "post" else None
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = getattr(client, row.method)(address + row.query, data)
    return response.status_code, writes


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_address_answers_each_person_as_written(row: Row, world: World, sessions: Mapping[str, str]) -> None:
    row.of(world), row.data(world)  # the object is there before anybody comes
    answers, wrongly_written = {}, {}
    for person in PEOPLE:
        with undone():
            answers[person], writes = visit(row, person, world, sessions)
        if writes and (row.method == "get" or answers[person] in {403, 404, 405}):
            wrongly_written[person] = writes
    assert answers == {person: row.expected(person) for person in PEOPLE}
    assert wrongly_written == {}


def test_table_has_every_address() -> None:
    named = {route.name for route in all_routes()}
    written = {row.name for row in ROWS}
    assert sorted(named - written) == [], "add a row to tests/house/access/"
    assert sorted(written - named) == [], "rows of addresses that are gone"


def test_every_address_has_a_name_and_a_rule() -> None:
    assert [route.pattern for route in all_routes() if not route.name] == []
    assert [route.pattern for route in all_routes() if route.rule is None] == []


PARAMETERS = {route.name: route.parameters for route in all_routes()}
CLOSED = [row for row in ROWS if "uid" in PARAMETERS.get(row.name, ()) and row.expected("stranger") == 404]


@pytest.mark.parametrize("row", CLOSED, ids=str)
def test_stranger_cannot_tell_what_exists(row: Row, world: World, sessions: Mapping[str, str]) -> None:
    """What belongs to others answers as what does not exist."""
    client = client_of("stranger", sessions)
    there = dict(row.of(world))
    absent = {**there, "uid": UUID("00000000-0000-4000-8000-000000000000")}
    send = getattr(client, row.method)
    existing = send(reverse(row.name, kwargs=there))
    missing = send(reverse(row.name, kwargs=absent))
    assert (existing.status_code, missing.status_code) == (404, 404)
    assert page_of(existing, there["uid"]) == page_of(missing, absent["uid"])


def page_of(response: HttpResponse, uid: UUID) -> str:
    """The page without what may differ: the address asked for, and the token of its forms."""
    text = response.content.decode().replace(str(uid), "")
    return re.sub(r'(name="csrfmiddlewaretoken" value|"X-CSRFToken"): ?"\w+"|value="\w{64}"', "", text)
