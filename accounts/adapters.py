"""How allauth signs people up and in here: our limits, our outbox, our trail, our own host in every link."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography import fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from accounts.sessions import RENEWED_AT, SIGNED_IN_AT, end_sessions

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
# Mails that anybody can have sent by typing an address into a form.
ASKED_FOR = frozenset(
    {
        "account/email/account_already_exists",
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
        "account/email/password_reset_key",
        "account/email/unknown_account",
    }
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks, in the order of a person's way: sign up, sign in, out, mails, links."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]
        user.language = _language()
        with transaction.atomic():
            user.save()
            trail.record(user.chain, "sign up", by=user)
        return user

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An address that another account took meanwhile stays unconfirmed; the page says so."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            messages.error(
                request, _("This address belongs to another account. Sign in with that one, or use another.")
            )
            return False

    def send_account_already_exists_mail(self, email: str) -> None:
        make_password("as long as it takes to store a new password")  # the answer must not come sooner
        super().send_account_already_exists_mail(email)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        try:
            self._taken = throttle.take(throttle.sign_in_claims(request, credentials.get("email") or ""))
        except throttle.TooMany as refusal:
            raise ValidationError(
                _("Too many attempts. Wait %(time)s and try again, or reset your password.")
                % {"time": refusal.minutes_text},
                code="too_many_login_attempts",
            ) from None
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            throttle.give_back(self._taken)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's own limit would let a stranger lock the owner out; `throttle` stands in its place."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep that it failed, never what was typed; an unknown account costs the same work."""
        user = User.objects.filter(email__iexact=credentials.get("email") or "").first()
        with transaction.atomic():
            trail.record(user.chain if user else "accounts:unknown", "failed sign-in", by=None)

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            trail.record(user.chain, "sign in", by=user)
        for moment in (SIGNED_IN_AT, RENEWED_AT):
            request.session.pop(moment, None)

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **facts)
        throttle.know_device(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            with transaction.atomic():
                trail.record(user.chain, "sign out", by=user)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """A new password ends every sign-in but the one that chose it."""
        super().set_password(user, password)
        end_sessions(user, keep=self.request.session.session_key)
        trail.record(user.chain, "change password", by=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox, at most five an hour of those that a stranger can ask for."""
        if template_prefix in ASKED_FOR:
            try:
                throttle.take(throttle.mail_claims(email))
            except throttle.TooMany:
                return
        user = context.get("user") or _owner(email)
        language = user.language if user else _language()
        links = {key: _on_our_host(url, language) for key, url in context.items() if key.endswith("_url")}
        import_string(settings.ACCOUNT_MAILS)(
            template_prefix,
            to=user,
            address=email,
            language=language,
            context={**context, "recipient": user, "email": email, **links},
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return throttle.address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site: no host, not even ours, which is how foreign ones are smuggled in."""
        return bool(
            url
            and url.startswith("/")
            and not url.startswith(("//", "/\\"))
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The front door of this kind of person; which one is known above, and named in settings."""
        return str(import_string(settings.LANDING_PAGE)(request.user))

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        throttle.forget(throttle.account_claims(request, credentials["email"]))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: its secrets are encrypted, so that a copy of the database gives none away."""

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.PORTAL_NAME)

    def _get_site_name(self) -> str:
        return str(settings.PORTAL_NAME)


def _vault() -> fernet.MultiFernet:
    """Keys derived from SECRET_KEY and, so that it can be changed, from its fallbacks."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return fernet.MultiFernet(
        [
            fernet.Fernet(
                base64.urlsafe_b64encode(hashlib.sha256(f"accounts.mfa {secret}".encode()).digest())
            )
            for secret in secrets
        ]
    )


def _language() -> str:
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGES else "en"


def _owner(email: str) -> User | None:
    address = EmailAddress.objects.select_related("user").filter(email__iexact=email).first()
    return address.user if address else User.objects.filter(email__iexact=email).first()


def _on_our_host(url: str, language: str) -> str:
    """The same page on PORTAL_URL, whatever Host the request named, in the reader's language."""
    parts = urlsplit(str(url))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{settings.PORTAL_URL.rstrip('/')}{translate_url(path, language)}"
