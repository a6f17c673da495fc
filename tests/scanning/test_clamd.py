"""Our client against a real ClamAV daemon, and against daemons that misbehave."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from competition import db
from competition.scanning import Clamd, ScannerUnavailable, TooLargeToScan
from tests.fixtures.scanner import BAD, EICAR, MOST_BYTES

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", None),
        (b"A story of a stone.", None),
        (b"x" * (MOST_BYTES - 10), None),
        (EICAR, "Eicar-Test.UNOFFICIAL"),
        (b"\x89PNG" + b"\0" * 300_000 + BAD, "Facet.Test.UNOFFICIAL"),
    ],
)
def test_what_the_daemon_says_of_a_file(clamd_url: str, content: bytes, found: str | None) -> None:
    assert Clamd(clamd_url).scan(io.BytesIO(content)) == found


def test_a_file_that_is_too_large_for_the_daemon_is_said_to_be(clamd_url: str) -> None:
    with pytest.raises(TooLargeToScan):
        Clamd(clamd_url).scan(io.BytesIO(b"x" * (MOST_BYTES * 20)))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.sock"])
def test_a_daemon_that_is_not_there_is_unavailable(address: str) -> None:
    with pytest.raises(ScannerUnavailable):
        Clamd(address).scan(io.BytesIO(b"x"))


@pytest.fixture
def odd(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a server that says the parameter to whatever it is sent, and hangs up."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _address = server.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(request.param)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    server.close()
    thread.join(5)


@pytest.mark.parametrize(
    "odd", [b"", b"stream: ", b"COMMAND READ TIMED OUT\0", b"\xff\xfe\0", b"x" * 9999], indirect=True
)
def test_nonsense_is_never_taken_for_clean(odd: str) -> None:
    with pytest.raises(ScannerUnavailable):
        Clamd(odd).scan(io.BytesIO(b"x"))


def test_it_does_not_wait_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ScannerUnavailable):
        Clamd(f"tcp://127.0.0.1:{silent.getsockname()[1]}", answer_seconds=0.2).scan(io.BytesIO(b"x"))


def test_it_refuses_to_be_asked_inside_a_transaction(app: Flask, clamd_url: str) -> None:
    with db.transaction(), pytest.raises(db.InsideTransactionError):
        Clamd(clamd_url).scan(io.BytesIO(b"x"))
