"""A wrong setting is one line that names it; every setting is explained in `.env.example`."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, WrongSetting, load_settings

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
EXAMPLE_LINE = re.compile(r"^#([A-Z_]+)=(.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load(**environment: Any) -> Settings:
    """Settings from an environment alone."""
    return load_settings(_env_file=None, **environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not-a-token"),
        ("BOT_TOKEN", "123456:short"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("DATABASE_URL", "mysql://root@localhost/bot"),
        ("DATABASE_URL", "data/bot.sqlite3"),
        ("ADMIN_IDS", "12,anna"),
        ("TIMEZONE", "Kostroma"),
        ("TIMEZONE", "../etc/passwd"),
        ("LANGUAGE", "fr"),
        ("DIGEST_TIME", "25:00"),
        ("QUIET_FROM", "evening"),
        ("QUIET_TO", "8 o'clock"),
        ("DUE_ON_DAY_OFF", "nearest"),
        ("DAYS_OFF", "2027-02-30"),
        ("WORKING_DAYS", "20.02.2027"),
        ("NUDGE_DAYS", "10,-1"),
        ("NUDGE_DAYS", "ten"),
        ("SCHOOL_HOLIDAYS", "10-25/11-32"),
        ("NUDGE_MAXIMUM", "0"),
        ("BULK_RATE", "1000"),
        ("CHAT_RATE", "0"),
        ("INVITE_DAYS", "365"),
        ("UPLOAD_MEGABYTES", "50"),
        ("LOCAL_TELEGRAM_PORT", "80810"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refusal:
        load()
    said = str(refusal.value)
    assert name in said
    assert "\n" not in said
    assert ".env" in said


def test_a_wrong_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "almost-a-secret")
    with pytest.raises(WrongSetting) as refusal:
        load()
    assert "almost-a-secret" not in str(refusal.value)


def test_several_wrong_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setenv("INVITE_DAYS", "many")
    with pytest.raises(WrongSetting, match=r"LANGUAGE.*INVITE_DAYS|INVITE_DAYS.*LANGUAGE"):
        load()


def test_lists_are_written_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "1001; 1002, 1003")
    monkeypatch.setenv("NUDGE_DAYS", "1 5 10")
    monkeypatch.setenv("DAYS_OFF", "2027-02-22")
    settings = load()
    assert settings.admin_ids == {1001, 1002, 1003}
    assert settings.nudge_days == (10, 5, 1)
    assert settings.days_off == (date(2027, 2, 22),)


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert load() == Settings.model_construct()


def test_the_token_does_not_show_in_a_printout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:a-very-secret-part")
    assert "a-very-secret-part" not in repr(load())


def test_the_example_names_every_setting_with_its_default() -> None:
    explained = dict(EXAMPLE_LINE.findall(EXAMPLE.read_text(encoding="utf-8")))
    assert sorted(explained) == sorted(name.upper() for name in Settings.model_fields)
    shown = load(**{name.lower(): value for name, value in explained.items() if value})
    assert shown == Settings.model_construct()


def test_the_example_holds_no_value_that_is_in_force() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_the_example_as_an_env_file_changes_nothing(tmp_path: Path) -> None:
    in_force = EXAMPLE_LINE.sub(r"\1=\2", EXAMPLE.read_text(encoding="utf-8"))
    (tmp_path / ".env").write_text(in_force, encoding="utf-8")
    settings = load_settings(_env_file=tmp_path / ".env")
    assert settings == Settings.model_construct()
    assert settings.digest_time == time(9, 0)
