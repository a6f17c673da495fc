"""The embedded bucket as a process: what it keeps when it is killed, and how it starts and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from config import ROOT
from deploy.bucket import EmbeddedBucket
from deploy.endpoint import HOST, BucketEndpoint, BucketFailed, BucketPorts
from tests.fixtures.bucket import ORIGIN

pytestmark = pytest.mark.integration

TEXT = ObjectHeaders("text/plain")


@pytest.fixture
def endpoint() -> BucketEndpoint:
    return BucketEndpoint.new()


@contextmanager
def foreground(endpoint: BucketEndpoint, var: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `python -m deploy.bucket` as the Procfile does; yield it once it says that it is ready."""
    env = {**os.environ, **endpoint.to_env(), "VAR_DIR": str(var), "SECRET_KEY": "x" * 64, "BASE_URL": ORIGIN}
    command = [sys.executable, "-m", "deploy.bucket"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"The bucket is ready at {endpoint.endpoint}.\n"
        try:
            yield process
        finally:
            process.kill()


def are_free_within(seconds: float, ports: BucketPorts) -> bool:
    deadline = time.monotonic() + seconds
    while ports.taken():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path, endpoint: BucketEndpoint) -> None:
    bucket = S3Bucket(endpoint.to_place())
    content = os.urandom(3_000_000)
    with EmbeddedBucket(tmp_path, endpoint, [ORIGIN]) as first:
        bucket.put("entries/a/1", content, TEXT)
        assert first.pid is not None
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with EmbeddedBucket(tmp_path, endpoint, [ORIGIN]):
        assert b"".join(bucket.stream("entries/a/1")) == content


def test_its_files_are_nobody_elses(tmp_path: Path, endpoint: BucketEndpoint) -> None:
    directory = tmp_path / "bucket"
    with EmbeddedBucket(directory, endpoint, [ORIGIN]):
        assert directory.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_the_foreground_a_signal_ends_it_cleanly(
    tmp_path: Path, endpoint: BucketEndpoint, number: signal.Signals
) -> None:
    with foreground(endpoint, tmp_path) as process:
        process.send_signal(number)
        assert process.wait(20) == 0
        assert endpoint.ports.taken() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_killed_parent_leaves_no_orphan(tmp_path: Path, endpoint: BucketEndpoint) -> None:
    with foreground(endpoint, tmp_path) as process:
        process.kill()
        process.wait()
        assert are_free_within(20, endpoint.ports)


def test_a_taken_port_is_one_sentence_that_says_what_to_do(tmp_path: Path, endpoint: BucketEndpoint) -> None:
    taken = endpoint.ports.s3 + 2
    with socket.create_server((HOST, taken)), pytest.raises(BucketFailed) as failure:
        EmbeddedBucket(tmp_path, endpoint, [ORIGIN]).start()
    assert str(failure.value) == (
        f"Another process listens on {taken}, which the bucket needs; stop it, or change S3_ENDPOINT's port."
    )


def test_a_bucket_elsewhere_is_not_started_here(tmp_path: Path) -> None:
    elsewhere = BucketEndpoint("https://s3.example.org", "key", "secret")
    with pytest.raises(BucketFailed, match="start no bucket here"):
        EmbeddedBucket(tmp_path, elsewhere, [ORIGIN]).start()


def test_a_program_that_is_not_there_is_one_sentence(
    tmp_path: Path, endpoint: BucketEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEED_BIN", "/nowhere/weed")
    with pytest.raises(
        BucketFailed, match=r"^There is no SeaweedFS at '/nowhere/weed'; run `make setup` or set WEED_BIN\.$"
    ):
        EmbeddedBucket(tmp_path, endpoint, [ORIGIN]).start()


def test_a_program_that_ends_at_once_is_one_sentence(
    tmp_path: Path, endpoint: BucketEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEED_BIN", "false")
    with pytest.raises(BucketFailed, match="The bucket ended while starting"):
        EmbeddedBucket(tmp_path, endpoint, [ORIGIN]).start()


def test_the_ports_follow_from_the_endpoint_alone() -> None:
    ports = BucketPorts(20_000)
    assert ports.to_env() == {"S3_ENDPOINT": "http://127.0.0.1:20000"}
    assert ports.flags() == [
        "-s3.port=20000",
        "-master.port=20001",
        "-volume.port=20002",
        "-filer.port=20003",
        "-admin.port=20004",
    ]
