"""Where the embedded bucket answers: its ports, its address, its keys."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from competition.storage.s3 import Place

HOST = "127.0.0.1"

_NAMES = ("s3", "master", "volume", "filer", "admin")
_GRPC_OFFSET = 10_000
# Ports and their gRPC twins both lie below 32768, where Linux begins to take ports for outgoing connections:
# what was free at the first run is then still free at the next.
_FIRST_PORTS = range(20_000, 22_765, len(_NAMES))


class BucketFailed(RuntimeError):
    """The bucket cannot run; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class BucketPorts:
    """Five ports in a row that begin with the S3 port, so that `S3_ENDPOINT` alone tells them all.

    SeaweedFS takes five more for gRPC, each 10,000 higher.
    """

    s3: int

    @classmethod
    def free(cls) -> Self:
        """Return a set that nobody listens on now."""
        for first in secrets.SystemRandom().sample(_FIRST_PORTS, 50):
            ports = cls(first)
            if not ports.taken():
                return ports
        raise BucketFailed(f"No free ports for the bucket between {_FIRST_PORTS[0]} and {_FIRST_PORTS[-1]}; free some.")

    def taken(self) -> list[int]:
        """Return those of the ten ports that another process listens on."""
        own = [self.s3 + place for place in range(len(_NAMES))]
        return [port for port in own + [p + _GRPC_OFFSET for p in own] if not is_free(port)]

    def flags(self) -> list[str]:
        """Return the flags that give each part of SeaweedFS its port."""
        return [f"-{name}.port={self.s3 + place}" for place, name in enumerate(_NAMES)]

    def to_env(self) -> dict[str, str]:
        """Return the settings that name these ports."""
        return {"S3_ENDPOINT": f"http://{HOST}:{self.s3}"}


@dataclass(frozen=True, slots=True)
class BucketEndpoint:
    """Where the embedded bucket answers and the keys it takes."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    bucket: str = "facet"

    @classmethod
    def new(cls) -> Self:
        """Return free ports and random keys: what a first run writes down and later runs keep."""
        return cls(BucketPorts.free().to_env()["S3_ENDPOINT"], secrets.token_hex(10), secrets.token_hex(20))

    @property
    def ports(self) -> BucketPorts:
        """The ports that follow from the endpoint; refuses one that is not on this machine."""
        parts = urlsplit(self.endpoint)
        if parts.hostname != HOST or parts.port is None:
            raise BucketFailed(
                f"S3_ENDPOINT is {self.endpoint}, which is not http://{HOST}:PORT; start no bucket here."
            )
        return BucketPorts(parts.port)

    def to_env(self) -> dict[str, str]:
        """Return the settings that lead the application here."""
        return {
            "S3_ENDPOINT": self.endpoint,
            "S3_ACCESS_KEY": self.access_key,
            "S3_SECRET_KEY": self.secret_key,
            "S3_REGION": self.region,
            "S3_BUCKET": self.bucket,
        }

    def to_place(self) -> Place:
        """Return the same for `S3Bucket`."""
        return Place(self.endpoint, self.endpoint, self.region, self.bucket, self.access_key, self.secret_key)


def is_free(port: int) -> bool:
    """Tell whether nobody listens on that port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind((HOST, port))
            return True
    return False
