"""The page on which a manager changes a scheme: mistakes beside their fields, overtaken pages."""

import json
import re
from decimal import Decimal
from html import unescape

import pytest

from accounts.models import TrailEntry
from calls.models import CallTheme
from cascade import changing
from cascade.facts import COLUMNS, Theme, facts_of
from cascade.models import Scheme
from core.texts import Text
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<(?:input|textarea)[^>]*?name="([^"]+)"[^>]*?>')


@pytest.fixture
def scheme():
    made = SchemeFactory(code="roads", title={"nl": "Wegen", "en": "Roads"}, source="Press note")
    for code in ("energy", "health"):
        SchemeThemeFactory(scheme=made, code=code, title={"en": code.title()})
    return made


@pytest.fixture
def manager(scheme, client):
    person = UserFactory()
    programme = scheme.operation.programme_period.programme
    StaffRoleFactory(user=person, programme=programme, role=Role.MANAGER)
    client.force_login(person)
    return person


def page_of(scheme, language="en"):
    return f"/{language}/secretariat/schemes/{scheme.code}/change/"


def shown(answer):
    """What a browser would send back from the page as it was served."""
    data = {}
    for tag in re.finditer(r"<input[^>]*>", answer.content.decode()):
        held = dict(re.findall(r'([\w-]+)="([^"]*)"', tag[0]))
        if held.get("type") not in {"checkbox", "submit"} and held.get("name"):
            data[held["name"]] = unescape(held.get("value", ""))
    kind = re.search(r'<option value="(\w+)" selected', answer.content.decode())
    return {**data, "kind": kind[1] if kind else "cascade"}


def words_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def theirs(scheme, manager, themes=None, **values):
    """Somebody else changes the scheme."""
    held = Scheme.objects.get(pk=scheme.pk)
    columns = {name: getattr(held, name) for name in COLUMNS}
    kept = [Theme(row.title, row.code) for row in held.themes.all()] if themes is None else themes
    changing.change(held, {**columns, **values}, by=manager, seen=facts_of(held), themes=kept)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_page_sent_back_as_it_is_changes_nothing(client, manager, scheme, language):
    before = facts_of(scheme)
    answer = client.get(page_of(scheme, language))
    assert answer.status_code == 200
    answer = client.post(page_of(scheme, language), shown(answer))
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/secretariat/schemes/roads/")
    assert facts_of(Scheme.objects.get()) == before
    assert not TrailEntry.objects.filter(chain=scheme.chain).exists()


def test_manager_changes_ceilings_texts_and_themes(client, manager, scheme):
    data = shown(client.get(page_of(scheme)))
    data |= {
        "max_grant": "200,000.00",
        "target_companies": "",
        "title_fr": "Routes",
        "theme.energy.title_fr": "Énergie",
        "theme.energy.place": "2",
        "theme.health.gone": "on",
        "new.1.title_en": "Water",
        "new.1.place": "1",
    }
    assert client.post(page_of(scheme), data).status_code == 302
    made = Scheme.objects.get()
    assert (made.max_grant, made.target_companies, made.title["fr"], made.code) == (
        Decimal("200000.00"),
        None,
        "Routes",
        "roads",
    )
    assert list(made.themes.values_list("code", "title")) == [
        ("water", {"en": "Water"}),
        ("energy", {"fr": "Énergie", "en": "Energy"}),
    ]
    inside = client.get("/en/secretariat/schemes/roads/").content.decode()
    assert ("€200,000.00" in inside, "Water; Energy" in inside) == (True, True)


@pytest.mark.parametrize(
    ("wished", "order"),
    [
        ({"theme.water.place": "1"}, ["water", "energy", "health"]),
        ({"theme.energy.place": "3"}, ["health", "water", "energy"]),
        ({"theme.energy.place": "2", "theme.health.place": "1"}, ["health", "energy", "water"]),
        ({"theme.energy.place": ""}, ["health", "water", "energy"]),
    ],
)
def test_theme_that_moved_gets_its_place(client, manager, scheme, wished, order):
    SchemeThemeFactory(scheme=scheme, code="water", title={"en": "Water"})
    assert client.post(page_of(scheme), {**shown(client.get(page_of(scheme))), **wished}).status_code == 302
    assert list(scheme.themes.values_list("code", flat=True)) == order


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"total_budget": "0"}, "total_budget", "Give an amount above zero"),
        ({"total_budget": ""}, "total_budget", "required"),
        ({"total_budget": "99,999.99"}, "total_budget", "At least €20,000,000.00: €100,000.00 are awarded"),
        ({"rate": "101"}, "rate", "less than or equal to 100"),
        ({"max_months": "0"}, "max_months", "greater than or equal to 1"),
        ({"title_nl": "", "title_en": ""}, "title_nl", "a title in at least one language"),
        ({"management_cost": "10"}, "management_cost", "Only a small project fund"),
        ({"theme.energy.title_en": ""}, "theme.energy.title_nl", "Give the theme a title"),
        ({"theme.energy.place": "x"}, "theme.energy.place", "whole number"),
        ({"new.1.title_nl": "x" * 251}, "new.1.title_nl", "at most 250 characters"),
        ({"title_nl": "\x00"}, "title_nl", "Null characters"),
    ],
)
def test_mistake_stays_in_the_form_beside_its_field(client, manager, scheme, changed, field, words):
    SubGrantFactory(sub_call=SubCallFactory(scheme=scheme, call__budget=Decimal("20000000.00")))
    before = facts_of(scheme)
    answer = client.post(page_of(scheme), {**shown(client.get(page_of(scheme))), **changed})
    assert answer.status_code == 400
    form = answer.context["form"]
    assert words in " ".join(form.errors[field])
    assert f'id="id_{field}"' in answer.content.decode()
    assert facts_of(Scheme.objects.get()) == before


