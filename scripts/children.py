"""Child processes that never outlive the one that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


class StartError(Exception):
    """Something that the portal needs could not be started; the text says what to do."""


def _libc() -> Any:
    try:
        return ctypes.CDLL(None, use_errno=True)
    except OSError:
        return None


LIBC = _libc()


def die_with_parent(number: int) -> None:
    """Ask the kernel (Linux) to send this process the signal `number` when its parent is gone."""
    if sys.platform == "linux" and LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(number))


def _before_exec(number: int, parent: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with_parent(number)
        if os.getppid() != parent:  # the parent went away between fork and here
            os._exit(1)

    return prepare


class Child:
    """One process in a session of its own, so that Ctrl-C reaches the launcher alone.

    `ends` are the signals tried in turn to end it, each with the seconds to wait for it; the last resort is
    SIGKILL to its whole group. `orphaned` is what the kernel sends it when the launcher is killed.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | os.PathLike[str]],
        *,
        ends: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10.0),),
        orphaned: signal.Signals = signal.SIGTERM,
        **options: Any,
    ) -> None:
        self.name = name
        self.ends = ends
        # valid in a thread-free launcher only, which every caller here is
        self.process = subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_before_exec(orphaned, os.getpid()),  # noqa: PLW1509
            **options,
        )

    def is_running(self) -> bool:
        """Whether the process still lives."""
        return self.process.poll() is None

    def ask_to_end(self) -> None:
        """Send the first, gentle signal and return at once."""
        if self.is_running():
            self.process.send_signal(self.ends[0][0])

    def stop(self) -> None:
        """End the process and its group; returns when it is gone."""
        for number, seconds in self.ends:
            if self.process.poll() is None:
                self.process.send_signal(number)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def wait_until(ready: Callable[[], bool], child: Child, seconds: float, log: Path) -> None:
    """Wait for `ready`; raises StartError with the end of `log` when the child dies or time is up."""
    until = time.monotonic() + seconds
    while not ready():
        if not child.is_running() or time.monotonic() > until:
            child.stop()
            raise StartError(f"{child.name} did not start. The end of {log}:\n{tail(log)}")
        time.sleep(0.02)


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log file, or nothing when there is none."""
    if not log.is_file():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def open_log(path: Path) -> IO[bytes]:
    """A log to append to; a log over 5 MB is put aside first, one generation is kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > 5_000_000:
        path.replace(path.with_suffix(".old.log"))
    return path.open("ab")


def run(command: Sequence[str | os.PathLike[str]], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says."""
    return subprocess.run(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `extra` on top."""
    return {**os.environ, **extra}
