"""A colleague without an account reads a proposal by a link."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from apply.views import advice as views
from core.logs import hide_secret_paths
from projects import advice, fields
from projects.models import AdviceLink
from tests.apply.conftest import signed_in
from tests.factories.projects import CollaboratorFactory


@pytest.fixture
def link(project):
    return advice.make(project, by=project.created_by, reader="Prof. Vos", days=7, key=uuid.uuid4())


def address_of(token):
    return reverse("apply:advice_page", args=[token])


@pytest.fixture
def address(link):
    return address_of(advice.token_of(link))


def test_manager_makes_a_link_that_a_colleague_opens(manager, project, client, url):
    page = manager.get(url("advice_links")).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]
    for _ in range(2):
        data = {"key": key, "reader": "Prof. Vos", "days": "14"}
        assert manager.post(url("advice_links"), data).url == url("advice_links")
    assert project.advice_links.count() == 1
    listed = manager.get(url("advice_links")).content.decode()
    path = re.search(r'value="http://localhost:8000(/en/apply/advice/[0-9a-f]{64}/)"', listed)[1]
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Titel (nl)" in answer.content.decode()
    assert "sessionid" not in answer.cookies
    assert "opened 1 time" in manager.get(url("advice_links")).content.decode()


def test_page_shows_what_stands_there_now(client, project, address):
    fields.save(project, "summary.nl", "<b>Nieuw</b>", base="1", by=project.created_by)
    page = client.get(address).content.decode()
    assert "&lt;b&gt;Nieuw&lt;/b&gt;" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "<textarea" not in main


@pytest.mark.parametrize("is_open", [True, False])
def test_page_is_kept_out_of_caches_engines_and_referrers(client, address, is_open):
    answer = client.get(address if is_open else address_of("0" * 64))
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex' in answer.content.decode()


def test_link_taken_back_opens_nothing_and_tells_as_little_as_none(manager, client, link, address, url):
    assert manager.post(url("advice_revoke", link.uid)).url == url("advice_links")
    gone, none = client.get(address), client.get(address_of("0" * 64))
    assert (gone.status_code, none.status_code) == (404, 404)
    texts = [one.content.decode() for one in (gone, none)]
    assert "ONTSLUIT" not in texts[0]
    strip = re.compile(r"[A-Za-z0-9]{32,}")
    assert strip.sub("", texts[0]) == strip.sub("", texts[1])
    assert "taken back on" in manager.get(url("advice_links")).content.decode()


def test_link_only_reads(client, address):
    assert client.post(address, {"title.nl": "x"}).status_code == 405


def test_address_is_shown_to_who_made_it_only(project, link, url):
    other = signed_in(CollaboratorFactory(project=project).user)
    page = other.get(url("advice_links")).content.decode()
    assert "Prof. Vos" in page
    assert advice.token_of(link) not in page


def test_openings_from_one_network_address_are_limited(client, link, address, monkeypatch):
    limit = views.OPENINGS.__class__("test of openings", 2, 60)
    monkeypatch.setattr(views, "OPENINGS", limit)
    assert [client.get(address).status_code for _each in range(3)] == [200, 200, 429]
    assert AdviceLink.objects.get().openings == 2
    assert Client().get(address_of("0" * 64)).status_code == 429


@pytest.mark.parametrize("data", [{}, {"reader": "x", "days": "9999", "key": "x"}, {"reader": "\u202ex"}])
def test_hostile_form_is_refused(manager, project, url, data):
    given = {"key": str(uuid.uuid4()), "days": "7", **data}
    assert manager.post(url("advice_links"), given).status_code == 422
    assert project.advice_links.count() == 0


def test_secret_stands_in_no_log(address):
    event = hide_secret_paths(None, "", {"request": f"GET {address}"})
    assert event["request"] == "GET /en/apply/advice/***/"
