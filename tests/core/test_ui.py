"""The tags of the house: amounts, dates, texts, links, and what they say of missing values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from core.texts import Text

NOT_KNOWN = '<span class="not-known">not known</span>'


def show(source, address="/en/account/login/", language="en", **context):
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    with translation.override(language):
        return engines["django"].from_string(source).render(context, request).strip()


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nl", "€\u00a01.234,50"), ("fr", "1\u202f234,50\u00a0€"), ("en", "€1,234.50")],
)
def test_eur_is_shown_in_the_language_of_the_page(language, shown):
    assert show("{{ amount|eur }}", language=language, amount=Decimal("1234.5")) == shown


@pytest.mark.parametrize("tag", ["eur", "percent", "day", "moment", "text", "not_known"])
def test_missing_values_are_called_not_known(tag):
    assert show("{{ value|%s }}" % tag, value=None) == NOT_KNOWN  # noqa: UP031 (braces of the template)


def test_zero_is_a_value():
    assert show("{{ value|eur }} {{ value|percent }} {{ value|not_known }}", value=Decimal(0)) == "€0.00 0% 0"


@pytest.mark.parametrize(
    ("language", "shown"), [("nl", "3 maart 2026"), ("fr", "3 mars 2026"), ("en", "3 March 2026")]
)
def test_day_is_written_in_the_language(language, shown):
    found = show("{{ value|day }}", language=language, value=date(2026, 3, 3))
    assert found == f'<time datetime="2026-03-03">{shown}</time>'


def test_moment_names_its_zone_in_summer_and_winter():
    summer, winter = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert show("{{ value|moment }}", value=summer) == (
        '<time datetime="2026-07-01T14:00:00+02:00">1 July 2026, 14:00 CEST</time>'
    )
    assert "1 December 2026, 13:00 CET" in show("{{ value|moment }}", value=winter)


def test_text_in_the_language_of_the_page_has_no_mark():
    assert show("{{ value|text }}", value=Text(en="<b>Water</b>")) == "&lt;b&gt;Water&lt;/b&gt;"


def test_text_in_another_language_says_which():
    assert show("{{ value|text }}", value=Text(nl="<Water>")) == (
        '<span lang="nl" class="fallback">&lt;Water&gt;</span> <span class="fallback-mark">in Dutch</span>'
    )


def test_state_badge_escapes_its_label_and_has_a_tone():
    assert show('{% state_badge "approved" label %}', label="<A>") == (
        '<span class="badge-state badge-state-good">&lt;A&gt;</span>'
    )
    assert "badge-state-rest" in show('{% state_badge "unheard of" "X" %}')
    assert "badge-state-wait" in show('{% state_badge "wait" "X" %}')


@pytest.mark.parametrize(
    ("state", "tone"), [("clean", "good"), ("refused", "bad"), ("arriving", "wait"), ("quarantined", "wait")]
)
def test_state_badge_of_a_file_tells_refused_from_checked(state, tone):
    assert show("{% state_badge state 'X' %}", state=state) == (
        f'<span class="badge-state badge-state-{tone}">X</span>'
    )


def test_nav_link_marks_the_page_and_skips_pages_that_do_not_exist():
    assert show('{% nav_link "account_login" "Sign in" %}') == (
        '<li><a href="/en/account/login/" aria-current="page">Sign in</a></li>'
    )
    assert "aria-current" not in show('{% nav_link "account_login" "Sign in" %}', address="/en/")
    assert show('{% nav_link "nobody:nowhere" "X" %}') == ""


@pytest.mark.parametrize(
    ("address", "tag", "result"),
    [
        ("/en/?q=a&page=3", "{% query_url page=4 %}", "?q=a&page=4"),
        ("/en/?q=a&page=3", "{% query_url country='BE' %}", "?q=a&country=BE"),
        ("/en/?q=a&country=BE&country=FR", "{% query_url country='' %}", "?q=a"),
        ("/en/?q=a&country=BE&country=FR", "{% without_value 'country' 'BE' %}", "?q=a&country=FR"),
        ("/en/?q=%22%3E%3Cscript%3E", "{% query_url page=2 %}", "?q=%22%3E%3Cscript%3E&page=2"),
    ],
)
def test_addresses_keep_the_other_parameters(address, tag, result):
    assert show("{% autoescape off %}" + tag + "{% endautoescape %}", address=address) == result


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/account/login/?next=/x", "/nl/account/login/?next=/x"),
        ("/en/nothing/here", "/nl/nothing/here"),
        ("/en", "/nl"),
    ],
)
def test_language_links_keep_the_page(here, there):
    each = "{{ one.code }} {{ one.url|safe }} {{ one.current }};"
    source = "{% language_links as all %}{% for one in all %}" + each + "{% endfor %}"
    assert f"nl {there} False;" in show(source, address=here)
    assert "True;" in show(source, address=here)


def test_page_numbers_leave_gaps():
    page = Paginator(range(200), 10).page(10)
    assert show("{% page_numbers page as all %}{{ all }}", page=page) == "[1, 0, 9, 10, 11, 0, 20]"


def test_card_is_a_section_with_heading():
    source = '{% card heading=title kind="care" %}<p>{{ title }}</p>{% endcard %}'
    assert show(source, title="<H>") == (
        '<section class="panel panel-care"><h2 class="card-heading">&lt;H&gt;</h2><p>&lt;H&gt;</p></section>'
    )


def test_base_page_is_whole():
    page = show('{% extends "base.html" %}{% block title %}T{% endblock %}', language="fr", address="/fr/")
    assert '<html lang="fr"' in page
    assert page.index('class="skip-link"') < page.index("<header") < page.index('<main id="main"')
    assert 'role="status"' in page
    assert " style=" not in page


@pytest.mark.parametrize(("language", "shown"), [("en", "Error:"), ("nl", "Error:"), ("fr", "Error\u00a0:")])
def test_colon_has_the_space_of_french(language: str, shown: str) -> None:
    assert show("Error{% colon %}", language=language) == shown
