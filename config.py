"""The settings: one frozen object, read from the environment, wrong ones refused at the start.

Every field is documented in README's table of settings; a guard test holds the two together.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent


class Settings(BaseSettings):
    """What an installation decides; the environment's names are the fields' in upper case."""

    model_config = SettingsConfigDict(frozen=True, env_file=ROOT / "var" / "facet.env", extra="ignore")

    secret_key: SecretStr
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = f"sqlite:///{ROOT / 'var' / 'facet.sqlite3'}"
    redis_url: str | None = None
    s3_endpoint: str
    s3_public_endpoint: str | None = None
    s3_bucket: str = "facet"
    s3_region: str = "us-east-1"
    s3_access_key: str
    s3_secret_key: SecretStr
    s3_checksums: Literal["when_required", "when_supported"] = "when_required"
    public_media_url: str | None = None
    clamd_url: str | None = None
    mail_url: str | None = None
    mail_from: str = "Facet <no-reply@facet.invalid>"
    var_dir: Path = ROOT / "var"
    demo: bool = False
    log_format: Literal["text", "json"] = "text"
    metrics_token: SecretStr | None = None
    trusted_proxies: int = 0
    max_form_bytes: int = 2_000_000
    max_person_gigabytes: int = 30
    job_lease_seconds: int = 60

    @field_validator("base_url", "s3_endpoint", "s3_public_endpoint", "public_media_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            message = "must be an http or https address"
            raise ValueError(message)
        return value.rstrip("/")

    @field_validator("clamd_url")
    @classmethod
    def _is_socket(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value and not (parts.hostname if parts.scheme == "tcp" else parts.scheme == "unix" and parts.path):
            message = "must be tcp://host:port or unix:///path"
            raise ValueError(message)
        return value or None

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        least = 32
        if len(value.get_secret_value()) < least:
            message = f"must have at least {least} characters"
            raise ValueError(message)
        return value

    @property
    def host(self) -> str:
        """The canonical host, the only one that requests may name."""
        return urlsplit(self.base_url).netloc

    @property
    def is_tls(self) -> bool:
        """Tell whether people reach us over TLS."""
        return self.base_url.startswith("https://")

    @property
    def bucket_origin(self) -> str:
        """The bucket's origin as browsers see it."""
        return self.s3_public_endpoint or self.s3_endpoint


def load() -> Settings:
    """Read the settings, or stop the process with a sentence for each one that is wrong."""
    try:
        return Settings()  # type: ignore[call-arg]  # pydantic-settings fills the fields from the environment
    except ValidationError as error:
        lines = [f"  {str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()]
        sys.exit("\n".join(["Facet cannot start; these settings are wrong or missing:", *lines]))
