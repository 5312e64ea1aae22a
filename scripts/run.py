"""`make run`: services, database, demo world, web and workers on this machine, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from scripts.children import Child, StartError, die_with_parent, environment, open_log, tail
from scripts.places import ROOT, state_folder
from scripts.services import Services

FAST_DEATH = 3.0  # seconds: a process that dies sooner than this after its start is not well
FAST_DEATHS_ALLOWED = 8
CELERY = (sys.executable, "-m", "celery", "-A", "interreg_portal")


class StopRequestedError(Exception):
    """Ctrl-C, or a friendly request to end."""


class Supervised:
    """A child that is started again when it dies, unless it keeps dying at once."""

    def __init__(self, name: str, start: Callable[[Path], Child], log: Path) -> None:
        self.name = name
        self.log = log
        self._start = start
        self._fast_deaths = 0
        self._begin()

    def tend(self) -> None:
        """Look after the child; raises StartError when starting it again is in vain."""
        if self.child.is_running():
            return
        self.child.stop()
        self._fast_deaths = self._fast_deaths + 1 if time.monotonic() - self._begun < FAST_DEATH else 0
        if self._fast_deaths > FAST_DEATHS_ALLOWED:
            raise StartError(f"{self.name} keeps stopping. The end of {self.log}:\n{tail(self.log)}")
        say(f"{self.name} stopped (code {self.child.process.returncode}); starting it again")
        time.sleep(min(self._fast_deaths, 4) * 0.5)
        self._begin()

    def _begin(self) -> None:
        self._begun = time.monotonic()
        self.child = self._start(self.log)


def main() -> int:
    """Run until asked to end; 0 after a wanted end, 1 when something could not be started."""
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)
    listen_for_stop()
    children: list[Supervised] = []
    services: Services | None = None
    try:
        host, port = os.environ.get("HOST", "127.0.0.1"), choose_port()
        services = Services(state_folder(), durable=True)
        say("starting the database and the queue")
        services.start()
        set_environment(port)
        prepare()
        children.append(Supervised("web", lambda log: start_web(log, host, port), logs() / "web.log"))
        wait_for_page(host, port, children)
        for name, start in (("worker", start_worker), ("press", start_press), ("beat", start_beat)):
            children.append(Supervised(name, start, logs() / f"{name}.log"))
        print(welcome(port), flush=True)
        while True:
            tend(services, children)
            time.sleep(0.2)
    except StopRequestedError:
        say("stopping")
        return 0
    except StartError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop_all(children, services)


def listen_for_stop() -> None:
    """Ctrl-C, TERM and a closed terminal end everything; under nohup the terminal may close."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _request_stop)


def choose_port() -> int:
    """PORT, which must be free, or the first free one from 8000 on."""
    host = os.environ.get("HOST", "127.0.0.1")
    wanted = os.environ.get("PORT")
    if wanted is None:
        return free_port_from(8000, host)
    if not is_free(host, int(wanted)):
        raise StartError(f"Port {wanted} is taken. Choose another one: PORT=8001 make run")
    return int(wanted)


def free_port_from(first: int, host: str = "127.0.0.1") -> int:
    """The first free one of a hundred ports."""
    for port in range(first, first + 100):
        if is_free(host, port):
            return port
    raise StartError(f"No port from {first} to {first + 99} is free. Choose one: PORT=9000 make run")


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def set_environment(port: int) -> None:
    """What the portal's own processes read; what is set already stays."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
    os.environ.setdefault("PORTAL_URL", f"http://localhost:{port}")
    os.environ["STATE_DIR"] = str(state_folder())
    os.environ["PYTHONPATH"] = str(ROOT)
    os.chdir(ROOT)


def prepare() -> None:
    """Migrate, collect, load; raises StartError when a step fails."""
    quiet = environment({"LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING")})
    child = Child("preparation", [sys.executable, "-m", "scripts.prepare"], env=quiet)
    try:
        code = child.process.wait()
    finally:
        child.stop()
    if code:
        raise StartError(f"The portal could not be prepared (code {code}); the reason is above.")


def logs() -> Path:
    """Where each process writes its log."""
    return state_folder() / "log"


def start_web(log: Path, host: str, port: int) -> Child:
    """Gunicorn, with the settings that production uses too."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "-c", "scripts/gunicorn_settings.py", "-b", address]
    return _logged("web", [*command, "interreg_portal.wsgi"], log, ((signal.SIGTERM, 12.0),), signal.SIGTERM)


def start_worker(log: Path) -> Child:
    """One Celery worker for mails and jobs, short and long."""
    return _start_worker("worker", [*CELERY, "worker"], "celery,bulk", log)


def start_press(log: Path) -> Child:
    """One Celery worker for documents, those that somebody waits for and the others."""
    return _start_worker("press", [sys.executable, "-m", "scripts.press"], "documents,documents-bulk", log)


def _start_worker(name: str, command: list[str], queues: str, log: Path) -> Child:
    """A job that a cold stop cuts off is delivered again."""
    options = ["-c", "2", "-Q", queues, "-n", f"{name}@%h", "--without-gossip", "--without-mingle"]
    ends = ((signal.SIGTERM, 10.0), (signal.SIGQUIT, 5.0))
    return _logged(name, [*command, *options, "-l", "INFO"], log, ends, signal.SIGQUIT)


def start_beat(log: Path) -> Child:
    """The clock that sends out what is due."""
    options = ["-s", str(state_folder() / "beat-schedule"), "--pidfile=", "-l", "INFO"]
    command = [*CELERY, "beat", *options]
    return _logged("beat", command, log, ((signal.SIGTERM, 5.0),), signal.SIGTERM)


def _logged(
    name: str,
    command: list[str],
    path: Path,
    ends: tuple[tuple[signal.Signals, float], ...],
    orphaned: signal.Signals,
) -> Child:
    with open_log(path) as log:
        return Child(name, command, ends=ends, orphaned=orphaned, stdout=log, stderr=log, cwd=ROOT)


def wait_for_page(host: str, port: int, children: list[Supervised]) -> None:
    """Until the portal answers that it can work."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    request = urllib.request.Request(f"http://{reachable}:{port}/healthz", headers={"Host": "localhost"})
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return  # it answers; what it says is in its log
        except OSError:
            for child in children:
                child.tend()
            time.sleep(0.05)
    raise StartError(f"The web server did not answer. The end of its log:\n{tail(children[0].log)}")


def tend(services: Services, children: list[Supervised]) -> None:
    """Start again whatever died."""
    for name in services.revive():
        say(f"{name} stopped; started it again")
    for child in children:
        child.tend()


def stop_all(children: list[Supervised], services: Services | None) -> None:
    """End everything, the services last; nothing that was started here stays behind."""
    for supervised in children:
        supervised.child.ask_to_end()
    for supervised in children:
        supervised.child.stop()
    if services is not None:
        services.stop()


def welcome(port: int) -> str:
    """The address, and who can sign in."""
    sign_ins = state_folder() / "sign-ins.txt"
    people = f"\n{sign_ins.read_text().strip()}\n" if sign_ins.is_file() else ""
    return f"\nThe portal is at http://localhost:{port}\n{people}\nLogs: {logs()}. Stop with Ctrl-C."


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(f"* {text}", flush=True)


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise StopRequestedError


if __name__ == "__main__":
    sys.exit(main())
