"""Every option of the product, in one place; `.env.example` explains each of them."""

import re
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_FERNET = re.compile(r"[A-Za-z0-9_-]{43}=")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class WrongSetting(Exception):  # noqa: N818 - reads as the sentence it starts
    """A setting cannot be used; the message is one line that says which and what to do."""


class Settings(BaseSettings):
    """Read from the environment and from `.env`; an empty value means the default."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    database_url: str = "sqlite+aiosqlite:///data/bot.sqlite3"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    municipality: str = "Комитет образования, культуры, спорта и работы с молодежью"
    timezone: str = "Europe/Moscow"
    language: Literal["ru", "en"] = "ru"

    digest_time: time = time(9, 0)
    evening_time: time = time(18, 0)
    proactive_messages: int = Field(default=2, ge=1, le=20)
    quiet_from: time = time(20, 0)
    quiet_to: time = time(8, 0)
    due_on_day_off: Literal["previous", "next", "as_is"] = "previous"
    days_off: Annotated[tuple[date, ...], NoDecode] = ()
    working_days: Annotated[tuple[date, ...], NoDecode] = ()
    nudge_days: Annotated[tuple[int, ...], NoDecode] = (10, 5, 1, 0)
    nudge_maximum: int = Field(default=12, ge=1, le=50)

    tutor_load: int = Field(default=30, ge=1, le=200)
    mentor_load: int = Field(default=3, ge=1, le=50)
    tutor_days: int = Field(default=30, ge=7, le=180)
    student_mentor_days: int = Field(default=14, ge=7, le=180)
    school_holidays: Annotated[tuple[str, ...], NoDecode] = (
        "06-01/08-31",
        "10-25/11-04",
        "12-29/01-10",
        "03-24/04-01",
    )
    """First and last days (month and day) of the holidays of schools, every year."""

    bulk_rate: float = Field(default=29.5, gt=0, le=30)
    chat_rate: float = Field(default=1, gt=0, le=1)
    invite_days: int = Field(default=7, ge=1, le=60)
    class_link_days: int = Field(default=60, ge=1, le=365)
    collect_names: bool = False
    names_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    code_letter: str = Field(default="К", pattern=r"^[А-ЯЁ]{1,3}$")
    upload_megabytes: int = Field(default=20, ge=1, le=20)

    local_telegram_port: int = Field(default=8081, ge=0, le=65535)
    local_telegram_file: Path = Path("data/local-telegram.json")
    health_port: int = Field(default=0, ge=0, le=65535)
    health_host: str = "127.0.0.1"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("admin_ids", "days_off", "working_days", "nudge_days", "school_holidays", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part for part in value.replace(";", ",").replace(" ", ",").split(",") if part]
        return value

    @field_validator("nudge_days")
    @classmethod
    def _descending(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(day < 0 or day > 60 for day in value):
            raise ValueError("expected working days before the deadline, 0 to 60, such as 10,5,1,0")
        return tuple(sorted(set(value), reverse=True))

    @field_validator("school_holidays")
    @classmethod
    def _spans(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for span in value:
            try:
                first, last = span.split("/")
                for day in (first, last):
                    date.fromisoformat(f"2028-{day}")
            except ValueError as error:
                raise ValueError("expected spans of days such as 10-25/11-04,12-29/01-10") from error
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("expected a zone name such as Europe/Moscow") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError(
                "expected sqlite+aiosqlite:///path or postgresql+asyncpg://user:password@host/name"
            )
        return value

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, colon, secret = value.get_secret_value().partition(":")
            if not (number.isdigit() and colon and len(secret) >= 10):
                raise ValueError("expected the token BotFather gave, such as 123456:AAE…")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _secure_address(cls, value: str) -> str:
        found = urlsplit(value)
        if value and not (found.scheme in ("https", "http") and found.hostname and len(found.path) > 1):
            raise ValueError("expected an address with a path, such as https://bot.example.ru/telegram")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _strong_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("webhook_url") and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("with WEBHOOK_URL it takes 16 to 256 of A-Z a-z 0-9 _ - that nobody can guess")
        return value

    @field_validator("names_key")
    @classmethod
    def _sealing_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("collect_names") and not _FERNET.fullmatch(value.get_secret_value()):
            raise ValueError(
                "with COLLECT_NAMES it takes a key, kept outside the database. Make one: python -c "
                '"from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
            )
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("expected an address that begins with https:// or http://")
        return value.rstrip("/")

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.timezone)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; raises `WrongSetting` with one readable line instead of a traceback."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = str(problem["loc"][0]).upper() if problem["loc"] else "?"
            reason = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {reason}")
        raise WrongSetting(
            "Wrong setting — " + "; ".join(lines) + ". Correct it in .env or in the environment "
            "(.env.example explains each one)."
        ) from None
