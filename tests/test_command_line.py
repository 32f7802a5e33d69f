"""Processes as they are started from a shell: what they print, how they end, what they log."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.sandbox import LocalTelegram
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "100200300:token-of-a-command-line-test"
PATIENCE = 60.0
END_SECONDS = 15.0


class Process:
    """A running `python -m bot`; lines are waited for, never slept for."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.errors: list[str] = []

    async def printed(self) -> str:
        """The next line on stdout."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        if not line:
            await self._rest_of_errors()
            raise AssertionError(f"ended without printing; stderr: {self.errors}")
        return line.decode().rstrip("\n")

    async def logged(self, event: str) -> dict[str, object]:
        """The next log line that tells of `event`."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := (await self._process.stderr.readline()).decode():
                self.errors.append(line.rstrip("\n"))
                if line.startswith("{") and (entry := json.loads(line))["event"] == event:
                    assert isinstance(entry, dict)
                    return entry
        raise AssertionError(f"{event} was not logged: {self.errors}")

    async def end(self, kind: signal.Signals | None = None) -> int:
        """Its exit code, after a signal or of its own accord."""
        if kind is not None:
            self._process.send_signal(kind)
        await asyncio.wait_for(self._rest_of_errors(), END_SECONDS if kind else PATIENCE)
        return await asyncio.wait_for(self._process.wait(), END_SECONDS)

    async def kill(self) -> None:
        """Whatever it is doing."""
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _rest_of_errors(self) -> None:
        assert self._process.stderr is not None
        rest = (await self._process.stderr.read()).decode()
        self.errors += rest.splitlines()


@asynccontextmanager
async def bot(folder: Path, *arguments: str, **environment: str) -> AsyncIterator[Process]:
    """`python -m bot …` in an empty folder with no settings but these."""
    names = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=2**20,
    )
    made = Process(process)
    try:
        yield made
    finally:
        await made.kill()


