"""What a backup holds is what comes back: on both databases, while people write, and never half."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.clock import Clock
from bot.models import Database, OrganisationKind, OutboxMessage, Peer, Person, Role, schema
from bot.operations import backup as backup_module
from bot.operations.backup import Backup, back_up
from bot.operations.backup_file import check
from bot.operations.heartbeat import REMIND, beat
from bot.operations.refusal import Refused
from bot.operations.restore import restore
from bot.operations.rows import Sum, sums_of
from bot.sandbox import Visitor
from tests.city import City, city
from tests.databases import POSTGRESQL, SQLITE, empty_database
from tests.test_command_line import bot

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"


class Town(City):
    """One school, in the middle of a report."""

    coordinator: Visitor


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A school with a coordinator who got the first digest and answered; a file, JSON, days, moments."""
    async with city(tmp_path, start=datetime(2027, 1, 15, 20, 30)) as c:
        await c.administrator.start()
        school = await c.organisation("Школа № 1 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Координатор", Role.COORDINATOR, school)
        await c.activate(SMALL_PLAN)
        await c.morning(datetime(2027, 1, 18).date())
        await c.press(coordinator, "2.1.1 · 1 февр")
        await c.press(coordinator, "Готово")
        c.__class__ = Town
        assert isinstance(c, Town)
        c.coordinator = coordinator
        yield c


@asynccontextmanager
async def another(folder: Path, kind: str) -> AsyncIterator[Database]:
    """An empty database to restore into."""
    folder.mkdir()
    async with empty_database(folder, kind) as address:
        made = Database(address)
        yield made
        await made.close()


