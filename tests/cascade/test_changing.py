"""A scheme is changed by a manager: never below what is spoken for, and started calls keep their ceilings."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from calls.models import Call, CallTheme
from calls.setting_up import Wrong
from calls.states import CallState
from cascade import ceilings, changing, portfolio, reference, schemes
from cascade import summary as summaries
from cascade.changing import Stale
from cascade.facts import COLUMNS, Theme, facts_of
from cascade.models import Scheme, SubGrant
from core.errors import NotAllowed
from core.texts import Text
from documents import engine
from documents.models import Document
from programmes.states import Role
from projects.states import State
from tests.cascade.test_awarding import approve, sub_call
from tests.cascade.test_reference import DIRECTORY
from tests.factories.accounts import UserFactory
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publications import PublicationFactory

one_transaction = pytest.mark.django_db


def manager_of(scheme):
    person = UserFactory()
    programme = scheme.operation.programme_period.programme
    StaffRoleFactory(user=person, programme=programme, role=Role.MANAGER)
    return person


def change(scheme, by=None, themes=None, seen=None, **values):
    held = Scheme.objects.get(pk=scheme.pk)
    columns = {name: getattr(held, name) for name in COLUMNS}
    kept = [Theme(row.title, row.code) for row in held.themes.all()]
    return changing.change(
        held,
        {**columns, **values},
        by=by or manager_of(held),
        seen=facts_of(held) if seen is None else seen,
        themes=kept if themes is None else themes,
    )


def over(call):
    """The call is closed."""
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(days=1))


@one_transaction
def test_change_is_stored_with_an_entry_old_to_new():
    scheme = SchemeFactory()
    made = change(scheme, max_grant=Decimal("200000.00"), target_companies=None, title=Text(nl="Nieuw"))
    scheme.refresh_from_db()
    assert (scheme.max_grant, scheme.target_companies, scheme.title) == (
        Decimal("200000.00"),
        None,
        {"nl": "Nieuw"},
    )
    entry = TrailEntry.objects.get(chain=scheme.chain)
    assert (entry.action, entry.old, entry.new) == (
        "change scheme",
        {"max_grant": "250000.00", "target_companies": 125, "title": {"en": f"Scheme {scheme.code}"}},
        {"max_grant": "200000.00", "target_companies": None, "title": {"nl": "Nieuw"}},
    )
    assert (made.changed_at is not None, verify_chain(scheme.chain)) == (True, [])


@one_transaction
def test_saving_what_stands_there_changes_nothing():
    scheme = change(SchemeFactory())
    assert (scheme.changed_at, TrailEntry.objects.filter(chain=scheme.chain).exists()) == (None, False)


@one_transaction
@pytest.mark.parametrize("role", [Role.OFFICER, None])
def test_only_a_manager_of_the_programme_changes_it(role):
    scheme = SchemeFactory()
    person = UserFactory()
    if role:
        StaffRoleFactory(user=person, programme=scheme.operation.programme_period.programme, role=role)
    with pytest.raises(NotAllowed):
        change(scheme, person, rate=Decimal("40.00"))


@one_transaction
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"title": Text()}, "title"),
        ({"total_cost": Decimal("1.00")}, "total_cost"),
        ({"kind": "small_project_fund", "management_cost": Decimal("1.00")}, "total_cost"),
        (
            {
                "kind": "small_project_fund",
                "total_cost": Decimal("100.00"),
                "management_cost": Decimal("20.01"),
            },
            "management_cost",
        ),
    ],
)
def test_what_no_scheme_can_say_is_refused_by_its_name(values, name):
    with pytest.raises(Wrong) as refused:
        change(SchemeFactory(), **values)
    assert refused.value.name == name


@one_transaction
def test_kind_stays_once_there_is_a_call():
    scheme = SchemeFactory()
    fund = {
        "kind": "small_project_fund",
        "total_cost": Decimal("100.00"),
        "management_cost": Decimal("20.00"),
    }
    change(scheme, **fund)
    SubCallFactory(scheme=scheme)
    with pytest.raises(Wrong, match="kind cannot change"):
        change(scheme, kind="cascade", total_cost=None, management_cost=None)


@one_transaction
def test_money_in_all_holds_what_is_awarded_and_what_running_calls_promise():
    scheme = SchemeFactory()
    running, closed, waiting, draft = (
        SubCallFactory(scheme=scheme, call__budget=Decimal("1000000.00")) for _ in range(4)
    )
    SubGrantFactory(sub_call=running)
    SubGrantFactory(sub_call=closed)
    for one in (closed, waiting):
        over(one.call)
    ProjectFactory(call=closed.call, submitted=True, state=State.NOT_APPROVED)
    undecided = ProjectFactory(call=waiting.call, submitted=True, state=State.RESERVE)
    Call.objects.filter(pk=draft.call_id).update(state=CallState.DRAFT)
    bound = ceilings.bound_of(scheme)
    assert (bound.awarded, bound.promised) == (Decimal("200000.00"), Decimal("1900000.00"))
    with pytest.raises(Wrong, match=r"At least €2,100,000\.00: €200,000\.00 are awarded") as refused:
        change(scheme, total_budget=Decimal("2099999.99"))
    assert refused.value.name == "total_budget"
    change(scheme, total_budget=Decimal("2100000.00"))
    undecided.state = State.NOT_APPROVED
    undecided.save(update_fields=["state"])
    change(scheme, total_budget=Decimal("1100000.00"))
    assert ceilings.left_in(Scheme.objects.get(pk=scheme.pk)) == Decimal("900000.00")


@one_transaction
def test_money_that_is_promised_twice_already_may_still_grow():
    scheme = SchemeFactory(total_budget=Decimal("100.00"))
    SubCallFactory(scheme=scheme, call__budget=Decimal("1000.00"))
    assert change(scheme, total_budget=Decimal("200.00")).total_budget == Decimal("200.00")


@one_transaction
def test_bound_takes_two_statements_for_any_number_of_calls(django_assert_num_queries):
    scheme = SchemeFactory()
    for _more in range(2):
        SubGrantFactory(sub_call=SubCallFactory(scheme=scheme))
        with django_assert_num_queries(2):
            ceilings.bound_of(scheme)


@one_transaction
def test_call_that_was_started_awards_under_its_own_ceilings():
    made = sub_call(rate=Decimal("60.00"), max_grant=Decimal("120000.00"), max_months=24)
    change(made.scheme, rate=Decimal("50.00"), max_grant=Decimal("1000.00"), max_months=1)
    project = eligible_project(call=made.call)
    approve(project, staff_of(project, Role.MANAGER))
    assert SubGrant.objects.get().grant == Decimal("120000.00")
    made.scheme.refresh_from_db()
    assert (made.has_own_ceilings, schemes.preset(made.scheme)["rules"]["max_rate"]["parameters"]) == (
        True,
        {"maximum": "50.00"},
    )


@one_transaction
def test_themes_are_renamed_added_and_put_in_another_order():
    scheme = SchemeFactory()
    for code in ("energy", "health", "water"):
        SchemeThemeFactory(scheme=scheme, code=code, title={"en": code.title()})
    before = {row.code: row.pk for row in scheme.themes.all()}
    wanted = [
        Theme(Text(en="Water"), "water"),
        Theme(Text(en="Health")),
        Theme(Text(nl="Energie", en="Power"), "energy"),
    ]
    change(scheme, themes=wanted)
    rows = list(scheme.themes.values_list("position", "code", "title"))
    assert rows == [
        (1, "water", {"en": "Water"}),
        (2, "health-2", {"en": "Health"}),
        (3, "energy", {"nl": "Energie", "en": "Power"}),
    ]
    assert scheme.themes.get(code="energy").pk == before["energy"]
    told = TrailEntry.objects.get(chain=scheme.chain)
    assert sorted(told.old) == ["theme.energy", "theme.health", "theme.water"]
    assert sorted(told.new) == ["theme.energy", "theme.health-2", "theme.water"]


@one_transaction
@pytest.mark.parametrize("use", ["call", "sub-grant"])
def test_theme_in_use_stays(use):
    scheme = SchemeFactory()
    theme = SchemeThemeFactory(scheme=scheme, code="energy")
    SchemeThemeFactory(scheme=scheme, code="health")
    made = SubCallFactory(scheme=scheme)
    if use == "call":
        CallTheme.objects.create(call=made.call, code="energy", position=1, title=theme.title)
    else:
        SubGrantFactory(sub_call=made, theme=theme)
    assert changing.used_themes(scheme) == {"energy"}
    with pytest.raises(Wrong, match="stays") as refused:
        change(scheme, themes=[])
    assert (refused.value.name, scheme.themes.count()) == ("theme.energy", 2)
    change(scheme, themes=[Theme(theme.title, "energy")])
    assert list(scheme.themes.values_list("code", flat=True)) == ["energy"]


@one_transaction
def test_overtaken_page_changes_nothing():
    scheme = SchemeFactory()
    SchemeThemeFactory(scheme=scheme, code="energy")
    seen = facts_of(scheme)
    change(scheme, rate=Decimal("40.00"))
    with pytest.raises(Stale) as refused:
        change(scheme, seen=seen, rate=Decimal("45.00"))
    assert (refused.value.before["rate"], refused.value.now["rate"]) == ("50.00", "40.00")
    with pytest.raises(Stale):
        change(scheme, themes=[Theme(Text(en="Away"), "away")], seen={"theme.away": None})
    assert Scheme.objects.get(pk=scheme.pk).rate == Decimal("40.00")


@one_transaction
def test_documents_that_tell_of_the_scheme_are_made_again(settings):
    awarded = SubGrantFactory()
    scheme = awarded.sub_call.scheme
    engine.request(portfolio.KIND, portfolio.subject_of(scheme.code), "en", portfolio.data_of(scheme.code))
    summaries.request_all(awarded)
    assert set(Document.objects.values_list("stale_at", flat=True)) == {None}
    change(scheme, title=Text(en="Another"))
    assert Document.objects.filter(stale_at__isnull=True).count() == 0
    data = portfolio.data_of(scheme.code)
    assert (data["title"], data["data_date"]) == (
        {"en": "Another"},
        Scheme.objects.get(pk=scheme.pk).changed_at,
    )


@one_transaction
def test_reference_file_leaves_what_a_manager_changed():
    PublicationFactory(code="vlned-crossroads-vi")
    reference.load(DIRECTORY)
    scheme = Scheme.objects.get()
    change(scheme, target_projects=60)
    reference.load(DIRECTORY)
    scheme.refresh_from_db()
    assert (scheme.target_projects, scheme.themes.count()) == (60, 4)
