"""The account for the money: hostile numbers, a second person, nobody kept in the dark."""

import uuid

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from accounts import trail
from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import contracting
from projects.contracting import Account
from projects.models import BankAccount, Project
from projects.states import Level, State
from tests.factories.projects import ContractFactory
from tests.projects.people import with_level, with_role

GOOD = "NL91 ABNA 0417 1643 00"
OTHER = "FR1420041010050500013M02606"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (GOOD, "NL91ABNA0417164300"),
        ("nl91abna0417164300", "NL91ABNA0417164300"),
        ("NL91-ABNA-0417.1643\u00a000\u200b", "NL91ABNA0417164300"),
        ("ＮＬ９１ABNA0417164300", "NL91ABNA0417164300"),
        (OTHER, OTHER),
        ("BE68 5390 0754 7034", "BE68539007547034"),
    ],
)
def test_check_iban_takes_what_banks_write(typed, number):
    assert contracting.check_iban(typed) == number


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Give the IBAN"),
        ("   ", "Give the IBAN"),
        ("NL91ABNA0417164301", "check digits"),
        ("NL19ABNA0417164300", "check digits"),
        ("FR1420041010050500013M02607", "check digits"),
        ("NL91ABNA041716430", "check digits|too short|form"),
        ("ZZ91ABNA0417164300", "check digits|form"),
        ("NL91ABNA0417164300" * 3, "at most 34"),
        ("NL91\x00ABNA0417164300", "at most 34"),
        ("NL91ABNA0417164300'; DROP TABLE", "at most 34"),
        ("\ud800", "at most 34"),
        ("٣٤٥٦", "at most 34|check digits|form"),
        ("A" * 100_000, "at most 34"),
    ],
)
def test_check_iban_says_what_is_wrong(typed, text):
    with pytest.raises(DomainError, match=text):
        contracting.check_iban(typed)


@hypothesis_given(st.text(max_size=60))
def test_check_iban_answers_whatever_is_typed(typed):
    try:
        number = contracting.check_iban(typed)
    except DomainError:
        return
    assert number.isascii()
    assert 15 <= len(number) <= 34


@hypothesis_given(st.integers(4, 17), st.sampled_from("0123456789"))
def test_check_iban_finds_any_single_wrong_digit(place, digit):
    number = "NL91ABNA0417164300"
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong == number:
        return
    with pytest.raises(DomainError):
        contracting.check_iban(wrong)


@pytest.mark.parametrize("typed", ["GEBABEBB", "gebabebb36a", " KRED BE BB ", ""])
def test_check_bic_takes(typed):
    assert contracting.check_bic(typed) == typed.replace(" ", "").upper()


@pytest.mark.parametrize("typed", ["GEBA", "GEBABEBB3", "12345678", "GEB\x00BEBB"])
def test_check_bic_refuses(typed):
    with pytest.raises(DomainError, match="8 or 11"):
        contracting.check_bic(typed)


@pytest.fixture
def project(db):
    return ContractFactory().project


def give(project, by, iban=GOOD, reason="", key=None):
    account = Account("City of Ghent", iban, "GEBABEBB", "Bank")
    return contracting.give(project, account, by=by, key=key or uuid.uuid4(), reason=reason)


def states(project):
    return sorted(BankAccount.objects.filter(contract__project=project).values_list("iban", "state"))


def test_account_holds_only_once_another_person_confirms_it(project):
    writer, second = with_level(project), with_level(project)
    account = give(project, writer)
    assert account.state == BankAccount.State.WAITING
    with pytest.raises(NotAllowed, match="gave this account yourself"):
        contracting.confirm(account, by=writer)
    contracting.confirm(account, by=second)
    assert states(project) == [("NL91ABNA0417164300", "valid")]
    with pytest.raises(DomainError, match="settled"):
        contracting.confirm(account, by=second)


def test_change_needs_a_reason_and_the_confirmed_one_holds_on(project):
    writer, officer = with_level(project), with_role(project, Role.OFFICER)
    contracting.confirm(give(project, writer), by=officer)
    with pytest.raises(DomainError, match="why the account changes"):
        give(project, writer, OTHER)
    with pytest.raises(DomainError, match="confirmed already"):
        give(project, writer, GOOD, "Again.")
    changed = give(project, writer, OTHER, "Another bank.")
    assert states(project) == [(OTHER, "waiting"), ("NL91ABNA0417164300", "valid")]
    contracting.refuse(changed, by=officer, reason="The holder does not know of it.")
    assert states(project) == [(OTHER, "refused"), ("NL91ABNA0417164300", "valid")]
    contracting.confirm(give(project, writer, OTHER, "Really."), by=officer)
    assert states(project) == [(OTHER, "refused"), (OTHER, "valid"), ("NL91ABNA0417164300", "replaced")]


def test_every_manager_is_told_at_once_and_never_of_the_whole_number(project):
    writer, second = with_level(project), with_level(project)
    with_level(project, Level.EDIT)
    contracting.confirm(give(project, writer), by=second)
    mails = Message.objects.order_by("pk")
    assert [(mail.kind, mail.recipient, mail.state) for mail in mails] == [
        ("account_given", writer, MessageState.CONFIRMED),
        ("account_given", second, MessageState.CONFIRMED),
        ("account_confirmed", writer, MessageState.CONFIRMED),
        ("account_confirmed", second, MessageState.CONFIRMED),
    ]
    assert all("4300" in mail.body and "ABNA" not in mail.body for mail in mails)
    entries = TrailEntry.objects.filter(chain=project.chain)
    assert [entry.action for entry in entries.order_by("sequence")] == [
        "give bank account",
        "confirm bank account",
    ]
    assert "0417" not in str(list(entries.values()))
    assert trail.verify_chain(project.chain) == []


def test_same_form_gives_one_account(project):
    writer, key = with_level(project), uuid.uuid4()
    assert give(project, writer, key=key) == give(project, writer, key=key)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("level", [Level.VIEW, Level.EDIT])
def test_only_managers_of_the_project_give_accounts(project, level):
    with pytest.raises(NotAllowed):
        give(project, with_level(project, level))
    with pytest.raises(NotAllowed):
        give(project, with_role(project, Role.MANAGER))


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_account_is_not_confirmed_by_who_does_not_need_it(project, role):
    account = give(project, with_level(project))
    with pytest.raises(NotAllowed):
        contracting.confirm(account, by=with_role(project, role))


def test_account_of_a_closed_project_is_locked(project):
    writer = with_level(project)
    Project.objects.filter(pk=project.pk).update(state=State.CLOSED)
    with pytest.raises(DomainError, match="closed"):
        give(Project.objects.get(pk=project.pk), writer)
