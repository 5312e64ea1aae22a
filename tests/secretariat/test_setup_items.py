"""The lists and forms of a programme's set-up."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from programmes.models import KnownStrategy, LumpSum, ProgrammeIndicator, Strategy, UnitCost
from programmes.setting_up.facts import facts_of
from programmes.setting_up.money_parts import LUMP_SUMS
from programmes.setting_up.registry import PARTS
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    FundFactory,
    LegalStatusOptionFactory,
    LumpSumFactory,
    PriorityFactory,
    ProgrammeFundFactory,
    ProgrammeIndicatorFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
    StateAidSchemeFactory,
    StrategyFactory,
    ThemeFactory,
    UnitCostFactory,
)

pytestmark = pytest.mark.django_db

POSTED = {
    "name_nl": "Voorbereiding",
    "name_fr": "Préparation",
    "name_en": "Preparation",
    "description_nl": "",
    "description_fr": "",
    "description_en": "",
    "amount": "5000.00",
    "phase": "preparation",
    "categories": ["staff", "travel"],
}


@pytest.fixture
def edition():
    return ProgrammePeriodFactory(code="HERE-VI", programme__code="HERE")


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


@pytest.fixture
def desk(manager):
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def lump_sum(edition):
    return LumpSumFactory(programme_period=edition)


@pytest.fixture
def known_strategy():
    return KnownStrategy.objects.create(code="green-deal", kind="policy", title={"en": "European Green Deal"})


def of(row, key="lump-sums", name="setup_item", **more):
    return reverse(f"secretariat:{name}", kwargs={"code": "HERE-VI", "key": key, "pk": row.pk, **more})


def page(key, name="setup_part"):
    return reverse(f"secretariat:{name}", kwargs={"code": "HERE-VI", "key": key})


def one_of_each(edition):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    output = ProgrammeIndicatorFactory(objective=objective)
    output.results.add(ProgrammeIndicatorFactory(objective=objective, kind="result"))
    ThemeFactory(programme_period=edition)
    fund = FundFactory(code=f"F{edition.funds.count()}")
    ProgrammeFundFactory(programme_period=edition, fund=fund)
    for factory in (
        LumpSumFactory,
        UnitCostFactory,
        LegalStatusOptionFactory,
        StrategyFactory,
        StateAidSchemeFactory,
    ):
        factory(programme_period=edition)


@pytest.mark.parametrize("key", sorted(PARTS))
def test_list_has_constant_queries(
    desk, edition, key, django_assert_max_num_queries, django_assert_num_queries
):
    one_of_each(edition)
    desk.get(page(key))  # the first visit after signing in also writes the session
    with django_assert_max_num_queries(7) as first:
        desk.get(page(key))
    one_of_each(edition), one_of_each(edition)
    with django_assert_num_queries(len(first)):
        response = desk.get(page(key))
    assert len(response.context["page"].object_list) == (6 if key == "indicators" else 3)


@pytest.mark.parametrize("key", sorted(PARTS))
def test_every_row_and_every_new_form_opens(desk, edition, key):
    one_of_each(edition)
    assert desk.get(page(key, "setup_new")).status_code == 200
    for row in PARTS[key].rows(edition):
        assert desk.get(of(row, key)).status_code == 200


def test_add_a_lump_sum_with_its_texts(desk, edition):
    form = desk.get(page("lump-sums", "setup_new")).context["form"]
    data = {**POSTED, "key": form["key"].value()}
    assert desk.post(page("lump-sums", "setup_new"), data).status_code == 302
    assert desk.post(page("lump-sums", "setup_new"), data).status_code == 302  # a double click
    row = LumpSum.objects.get()
    assert dict(row.name) == {"nl": "Voorbereiding", "fr": "Préparation", "en": "Preparation"}
    assert (row.amount, row.categories, row.is_splittable) == (Decimal(5000), ["staff", "travel"], False)


def test_mistakes_come_back_beside_their_fields_with_what_was_typed(desk, edition):
    data = {**POSTED, "amount": "-1", "categories": ["staff"], "name_nl": "x" * 51, "key": ""}
    response = desk.post(page("lump-sums", "setup_new"), data)
    assert response.status_code == 400
    assert sorted(response.context["form"].errors) == ["name_nl"]
    response = desk.post(page("lump-sums", "setup_new"), {**data, "name_nl": "Kort"})
    assert response.status_code == 400
    assert sorted(response.context["form"].errors) == ["amount"]
    assert 'value="-1"' in response.content.decode()
    assert "error-summary" in response.content.decode()
    assert not LumpSum.objects.exists()


def test_add_every_other_kind(desk, edition):
    one_of_each(edition)
    objective = SpecificObjectiveFactory(priority__programme_period=edition)
    posts = {
        "unit-costs": {"name_en": "Hour", "unit_en": "hour", "price": "10.50", "categories": ["staff"]},
        "indicators": {
            "kind": "output",
            "objective": objective.pk,
            "identifier": "OI99",
            "name_en": "Pilots",
            "target": "12",
            "milestone": "3",
            "position": "",
        },
        "priorities": {"number": "19", "title_fr": "Dix-neuf", "share_reading": "exact"},
        "objectives": {"priority": objective.priority_id, "code": "ISO6.9", "title_en": "Nine"},
        "themes": {"code": "water", "title_en": "Water"},
        "funds": {"fund": FundFactory(code="IPA").pk, "max_rate": "85"},
        "legal-statuses": {"description_nl": "Overheid", "kind": "public", "position": "1"},
        "state-aid": {"name_en": "De minimis", "measure": "de_minimis", "threshold": "300000"},
    }
    for key, data in posts.items():
        before = PARTS[key].rows(edition).count()
        response = desk.post(page(key, "setup_new"), data)
        assert response.status_code == 302, (key, response.context["form"].errors)
        assert PARTS[key].rows(edition).count() == before + 1
    assert UnitCost.objects.get(name__en="Hour").price == Decimal("10.50")
    assert ProgrammeIndicator.objects.get(identifier="OI99").position == 0


def test_take_up_a_strategy_from_the_fixed_list(desk, edition, known_strategy):
    response = desk.post(
        page("strategies", "setup_new"),
        {"code": known_strategy.pk, "title_en": "Green Deal", "position": "2"},
    )
    assert response.status_code == 302
    assert Strategy.objects.get().code == "green-deal"


def change(desk, row, seen=None, **typed):
    facts = seen if seen is not None else facts_of(row, LUMP_SUMS)
    texts = {
        f"{name}_{code}": facts[name].get(code, "")
        for name in ("name", "description")
        for code in ("nl", "fr", "en")
    }
    plain = {name: facts[name] for name in ("amount", "phase", "categories")}
    return desk.post(of(row), {**texts, **plain, "seen": json.dumps(facts), **typed})


def test_change_saves_and_is_listed_in_the_history(desk, edition, lump_sum):
    assert change(desk, lump_sum, amount="7500").status_code == 302
    lump_sum.refresh_from_db()
    assert lump_sum.amount == Decimal(7500)
    history = desk.get(reverse("secretariat:setup_history", kwargs={"code": "HERE-VI"}))
    text = history.content.decode()
    assert f"{LUMP_SUMS.label_of('amount')}: €7,500.00" in text
    assert "amount: €7,500.00" not in text
    assert "change lump" not in text


def test_stale_page_shows_both_values_and_saves_the_second_time(desk, edition, lump_sum):
    seen = facts_of(lump_sum, LUMP_SUMS)
    change(desk, lump_sum, amount="6000", name_fr="Entre-temps")
    response = change(desk, lump_sum, seen, amount="7000", description_en="Mine")
    assert response.status_code == 409
    form = response.context["form"]
    assert "6000.00" in str(form.errors["amount"])
    assert form["amount"].value() == "7000"
    assert form["name_fr"].value() == "Entre-temps"  # theirs, since I had not touched it
    assert form["description_en"].value() == "Mine"
    lump_sum.refresh_from_db()
    assert lump_sum.amount == Decimal(6000)

    again = {
        name: form[name].value() for name in form.fields if name not in {"is_splittable", "is_fast_track"}
    }
    assert desk.post(of(lump_sum), again).status_code == 302
    lump_sum.refresh_from_db()
    assert (lump_sum.amount, lump_sum.name["fr"]) == (Decimal(7000), "Entre-temps")
    assert lump_sum.description["en"] == "Mine"


@pytest.mark.parametrize("seen", ["", "{", "[]", "null", "1"])
def test_spoilt_memory_of_the_page_is_refused(desk, edition, lump_sum, seen):
    response = desk.post(of(lump_sum), {**POSTED, "seen": seen})
    assert response.status_code == 400
    assert "seen" in response.context["form"].errors


@pytest.mark.parametrize("typed", ["\x00", "x" * 100_000, "1e999", "NaN", "💶"])
def test_hostile_values_are_refused_not_crashed_on(desk, edition, lump_sum, typed):
    for name in ("amount", "phase", "categories"):
        assert change(desk, lump_sum, **{name: typed}).status_code == 400
    assert change(desk, lump_sum, name_en=typed).status_code in {302, 400}


def test_published_call_holds_figures_fast_on_the_page(desk, edition):
    status = LegalStatusOptionFactory(programme_period=edition)
    CallFactory(programme_period=edition, title={"en": "Spring call"})
    response = desk.get(of(status, "legal-statuses"))
    assert response.context["form"].fields["kind"].disabled
    assert not response.context["form"].fields["description_en"].disabled
    assert "Spring call" in response.content.decode()


def test_what_is_in_use_is_not_removed_but_retired(desk, edition):
    status = LegalStatusOptionFactory(programme_period=edition)
    CallFactory(programme_period=edition, title={"en": "Spring call"})
    refused = desk.post(of(status, "legal-statuses", "setup_act", act="remove"))
    assert refused.status_code == 409
    assert "Spring call" in refused.content.decode()
    assert desk.post(of(status, "legal-statuses", "setup_act", act="retire")).status_code == 302
    status.refresh_from_db()
    assert status.retired
    assert desk.post(of(status, "legal-statuses", "setup_act", act="offer")).status_code == 302
    assert TrailEntry.objects.filter(chain="edition:HERE-VI").count() == 2


def test_officer_reads_and_changes_nothing(edition, lump_sum):
    officer = StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.OFFICER).user
    client = Client()
    client.force_login(officer)
    form = client.get(of(lump_sum)).context["form"]
    assert all(field.disabled for name, field in form.fields.items() if name != "seen")
    assert change(client, lump_sum, amount="1").status_code == 404
    assert client.get(page("lump-sums", "setup_new")).status_code == 404


def test_row_of_another_edition_is_not_found(desk, edition):
    assert desk.get(of(LumpSumFactory())).status_code == 404
    assert desk.get(of(LumpSumFactory(), "unheard-of")).status_code == 404


@pytest.mark.parametrize(
    "sort", ["name", "-name", "amount", "-amount", "phase", "pk", "x'\"", "-", "name__nl"]
)
def test_list_sorts_by_its_columns_and_survives_any_word(desk, edition, sort):
    LumpSumFactory(programme_period=edition, name={"en": "B"}, amount=1)
    LumpSumFactory(programme_period=edition, name={"en": "A"}, amount=2)
    response = desk.get(page("lump-sums"), {"sort": sort})
    assert response.status_code == 200
    names = [str(row["head"]["en"]) for row in response.context["table"]]
    assert names == {"name": ["A", "B"], "-amount": ["A", "B"]}.get(sort, ["B", "A"])


def test_list_shows_retired_ones_apart(desk, edition):
    LumpSumFactory(programme_period=edition, name={"en": "Old"}, retired=True)
    LumpSumFactory(programme_period=edition, name={"en": "New"})
    assert [
        row["head"]["en"] for row in desk.get(page("lump-sums"), {"show": "retired"}).context["table"]
    ] == ["Old"]
    assert [
        row["head"]["en"] for row in desk.get(page("lump-sums"), {"show": "offered"}).context["table"]
    ] == ["New"]


def test_basic_data_are_changed_and_checked(desk, edition):
    address = reverse("secretariat:setup_basics", kwargs={"code": "HERE-VI"})
    form = desk.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    wrong = desk.post(address, {**data, "cci": "short", "eligible_from": "2024-02-01"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["cci"])
    response = desk.post(address, {**data, "cci": "2021TC16RFCB001", "eligible_from": "2021-01-01"})
    assert response.status_code == 302
    edition.refresh_from_db()
    assert (edition.cci, edition.eligible_from.isoformat()) == ("2021TC16RFCB001", "2021-01-01")


def as_shown(form):
    """What a browser sends back when nothing is touched."""
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (None, False):
            data[name] = value
    return data


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_page_saved_as_it_was_opened_changes_nothing(desk, edition, language):
    one_of_each(edition)
    LumpSumFactory(programme_period=edition, amount=Decimal("1234567.89"), is_splittable=True)
    UnitCostFactory(programme_period=edition, foreign_price=Decimal("9.50"), foreign_currency="CHF")
    edition.eligible_from, edition.eu_budget = date(2021, 1, 1), Decimal("170000000.50")
    edition.save()
    rows = [of(row, key) for key in PARTS for row in PARTS[key].rows(edition) if key != "strategies"]
    basics = reverse("secretariat:setup_basics", kwargs={"code": "HERE-VI"})
    for address in (one.replace("/en/", f"/{language}/", 1) for one in (*rows, basics)):
        response = desk.post(address, as_shown(desk.get(address).context["form"]))
        assert response.status_code == 302, (address, response.context["form"].errors)
    assert not TrailEntry.objects.filter(chain="edition:HERE-VI").exists()


def test_opening_a_row_asks_the_same_however_much_there_is(
    desk, edition, django_assert_max_num_queries, django_assert_num_queries
):
    one_of_each(edition)
    row = ProgrammeIndicator.objects.get(kind="output")
    desk.get(of(row, "indicators"))
    with django_assert_max_num_queries(16) as first:
        desk.get(of(row, "indicators"))
    one_of_each(edition), one_of_each(edition)
    with django_assert_num_queries(len(first)):
        desk.get(of(row, "indicators"))
