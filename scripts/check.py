"""`make check`: everything about the code that a machine can judge without running the tests."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from scripts.children import environment
from scripts.places import ROOT

# A complete, made-up production: what `check --deploy` must find nothing to say about.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "interreg_portal.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
    "CONTACT_EMAIL": "help@portal.example.org",
    "DEFAULT_FROM_EMAIL": "portal@portal.example.org",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org:587",
    "DATABASE_URL": "postgres://portal@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
}
TESTS = {
    "DJANGO_SETTINGS_MODULE": "interreg_portal.settings.test",
    "DATABASE_URL": "postgres://portal@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
}
PYTHON = sys.executable
MANAGE = (PYTHON, "-W", "ignore", "manage.py")


@dataclass(frozen=True)
class Check:
    """One command that must end with 0; it runs without database and Redis."""

    name: str
    command: tuple[str, ...]
    extra: dict[str, str] = field(default_factory=dict)


CHECKS = (
    Check("types", (PYTHON, "-m", "mypy", "."), TESTS),
    Check("format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    Check("lint", (PYTHON, "-m", "ruff", "check", ".")),
    Check("import contracts", ("lint-imports",), TESTS),
    Check("templates", (PYTHON, "-m", "djlint", "templates", "--lint", "--quiet")),
    Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run"), TESTS),
    Check("translations", (PYTHON, "-m", "scripts.messages", "check")),
    Check("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check(
        "compose file", ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    ),
)


def perform(check: Check) -> tuple[Check, bool, float, str]:
    """Run one check; returns whether it passed, its seconds, and all that it said."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment(check.extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, done.returncode == 0, time.monotonic() - started, done.stdout.strip()


def main() -> int:
    """All checks, two at a time; 1 when one of them found something."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, passed, seconds, output in pool.map(perform, CHECKS):
            print(f"{'ok  ' if passed else 'FAIL'} {check.name} ({seconds:.0f} s)", flush=True)
            if not passed:
                failed.append(check.name)
                print(output, flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "everything is in order")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
