"""Each request has an id: in its answer, in its log line, in the trail."""

import json
import logging
import logging.config
import uuid
from io import StringIO

import pytest
import structlog
from django.db import transaction
from django.test import Client

from accounts import trail
from core import logs
from tests.world import World


def test_answer_carries_an_id_of_our_own_making(client: Client) -> None:
    first = client.get("/healthz", headers={"X-Request-ID": "given by a stranger"})
    second = client.get("/healthz")
    assert uuid.UUID(first["X-Request-ID"]) != uuid.UUID(second["X-Request-ID"])


def test_log_line_is_json_with_request_id_and_person(client: Client, world: World, capture) -> None:
    client.force_login(world.applicant)
    answer = client.get("/en/account/email/")
    line = next(line for line in capture() if line["event"] == "request_finished")
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["code"], line["user_id"], line["level"]) == (200, world.applicant.pk, "info")
    assert line["request"] == "GET /en/account/email/"
    assert line["duration_ms"] >= 0


def test_log_hides_the_keys_of_reset_pages(client: Client, db: None, capture) -> None:
    client.get("/en/account/password/reset/key/1-abc123-secret/?next=/")
    assert [line["request"] for line in capture() if "request" in line] == [
        "GET /en/account/password/reset/key/***/?next=/"
    ]


def test_line_of_another_library_is_json_too(capture) -> None:
    logging.getLogger("somebody.else").warning("disk %s is slow", "a")
    assert [(line["event"], line["level"]) for line in capture()] == [("disk a is slow", "warning")]


def test_trail_knows_the_request(world: World) -> None:
    structlog.contextvars.bind_contextvars(request_id="abc")
    try:
        with transaction.atomic():
            entry = trail.record("project:x", "look", by=world.applicant)
    finally:
        structlog.contextvars.clear_contextvars()
    assert entry.request_id == "abc"


def test_request_id_is_blank_outside_of_a_request() -> None:
    assert logs.request_id() == ""


@pytest.fixture
def capture():
    """Logs as in production; returns a function that gives the lines so far."""
    stream, root = StringIO(), logging.getLogger()
    before, level = root.handlers[:], root.level
    settings = logs.configuration(json=True, level="INFO")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        logging.config.DictConfigurator(settings).configure_formatter(settings["formatters"]["line"])
    )
    root.handlers, root.level = [handler], logging.INFO
    logging.getLogger("django").setLevel("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = before, level
    logging.getLogger("django").setLevel(level)


@pytest.mark.parametrize(("level", "events"), [("WARNING", []), ("INFO", ["request_finished"])])
def test_line_of_a_request_is_written_where_the_log_wants_it(
    client: Client, capture, level: str, events: list[str]
) -> None:
    log = logging.getLogger("django_structlog.middlewares.request")
    log.setLevel(level)
    try:
        answer = client.get("/healthz")
    finally:
        log.setLevel(logging.NOTSET)
    assert answer["X-Request-ID"]
    assert [line["event"] for line in capture() if line["event"].startswith("request_")] == events
    assert structlog.contextvars.get_contextvars() == {}