async def sums(database: Database) -> dict[str, Sum]:
    """A digest of all rows of each table."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(sums_of)


async def tables(database: Database) -> set[str]:
    """What there is."""
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync)))


def rewritten(path: Path, change: Callable[[list[bytes]], Sequence[bytes]]) -> Path:
    """The backup with its lines changed, as valid a gzip file as before."""
    made = path.with_name("changed.jsonl.gz")
    made.write_bytes(gzip.compress(b"".join(change(gzip.decompress(path.read_bytes()).splitlines(True)))))
    return made


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_story_goes_on_in_the_restored_database(town: Town, tmp_path: Path, kind: str) -> None:
    made = await back_up(town.app.db, town.clock, tmp_path / "copies")
    assert made.path.stat().st_mode & 0o077 == 0, "it holds personal data"
    before = await sums(town.app.db)
    async with another(tmp_path / "other", kind) as target:
        contents = await restore(target, made.path, replace=False)
        assert await sums(target) == before
        assert contents.rows == sum(each.rows for each in before.values()) > 50
        assert all(before[name].rows for name in ("plans", "assignments", "outbox_messages", "form_states"))
        again = await back_up(target, town.clock, tmp_path / "again.gz")
        assert again.contents.sums == before
        await town.app.stop()
        town.settings = town.settings.model_copy(
            update={"database_url": target.url.render_as_string(hide_password=False)}
        )
        await town.kill()  # the product starts over the restored rows
        await town.organisation("Школа № 2 (демо)", OrganisationKind.SCHOOL)
        await town.say(town.coordinator, "Классов: 4")
        assert "Отправлено контролёру" in town.coordinator.last.text
        await town.app.stop()


async def _move_in(
    database: Database, moved: list[int], settled_in: asyncio.Event, stop: asyncio.Event
) -> None:
    """A person and their peer, always in one transaction."""
    while not stop.is_set():
        async with database.transaction() as session:
            person = Person(language="ru", created_at=datetime(2027, 1, 1, tzinfo=UTC))
            session.add(person)
            await session.flush()
            number = 1_000_000 + person.id
            session.add(Peer(person_id=person.id, messenger="telegram", user_id=number, chat_id=number))
        moved.append(person.id)
        if len(moved) == 20:
            settled_in.set()


async def test_a_backup_is_one_moment_though_people_write_all_the_time(town: Town, tmp_path: Path) -> None:
    moved: list[int] = []
    settled_in, stop = asyncio.Event(), asyncio.Event()
    writer = asyncio.create_task(_move_in(town.app.db, moved, settled_in, stop))
    await asyncio.wait_for(settled_in.wait(), 30)
    at_the_start = len(moved)
    made = await back_up(town.app.db, town.clock, tmp_path / "copies")
    at_the_end = len(moved)
    stop.set()
    await writer
    assert at_the_end > at_the_start, "nobody waited for the backup"
    held = made.contents.sums
    assert held["people"].rows == held["peers"].rows >= at_the_start
    async with town.app.db.reading() as session:
        now = await session.scalar(select(func.count()).select_from(Person))
    assert now is not None
    assert now > held["people"].rows


async def test_a_damaged_backup_is_refused_and_nothing_is_changed(town: Town, tmp_path: Path) -> None:
    path = (await back_up(town.app.db, town.clock, tmp_path / "copies")).path
    whole = path.read_bytes()
    damages = {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:400] + bytes([whole[400] ^ 0xFF]) + whole[401:],
        "other": b"this is no backup at all",
        "nothing": b"",
        "other gzip": gzip.compress(b"[1,2]\n"),
    }
    broken = [path.with_name(f"{name}.gz") for name in damages]
    for each, content in zip(broken, damages.values(), strict=True):
        each.write_bytes(content)
    broken.append(rewritten(path, lambda lines: [each.replace("Школа № 1".encode(), b"?") for each in lines]))
    async with another(tmp_path / "other", SQLITE) as target:
        for each in broken:
            with pytest.raises(Refused, match="damaged, or no backup"):
                await restore(target, each, replace=False)
        for change in (lambda lines: lines[:-1], lambda lines: [lines[0], *lines[4:]]):
            with pytest.raises(Refused, match="damaged, or no backup"):
                await restore(target, rewritten(path, change), replace=False)
        assert await tables(target) == set()


async def test_a_backup_of_a_newer_version_is_refused(town: Town, tmp_path: Path) -> None:
    path = (await back_up(town.app.db, town.clock, tmp_path / "copies")).path

    def from_the_future(lines: list[bytes]) -> list[bytes]:
        return [json.dumps(json.loads(lines[0]) | {"schema": "9999"}).encode() + b"\n", *lines[1:]]

    async with another(tmp_path / "other", SQLITE) as target:
        with pytest.raises(Refused, match="9999 is newer"):
            await restore(target, rewritten(path, from_the_future), replace=False)
        assert await tables(target) == set()


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_a_backup_of_an_older_schema_is_brought_up(town: Town, tmp_path: Path, kind: str) -> None:
    await schema.downgrade(town.app.db, "0001")
    made = await back_up(town.app.db, town.clock, tmp_path / "copies")
    assert made.contents.schema == "0001"
    async with another(tmp_path / "other", kind) as target:
        await restore(target, made.path, replace=False)
        before, after = await schema.upgrade(target)
        assert before == after == schema.revisions()[0]
        async with target.reading() as session:
            assert await session.scalar(select(func.count()).select_from(OutboxMessage))


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_what_is_there_is_thrown_away_only_when_asked_and_when_nobody_works(
    town: Town, tmp_path: Path, kind: str
) -> None:
    path = (await back_up(town.app.db, town.clock, tmp_path / "copies")).path
    async with another(tmp_path / "other", kind) as target:
        await restore(target, path, replace=False)
        async with target.transaction() as session:
            session.add(Person(language="en", created_at=datetime(2027, 1, 1, tzinfo=UTC)))
        before = await sums(target)
        with pytest.raises(Refused, match="not empty"):
            await restore(target, path, replace=False)
        await beat(target, town.clock, REMIND)
        with pytest.raises(Refused, match="stop it"):
            await restore(target, path, town.clock, replace=True)
        assert await sums(target) == before
        town.clock.freeze(datetime(2027, 1, 18, 10, 0))
        await restore(target, path, town.clock, replace=True)
        assert await sums(target) == check(path).sums != before


async def test_a_restore_that_fails_half_way_leaves_what_was_there(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = (await back_up(town.app.db, town.clock, tmp_path / "copies")).path
    before = await sums(town.app.db)
    monkeypatch.setattr("bot.operations.restore.sums_of", lambda connection: {})
    with pytest.raises(Refused, match="not what the backup holds"):
        await restore(town.app.db, path, replace=True)
    assert await sums(town.app.db) == before


async def test_a_backup_that_cannot_be_restored_never_gets_its_name(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise Refused("no")

    monkeypatch.setattr(backup_module, "restore", refuse)
    with pytest.raises(Refused):
        await back_up(town.app.db, town.clock, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


async def test_old_backups_go_and_other_files_stay(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "copies"

    async def at(hour: int) -> Backup:
        town.clock.freeze(datetime(2027, 1, 18, hour, 0))
        return await back_up(town.app.db, town.clock, folder, keep=2)

    first = await at(9)
    (folder / "notes.txt").write_text("mine")
    second, third = await at(10), await at(11)
    assert (second.removed, third.removed) == (0, 1)
    assert {each.name for each in folder.iterdir()} == {second.path.name, third.path.name, "notes.txt"}
    assert first.path.name == "target-route-20270118-060000Z.jsonl.gz"
    with pytest.raises(Refused, match="there already"):
        await at(11)


async def test_the_commands(tmp_path: Path) -> None:
    async with bot(tmp_path, "backup") as process:
        assert await process.end() == 1
    assert "there is no bot.sqlite3 yet" in process.errors[0]
    assert not (tmp_path / "data" / "bot.sqlite3").exists()
    async with bot(tmp_path, "migrate") as process:
        assert await process.end() == 0
    source = Database(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bot.sqlite3'}")
    async with source.transaction() as session:
        session.add(Person(language="en", created_at=datetime(2027, 1, 1, tzinfo=UTC)))
    await source.close()
    async with bot(tmp_path, "backup", "one.gz") as process:
        said = await process.printed()
        assert await process.end() == 0, process.errors
    assert "1 rows" in said
    async with bot(tmp_path, "backup", "one.gz") as process:
        assert await process.end() == 1
    assert "there already" in process.errors[0]
    for arguments, code in (
        (("one.gz",), 1),
        (("one.gz", "--replace"), 1),
        (("one.gz", "--replace", "--yes"), 0),
    ):
        async with bot(tmp_path, "restore", *arguments) as process:
            assert await process.end() == code, (arguments, process.errors)


async def test_a_foreign_database_is_never_touched(town: Town, tmp_path: Path) -> None:
    path = (await back_up(town.app.db, town.clock, tmp_path / "copies")).path
    async with another(tmp_path / "other", SQLITE) as target:
        async with target.transaction() as session:
            await session.execute(text("CREATE TABLE cash_book (id INTEGER)"))
        with pytest.raises(Refused, match="another program"):
            await restore(target, path, replace=True)
        with pytest.raises(Refused, match="another program"):
            await back_up(target, Clock(town.clock.zone), tmp_path / "copies")
        assert await tables(target) == {"cash_book"}
