"""The embedded bucket: a real SeaweedFS as a child process, on this machine's loopback only.

`python -m deploy.bucket` runs it in the foreground, as one of the demo's processes. Tests use `running_bucket`.
Where `S3_ENDPOINT` names another store, none of this is needed.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Self

import config
from competition.storage import keys
from competition.storage.interface import ObjectHeaders, ObjectMissing, StorageUnavailable
from competition.storage.s3 import S3Bucket
from deploy.endpoint import HOST, BucketEndpoint, BucketFailed, BucketPorts, is_free

SECONDS_TO_START = 30
SECONDS_TO_STOP = 20

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def ports_from_env() -> BucketPorts:
    """Return the ports that `S3_ENDPOINT` in the settings names."""
    return _endpoint_from(config.load()).ports


class EmbeddedBucket:
    """One SeaweedFS and its directory. Browsers on `origins` may use signed requests, no others.

    On Linux the child ends when the thread that started it does, so a killed parent leaves no orphan:
    start it from a thread that lives as long as it is needed.
    """

    def __init__(self, directory: Path, endpoint: BucketEndpoint, origins: list[str]) -> None:
        self.directory = directory.resolve()
        self.endpoint = endpoint
        self.origins = origins
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is a child."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the child and return once it keeps what it is given; raise `BucketFailed` if it never does."""
        if taken := self.endpoint.ports.taken():
            raise BucketFailed(_sentence_on_taken(taken))
        try:
            self._process = self._spawn()
            self._wait_until_ready()
            S3Bucket(self.endpoint.to_place()).ensure_rules(self.origins)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the child: politely, so that it closes its files, then by force. Stopping twice does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def wait(self) -> int:
        """Return the child's exit code when it ends by itself."""
        if self._process is None:
            raise BucketFailed("The bucket was not started.")
        return self._process.wait()

    def _spawn(self) -> subprocess.Popen[bytes]:
        logs = self.directory / "logs"
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.directory.chmod(0o700)
        with (logs / "console.log").open("wb") as console:
            return subprocess.Popen(
                [_weed(), *_log_flags(logs), "mini", *self._flags()],
                cwd=self.directory,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one system call, which takes no lock
            )

    def _flags(self) -> list[str]:
        return [
            f"-dir={self.directory}",
            f"-ip={HOST}",
            f"-ip.bind={HOST}",
            "-master.telemetry=false",
            "-webdav=false",
            "-admin.ui=false",
            f"-admin.password={secrets.token_hex(16)}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-s3.autoCreateBucket=false",
            "-s3.allowDeleteBucketNotEmpty=false",
            f"-bucket={self.endpoint.bucket}",
            *self.endpoint.ports.flags(),
        ]

    def _environment(self) -> dict[str, str]:
        """Without the two access keys the S3 port would serve anyone, without the four signing keys the others would.

        HOME is the bucket's own directory, so that no one's ~/.seaweedfs changes what runs here.
        """
        signing = ("SIGNING", "SIGNING_READ", "FILER_SIGNING", "FILER_SIGNING_READ")
        return {
            "HOME": str(self.directory),
            "PATH": os.environ.get("PATH", ""),
            "AWS_ACCESS_KEY_ID": self.endpoint.access_key,
            "AWS_SECRET_ACCESS_KEY": self.endpoint.secret_key,
            "GOMEMLIMIT": "300MiB",
            "GOGC": "50",
            **{f"WEED_JWT_{name}_KEY": secrets.token_hex(32) for name in signing},
        }

    def _wait_until_ready(self) -> None:
        bucket = S3Bucket(self.endpoint.to_place())
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                raise BucketFailed(f"The bucket ended while starting; {self.directory / 'logs'} tells why.")
            if not is_free(self.endpoint.ports.s3) and _keeps_what_it_is_given(bucket):
                return
            time.sleep(0.1)
        raise BucketFailed(f"The bucket was not ready in {SECONDS_TO_START} s; {self.directory / 'logs'} tells why.")


@contextmanager
def running_bucket(directory: Path, origins: list[str]) -> Iterator[BucketEndpoint]:
    """Run a bucket of its own, on free ports and with random keys, as long as the block lasts."""
    with EmbeddedBucket(directory, BucketEndpoint.new(), origins) as bucket:
        yield bucket.endpoint


def main() -> None:
    """Run the bucket that the settings name until a signal comes; end with a sentence if it cannot run."""
    _end_with_parent()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    settings = config.load()
    try:
        with EmbeddedBucket(settings.var_dir / "bucket", _endpoint_from(settings), [settings.base_url]) as bucket:
            print(f"The bucket is ready at {bucket.endpoint.endpoint}.", flush=True)
            code = bucket.wait()
    except BucketFailed as failure:
        sys.exit(str(failure))
    sys.exit(f"The bucket ended by itself with code {code}.")


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave by the `with` block, which stops the child; further signals shall not disturb that."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


def _endpoint_from(settings: config.Settings) -> BucketEndpoint:
    secret_key = settings.s3_secret_key.get_secret_value()
    return BucketEndpoint(
        settings.s3_endpoint, settings.s3_access_key, secret_key, settings.s3_region, settings.s3_bucket
    )


def _weed() -> str:
    """Return SeaweedFS's program: the one that WEED_BIN names, else the one installed beside this Python."""
    beside = Path(sys.executable).parent / "weed"
    wanted = os.environ.get("WEED_BIN") or (str(beside) if beside.exists() else "weed")
    found = shutil.which(wanted)
    if found is None:
        raise BucketFailed(f"There is no SeaweedFS at {wanted!r}; run `make setup` or set WEED_BIN.")
    return found


def _log_flags(logs: Path) -> list[str]:
    return [f"-logdir={logs}", "-alsologtostderr=false", "-log_max_size_mb=16"]


def _sentence_on_taken(ports: list[int]) -> str:
    listed = ", ".join(str(port) for port in ports)
    return f"Another process listens on {listed}, which the bucket needs; stop it, or change S3_ENDPOINT's port."


def _keeps_what_it_is_given(bucket: S3Bucket) -> bool:
    """Put a canary and get it back: the only proof that all of SeaweedFS's parts are up."""
    song = secrets.token_bytes(16)
    with suppress(StorageUnavailable, ObjectMissing):
        bucket.put(keys.CANARY, song, ObjectHeaders("application/octet-stream"))
        return bucket.peek(keys.CANARY, len(song)).content == song
    return False


def _end_with_parent() -> None:
    """Ask Linux to send this process SIGTERM when the thread that started it ends, however it ends."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    main()
