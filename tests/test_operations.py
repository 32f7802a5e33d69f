"""The doctor finds what is wrong, the health endpoint says so to machines, the metrics count."""

import asyncio
import json
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from bot.clock import Clock
from bot.messenger.pace import Pace
from bot.models import (
    Database,
    InboxUpdate,
    MessageState,
    OrganisationKind,
    OutboxMessage,
    Peer,
    Role,
    Unreachable,
    UpdateState,
    schema,
)
from bot.operations import health as health_module
from bot.operations import probe
from bot.operations.checks import PARKED_MANY, Check, State
from bot.operations.doctor import examine
from bot.operations.health import answering
from bot.operations.heartbeat import CONFLICT, DELIVER, REMIND, Pulse, beat
from bot.operations.metrics import Metrics
from bot.settings import load_settings
from tests.city import ADMINISTRATOR_ID, TOKEN, City, city
from tests.databases import POSTGRESQL, SQLITE, empty_database
from tests.test_command_line import PATIENCE, bot, telegram

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"
MORNING = datetime(2027, 1, 18, 9, 0)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """An administrator, and a coordinator who is nudged on the morning that has come."""
    async with city(tmp_path, start=datetime(2027, 1, 15, 20, 30)) as c:
        await c.administrator.start()
        school = await c.organisation("Школа № 1 (демо)", OrganisationKind.SCHOOL)
        await c.join("Координатор", Role.COORDINATOR, school)
        await c.activate(SMALL_PLAN)
        await c.morning(MORNING.date())
        await work(c)
        yield c


async def work(c: City) -> None:
    """The ticks as the scheduler runs them, without waiting for it."""
    pulse = Pulse(c.app.db, c.clock, c.app.metrics)
    await pulse.of(REMIND, c.app.services.reminders.tick)()
    await pulse.of(DELIVER, c.app.sender.deliver)()


async def park(c: City, count: int) -> None:
    """Updates that were given up."""
    async with c.app.db.transaction() as session:
        for number in range(count):
            session.add(
                InboxUpdate(
                    update_id=9_000_000 + number,
                    chat_key=0,
                    payload="",
                    state=UpdateState.PARKED,
                    attempts=3,
                    received_at=c.clock.now(),
                )
            )


async def examined(c: City, **changes: object) -> dict[str, Check]:
    """What the doctor says of the city's settings, changed as told."""
    values = {"bot_token": TOKEN, "telegram_api_url": c.telegram.api_url, **changes}
    settings = load_settings(**(c.settings.model_dump() | values), _env_file=None)
    return {each.name: each for each in await examine(settings, c.clock)}


def unwell(checks: dict[str, Check]) -> set[str]:
    """The names of what is not well; the city's clock stands in another year than Telegram's server."""
    return {name for name, each in checks.items() if each.state is not State.OK} - {"telegram clock"}


async def test_a_working_town_is_well(town: City) -> None:
    checks = await examined(town)
    assert unwell(checks) - {"database clock"} == set(), checks
    town.clock.freeze(datetime(2027, 12, 1, 10, 0))
    calendar = (await examined(town))["calendar"]
    assert (calendar.state, "2028" in calendar.said) == (State.WARN, True)
    assert {
        "settings",
        "database",
        "writing",
        "disk",
        "ticks",
        "outbox",
        "inbox",
        "telegram",
    } <= checks.keys()


async def test_the_doctor_sees_that_the_ticks_have_stopped(town: City) -> None:
    town.clock.freeze(MORNING + timedelta(minutes=2))
    assert (await examined(town))["ticks"].state is State.WARN
    town.clock.freeze(MORNING + timedelta(minutes=10))
    ticks = (await examined(town))["ticks"]
    assert ticks.state is State.FAIL
    assert "10 min" in ticks.said
    assert ticks.remedy
    await work(town)
    assert (await examined(town))["ticks"].state is State.OK


