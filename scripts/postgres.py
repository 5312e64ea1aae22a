"""A private PostgreSQL server in a folder of the project's own, also when started as root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2

from scripts.children import Child, StartError, open_log, run, wait_until

USER = DATABASE = "portal"
ENDS = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0))
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
INSTALL_HINT = "Install it with: apt-get install -y --no-install-recommends postgresql"


@dataclass(frozen=True)
class Identity:
    """As whom the server runs: `prefix` goes before its commands, `options` into Popen."""

    prefix: tuple[str, ...] = ()
    user: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """The arguments of Popen that drop root's rights."""
        if not self.user:
            return {}
        account = pwd.getpwnam(self.user)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give a folder to the server's user."""
        if self.user:
            account = pwd.getpwnam(self.user)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def identity() -> Identity:
    """PostgreSQL refuses to run as root: a user namespace hides root where allowed, else root is dropped."""
    if os.geteuid() != 0:
        return Identity()
    hidden = ("unshare", "-U", "--map-user=1000", "--map-group=1000")
    if (
        not os.environ.get("PG_DROP_USER")
        and shutil.which("unshare")
        and run([*hidden, "true"]).returncode == 0
    ):
        return Identity(prefix=hidden)
    known = {account.pw_name for account in pwd.getpwall()}
    for name in (os.environ.get("PG_DROP_USER", ""), "postgres", "nobody"):
        if name in known:
            return Identity(user=name)
    raise StartError("PostgreSQL does not run as root, and there is no user postgres or nobody to run it.")


def find_binaries(version: str = "") -> Path:
    """The folder of the newest PostgreSQL (of major `version` when given): PG_BIN, Debian's place, PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name or 0))
    on_path = shutil.which("postgres")
    given = os.environ.get("PG_BIN")
    places = [Path(given)] if given else [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    usable = [place for place in places if (place / "postgres").is_file() and (place / "initdb").is_file()]
    for place in usable:
        if not version or major_version(place) == version:
            return place
    if usable:
        raise StartError(
            f"The data was made by PostgreSQL {version}, but only {', '.join(map(str, usable))} is here. "
            f"Install postgresql-{version}, or move the data folder away to start afresh."
        )
    raise StartError(f"No PostgreSQL server was found. {INSTALL_HINT}")


def major_version(binaries: Path) -> str:
    """ "15" for PostgreSQL 15.18."""
    return run([binaries / "postgres", "--version"]).stdout.split()[2].split(".")[0]


class Postgres:
    """The server of one data folder. `durable` keeps every promise of the disk; tests do without."""

    def __init__(self, state: Path, *, durable: bool) -> None:
        self.state = state
        self.durable = durable
        self.log = state / "log" / "postgres.log"
        self.identity = identity()
        self.data = self._data_folder()
        self.binaries = Path()
        self.sockets: Path | None = None
        self.child: Child | None = None

    def start(self) -> str:
        """Start the server, making its data folder and database when needed; returns its address."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        end_leftovers(self.data)
        self._make_cluster()
        if self.sockets is None:
            self.sockets = Path(tempfile.mkdtemp(prefix="portal-pg-"))
            self.identity.own(self.sockets)
        with open_log(self.log) as log:
            self.child = Child(
                "PostgreSQL",
                [*self.identity.prefix, self.binaries / "postgres", *self._settings()],
                ends=ENDS,
                orphaned=signal.SIGINT,
                stdout=log,
                stderr=log,
                cwd="/",
                **self.identity.options,
            )
        wait_until(self._answers, self.child, 60.0, self.log)
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def stop(self) -> None:
        """End the server in good order and take its socket folder away."""
        if self.child is not None:
            self.child.stop()
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _data_folder(self) -> Path:
        """Below the state folder, or in the system's when a dropped user cannot get there."""
        wanted = self.state / "postgres"
        if not self.identity.user:
            return wanted
        wanted.parent.mkdir(parents=True, exist_ok=True)
        if run(["test", "-x", wanted.parent], **self.identity.options).returncode == 0:
            return wanted
        account = pwd.getpwnam(self.identity.user)
        name = quote(str(self.state), safe="").replace("%", "-").strip("-")
        folder = Path("/var/lib/interreg-portal") / name
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, account.pw_uid, account.pw_gid)
        return folder / "postgres"

    def _make_cluster(self) -> None:
        stamp = self.data / "PG_VERSION"
        if stamp.is_file():
            self.binaries = find_binaries(stamp.read_text().strip())
            return
        self.binaries = find_binaries()
        new = self.data.with_name("postgres.new")
        shutil.rmtree(new, ignore_errors=True)  # half made by a start that was killed
        new.mkdir(parents=True, mode=0o700)
        self.identity.own(new)
        made = run(
            [
                *self.identity.prefix,
                *(self.binaries / "initdb", "-D", new, "-U", USER),
                *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
                *([] if self.durable else ["--no-sync"]),
            ],
            cwd="/",
            **self.identity.options,
        )
        if made.returncode:
            raise StartError(f"PostgreSQL's data folder could not be made in {new}:\n{made.stderr}")
        new.rename(self.data)

    def _settings(self) -> list[str]:
        values = [
            "listen_addresses=",  # no port: only who may enter the socket folder may connect
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=80",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] ",
            *(() if self.durable else NOT_DURABLE),
        ]
        return ["-D", str(self.data), *(part for value in values for part in ("-c", value))]

    def _answers(self) -> bool:
        try:
            connection = psycopg2.connect(user=USER, dbname="postgres", host=str(self.sockets))
        except psycopg2.OperationalError:
            return False
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            connection.close()
        return True


def end_leftovers(data: Path, seconds: float = 20.0) -> None:
    """Wait for the processes of a server that was killed hard, end them, and clear its stale lock.

    A process of PostgreSQL works inside its data folder, which is how it is known.
    """
    started = time.monotonic()
    while pids := _working_in(data):
        waited = time.monotonic() - started
        if waited > seconds:
            raise StartError(f"Processes {pids} still use {data}. End them, then start again.")
        number = signal.SIGKILL if waited > seconds / 2 else signal.SIGQUIT if waited > 3 else 0
        for pid in pids if number else []:
            try:
                os.kill(pid, number)
            except (ProcessLookupError, PermissionError):
                continue
        time.sleep(0.1)
    if not _is_owned_by_live_server(data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _working_in(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder and "postgres" in (entry / "comm").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _is_owned_by_live_server(data: Path) -> bool:
    """Where processes cannot be looked into (no /proc), PostgreSQL's own check of its lock must do."""
    return not Path("/proc/self/cwd").exists() and (data / "postmaster.pid").exists()
