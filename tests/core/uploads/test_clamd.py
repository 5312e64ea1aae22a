"""The scanner is asked in its own protocol; no answer is never taken for a clean file."""

import io
import socket

import pytest

from core.uploads import clamd
from tests.core.uploads.fake_clamd import EVIL, scanner


def test_scan_finds_nothing_in_a_clean_file():
    with scanner() as server:
        assert clamd.scan(io.BytesIO(b"x" * 300_000), server.url) == ""
        assert server.seen == [300_000]


def test_scan_names_what_was_found():
    with scanner() as server:
        assert clamd.scan(io.BytesIO(b"a" + EVIL + b"b"), server.url) == "Test.Signature"


def test_scan_reads_from_the_start():
    file = io.BytesIO(EVIL)
    file.read()
    with scanner() as server:
        assert clamd.scan(file, server.url) == "Test.Signature"


def test_scan_does_not_take_a_refusal_for_an_answer():
    with scanner(most=1000) as server, pytest.raises(clamd.ScannerAway):
        clamd.scan(io.BytesIO(b"x" * 1_000_000), server.url)


def test_scan_says_when_nobody_answers():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(clamd.ScannerAway):
            clamd.scan(io.BytesIO(b"x"), f"tcp://127.0.0.1:{port}", patience=0.1)
    with pytest.raises(clamd.ScannerAway):
        clamd.scan(io.BytesIO(b"x"), f"tcp://127.0.0.1:{port}")


def test_scan_asks_a_local_socket(tmp_path):
    with pytest.raises(clamd.ScannerAway):
        clamd.scan(io.BytesIO(b"x"), f"unix://{tmp_path}/none.sock")


@pytest.mark.parametrize("url", ["", "http://localhost", "tcp://", "unix:"])
def test_scan_refuses_an_address_that_is_none(url):
    with pytest.raises(ValueError, match="address of clamd"):
        clamd.scan(io.BytesIO(b"x"), url)