async def test_the_doctor_sees_messages_that_do_not_go(town: City) -> None:
    async with town.app.db.transaction() as session:
        await session.execute(
            update(OutboxMessage).values(
                state=MessageState.PENDING, sent_at=None, not_before=MORNING.astimezone()
            )
        )
    town.clock.freeze(MORNING + timedelta(hours=20))
    late = (await examined(town))["outbox"]
    assert late.state is State.FAIL
    await beat(town.app.db, town.clock, DELIVER)
    assert (await examined(town))["outbox"].state is State.WARN, "slow, but it goes on"
    await work(town)
    assert (await examined(town))["outbox"].state is State.OK


async def test_the_doctor_sees_what_was_given_up_and_what_is_in_doubt(town: City) -> None:
    await park(town, 1)
    assert (await examined(town))["parked"].state is State.WARN
    async with town.app.db.transaction() as session:
        await session.execute(text("DELETE FROM inbox_updates"))
        await session.execute(
            update(OutboxMessage).where(OutboxMessage.notice == "digest").values(state=MessageState.UNCERTAIN)
        )
        await session.execute(update(Peer).values(unreachable=Unreachable.BLOCKED))
    await park(town, PARKED_MANY)
    await beat(town.app.db, town.clock, CONFLICT)
    checks = await examined(town)
    assert checks["parked"].state is checks["poller"].state is State.FAIL
    assert checks["messages"].state is checks["people"].state is State.WARN
    assert checks["administrators"].state is State.FAIL


async def test_the_doctor_sees_an_administrator_who_never_came(town: City) -> None:
    assert (await examined(town))["administrators"].state is State.OK
    some = (await examined(town, admin_ids=f"{ADMINISTRATOR_ID},77"))["administrators"]
    assert (some.state, "1 never came" in some.said) == (State.WARN, True)
    assert (await examined(town, admin_ids="77"))["administrators"].state is State.FAIL
    nobody = await examined(town, admin_ids="")
    assert nobody["settings"].state is nobody["administrators"].state is State.FAIL


async def test_the_doctor_sees_a_wrong_token_a_webhook_and_a_telegram_that_is_away(town: City) -> None:
    wrong = "100200300:of-another-bot-altogether"
    checks = await examined(town, bot_token=wrong)
    assert checks["telegram"].state is State.FAIL
    assert "BOT_TOKEN" in checks["telegram"].said
    away = (await examined(town, telegram_api_url="http://127.0.0.1:9"))["telegram"]
    assert away.state is State.FAIL
    await town.app.bot.set_webhook("http://127.0.0.1:9/hook")
    hooked = await examined(town)
    assert hooked["updates"].state is State.WARN
    said = repr([*checks.values(), away, *hooked.values()])
    assert "of-another-bot" not in said
    assert TOKEN not in said


async def test_the_doctor_sees_clocks_that_differ(town: City) -> None:
    assert (await examined(town))["telegram clock"].state is State.FAIL, "the city lives in 2027"
    real = Clock(town.clock.zone)
    values = {"bot_token": TOKEN, "telegram_api_url": town.telegram.api_url}
    settings = load_settings(**(town.settings.model_dump() | values), _env_file=None)
    checks = {each.name: each for each in await examine(settings, real)}
    assert checks["telegram clock"].state is checks["database clock"].state is State.OK


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_the_doctor_sees_an_old_schema_and_a_missing_database(
    town: City, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "other").mkdir()
    async with empty_database(tmp_path / "other", kind) as address:
        if kind == SQLITE:
            assert (await examined(town, database_url=address))["database"].state is State.FAIL
            assert not (tmp_path / "other" / "bot.sqlite3").exists(), "looking must not make one"
        database = Database(address)
        await schema.upgrade(database)
        await schema.downgrade(database, "0001")
        old = (await examined(town, database_url=address))["database"]
        assert (old.state, old.remedy) == (State.FAIL, "python -m bot migrate")
        await schema.upgrade(database)
        await database.close()
        checks = await examined(town, database_url=address)
        assert checks["writing"].state is State.OK
        assert checks["ticks"].state is State.FAIL, "nobody has ticked there"


