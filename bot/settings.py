"""The settings, from the environment and the file ``.env``; nothing is read before ``load``."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.sources.fetch import FetchSettings

PREFIX = "PULLQUOTE_"
_FORM = "three parts divided by dots, as the Discord developer portal shows it under Bot"


class SettingsError(Exception):
    """A setting is wrong; the message says which, why and what to do, and never a secret."""


def _check_token(token: SecretStr) -> SecretStr:
    parts = token.get_secret_value().strip().split(".")
    if len(parts) != 3 or not all(parts) or any(c.isspace() for part in parts for c in part):
        raise ValueError(f"must be a bot token: {_FORM}")
    return SecretStr(token.get_secret_value().strip())


def _split(text: object) -> object:
    """The parts of a list as it is written in the environment."""
    return [part for part in map(str.strip, text.split(",")) if part] if isinstance(text, str) else text


def _check_contact(contact: str) -> str:
    return FetchSettings(contact=contact).contact or ""


def _read_ports(text: object) -> object:
    parts = _split(text)
    if isinstance(parts, list) and not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("must be port numbers from 1 to 65535, divided by commas")
    return parts


def _check_ports(ports: tuple[int, ...]) -> tuple[int, ...]:
    return FetchSettings(ports=ports).ports


def _check_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    return FetchSettings(private_hosts=hosts).private_hosts


class Settings(BaseSettings):
    """All there is to set. Each has a line in ``.env.example`` and in the README."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    discord_token: Annotated[SecretStr, AfterValidator(_check_token)] | None = Field(
        default=None, validation_alias="DISCORD_TOKEN"
    )
    db: Path = Path("pullquote.db")
    quotes: int = Field(default=3, ge=1, le=3)
    index_memory_mb: int = Field(default=512, ge=64)
    keep_answers_days: int = Field(default=30, ge=0, le=36_500)
    answer_unasked: bool = False
    contact: Annotated[str, AfterValidator(_check_contact)] | None = None
    private_hosts: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_check_hosts)
    ] = ()
    ports: Annotated[
        tuple[int, ...], NoDecode, BeforeValidator(_read_ports), AfterValidator(_check_ports)
    ] = ()
    max_page_mb: int = Field(default=5, ge=1, le=50)
    max_file_mb: int = Field(default=50, ge=1, le=500)
    host_pause_s: float = Field(default=0.1, ge=0, le=60)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @property
    def fetching(self) -> FetchSettings:
        """How is fetched."""
        return FetchSettings(
            contact=self.contact,
            private_hosts=self.private_hosts,
            ports=self.ports,
            max_page_bytes=self.max_page_mb * 1_000_000,
            max_file_bytes=self.max_file_mb * 1_000_000,
            host_pause_s=self.host_pause_s,
        )


def names() -> list[str]:
    """The settings' names in the environment."""
    return [
        str(field.validation_alias or f"{PREFIX}{name}".upper())
        for name, field in Settings.model_fields.items()
    ]


def load(env_file: Path = Path(".env")) -> Settings:
    """Read the settings; the environment comes before the file.

    Raises:
        SettingsError: one has a value it cannot have, there is no setting of that name, or the
            file cannot be read.
    """
    try:
        in_file = dotenv_values(env_file)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file {env_file} cannot be read as text ({error}).") from error
    given = [name.upper() for name in (*in_file, *os.environ) if name.upper().startswith(PREFIX)]
    if unknown := sorted(set(given) - set(names())):
        raise SettingsError(f"There is no setting {unknown[0]}; the settings are {', '.join(names())}.")
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings takes it
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None  # the cause would quote the value


def _sentence(error: ValidationError) -> str:
    """The first thing wrong, without the value, which may be a secret."""
    wrong: Any = error.errors(include_input=False, include_url=False)[0]
    name = str(wrong["loc"][0])
    name = name if name == "DISCORD_TOKEN" else f"{PREFIX}{name}".upper()
    reason = str(wrong["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    verb = "" if reason.startswith("must") else "must be "
    return f"The setting {name} {verb}{reason}; change it in the environment or in .env."
