from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from competition import storage
from competition.storage.memory import MemoryBucket


@pytest.fixture
def memory(app: Flask) -> Iterator[MemoryBucket]:
    before = storage.bucket()
    bucket = MemoryBucket()
    storage.init_app(app, bucket, storage.link_signer())
    yield bucket
    storage.init_app(app, before, storage.link_signer())


def test_the_rules_admit_this_site_alone(app: Flask, memory: MemoryBucket) -> None:
    answer = app.test_cli_runner().invoke(args=["bucket-rules", "--set"])
    assert (answer.exit_code, memory.origins) == (0, ["http://127.0.0.1:8000"])


def test_without_set_nothing_is_set(app: Flask, memory: MemoryBucket) -> None:
    answer = app.test_cli_runner().invoke(args=["bucket-rules"])
    assert (answer.exit_code, memory.origins) == (0, [])
    assert answer.output == (
        "With --set: CORS for http://127.0.0.1:8000 alone, and a policy that makes only public/ readable.\n"
    )


def test_a_bucket_that_is_down_is_one_sentence(app: Flask, memory: MemoryBucket) -> None:
    memory.is_down = True
    answer = app.test_cli_runner().invoke(args=["bucket-rules", "--set"])
    assert (answer.exit_code, answer.output) == (1, "Error: The bucket did not take the rules: the bucket is down\n")