async def test_the_command_ends_with_one_where_something_is_wrong(tmp_path: Path) -> None:
    async with bot(tmp_path, "migrate") as process:
        assert await process.end() == 0
    async with telegram("100200300:another-token") as server:
        settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.api_url, "ADMIN_IDS": "77"}
        async with bot(tmp_path, "doctor", "--json", **settings) as process:
            lines: list[str] = []
            while not lines or lines[-1] != "}":
                lines.append(await process.printed())
            assert await process.end() == 1
    said = "\n".join(lines)
    found = {each["name"]: each["state"] for each in json.loads(said)["checks"]}
    assert found["database"] == "ok"
    assert found["telegram"] == found["ticks"] == found["administrators"] == "fail"
    assert TOKEN not in said + "".join(process.errors)
    async with bot(tmp_path, "doctor", TIMEZONE="Mars/Olympus") as process:
        assert (await process.printed()).startswith("FAIL  settings")
        assert await process.end() == 1


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe_socket:
        probe_socket.bind(("127.0.0.1", 0))
        port: int = probe_socket.getsockname()[1]
        return port


async def fetch(port: int, page: str = "health") -> tuple[int, str]:
    """What the endpoint answers."""

    def get() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    return await asyncio.to_thread(get)


@asynccontextmanager
async def endpoint(c: City) -> AsyncIterator[int]:
    """The city's endpoint."""
    port = free_port()
    async with answering(
        c.settings.model_copy(update={"health_port": port}), c.app.db, c.clock, c.app.metrics
    ):
        yield port


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_module, "FRESH", 0.0)
    monkeypatch.setattr(health_module, "GRACE", 0.0)


