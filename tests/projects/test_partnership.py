"""Partners come, go, move and lead, and the rows stay in order."""

from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from partners.states import LegalStatus
from projects import partnership
from projects.models import Contribution, Partnership, Project
from projects.states import EDITABLE, Level, State
from tests.factories.accounts import UserFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import ProjectFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def writer(project):
    return with_level(project, Level.EDIT)


def add(project, by, abbreviation="KUL", role="partner", **organisation):
    return partnership.add_partner(
        project, OrganisationFactory(**organisation), by=by, abbreviation=abbreviation, role=role
    )


def order(project):
    return [(p.position, p.abbreviation, p.role) for p in project.partnerships.order_by("position")]


def test_add_partner_brings_the_call_rates_and_a_line_for_its_own_money(project, writer):
    partner = add(project, writer, legal_status=LegalStatus.PUBLIC)
    assert [(row.fund_id, row.rate) for row in partner.co_financing.all()] == [("ERDF", Decimal("60.00"))]
    own = partner.contributions.get()
    assert (own.source, own.status, own.amount) == ("", "public", Decimal("0.00"))
    assert TrailEntry.objects.get(chain=project.chain).new["partner"] == str(partner.uid)


def test_partners_are_numbered_in_the_order_they_come(project, writer):
    for name in ("A", "B", "C"):
        add(project, writer, name)
    assert order(project) == [(1, "A", "partner"), (2, "B", "partner"), (3, "C", "partner")]


def test_remove_partner_moves_up_those_behind(project, writer):
    partners = [add(project, writer, name) for name in ("A", "B", "C")]
    partnership.remove_partner(partners[0], by=writer)
    assert order(project) == [(1, "B", "partner"), (2, "C", "partner")]
    with pytest.raises(DomainError, match="gone already"):
        partnership.remove_partner(partners[0], by=writer)


@pytest.mark.parametrize(
    ("start", "goal", "expected"),
    [(0, 3, "BCA"), (2, 1, "CAB"), (1, 1, "BAC"), (0, 99, "BCA"), (2, -5, "CAB"), (1, 2, "ABC")],
)
def test_move_partner_keeps_places_without_gaps(project, writer, start, goal, expected):
    partners = [add(project, writer, name) for name in "ABC"]
    partnership.move_partner(partners[start], by=writer, position=goal)
    assert [(place, name) for place, name, _ in order(project)] == list(enumerate(expected, 1))


def test_make_lead_swaps_the_roles_and_puts_the_lead_first(project, writer):
    add(project, writer, "A", role="lead")
    second = add(project, writer, "B")
    partnership.make_lead(second, by=writer)
    partnership.make_lead(Partnership.objects.get(pk=second.pk), by=writer)
    assert order(project) == [(1, "B", "lead"), (2, "A", "partner")]


def test_second_lead_is_refused(project, writer):
    add(project, writer, "A", role="lead")
    with pytest.raises(DomainError, match="lead partner already"):
        add(project, writer, "B", role="lead")


def test_organisation_comes_only_once(project, writer):
    partner = add(project, writer)
    with pytest.raises(DomainError, match="in the partnership already"):
        partnership.add_partner(project, partner.organisation, by=writer, abbreviation="X", role="partner")


@pytest.mark.parametrize("abbreviation", ["", "  ", "x" * 16, "a\x00b", "\udc00"])
def test_short_name_that_does_not_fit_is_refused(project, writer, abbreviation):
    with pytest.raises(DomainError):
        add(project, writer, abbreviation)
    assert not Partnership.objects.exists()


def test_unknown_role_is_refused(project, writer):
    with pytest.raises(DomainError, match="lead partner or partner"):
        add(project, writer, role="boss")


def test_partnership_has_a_highest_number_of_partners(project, writer, monkeypatch):
    monkeypatch.setattr(partnership, "MOST_PARTNERS", 1)
    add(project, writer, "A")
    with pytest.raises(DomainError, match="at most 1"):
        add(project, writer, "B")


def test_contribution_of_others_comes_and_goes_but_the_own_one_stays(project, writer):
    partner = add(project, writer)
    given = partnership.add_contribution(
        partner, by=writer, source="Province", status="public", amount=Decimal("12.34")
    )
    assert (given.source, given.amount) == ("Province", Decimal("12.34"))
    partnership.remove_contribution(given, by=writer)
    with pytest.raises(DomainError, match="gone already"):
        partnership.remove_contribution(given, by=writer)
    with pytest.raises(DomainError, match="zero instead"):
        partnership.remove_contribution(partner.contributions.get(), by=writer)


@pytest.mark.parametrize(
    "facts",
    [
        {"source": "", "status": "public"},
        {"source": "x" * 251, "status": "public"},
        {"source": "A", "status": "royal"},
        {"source": "A", "status": "public", "amount": Decimal("-0.01")},
        {"source": "A", "status": "public", "amount": Decimal(1000000000)},
    ],
)
def test_contribution_that_does_not_fit_is_refused(project, writer, facts):
    partner = add(project, writer)
    with pytest.raises(DomainError):
        partnership.add_contribution(partner, by=writer, **facts)
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("state", [state for state in State if state not in EDITABLE])
def test_partnership_is_shut_outside_the_editable_states(project, writer, state):
    Project.objects.update(state=state, code="X-01-00001", first_submitted_at=project.created_at)
    with pytest.raises(NotAllowed):
        add(project, writer)


def test_viewers_and_strangers_change_nothing(project):
    partner = add(project, with_level(project))
    for person in (UserFactory(), with_level(project, Level.VIEW)):
        for act in (
            lambda by: add(project, by),
            lambda by: partnership.remove_partner(partner, by=by),
            lambda by: partnership.move_partner(partner, by=by, position=1),
            lambda by: partnership.make_lead(partner, by=by),
            lambda by: partnership.add_contribution(partner, by=by, source="A", status="public"),
            lambda by: partnership.remove_contribution(partner.contributions.get(), by=by),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    assert order(project) == [(1, "KUL", "partner")]
