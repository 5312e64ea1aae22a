"""The second step at sign-in: set up, asked for, limited, required of staff."""

import base64
import hashlib
import hmac
import struct
import time
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from programmes.permissions import staff
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret=SECRET):
    """The six digits that an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def actions(user):
    return list(TrailEntry.objects.for_chain(user.chain).values_list("action", flat=True))


@pytest.fixture
def set_up(sign_in, post):
    return partial(_set_up, sign_in, post)


def _set_up(sign_in, post, client, user):
    """Sign in, show the password again and add an authenticator app; returns its secret."""
    sign_in(user.email, client=client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = post(client, reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302
    return secret


def test_set_up_then_asked_at_sign_in(sign_in, set_up):
    user, here = UserFactory(), Client()
    secret = set_up(here, user)
    assert "add second factor" in actions(user)
    there = Client()
    assert sign_in(user.email, client=there).url == reverse("mfa_authenticate")
    assert there.get("/en/account/profile/").status_code == 302
    there.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert there.get("/en/account/profile/").status_code == 302
    cache.clear()  # where allauth keeps that this code was used a moment ago
    assert there.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    assert there.get("/en/account/profile/").status_code == 200
    assert actions(user)[-2:] == ["failed second factor", "sign in"]


def test_set_up_needs_the_password_again(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_removal_needs_the_password_again(sign_in, set_up):
    user, here = UserFactory(), Client()
    set_up(here, user)
    hijacked = Client()
    hijacked.force_login(user)
    answer = hijacked.post(reverse("mfa_deactivate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_guessing_the_code_is_limited(sign_in, set_up):
    user, here = UserFactory(), Client()
    set_up(here, user)
    guesser = Client()
    sign_in(user.email, client=guesser)
    page = ""
    for n in range(25):
        page = guesser.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode()
    assert actions(user).count("failed second factor") <= 10
    assert "Too many" in page or "patient" in page


@pytest.mark.parametrize(("required", "answer"), [(True, "/en/account/2fa/"), (False, None)])
def test_staff_pages_wait_for_a_second_factor_when_required(settings, rf, required, answer):
    settings.STAFF_MFA_REQUIRED = required
    request = rf.get("/")
    request.user = StaffRoleFactory(user=UserFactory()).user
    request.session = {}
    request._messages = FallbackStorage(request)
    verdict = staff().test(request)
    assert verdict is True if answer is None else verdict.url == answer


def test_a_stranger_is_not_told_of_staff_pages(settings, rf):
    settings.STAFF_MFA_REQUIRED = True
    request = rf.get("/")
    request.user = UserFactory()
    assert staff().test(request) is False


def test_staff_with_a_second_factor_come_in(settings, rf):
    settings.STAFF_MFA_REQUIRED = True
    user = StaffRoleFactory(user=UserFactory()).user
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    request = rf.get("/")
    request.user = user
    assert staff().test(request) is True
