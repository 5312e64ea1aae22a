"""Publishing, announcing, deleting and copying a call on its pages."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from calls.models import Call
from core.texts import Text
from ideas import boards
from tests.factories.calls import CriterionFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/secretariat/calls/spring/"


@pytest.fixture
def ready(call):
    call.title = call.introduction = Text(nl="Oproep", fr="Appel", en="Call")
    call.save()
    CriterionFactory(call=call)
    return call


def state():
    return Call.objects.get(code="spring").state


def test_overview_names_what_is_missing_with_links(client, manager, call):
    call.funds.all().delete()

    text = client.get(PAGE).content.decode()

    assert '<a href="/en/secretariat/calls/spring/set-up/money/">At least one fund.</a>' in text
    assert "Try as applicant" in text


def test_publishing_asks_for_a_tick(client, manager, ready):
    seen = client.get(f"{PAGE}publish/").context["form"].initial["seen"]

    assert client.post(f"{PAGE}publish/", {"seen": seen}).status_code == 400
    assert state() == "draft"
    assert client.post(f"{PAGE}publish/", {"seen": seen, "sure": "on"}).status_code == 302
    assert state() == "published"


def test_publishing_is_refused_when_something_is_missing_or_has_changed(client, manager, ready):
    seen = client.get(f"{PAGE}publish/").context["form"].initial["seen"]
    ready.criteria.all().delete()
    answer = client.post(f"{PAGE}publish/", {"seen": seen, "sure": "on"})

    assert answer.status_code == 409
    assert state() == "draft"


def test_call_is_announced_withdrawn_and_deleted(client, manager, call):
    for act, after in (("announce", "planned"), ("withdraw", "draft")):
        assert client.post(f"{PAGE}state/", {"act": act}).status_code == 302
        assert state() == after
    assert client.post(f"{PAGE}state/", {"act": "\x00"}).status_code == 404
    assert "can't be undone" in client.post(f"{PAGE}state/", {"act": "delete"}).content.decode()
    assert client.post(f"{PAGE}state/", {"act": "delete", "sure": "yes"}).status_code == 302
    assert not Call.objects.exists()


def test_copy_moves_dates_and_shows_what_differs(client, manager, call):
    key = str(uuid4())
    typed = {"code": "next-spring", "number": "78", "opens_on": "2028-02-01", "key": key}
    for _click in range(2):
        assert client.post(f"{PAGE}copy/", typed).status_code == 302

    copy = Call.objects.get(code="next-spring")
    assert copy.opens_at == datetime(2028, 2, 1, 8, tzinfo=UTC)
    assert copy.closes_at == datetime(2028, 9, 30, 10, tzinfo=UTC)
    page = client.get("/en/secretariat/calls/next-spring/")
    assert {one.label for one in page.context["differences"]} == {"Code", "Number", "Opens", "Closes"}
    assert "30 September 2028, 12:00 CEST" in page.content.decode()


def test_copy_has_the_partner_search_of_the_earlier_call(client, manager, call):
    for code, is_on in (("without", False), ("with", True)):
        boards.switch(call, by=manager, is_on=is_on)
        typed = {"code": code, "number": str(70 + is_on), "opens_on": "2028-02-01", "key": str(uuid4())}
        assert client.post(f"{PAGE}copy/", typed).status_code == 302
        assert boards.has_search(Call.objects.get(code=code)) == is_on


def test_copy_needs_a_code_that_is_free(client, manager, call):
    typed = {"code": "spring", "number": "78", "opens_on": "2028-02-01"}

    assert client.post(f"{PAGE}copy/", typed).status_code == 409
    assert client.post(f"{PAGE}copy/", {**typed, "code": "No Such"}).status_code == 400


def test_officer_may_read_and_not_move(client, officer, call):
    client.force_login(officer)

    assert client.get(PAGE).status_code == 200
    for name in ("publish", "copy", "state"):
        assert client.post(f"{PAGE}{name}/", {"act": "announce"}).status_code == 404
    assert state() == "draft"
