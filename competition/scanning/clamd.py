"""ClamAV's daemon, by its INSTREAM command (man 8 clamd): the file goes over a socket, no path is shared with it."""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from competition import db
from competition.scanning.interface import ScannerUnavailable, TooLargeToScan

CHUNK = 1 << 18
CONNECT_SECONDS = 5
ANSWER_SECONDS = 300
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class Clamd:
    """A daemon at `tcp://host:port` or `unix:///path`. Each file has a connection of its own."""

    def __init__(self, address: str, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._parts = urlsplit(address)
        self._answer_seconds = answer_seconds

    def scan(self, file: BinaryIO) -> str | None:
        """Return the name of the signature that a file matches; None where it matches none."""
        db.refuse_inside_transaction("scanner")
        try:
            with self._connect() as connection:
                return _verdict(_exchange(connection, file))
        except OSError as fault:
            raise ScannerUnavailable(str(fault)) from fault

    def _connect(self) -> socket.socket:
        if self._parts.scheme == "unix":
            connection = _connected(self._parts.path)
        else:
            target = (self._parts.hostname or "127.0.0.1", self._parts.port or DEFAULT_PORT)
            connection = socket.create_connection(target, CONNECT_SECONDS)
        connection.settimeout(self._answer_seconds)
        return connection


def _connected(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(CONNECT_SECONDS)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _exchange(connection: socket.socket, file: BinaryIO) -> bytes:
    """Send a file in chunks and return the answer. A daemon that has heard enough answers early and hangs up."""
    try:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # What it said before hanging up is still there to be read.
    return _answer(connection)


def _answer(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        received = connection.recv(LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer


def _verdict(answer: bytes) -> str | None:
    words = answer.rstrip(b"\0").decode("utf-8", "replace").strip()
    if words.endswith(" OK"):
        return None
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND").partition(": ")[2] or "unknown"
    if "size limit exceeded" in words:
        raise TooLargeToScan(words)
    raise ScannerUnavailable(words or "no answer")
