"""Late codes: for one applicant, once, until a moment; hashed, logged, revocable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from calls import late
from calls.models import LateCode
from calls.personal import LateCodes
from calls.states import CallState
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    now = timezone.now()
    return CallFactory(opens_at=now - timedelta(days=30), closes_at=now - timedelta(hours=1))


@pytest.fixture
def manager(call):
    programme = call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user


@pytest.fixture
def applicant():
    return UserFactory(email="lead@example.org")


def issue(call, by, **change):
    given = {
        "email": "Lead@example.org",
        "valid_until": timezone.now() + timedelta(days=1),
        "reason": "The portal was down.",
        **change,
    }
    return late.issue(call, by=by, **given)


def test_code_is_shown_once_and_kept_as_a_hash(call, manager):
    code, plain = issue(call, manager)

    assert [len(part) for part in plain.split("-")] == [4, 4, 4]
    assert plain not in str(LateCode.objects.filter(pk=code.pk).values().get())
    entry = TrailEntry.objects.get(chain=call.chain)
    assert (entry.action, entry.actor, entry.note) == ("issue late code", manager, "The portal was down.")
    assert plain not in str(entry.new)


def test_code_serves_its_applicant_once(call, manager, applicant):
    code, plain = issue(call, manager)
    now = timezone.now()

    held = late.redeem(call, f" {plain.lower().replace('-', ' ')} ", by=applicant, now=now)

    assert (held.pk, held.used_at, held.used_by) == (code.pk, now, applicant)
    with pytest.raises(DomainError, match="has been used"):
        late.redeem(call, plain, by=applicant, now=now)
    actions = (
        TrailEntry.objects.filter(chain=call.chain).order_by("sequence").values_list("action", flat=True)
    )
    assert list(actions) == ["issue late code", "use late code"]


def test_code_serves_nobody_else_and_no_other_call(call, manager, applicant):
    _code, plain = issue(call, manager)
    unconfirmed = UserFactory(email="other@example.org")
    now = timezone.now()

    for where, what, who in (
        (call, plain, unconfirmed),
        (CallFactory(), plain, applicant),
        (call, "0000-0000-0000", applicant),
        (call, "\x00\ud800" * 5000, applicant),
    ):
        with pytest.raises(DomainError, match="not one of yours"):
            late.redeem(where, what, by=who, now=now)
    assert late.redeem(call, plain, by=applicant, now=now).used_by == applicant


def test_code_ends_at_its_second(call, manager, applicant):
    code, plain = issue(call, manager)

    with pytest.raises(DomainError, match="no longer valid"):
        late.redeem(call, plain, by=applicant, now=code.valid_until)
    assert late.redeem(call, plain, by=applicant, now=code.valid_until - timedelta(seconds=1))


def test_revoked_code_opens_nothing(call, manager, applicant):
    code, plain = issue(call, manager)
    late.revoke(code, by=manager, note="Given by mistake.")
    late.revoke(code, by=manager)

    with pytest.raises(DomainError, match="no longer valid"):
        late.redeem(call, plain, by=applicant, now=timezone.now())
    assert TrailEntry.objects.filter(chain=call.chain, action="revoke late code").count() == 1


def test_used_code_is_not_revoked(call, manager, applicant):
    code, plain = issue(call, manager)
    late.redeem(call, plain, by=applicant, now=timezone.now())

    with pytest.raises(DomainError, match="has been used"):
        late.revoke(code, by=manager)


def test_only_managers_of_the_programme_issue_and_revoke(call, manager):
    code, _plain = issue(call, manager)
    officer = StaffRoleFactory(user=UserFactory(), programme=call.programme_period.programme).user
    elsewhere = StaffRoleFactory(user=UserFactory(), role=Role.MANAGER).user

    for person in (officer, elsewhere):
        with pytest.raises(NotAllowed):
            issue(call, person)
        with pytest.raises(NotAllowed):
            late.revoke(code, by=person)


@pytest.mark.parametrize(
    "change",
    [
        {"email": "nobody"},
        {"reason": "  "},
        {"reason": "x" * 501},
        {"valid_until": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_impossible_code_is_refused(call, manager, change):
    with pytest.raises(DomainError):
        issue(call, manager, **change)
    assert not LateCode.objects.exists()


def test_call_in_preparation_has_no_late_codes(manager, call):
    call.state = CallState.PLANNED
    call.save()

    with pytest.raises(DomainError, match="once it is published"):
        issue(call, manager)


def test_person_is_told_and_forgotten(call, manager, applicant):
    code, plain = issue(call, manager)

    assert [entry["call"] for entry in LateCodes().export(applicant)] == [call.code]
    LateCodes().forget(applicant)

    code.refresh_from_db()
    assert code.email == f"{applicant.uid.hex}.{code.pk}@erased.invalid"
    with pytest.raises(DomainError, match="not one of yours"):
        late.redeem(call, plain, by=applicant, now=timezone.now())