def test_more_than_twenty_themes_are_refused(client, manager, scheme):
    for number in range(17):
        SchemeThemeFactory(scheme=scheme, code=f"more-{number}")
    data = shown(client.get(page_of(scheme))) | {"new.1.title_en": "One", "new.2.title_en": "Two"}
    answer = client.post(page_of(scheme), data)
    assert (answer.status_code, "at most 20 themes" in words_of(answer)) == (400, True)
    assert client.post(page_of(scheme), {**data, "new.2.title_en": ""}).status_code == 302
    assert scheme.themes.count() == 20


def test_missing_languages_are_marked_and_what_is_used_is_held(client, manager, scheme):
    programme = scheme.operation.programme_period.programme
    programme.languages = ["nl", "fr"]
    programme.save(update_fields=["languages"])
    made = SubCallFactory(scheme=scheme, max_grant=Decimal("1000.00"))
    CallTheme.objects.create(call=made.call, code="energy", position=1)
    answer = client.get(page_of(scheme))
    page, words = answer.content.decode(), words_of(answer)
    assert page.count("missing-mark") == 1 + 2 + 2  # the title lacks French, each theme both
    assert ('name="theme.energy.gone"' in page, 'name="theme.health.gone"' in page) == (False, True)
    assert "A call of the scheme uses this theme, so it cannot be removed." in words
    kept = "Keeps what it started with: one sub-grant €1,000.00 at most, 50% of eligible cost at most"
    assert kept in words
    assert re.search(r'<select name="kind"[^>]* disabled', page)
    inside = words_of(client.get("/en/secretariat/schemes/roads/"))
    assert kept in inside


def test_overtaken_page_tells_what_changed_and_keeps_what_was_typed(client, manager, scheme):
    data = shown(client.get(page_of(scheme)))
    themes = [Theme(Text(en="Power"), "energy"), Theme(Text(en="Water"))]
    theirs(scheme, manager, themes, rate=Decimal("40.00"), max_grant=Decimal("90000.00"))
    answer = client.post(page_of(scheme), {**data, "rate": "45", "target_projects": "70"})
    words, again = words_of(answer), shown(answer)
    assert answer.status_code == 409
    assert "Somebody else has changed this scheme meanwhile. Compare, then save again." in words
    assert "Now there: “40.00”. Yours is in the field; saving again replaces theirs." in words
    assert "Highest sub-grant, in euro, “250,000.00” is now “90,000.00”" in words
    assert "Power (English), “Energy” is now “Power”" in words
    assert "Theme removed meanwhile: “Health”" in words
    assert (again["rate"], again["max_grant"], again["target_projects"]) == ("45", "90,000.00", "70")
    assert (again["theme.water.title_en"], "theme.health.title_en" in again) == ("Water", False)
    assert Scheme.objects.get().rate == Decimal("40.00")
    assert client.post(page_of(scheme), again).status_code == 302
    made = Scheme.objects.get()
    assert (made.rate, made.max_grant, made.target_projects) == (Decimal("45.00"), Decimal("90000.00"), 70)
    assert list(made.themes.values_list("code", flat=True)) == ["energy", "water"]


@pytest.mark.parametrize(
    "seen",
    [
        *("", "x", "[]", "{}", '{"title": 3, "theme.x": null}', '{"theme.\\u0000": {"title": {"en": 3}}}'),
        '{"rate": "NaN", "theme.energy": {"place": [], "title": []}, "max_grant": "1e999999999"}',
    ],
)
def test_page_that_lost_what_it_showed_changes_nothing(client, manager, scheme, seen):
    before = facts_of(scheme)
    answer = client.post(page_of(scheme), {**shown(client.get(page_of(scheme))), "rate": "45", "seen": seen})
    assert answer.status_code in {400, 409}
    assert facts_of(Scheme.objects.get()) == before
    assert json.loads(unescape(shown(answer)["seen"]) or "{}") in (before, {}) or answer.status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_much_for_three_rows_as_for_one(
    client, manager, scheme, rows, django_assert_max_num_queries
):
    for _row in range(rows):
        SchemeThemeFactory(scheme=scheme)
        SubGrantFactory(sub_call=SubCallFactory(scheme=scheme))
    with django_assert_max_num_queries(14):
        assert client.get(page_of(scheme)).status_code == 200


def test_public_pages_follow_the_change(client, manager, scheme):
    theirs(scheme, manager, total_budget=Decimal("8000000.00"), title=Text(en="Grants anew"))
    page = words_of(client.get(f"/en/projects/{scheme.operation.code}/"))
    assert ("Grants anew" in page, "€8,000,000.00" in page) == (True, True)


def test_scheme_of_another_programme_is_not_there(client, manager):
    assert client.get(page_of(SchemeFactory())).status_code == 404
