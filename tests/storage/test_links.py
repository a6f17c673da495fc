"""Links are signed without I/O, and exactly as botocore's presigner signs them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
import time_machine
from botocore.config import Config

from competition.storage.links import AS_STORED, LinkSigner, Served, attachment

NOW = datetime(2026, 11, 24, 23, 59, 59, 654_321, tzinfo=UTC)
SIGNER = LinkSigner("http://127.0.0.1:8333", "us-east-1", "facet", "KEY", "secret/+=")

ENDPOINTS = [
    "http://127.0.0.1:8333",
    "http://bucket.example:80",
    "https://s3.eu-central-1.amazonaws.com",
    "https://bucket.example:443",
    "https://bucket.example:8443",
    "https://example.org/behind/a/path",
]
SERVED = [
    AS_STORED,
    Served(content_type="image/webp"),
    Served(disposition="inline", cache_control="private, max-age=600"),
    Served("application/pdf", attachment("Ring “Zoë” 钻戒, 100 % & more.pdf"), "no-store"),
]


def presigned_by_botocore(signer: LinkSigner, key: str, lifetime: timedelta, served: Served) -> str:
    """Return the link that botocore signs, at the clock's own time."""
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=signer.endpoint,
        region_name=signer.region,
        aws_access_key_id=signer.access_key,
        aws_secret_access_key=signer.secret_key,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    wanted: dict[str, Any] = {
        "ResponseCacheControl": served.cache_control,
        "ResponseContentDisposition": served.disposition,
        "ResponseContentType": served.content_type,
    }
    chosen = {name: value for name, value in wanted.items() if value is not None}
    parameters = {"Bucket": signer.bucket, "Key": key, **chosen}
    url: str = client.generate_presigned_url("get_object", parameters, ExpiresIn=int(lifetime.total_seconds()))
    return url


@pytest.mark.parametrize("served", SERVED)
@pytest.mark.parametrize("key", ["entries/abc/0123", "a b+c~d/é&=?#%/金.webp", "/leading//double/"])
def test_a_link_equals_botocores_byte_for_byte(key: str, served: Served) -> None:
    lifetime = timedelta(seconds=437)
    with time_machine.travel(NOW, tick=False):
        theirs = presigned_by_botocore(SIGNER, key, lifetime, served)
    assert SIGNER.sign(key, NOW, lifetime, served).url == theirs


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_link_equals_botocores_on_every_kind_of_endpoint(endpoint: str) -> None:
    signer = LinkSigner(endpoint, "cn-north-1", "facet", "KEY", "secret")
    with time_machine.travel(NOW, tick=False):
        theirs = presigned_by_botocore(signer, "public/a.webp", timedelta(minutes=10), AS_STORED)
    assert signer.sign("public/a.webp", NOW, timedelta(minutes=10)).url == theirs


def test_a_time_in_another_zone_is_the_same_instant() -> None:
    in_shanghai = NOW.astimezone(datetime.strptime("+0800", "%z").tzinfo)
    assert SIGNER.sign("a", in_shanghai, timedelta(minutes=1)) == SIGNER.sign("a", NOW, timedelta(minutes=1))


def test_a_preview_keeps_its_url_for_five_minutes_so_that_browsers_cache_it() -> None:
    start = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
    links = {SIGNER.preview("a", start + timedelta(seconds=s)) for s in (0, 1, 150, 299)}
    assert len(links) == 1
    assert links.pop().expires_at == datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
    assert SIGNER.preview("a", start + timedelta(minutes=5)).expires_at == datetime(2026, 11, 24, 10, 20, tzinfo=UTC)


def test_an_original_is_downloaded_under_its_name_within_a_minute_and_never_cached() -> None:
    link = SIGNER.original("a", NOW, "ring.pdf", "application/pdf")
    served = Served("application/pdf", attachment("ring.pdf"), "no-store")
    assert link == SIGNER.sign("a", NOW, timedelta(seconds=60), served)
    assert link.expires_at == NOW.replace(microsecond=0) + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("ring.pdf", "attachment; filename=\"ring.pdf\"; filename*=UTF-8''ring.pdf"),
        ("Zoë 钻戒.pdf", "attachment; filename=\"Zo_ __.pdf\"; filename*=UTF-8''Zo%C3%AB%20%E9%92%BB%E6%88%92.pdf"),
        ('"; x=\r\nA: b', "attachment; filename=\"__ x___A_ b\"; filename*=UTF-8''%22%3B%20x%3D%0D%0AA%3A%20b"),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''"),
    ],
)
def test_a_persons_file_name_never_becomes_more_than_a_name(name: str, header: str) -> None:
    assert attachment(name) == header


def test_a_signer_does_not_show_its_secret() -> None:
    assert "secret/+=" not in repr(SIGNER)