@pytest.mark.usefixtures("_at_once")
async def test_health_flips_when_the_work_stops_and_back_when_it_goes_on(
    town: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with endpoint(town) as port:
        monkeypatch.setenv("HEALTH_PORT", str(port))
        status, page = await fetch(port)
        assert (status, json.loads(page)["status"]) == (200, "ok")
        assert await asyncio.to_thread(probe.is_well)
        town.clock.freeze(MORNING + timedelta(minutes=10))
        status, page = await fetch(port)
        assert (status, json.loads(page)["checks"]["ticks"]) == (503, "fail")
        assert not await asyncio.to_thread(probe.is_well)
        await work(town)
        assert (await fetch(port))[0] == 200
        await park(town, PARKED_MANY)
        status, page = await fetch(port)
        assert (status, json.loads(page)["checks"]["parked"]) == (503, "fail")


@pytest.mark.usefixtures("_at_once")
async def test_health_fails_without_a_database_and_metrics_still_answer(town: City) -> None:
    async with endpoint(town) as port:
        assert "target_route_database_up 1.0" in (await fetch(port, "metrics"))[1]
        async with town.app.db.transaction() as session:
            await session.execute(text("DROP TABLE nudges"))
            await session.execute(text("DROP TABLE announcement_copies"))
            await session.execute(text("DROP TABLE outbox_messages"))
        status, page = await fetch(port)
        assert (status, json.loads(page)) == (503, {"status": "fail", "checks": {"database": "fail"}})
        page = (await fetch(port, "metrics"))[1]
    assert "target_route_database_up 0.0" in page
    assert value(page, "database_errors_total") >= 1


async def test_a_process_that_has_just_started_is_given_time_to_tick(town: City) -> None:
    town.clock.freeze(MORNING + timedelta(minutes=10))
    async with endpoint(town) as port:
        status, page = await fetch(port)
    assert (status, json.loads(page)["checks"]["ticks"]) == (200, "warn")


def value(page: str, name: str, label: str = "") -> float:
    """A number of the metrics page, the sum where there are several."""
    found = re.findall(rf"^target_route_{name}(?:{{[^}}]*{label}[^}}]*}})? (\S+)$", page, re.MULTILINE)
    assert found, f"{name} {label} is missing:\n{page}"
    return sum(float(each) for each in found)


@pytest.mark.usefixtures("_at_once")
async def test_the_metrics_count_what_was_done(town: City) -> None:
    async with endpoint(town) as port:
        before = (await fetch(port, "metrics"))[1]
        assert value(before, "messages_delivered_total") >= 1
        await town.say(town.administrator, "привет")
        town.telegram.put_update("message", {"message_id": "not a number"}, 0)
        await town.settle()
        town.clock.freeze(MORNING + timedelta(days=7, minutes=3))
        town.app.sender._pace = Pace(None, None)
        await work(town)
        after = (await fetch(port, "metrics"))[1]

    def grown(name: str, label: str = "") -> float:
        return value(after, name, label) - value(before, name, label)

    assert grown("updates_stored_total") == 2
    assert grown("updates_handled_total", 'outcome="done"') == 1
    assert grown("updates_handled_total", 'outcome="failed"') == 3
    assert grown("update_handling_seconds_count") == 4
    assert grown("updates_parked_total") == grown("inbox_updates", 'state="parked"') == 1
    assert grown("digests_written_total") == 1
    assert grown("messages_delivered_total") == grown("delivery_lag_seconds_count") == 2
    assert grown("tick_seconds_count", 'tick="remind"') == 1
    assert value(after, "outbox_messages", 'state="pending"') == 0
    assert value(after, "seconds_since_tick", 'tick="remind"') == 0
    assert "process_resident_memory_bytes" in after
    assert "привет" not in after


async def test_two_products_in_one_process_count_apart_and_a_failing_tick_leaves_no_sign(town: City) -> None:
    other = Metrics()
    pulse = Pulse(town.app.db, town.clock, other)

    async def fail() -> None:
        raise OSError("gone")

    town.clock.freeze(MORNING + timedelta(hours=1))
    with pytest.raises(OSError, match="gone"):
        await pulse.of(REMIND, fail)()
    assert value(other.text({}).decode(), "ticks_failed_total") == 1
    assert "ticks_failed_total{" not in town.app.metrics.text({}).decode()
    assert (await examined(town))["ticks"].state is State.FAIL


async def test_a_running_bot_answers_and_a_taken_port_is_told(tmp_path: Path) -> None:
    port = free_port()
    async with telegram() as server:
        settings = {"BOT_TOKEN": "100200300:token-of-a-command-line-test", "ADMIN_IDS": "77"}
        settings |= {"TELEGRAM_API_URL": server.api_url, "HEALTH_PORT": str(port)}
        async with bot(tmp_path, "run", **settings) as process:
            await process.logged("started")
            person = server.person("Пётр Личный", user_id=77)
            mark = person.mark
            await person.start()
            await person.wait_message(mark, PATIENCE)
            status, page = await fetch(port)
            assert status == 200, page
            page = (await fetch(port, "metrics"))[1]
            assert value(page, "updates_stored_total") == 1
            assert "77" not in (await fetch(port))[1]
            elsewhere = tmp_path / "elsewhere"
            elsewhere.mkdir()
            async with bot(elsewhere, "run", **settings) as second:
                assert await second.end() == 2
                assert second.errors[-1].startswith(f"HEALTH_PORT: port {port} is taken")
            assert await process.end(signal.SIGTERM) == 0


def test_the_probe_looks_at_the_loop_where_no_endpoint_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for port in ("", "0", str(free_port())):
        monkeypatch.setenv("HEALTH_PORT", port)
        probe.HEARTBEAT.unlink(missing_ok=True)
        assert not probe.is_well()
        probe.HEARTBEAT.parent.mkdir(exist_ok=True)
        probe.HEARTBEAT.touch()
        assert probe.is_well()
