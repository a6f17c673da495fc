"""How long `create_app` takes for itself, once its modules are imported; in milliseconds."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from pydantic import SecretStr

from competition.app import create_app
from config import Settings


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            secret_key=SecretStr("x" * 64),
            database_url=f"sqlite:///{folder}/facet.sqlite3",
            s3_endpoint="http://127.0.0.1:1",
            s3_access_key="key",
            s3_secret_key=SecretStr("secret"),
            var_dir=Path(folder),
        )  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
        begun = time.perf_counter()
        create_app(settings)
        print((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    main()
