"""Brings the database, the static files and the demo world up to date; quick when nothing changed."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from scripts.messages import compile_all
from scripts.places import ROOT, state_folder

# The last: a portal that nobody has left running for a night shows dated files, too.
DEMO_LOADERS = ("load_reference", "load_demo", "write_open_data")


def main() -> None:
    """All steps, in the order in which they need each other."""
    compile_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
    django.setup()
    migrate()
    collect_static()
    load_worlds()
    note_sign_ins()


def migrate() -> None:
    """Apply the migrations that are missing, and make the table of the cache."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("migrating the database")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Gather the static files under names that hold their hash, when one of them changed."""
    root = Path(settings.STATIC_ROOT)
    places = [Path(str(place)) for place in settings.STATICFILES_DIRS]
    apps = [path for path in ROOT.glob("*/static") if path.is_dir()]
    digest = _digest(_files([*places, *apps]), ROOT.glob("requirements.txt"))
    stamp = root / ".digest"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    say("collecting static files")
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)


def load_worlds() -> None:
    """Load the reference data and the demo world, unless this database has them from these very files."""
    if not settings.DEMO:
        return
    digest = _digest(_files([ROOT / "fixtures"]), sorted(ROOT.glob("[a-z]*/**/*.py")))
    key = "demo-world-loaded-from"
    if cache.get(key) == digest:
        return
    for command in DEMO_LOADERS:
        if command in get_commands():
            started = time.monotonic()
            call_command(command, verbosity=0, stdout=io.StringIO())
            say(f"{command}: {time.monotonic() - started:.1f} s")
    cache.set(key, digest, None)


def note_sign_ins() -> None:
    """Keep the list of demo sign-ins where the launcher finds it."""
    if not settings.DEMO or "demo_accounts" not in get_commands():
        return
    text = io.StringIO()
    call_command("demo_accounts", stdout=text)
    (state_folder() / "sign-ins.txt").write_text(text.getvalue())


def say(text: str) -> None:
    """Tell what takes its time."""
    print(f"  {text}", flush=True)


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _digest(*groups: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for path in (path for group in groups for path in group):
        if not {"tests", ".venv", "var", "__pycache__"}.intersection(path.parts):
            content.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return content.hexdigest()


if __name__ == "__main__":
    main()
