"""`check --deploy` and the production settings refuse what must not go live."""

import os
import subprocess
import sys

import pytest
from django.core.checks import Error
from django.test import override_settings

from core import checks
from interreg_portal.settings import files
from scripts.check import PRODUCTION
from tests.factories.accounts import UserFactory

GOOD = "Zq8vN2xLk5rTb7wYc1mHd4pJf9sGa6uEe3iXo0BnKjVtRzWy-Qh_MlPgSxCd"
SAFE = override_settings(
    SECRET_KEY=GOOD, DEBUG=False, DEMO=False, PORTAL_URL="https://x.example", ALLOWED_HOSTS=["x"]
)


def ids(found: list) -> list[str]:
    assert all(isinstance(message, Error) for message in found)
    return [message.id for message in found]


@pytest.mark.parametrize(
    "secret",
    ["a", "a" * 80, GOOD[:49], "only-for-this-machine-and-never-in-production" + GOOD, "changeme" * 9],
)
def test_weak_secret_is_refused(secret: str) -> None:
    with override_settings(SECRET_KEY=secret):
        assert ids(checks.check_secrets(None)) == ["portal.E001"]


@SAFE
def test_good_settings_pass() -> None:
    assert checks.check_secrets(None) == []
    assert checks.check_settings(None) == []


@SAFE
@pytest.mark.parametrize(
    ("setting", "value", "fault"),
    [
        ("DEBUG", True, "portal.E002"),
        ("DEMO", True, "portal.E003"),
        ("PORTAL_URL", "http://x.example", "portal.E004"),
        ("ALLOWED_HOSTS", ["*"], "portal.E005"),
    ],
)
def test_unsafe_setting_is_refused(setting: str, value: object, fault: str) -> None:
    with override_settings(**{setting: value}):
        assert ids(checks.check_settings(None)) == [fault]


def test_demo_account_that_can_sign_in_is_refused(db: None) -> None:
    assert checks.check_demo_accounts(None) == []
    person = UserFactory(is_demo=True)
    assert ids(checks.check_demo_accounts(None)) == ["portal.E006"]
    person.is_active = False
    person.save()
    assert checks.check_demo_accounts(None) == []


def start_production(**changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, **PRODUCTION, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_only_with_safe_settings() -> None:
    assert start_production().returncode == 0
    for changes in ({"SECRET_KEY": "short"}, {"DEBUG": "1"}):
        refused = start_production(**changes)
        assert refused.returncode == 1
        assert "ImproperlyConfigured" in refused.stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, []),
        ({"endpoint_url": "https://s3.x.example", "access_key": "a", "secret_key": "b"}, []),
        ({"endpoint_url": None, "access_key": None, "secret_key": None}, []),
        ({"endpoint_url": "http://minio:9000", "access_key": "a", "secret_key": "b"}, ["portal.W001"]),
        ({"access_key": "a", "secret_key": None}, ["portal.E008"]),
    ],
)
def test_a_store_for_files_is_reached_safely(settings, options: dict, found: list[str]) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "core.s3.Bucket", "OPTIONS": options}}
    assert [message.id for message in checks.check_files(None)] == found


def test_a_bucket_in_the_environment_is_the_storage(monkeypatch) -> None:
    assert files.storage()["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    monkeypatch.setenv("S3_BUCKET", "portal-files")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://s3.x.example")
    found = files.storage()
    assert found["BACKEND"] == "core.s3.Bucket"
    assert found["OPTIONS"]["bucket_name"] == "portal-files"
    assert found["OPTIONS"]["endpoint_url"] == "https://s3.x.example"
    assert found["OPTIONS"]["access_key"] is None
