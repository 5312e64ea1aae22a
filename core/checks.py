"""What must not go live: `manage.py check --deploy` refuses default secrets, demo people and plain HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

KNOWN_SECRETS = ("only-for", "change", "secret", "insecure", "example", "password")
SHORTEST_SECRET = 50


def secret_is_weak(secret: str) -> bool:
    """Whether a secret key is too short, too uniform, or one that stands in some documentation."""
    known = any(word in secret.lower() for word in KNOWN_SECRETS)
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < 10 or known


@register(Tags.security, deploy=True)
def check_secrets(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The secret key is long, random and our own."""
    if not secret_is_weak(settings.SECRET_KEY):
        return []
    hint = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
    return [Error("SECRET_KEY is a default, or too short.", hint=hint, id="portal.E001")]


@register(Tags.security, deploy=True)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No debug pages, no demo world, and links that keep to HTTPS."""
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("DEBUG shows the inside of the portal to everybody.", id="portal.E002"))
    if settings.DEMO:
        hint = "Use DJANGO_SETTINGS_MODULE=interreg_portal.settings.production."
        found.append(Error("DEMO loads people whose passwords are public.", hint=hint, id="portal.E003"))
    if not settings.PORTAL_URL.startswith("https://"):
        found.append(Error("PORTAL_URL must begin with https://.", id="portal.E004"))
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the portal's own hosts: mails and links are built from them."
        found.append(Error("ALLOWED_HOSTS allows every host.", hint=hint, id="portal.E005"))
    return found


@register(Tags.security, deploy=True)
def check_files(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A store for files with half of its keys is refused; one reached in the open is noted."""
    configured: dict[str, Any] = dict(settings.STORAGES["default"])
    options = configured.get("OPTIONS", {})
    found: list[CheckMessage] = []
    if str(options.get("endpoint_url") or "").startswith("http://"):
        hint = "Use https://, or keep files on a disk."
        text = "S3_ENDPOINT_URL sends files in the open; inside one machine that may do."
        found.append(checks.Warning(text, hint=hint, id="portal.W001"))
    if bool(options.get("access_key")) != bool(options.get("secret_key")):
        hint = "Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither to use the machine's own role."
        found.append(Error("Only one of the two keys of the store is set.", hint=hint, id="portal.E008"))
    return found


@register(Tags.security, deploy=True)
def check_demo_accounts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No account of the demo world in this database; says nothing when the database is away."""
    try:
        demo = get_user_model().objects.filter(is_demo=True, is_active=True).count()
    except DatabaseError:
        return []
    if not demo:
        return []
    hint = "Their passwords are public. Use a database that never held the demo world."
    return [Error(f"{demo} demo accounts can sign in.", hint=hint, id="portal.E006")]