def get(address: str) -> tuple[int, str]:
    """Fetch a page."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.read().decode()


def address_in(line: str) -> str:
    """The address a line tells to open."""
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found is not None, line
    return found.group()


@pytest.mark.parametrize("command", [(), ("demo",)])
async def test_without_a_token_the_demo_starts_and_tells_where(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    token = {"BOT_TOKEN": TOKEN} if command == ("demo",) else {}
    async with bot(tmp_path, *command, LOCAL_TELEGRAM_PORT="0", **token) as process:
        address = address_in(await process.printed())
        status, page = await asyncio.to_thread(get, address)
        assert status == 200
        assert "<html" in page.lower()
        assert await process.end(signal.SIGTERM) == 0
    assert (tmp_path / "data" / "demo.sqlite3").exists()
    assert not (tmp_path / "data" / "bot.sqlite3").exists()
    assert "Traceback" not in "\n".join(process.errors)


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other_program:
        port = other_program.getsockname()[1]
        async with bot(tmp_path, LOCAL_TELEGRAM_PORT=str(port)) as process:
            assert await process.end() == 2
    assert len(process.errors) == 1
    assert process.errors[0].startswith(f"LOCAL_TELEGRAM_PORT: port {port} is taken")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"BOT_TOKEN": "rubbish"}, "BOT_TOKEN"),
        ({"BOT_TOKEN": "12 3:aaaaaaaaaaaa"}, "BOT_TOKEN"),
        ({"TIMEZONE": "Mars/Olympus"}, "TIMEZONE"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:///nothing.txt/bot.sqlite3"}, "DATABASE_URL"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:///nothing.txt"}, "DATABASE_URL"),
        (
            {"BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql+asyncpg://anna:pa55word@127.0.0.1:9/bot"},
            "DATABASE_URL",
        ),
        (
            {"BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql+asyncpg://anna:pa55word@host:port/bot"},
            "DATABASE_URL",
        ),
        ({"LOCAL_TELEGRAM_FILE": "nothing.txt/local.json"}, "LOCAL_TELEGRAM_FILE"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_code_two(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    (tmp_path / "nothing.txt").write_text("this is no database " * 100)
    async with bot(tmp_path, "run", **settings) as process:
        assert await process.end() == 2
    assert len(process.errors) == 1, process.errors
    assert said in process.errors[0]
    assert "pa55word" not in process.errors[0]


async def test_an_env_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("MUNICIPALITY=Комитет".encode("cp1251"))
    async with bot(tmp_path, PYTHONUTF8="1") as process:
        assert await process.end() == 2
    assert len(process.errors) == 1
    assert ".env" in process.errors[0]


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_newer_database_is_refused(tmp_path: Path, command: str) -> None:
    async with bot(tmp_path, "migrate") as process:
        assert "was: empty" in await process.printed()
        assert await process.end() == 0
    with sqlite3.connect(tmp_path / "data" / "bot.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    async with bot(tmp_path, command, BOT_TOKEN=TOKEN) as process:
        assert await process.end() == 2
    assert len(process.errors) == 1
    assert re.search(r"DATABASE_URL: .*9999.*newer version", process.errors[0])


@asynccontextmanager
async def telegram(token: str = TOKEN) -> AsyncIterator[LocalTelegram]:
    """A Bot API server of this test."""
    made = LocalTelegram(token, Clock(ZoneInfo("Europe/Moscow")))
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


async def test_a_refused_token_is_told(tmp_path: Path) -> None:
    async with (
        telegram("100200300:another-token") as server,
        bot(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.api_url) as process,
    ):
        assert await process.end() == 2
    assert len(process.errors) == 1
    assert process.errors[0].startswith("BOT_TOKEN: ")
    assert TOKEN not in process.errors[0]


async def test_telegram_that_cannot_be_reached_is_waited_for(tmp_path: Path) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    async with bot(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address) as process:
        told = await process.logged("telegram_unreachable")
        assert told["address"] == address
        assert "TELEGRAM_API_URL" in str(told["remedy"])
        server = LocalTelegram(TOKEN, Clock(ZoneInfo("Europe/Moscow")))
        await server.start(port=port)
        try:
            await process.logged("started")
            assert await process.end(signal.SIGTERM) == 0
        finally:
            await server.stop()


async def test_it_stops_while_it_waits_for_telegram(tmp_path: Path) -> None:
    async with bot(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9") as process:
        await process.logged("telegram_unreachable")
        assert await process.end(signal.SIGTERM) == 0


async def test_it_works_with_any_server_and_logs_nothing_of_what_was_said(tmp_path: Path) -> None:
    """Everything a person types, the token and the names stay out of the log, even at its most talkative."""
    secrets = ["Тайное слово", "+7 910 555-44-33", "112-233-445 95", "Пётр Личный", "тайна.docx"]
    async with (
        telegram() as server,
        bot(
            tmp_path,
            "run",
            BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=server.api_url,
            ADMIN_IDS="77",
            LOG_LEVEL="DEBUG",
        ) as process,
    ):
        await process.logged("started")
        person = server.person("Пётр Личный", user_id=77, username="petr_lichny")
        for act in (
            person.start(),
            person.say("Тайное слово <b>&"),
            person.say("+7 910 555-44-33, СНИЛС 112-233-445 95"),
            person.send_file("тайна.docx", b"no plan at all"),
            person.start("i" + "x" * 30),
        ):
            mark = person.mark
            await act
            await person.wait_message(mark, PATIENCE)
        assert (tmp_path / "data" / "heartbeat").exists()
        server.put_update("message", {"message_id": 1, "date": 1, "chat": {"id": 77, "type": "private"}}, 77)
        assert await process.end(signal.SIGTERM) == 0
    log = "\n".join(process.errors)
    for secret in (*secrets, TOKEN, TOKEN.partition(":")[2], "petr_lichny", "xxxxxxxxxx"):
        assert secret not in log, secret
    for line in process.errors:
        assert "event" in json.loads(line)


async def test_one_file_is_for_one_process(tmp_path: Path) -> None:
    async with telegram() as server:
        settings = {"BOT_TOKEN": TOKEN, "ADMIN_IDS": "77", "TELEGRAM_API_URL": server.api_url}
        async with bot(tmp_path, "run", **settings) as process:
            await process.logged("started")
            async with bot(tmp_path, "run", **settings) as second:
                assert await second.end() == 2
                assert second.errors[-1].startswith("DATABASE_URL: another process is at work on bot.sqlite3")
            assert await process.end(signal.SIGTERM) == 0
        async with bot(tmp_path, "run", **settings) as third:
            await third.logged("started")
            assert await third.end(signal.SIGTERM) == 0
