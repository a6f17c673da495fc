"""What the demo keeps in var/, who may touch it, and the settings that its processes get."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.step import BIN, ROOT, Failed

VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
LOGS = VAR / "log"
SETTINGS = VAR / "facet.env"
LOCK = VAR / "demo.lock"
LOADING = VAR / "demo.loading"
HOST = "127.0.0.1"
# The demo's own data, and nothing else that may lie in var.
DATA = ("facet.sqlite3*", "queue.sqlite3*", "bucket", "demo.loading", "demo.prepared")


@contextmanager
def only_one() -> Iterator[None]:
    """Hold var/demo.lock, so that a second demo and `make demo-reset` know that this one runs."""
    VAR.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failed("The demo of this folder is running: stop it first, with Ctrl-C where it runs.") from None
        yield


def remove_data() -> list[Path]:
    """Remove the demo's data and return what was removed; var/facet.env stays."""
    found = sorted(path for pattern in DATA for path in VAR.glob(pattern))
    for path in found:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return found


def brings_own_bucket() -> bool:
    """Tell whether the caller's S3_ENDPOINT spares us the embedded bucket."""
    return "S3_ENDPOINT" in os.environ


def kept_settings() -> dict[str, str]:
    """Return what var/facet.env holds, once what it lacks is added: fresh secrets, a bucket on free ports."""
    kept = _read() if SETTINGS.exists() else {}
    if missing := {name: value for name, value in _new_settings(kept).items() if name not in kept}:
        kept.update(missing)
        _write(kept)
    return kept


def settings_for(port: int) -> dict[str, str]:
    """Return the processes' environment: what the first run wrote down, then what the caller has set."""
    own = {
        "DEMO": "true",
        "BASE_URL": f"http://{HOST}:{port}",
        "DATABASE_URL": f"sqlite:///{VAR / 'facet.sqlite3'}",
        "VAR_DIR": str(VAR),
        "PYTHONUNBUFFERED": "1",
    }
    return {**own, **kept_settings(), **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def _read() -> dict[str, str]:
    return dict(line.split("=", 1) for line in SETTINGS.read_text().splitlines() if "=" in line)


def _new_settings(kept: dict[str, str]) -> dict[str, str]:
    """Return a secret key and, unless an endpoint is known, a bucket on free ports with random keys."""
    values = {"SECRET_KEY": secrets.token_hex(32)}
    if "S3_ENDPOINT" in kept or brings_own_bucket():
        return values
    from deploy.endpoint import BucketEndpoint, BucketFailed  # noqa: PLC0415 - takes a second, which only the first run needs

    try:
        return {**values, **BucketEndpoint.new().to_env()}
    except BucketFailed as failure:
        raise Failed(str(failure)) from None


def _write(values: dict[str, str]) -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    SETTINGS.touch(mode=0o600)
    SETTINGS.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
