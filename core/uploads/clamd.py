"""Asking clamd about a file: the INSTREAM command over TCP or a local socket, and nothing of clamd's else.

Protocol: clamd(8), section COMMANDS. The client sends pieces with their length, the daemon answers one line.
"""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

PIECE = 128 * 1024
PATIENCE = 60.0  # seconds for a whole answer; a scan of 50 MB takes a few
ANSWER = 4096


class ScannerAway(Exception):
    """The scanner does not answer, or answers that it can't scan: nothing is known about the file."""


def scan(file: BinaryIO, url: str, patience: float = PATIENCE) -> str:
    """What was found in the file, by the scanner's name for it; "" when nothing was.

    `url` is tcp://host:port or unix:///path. Reads from the start. ScannerAway, ValueError for another url.
    """
    file.seek(0)
    try:
        with _connected(url, patience) as line:
            line.sendall(b"zINSTREAM\0")
            try:
                while piece := file.read(PIECE):
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has made up its mind already: the answer says why
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    return _found(answer)


def _connected(url: str, patience: float) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=patience)
    if parts.scheme == "unix" and parts.path:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    raise ValueError(f"an address of clamd is tcp://host:port or unix:///path, not {url!r}")


def _answer(line: socket.socket) -> str:
    said = b""
    while len(said) < ANSWER and not said.endswith(b"\0"):
        piece = line.recv(ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def _found(answer: str) -> str:
    """Reads "stream: OK" and "stream: <name> FOUND"; all else is no answer about the file."""
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200]
    raise ScannerAway(answer[:200] or "no answer")
