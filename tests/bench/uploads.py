"""Files through the real page, beside boto3 with the same parts: time by time, and what they cost the web process.

50 files of 8 MB and one of 1 GB go from disk through Chromium into the demo's kind of bucket: hashing, slots,
signatures and the last check are in the time. boto3 sends the same bytes in the same parts, several at once, right
before and after each turn, and the faster of its two turns counts. No worker runs: what it reads afterwards is no
part of the way. Prints for each: times boto3's own time, MB a second, CPU in ms and traffic in kB of one file.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from playwright.sync_api import Page, Request, sync_playwright
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.calls.rules import FieldKind
from competition.entries.models import Entry, EntryFile
from competition.entries.rules.uploads import PART_SIZE
from competition.storage.s3 import S3Bucket
from config import Settings
from deploy.browser import FLAGS, chromium
from deploy.bucket import running_bucket
from deploy.endpoint import BucketEndpoint
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.media import a_film, a_photograph
from tests.factories.people import a_person
from tests.fixtures.live import Live, free_port, session_cookie

MB = 1_000_000
TURNS = 3
AT_ONCE = 4
OPTIONS = {"accept": ["image/jpeg", "video/mp4"], "least": 1, "most": 50, "max_bytes": 1_500 * MB}
ARRIVED = """count => {
  const rows = [...document.querySelectorAll(".file-row")];
  return rows.length === count && rows.every(row => row.querySelector("progress").hidden);
}"""


@dataclass
class Turn:
    """What one turn through the page took: seconds, and of the web process CPU seconds and bytes."""

    seconds: float
    cpu: float
    traffic: int


@dataclass
class Bench:
    """A running product without its worker, a page, and the same bucket for boto3."""

    live: Live
    endpoint: BucketEndpoint
    page: Page
    entry: Entry
    requests: list[Request] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Remember a request to the web process."""
        if request.url.startswith(self.live.url):
            self.requests.append(request)

    def through_the_page(self, paths: Sequence[Path]) -> Turn:
        """Send files as a designer does; empty the form again."""
        self.page.goto(f"{self.live.url}/en/entries/{self.entry.id}")
        self.page.wait_for_load_state("networkidle")
        self.requests.clear()
        cpu, begun = self._cpu(), time.perf_counter()
        self.page.locator("[data-drop-input]").set_input_files(paths)
        self.page.wait_for_function(ARRIVED, arg=len(paths), timeout=600_000, polling=50)
        turn = Turn(time.perf_counter() - begun, self._cpu() - cpu, sum(map(_bytes, self.requests)))
        self._empty()
        return turn

    def by_boto(self, paths: Sequence[Path]) -> float:
        """Return the seconds that boto3 takes for the same bytes in the same parts."""
        client = boto3.client(
            "s3",
            endpoint_url=self.endpoint.endpoint,
            region_name=self.endpoint.region,
            aws_access_key_id=self.endpoint.access_key,
            aws_secret_access_key=self.endpoint.secret_key,
            config=Config(s3={"addressing_style": "path"}, max_pool_connections=20),
        )
        parts = TransferConfig(multipart_threshold=PART_SIZE + 1, multipart_chunksize=PART_SIZE)
        begun = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for path in paths:
                pool.submit(client.upload_file, str(path), self.endpoint.bucket, f"boto/{path.name}", Config=parts)
        seconds = time.perf_counter() - begun
        for path in paths:
            client.delete_object(Bucket=self.endpoint.bucket, Key=f"boto/{path.name}")
        return seconds

    def _cpu(self) -> float:
        """Return the CPU seconds of the web process and its children so far."""
        leader = self.live.processes["web"].pid
        group = [stat for stat in _stats() if int(stat[2]) == leader]
        return sum(int(stat[11]) + int(stat[12]) for stat in group) / os.sysconf("SC_CLK_TCK")

    def _empty(self) -> None:
        with self.live.app.app_context(), db.transaction() as session:
            keys = [file.key for file in session.query(EntryFile)]
            session.query(EntryFile).delete()
        bucket = S3Bucket(self.endpoint.to_place())
        for key in keys:
            bucket.delete(key)


def _stats() -> Iterator[list[str]]:
    """Yield the fields of /proc/PID/stat after the name, of every process that still runs."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue


def _bytes(request: Request) -> int:
    return sum(int(str(size)) for size in request.sizes().values())


@contextmanager
def _bench(folder: Path) -> Iterator[Bench]:
    origin = f"http://localhost:{free_port()}"
    (folder / "bucket").mkdir()
    with running_bucket(folder / "bucket", [origin]) as endpoint, _serving(folder, origin, endpoint) as live:
        with live.app.app_context():
            call, person = a_call(), a_person()
            a_field(call, FieldKind.files, 1, options=OPTIONS)
            entry = an_entry(call, person)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(args=FLAGS, executable_path=chromium())
            context = browser.new_context(base_url=live.url)
            context.add_cookies([session_cookie(live, person, fresh=False)])
            bench = Bench(live, endpoint, context.new_page(), entry)
            bench.page.on("requestfinished", bench.note)
            yield bench
            browser.close()


@contextmanager
def _serving(folder: Path, origin: str, endpoint: BucketEndpoint) -> Iterator[Live]:
    settings = Settings(
        _env_file=None,
        secret_key=SecretStr("x" * 64),
        base_url=origin,
        database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
        s3_endpoint=endpoint.endpoint,
        s3_access_key=endpoint.access_key,
        s3_secret_key=SecretStr(endpoint.secret_key),
        s3_bucket=endpoint.bucket,
        var_dir=folder,
    )  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
    live = Live(settings, create_app(settings))
    with live.app.app_context():
        db.Base.metadata.create_all(db.sa.engine)
    live.start("web")
    yield live
    live.stop()


def _measured(bench: Bench, paths: Sequence[Path], name: str) -> None:
    """Print how fast the page is beside boto3, and what one file costs; the best of some turns."""
    turns, times = [], []
    for _ in range(TURNS):
        before = bench.by_boto(paths)
        turns.append(bench.through_the_page(paths))
        times.append(turns[-1].seconds / min(before, bench.by_boto(paths)))
    size = sum(path.stat().st_size for path in paths)
    print(f"{name}_times {min(times):.3f}")
    print(f"{name}_speed {max(size / turn.seconds for turn in turns) / MB:.1f}")
    print(f"{name}_cpu {min(turn.cpu for turn in turns) / len(paths) * 1000:.2f}")
    print(f"{name}_traffic {max(turn.traffic for turn in turns) / len(paths) / 1000:.2f}", flush=True)


def _written(folder: Path, name: str, head: bytes, size: int) -> Path:
    """Write a file that begins like its kind, and goes on at random."""
    path = folder / name
    with path.open("wb") as file:
        file.write(head)
        while (left := size - file.tell()) > 0:
            file.write(os.urandom(min(left, 16 * MB)))
    return path


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photograph, film = a_photograph(2400, 1600), a_film(folder)
        small = [_written(folder, f"view-{number:02}.jpg", photograph, 8 * MB) for number in range(50)]
        large = [_written(folder, "turning.mp4", film, 1000 * MB)]
        with _bench(folder) as bench:
            _measured(bench, small, "small")
            _measured(bench, large, "large")


if __name__ == "__main__":
    main()
