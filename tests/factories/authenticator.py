"""An authenticator in software: makes passkeys and answers questions as a browser with a device would (WebAuthn)."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

USER_PRESENT, USER_VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """A device with one passkey. `origin` is the page that its browser believes to be on."""

    origin: str = "http://127.0.0.1:8000"
    rp_id: str = "127.0.0.1"
    verifies: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a question for a new passkey."""
        data = self._authenticator_data(HAS_KEY) + self._key_record()
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": self._client_data("webauthn.create", question["challenge"]),
            "attestationObject": bytes_to_base64url(attestation),
        }
        return self._credential(response)

    def show(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a question for a passkey."""
        self.count += 1
        data = self._authenticator_data(0)
        client_data = self._client_data("webauthn.get", question["challenge"])
        signed = data + hashlib.sha256(base64url_to_bytes(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
        }
        return self._credential(response)

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": response}

    def _client_data(self, kind: str, challenge: str) -> str:
        content = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return bytes_to_base64url(json.dumps(content).encode())

    def _authenticator_data(self, flags: int) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _key_record(self) -> bytes:
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return b"\0" * 16 + struct.pack(">H", len(self.credential_id)) + self.credential_id + encode_cbor(cose)
