"""A bucket that is down, slow to answer, truncating or refusing: one error, soon, and never half a file."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from competition.storage.interface import ObjectHeaders, StorageUnavailable
from competition.storage.s3 import Place, S3Bucket
from deploy.endpoint import BucketEndpoint

TEXT = ObjectHeaders("text/plain")
NOWHERE = Place("http://127.0.0.1:1", "http://127.0.0.1:1", "us-east-1", "facet", "key", "secret")

CUT_SHORT = b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: text/plain\r\nETag: "e"\r\n\r\nonly this'
TOO_BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Return a place where every question gets `request.param` for an answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer_all, args=(server, request.param), daemon=True).start()
        endpoint = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield replace(NOWHERE, endpoint=endpoint)
        server.shutdown(socket.SHUT_RDWR)


def answer_all(server: socket.socket, answer: bytes) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)
            connection.sendall(answer)


def test_a_bucket_that_is_down_is_said_to_be_so_soon() -> None:
    began = time.monotonic()
    with pytest.raises(StorageUnavailable):
        S3Bucket(NOWHERE).put("a", b"a ring", TEXT)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("place", [TOO_BUSY], indirect=True)
def test_a_bucket_that_is_too_busy_is_unavailable(place: Place) -> None:
    with pytest.raises(StorageUnavailable):
        S3Bucket(place).head("a")


@pytest.mark.parametrize("place", [CUT_SHORT], indirect=True)
def test_an_answer_cut_short_is_no_file(place: Place) -> None:
    bucket = S3Bucket(place)
    with pytest.raises(StorageUnavailable):
        b"".join(bucket.stream("a"))
    with pytest.raises(StorageUnavailable):
        bucket.peek("a", 100)


@pytest.mark.integration
def test_refused_keys_are_unavailable_and_not_a_missing_object(bucket_endpoint: BucketEndpoint) -> None:
    stranger = S3Bucket(replace(bucket_endpoint.to_place(), secret_key="wrong"))
    with pytest.raises(StorageUnavailable):
        stranger.peek("a", 1)
    with pytest.raises(StorageUnavailable):
        stranger.check()


@pytest.mark.integration
def test_another_bucket_is_unavailable_and_not_made_by_accident(bucket_endpoint: BucketEndpoint) -> None:
    with pytest.raises(StorageUnavailable):
        S3Bucket(replace(bucket_endpoint.to_place(), bucket="other")).put("a", b"a ring", TEXT)


def test_boto_is_not_imported_before_a_bucket_is_used() -> None:
    asks = "import sys, competition.storage.s3; print([m for m in sys.modules if m.startswith('boto')])"
    answer = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_place_does_not_show_its_secret() -> None:
    assert "secret" not in repr(NOWHERE).replace("secret_key", "")
