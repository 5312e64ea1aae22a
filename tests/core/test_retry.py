"""A verb whose transaction is broken off by another one is run again; any other error is not."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from core.retry import ATTEMPTS, is_transient, retried
from tests.factories.accounts import UserFactory


def crossing(first, second, gate, tries):
    """A verb that locks two people in the given order, meeting the other thread between the two."""

    @retried
    @transaction.atomic
    def rename():
        tries.append(first.pk)
        User.objects.select_for_update().get(pk=first.pk)
        if len(tries) <= 2:
            gate.wait(timeout=120)
        User.objects.filter(pk=second.pk).update(name=f"by {first.pk}")
        User.objects.filter(pk=first.pk).update(name=f"by {first.pk}")

    return rename


@pytest.mark.django_db(transaction=True)
def test_two_verbs_that_lock_each_other_out_both_succeed():
    one, two = UserFactory(), UserFactory()
    gate, tries, errors = threading.Barrier(2), [], []

    def run(verb):
        try:
            verb()
        except OperationalError as error:
            errors.append(error)
        finally:
            connection.close()

    verbs = [crossing(one, two, gate, tries), crossing(two, one, gate, tries)]
    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert len(tries) == 3
    names = list(User.objects.filter(pk__in=[one.pk, two.pk]).values_list("name", flat=True))
    assert names[0] == names[1]


class Broken(Exception):
    pgcode = "40001"


def failing(tries, code):
    @retried
    def verb():
        tries.append(1)
        cause = Broken()
        cause.pgcode = code
        raise OperationalError from cause

    return verb


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("code", "expected"), [("40001", ATTEMPTS), ("40P01", ATTEMPTS), ("57P01", 1)])
def test_only_transient_errors_are_tried_again_and_not_for_ever(monkeypatch, code, expected):
    monkeypatch.setattr("core.retry.PAUSE", 0)
    tries = []
    with pytest.raises(OperationalError):
        failing(tries, code)()
    assert len(tries) == expected


@pytest.mark.django_db
def test_inside_another_transaction_the_error_passes():
    tries = []
    with pytest.raises(OperationalError):
        failing(tries, "40P01")()
    assert len(tries) == 1


def test_error_without_a_cause_is_not_transient():
    assert not is_transient(OperationalError("no server"))
