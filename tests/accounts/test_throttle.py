"""Limits on guessing: the attacker is stopped, nobody else is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import throttle
from accounts.models import Attempt
from tests.accounts.conftest import LOGIN
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def is_in(response):
    return response.status_code == 302


def is_throttled(response):
    return response.status_code == 200 and "Too many attempts" in response.content.decode()


def attack(sign_in, email, times, *, client=None, addresses=("203.0.113.9",), **headers):
    """Wrong passwords; returns how many were really tried before the first refusal."""
    client = client or Client()
    for tried in range(times):
        answer = sign_in(
            email, f"wrong {tried}", client=client, address=addresses[tried % len(addresses)], **headers
        )
        if is_throttled(answer):
            return tried
    return times


def test_guessing_from_one_address_stops_after_ten(sign_in):
    user = UserFactory()
    assert attack(sign_in, user.email, 30) == 10
    assert is_throttled(sign_in(user.email, PASSWORD, address="203.0.113.9"))


def test_guessing_at_an_unknown_account_stops_at_the_same_try(sign_in):
    assert attack(sign_in, "nobody@example.org", 30) == 10


def test_guessing_from_many_addresses_stops_after_twenty(sign_in):
    user = UserFactory()
    addresses = [f"198.51.100.{n}" for n in range(40)]
    assert attack(sign_in, user.email, 40, addresses=addresses) == 20


def test_spelling_of_the_address_makes_no_new_account(sign_in):
    user = UserFactory(email="ann@example.org")
    for n in range(10):
        sign_in(user.email.upper() if n % 2 else user.email, "wrong")
    assert is_throttled(sign_in("Ann@Example.org", "wrong"))


def test_another_account_at_the_same_address_gets_in(sign_in):
    attacked, other = UserFactory(), UserFactory()
    attack(sign_in, attacked.email, 30)
    assert is_in(sign_in(other.email, address="203.0.113.9"))


def test_the_owner_elsewhere_gets_in_while_one_address_attacks(sign_in):
    user = UserFactory()
    attack(sign_in, user.email, 60)
    assert is_in(sign_in(user.email, address="192.0.2.77"))


def test_the_owner_on_a_known_device_gets_in_whatever_others_try(sign_in):
    user = UserFactory()
    device = Client()
    assert is_in(sign_in(user.email, client=device))
    device.post("/en/account/logout/")
    attack(sign_in, user.email, 60, addresses=[f"198.51.100.{n}" for n in range(60)])
    assert is_throttled(sign_in(user.email, PASSWORD, address="192.0.2.1"))
    assert is_in(sign_in(user.email, client=device))


def test_a_known_device_at_the_attackers_own_address_gets_in(sign_in):
    user, device = UserFactory(), Client()
    sign_in(user.email, client=device, address="203.0.113.9")
    device.post("/en/account/logout/")
    for victim in range(12):
        attack(sign_in, f"victim{victim}@example.org", 10)
    assert is_throttled(sign_in("victim99@example.org", "x", address="203.0.113.9"))
    assert is_in(sign_in(user.email, client=device, address="203.0.113.9"))


def test_a_known_device_has_a_limit_of_its_own(sign_in):
    user, device = UserFactory(), Client()
    sign_in(user.email, client=device)
    device.post("/en/account/logout/")
    assert attack(sign_in, user.email, 30, client=device) == 10


def test_a_device_known_to_one_account_is_a_stranger_to_another(sign_in):
    mine, theirs, device = UserFactory(), UserFactory(), Client()
    sign_in(mine.email, client=device)
    device.post("/en/account/logout/")
    attack(sign_in, theirs.email, 30, client=device)
    assert is_throttled(sign_in(theirs.email, address="203.0.113.9"))


def test_a_forged_device_cookie_counts_for_nothing(sign_in):
    user, forged = UserFactory(), Client()
    forged.cookies["device"] = "eyJhIjoiYiJ9:1abc:forged"
    assert attack(sign_in, user.email, 30, client=forged) == 10


def test_a_spoofed_forwarded_address_counts_for_nothing(sign_in):
    user = UserFactory()
    for n in range(10):
        sign_in(user.email, "wrong", address="203.0.113.9", x_forwarded_for=f"10.0.0.{n}")
    assert is_throttled(sign_in(user.email, "wrong", address="203.0.113.9", x_forwarded_for="10.9.9.9"))


def test_one_trusted_proxy_names_the_client(settings):
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9")
    assert throttle.address(request) == "203.0.113.9"


@pytest.mark.parametrize(
    ("remote", "named"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", throttle.UNKNOWN_ADDRESS),
        ("unix:\x00", throttle.UNKNOWN_ADDRESS),
    ],
)
def test_address_is_always_one(remote, named):
    assert throttle.address(RequestFactory().get("/", REMOTE_ADDR=remote)) == named


def test_the_refusal_says_how_long_to_wait_and_waiting_helps(sign_in):
    user = UserFactory()
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        attack(sign_in, user.email, 10)
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        assert "Wait 10 minutes" in sign_in(user.email, address="203.0.113.9").content.decode()
    with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
        assert is_in(sign_in(user.email, address="203.0.113.9"))


def test_a_refused_try_makes_the_wait_no_longer(sign_in):
    user = UserFactory()
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        attack(sign_in, user.email, 10)
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        for _ in range(20):
            sign_in(user.email, "wrong", address="203.0.113.9")
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert is_in(sign_in(user.email, address="203.0.113.9"))


def test_good_sign_ins_count_for_nothing(sign_in):
    user = UserFactory()
    for _ in range(25):
        assert is_in(sign_in(user.email))
    assert Attempt.objects.count() == 0


def test_a_wrong_password_again_and_again_and_then_the_right_one(sign_in):
    user = UserFactory()
    attack(sign_in, user.email, 9)
    assert is_in(sign_in(user.email, address="203.0.113.9"))


def test_stored_tries_name_nobody(sign_in):
    user = UserFactory(email="ann@example.org")
    sign_in(user.email, "wrong")
    kept = " ".join(Attempt.objects.values_list("key", flat=True))
    assert "ann" not in kept
    assert "192.0.2.1" not in kept


def test_forget_old_keeps_what_still_counts():
    now = timezone.now()
    Attempt.objects.create(key="old", at=now - timedelta(hours=3))
    Attempt.objects.create(key="new", at=now)
    assert throttle.forget_old() == 1
    assert list(Attempt.objects.values_list("key", flat=True)) == ["new"]


def test_a_hostile_account_name_is_only_wrong(sign_in):
    for name in ("\x00@example.org", "a" * 5000 + "@example.org", "a@\xff"):
        assert Client().post(LOGIN, {"login": name, "password": "x" * 10_000}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_burst_of_guesses_slips_through_no_more_than_ten():
    claims = {throttle.HERE: "account address", throttle.ACCOUNT: "account"}

    def guess(_):
        try:
            return bool(throttle.take(claims))
        except throttle.TooMany:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(guess, range(30))) == 10


def test_sign_ups_and_resets_from_one_address_are_limited():
    client = Client()
    signups = [client.post("/en/account/signup/", {"email": "x"}).status_code for _ in range(61)]
    assert (signups[0], signups[-1]) == (200, 429)
    resets = [
        client.post("/en/account/password/reset/", {"email": "nobody@example.org"}).status_code
        for _ in range(6)
    ]
    assert resets == [302] * 5 + [429]


def test_two_proxies_or_a_request_past_them(settings):
    settings.TRUSTED_PROXIES = 2
    through = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9, 10.0.0.2"
    )
    assert throttle.address(through) == "203.0.113.9"
    past = RequestFactory().get("/", REMOTE_ADDR="192.0.2.5", HTTP_X_FORWARDED_FOR="6.6.6.6")
    assert throttle.address(past) == "192.0.2.5"
