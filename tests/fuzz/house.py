"""The product's services over a database of their own, without a messenger: fast enough for many lives."""

import asyncio
import io
import tempfile
from collections.abc import Coroutine
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import docx
from sqlalchemy import select, update

from bot.clock import Clock
from bot.models import Assignment, Database, MessageState, Occurrence, OutboxMessage, Peer, Role, schema
from bot.services.actor import Actor
from bot.services.assignments import Assignments
from bot.services.control import Control
from bot.services.cycle_plan import CyclePlan
from bot.services.executors import Target
from bot.services.organisations import Organisations
from bot.services.people import People
from bot.services.reminders import DIGEST, Reminders
from bot.settings import Settings

T = TypeVar("T")
ADMINISTRATOR = 900_000_001
FIRST_DAY = date(2027, 6, 8)
YEAR = 2027
MORNING, DAYTIME = time(9, 0), time(10, 0)
ITEMS = (
    ("1.1", "Сдать первый отчёт", "до 1 июля"),
    ("1.2", "Сдать второй отчёт", "до 15 июля"),
    ("1.3", "Провести неделю", "с 1 августа по 20 августа"),
)


class House:
    """One municipality; every call runs to its end on a loop of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "bot.sqlite3"
        self.file.write_bytes(_empty())
        self.clock = Clock(ZoneInfo("Europe/Moscow"))
        self.stand(FIRST_DAY)
        self.settings = Settings(
            database_url=f"sqlite+aiosqlite:///{self.file}",
            admin_ids=frozenset({ADMINISTRATOR}),
            _env_file=None,  # type: ignore[call-arg] # pydantic-settings takes it
        )
        self.open()

    def open(self) -> None:
        """A process begins to work over the database that is there."""
        self.db = Database(self.settings.database_url)
        parts = (self.db, self.clock, self.settings)
        self.people, self.organisations = People(*parts), Organisations(*parts)
        self.plans, self.assignments = CyclePlan(*parts), Assignments(*parts)
        self.control, self.reminders = Control(*parts), Reminders(*parts)

    def kill(self) -> None:
        """The process is gone; another one opens the same database."""
        self.run(self.db.close())
        self.open()

    def close(self) -> None:
        """Leave nothing behind."""
        self.run(self.db.close())
        self.loop.close()
        self.folder.cleanup()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it now."""
        return self.loop.run_until_complete(work)

    def stand(self, day: date, at: time = DAYTIME) -> None:
        """It is this moment."""
        self.clock.freeze(datetime.combine(day, at))

    def actor(self, user_id: int = ADMINISTRATOR) -> Actor:
        """A person, as services know them."""
        found = self.run(self.people.actor(user_id, user_id))
        assert found is not None
        return found

    def begin(self) -> None:
        """The plan is at work."""
        self.run(self.organisations.ensure_built_in())
        boss = self.actor()
        plan_id = self.run(self.plans.import_plan(boss, "план.docx", _plan()))
        while (unknown := self.run(self.organisations.next_unresolved(plan_id))) is not None:
            self.run(self.plans.explain_executor(boss, plan_id, unknown.executor_id, Target(None, None)))
        self.run(self.plans.activate(boss, plan_id, YEAR))

    def join(self, user_id: int, role: Role, school: int | None) -> tuple[int, int]:
        """Somebody comes in by an invite; the numbers of the person and of the membership."""
        boss = self.actor()
        invite = self.run(self.people.invite(boss, role, school))
        self.run(self.people.accept_invite(user_id, user_id, "ru", invite.token))
        person = self.actor(user_id).person_id
        rows = [row for row in self.run(self.people.members(boss)) if row.person_id == person]
        return person, rows[0].membership_id

    def all_assignments(self) -> list[tuple[Assignment, Occurrence]]:
        """What the database holds."""
        return self.run(self._assignments())

    def digests(self, day: date) -> dict[int, dict[str, Any]]:
        """The digests of a morning by person."""
        return self.run(self._digests(day))

    def unsent_digests(self) -> list[tuple[int, dict[str, Any]]]:
        """(person, content) of everything that is about to be sent, also of earlier mornings."""
        return self.run(self._unsent())

    def send_everything(self) -> list[int]:
        """As the sender would: all that may go now is gone; returns to whom digests went."""
        return self.run(self._send())

    async def _assignments(self) -> list[tuple[Assignment, Occurrence]]:
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Assignment, Occurrence).join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            )
            return [(assignment, occurrence) for assignment, occurrence in rows]

    async def _digests(self, day: date) -> dict[int, dict[str, Any]]:
        async with self.db.reading() as session:
            rows = await session.scalars(
                select(OutboxMessage).where(OutboxMessage.key.startswith(f"{DIGEST}:{day}:"))
            )
            return {int(row.key.rpartition(":")[2]): row.arguments for row in rows}

    async def _unsent(self) -> list[tuple[int, dict[str, Any]]]:
        async with self.db.reading() as session:
            rows = await session.scalars(
                select(OutboxMessage).where(
                    OutboxMessage.notice == DIGEST, OutboxMessage.state == MessageState.PENDING
                )
            )
            return [(int(row.key.rpartition(":")[2]), row.arguments) for row in rows]

    async def _send(self) -> list[int]:
        async with self.db.transaction() as session:
            waiting = (
                OutboxMessage.state == MessageState.PENDING,
                OutboxMessage.not_before <= self.clock.now(),
            )
            digests = await session.scalars(
                select(Peer.person_id)
                .join(OutboxMessage, OutboxMessage.peer_id == Peer.id)
                .where(OutboxMessage.notice == DIGEST, *waiting)
            )
            found = list(digests)
            await session.execute(
                update(OutboxMessage)
                .where(*waiting)
                .values(state=MessageState.SENT, sent_at=self.clock.now())
            )
            return found


@cache
def _empty() -> bytes:
    """An empty database with all its tables, made once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite3"

        async def make() -> None:
            database = Database(f"sqlite+aiosqlite:///{file}")
            await schema.upgrade(database)
            await database.close()

        asyncio.run(make())
        return file.read_bytes()


@cache
def _plan() -> bytes:
    document = docx.Document()
    document.add_paragraph("План мероприятий (циклограмма) для проверки")
    table = document.add_table(rows=0, cols=5)
    heads = ("№ п/п", "Мероприятие", "Срок исполнения", "Ответственные исполнители", "Ожидаемый результат")
    whom = "Общеобразовательные организации"
    lines = [heads, ("1.", "Раздел", "", "", ""), *((*item, whom, "отчёт") for item in ITEMS)]
    for line in lines:
        for cell, value in zip(table.add_row().cells, line, strict=True):
            cell.text = value
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
