"""Frames for other sites: these pages and no others; no cookie, no script, no form; date and source."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from core.routes import all_routes
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db

FRAMES = ("/en/embed/table/", "/en/embed/chart/", "/en/embed/map/")


@pytest.fixture
def bridge():
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"))
    CallFactory(code="one")
    return PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="<b>BRIDGE",
        start_date="2024-01-01",
        eu_funding=Decimal("1000.00"),
        partners=[{"name": "City", "role": "lead", "country": "BE", "region": "BE254"}],
    )


@pytest.mark.parametrize("path", FRAMES)
def test_frames_may_stand_anywhere_and_do_nothing(client, bridge, path):
    answer = client.get(f"{path}?programme=here")
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert answer.cookies == {}
    html = answer.content.decode()
    assert not re.search(r"<(script|form|button|input)\b", html)
    assert "Data as of:" in html
    assert 'href="http://localhost:8000/en/projects/?programme=here" target="_blank" rel="noopener"' in html
    links = re.findall(r"<a [^>]*>", html)
    assert [link for link in links if 'target="_blank" rel="noopener"' not in link] == []


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/projects/",
        "/en/projects/bridge/",
        "/en/embed/",
        "/en/alerts/new/",
        "/en/remarks/new/",
        "/en/newsletter/",
        "/en/calls/one/",
        "/en/projects/feed/",
        "/en/account/login/",
        "/en/embed/nothing/",
        "/en/share/",
        "/en/privacy/",
        "/en/projects/map/",
        "/healthz",
    ],
)
def test_no_other_page_can_be_framed(client, bridge, path):
    answer = client.get(path)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_only_these_views_let_themselves_be_framed():
    framed = {route.name for route in all_routes() if "embed_" in route.name}
    assert framed == {"catalogue:embed_table", "catalogue:embed_chart", "catalogue:embed_map"}
    apps = ("accounts", "apply", "catalogue", "core", "documents", "secretariat")
    files = [file for app in apps for file in Path(settings.BASE_DIR, app).rglob("*.py")]
    exempt = [file.name for file in files if "xframe_options_exempt" in file.read_text()]
    assert exempt == ["embeds.py"]


def test_table_shows_projects_as_text(client, bridge):
    html = client.get("/en/embed/table/").content.decode()
    assert "&lt;b&gt;BRIDGE" in html
    assert "€1,000" in html.replace("\u00a0", "")


def test_chart_and_map_have_their_tables(client, bridge):
    for path in ("/en/embed/chart/?by=programme&show=money", "/en/embed/map/?show=money"):
        html = client.get(path).content.decode()
        assert "<svg" in html
        assert "<table" in html


def test_code_names_the_search_and_shows_a_preview(client, bridge):
    page = client.get("/en/embed/?sort=name&q=a%22%3E%3Cscript%3E")
    html = page.content.decode()
    assert html.count("<iframe ") == 3
    assert (
        "&lt;iframe src=&quot;" in html or '&lt;iframe src="http://localhost:8000/en/embed/table/?q=' in html
    )
    assert "<script>" not in html
    assert "frame-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("path", FRAMES)
@pytest.mark.parametrize(
    "query",
    ["q=%ED%A0%80", "q=" + "x" * 3000, "by=x&show=y", "country=ZZ", "region=BE25&nuts3=XX", "page=-1"],
)
def test_odd_searches_give_a_frame(client, bridge, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_text_in_another_language_is_marked_in_a_frame(client):
    PublicationFactory(title={"nl": "Een brug"})
    page = client.get("/fr/embed/table/").content.decode()
    assert '<span class="fallback-mark">en néerlandais</span>' in page
    assert ".fallback-mark {" in (ROOT / "static/css/embed.css").read_text()
