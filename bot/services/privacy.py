"""A person's own data: everything shown, everything erased, topics silenced."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Base,
    Database,
    Guardian,
    Mute,
    Student,
    Topic,
)
from bot.services.accounts import forget_account, forget_if_unknown
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.erasure import erase_student, erase_traces, references
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Words

ERASED = "erased"
LABELLED = (
    "students",
    "consents",
    "guardians",
    "people",
    "peers",
    "memberships",
    "questions",
    "question_messages",
    "consultations",
    "student_changes",
    "family_codes",
    "quiz_results",
    "contest_entries",
    "contest_watches",
    "mutes",
    "outbox_messages",
    "audit_entries",
)
"""Tables with a name of their own in the readable file (`data-<table>`); others are named as they are."""
_SECRET = frozenset({"token_digest", "door_secret", "sealed"})

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Silence:
    """What a person does not want to hear of."""

    muted: frozenset[Topic]
    staff: bool
    family: bool


@dataclass(frozen=True)
class Privacy:
    """Use cases of /mydata, /forget, /stop."""

    db: Database
    clock: Clock
    settings: Settings

    async def data(self, actor: Actor) -> Rows:
        """Every row that is about the person, by table."""
        async with self.db.reading() as session:
            return await self._rows(session, actor.person_id)

    async def files(self, actor: Actor, words: Words) -> tuple[File, File]:
        """The same as a text to read and as JSON."""
        rows = await self.data(actor)
        day = self.clock.today().isoformat()
        text = readable(rows, self.clock.today(), words).replace("\n", "\r\n")
        packed = json.dumps(rows, ensure_ascii=False, indent=1)
        return (
            File(words.label("data-file", day=day) + ".txt", text.encode("utf-8-sig")),
            File(words.label("data-file", day=day) + ".json", packed.encode()),
        )

    async def forget(self, actor: Actor) -> bool:
        """Erase the person as a pupil and parent; returns whether they stay known as staff.

        Parents of an erased pupil lose the link and are told; a pupil whose parent is erased waits for a
        parent again and is told.
        """
        now = self.clock.now()
        staff = any(role.is_staff for role in actor.roles)
        async with self.db.transaction() as session:
            own = await session.scalars(select(Student).where(Student.person_id == actor.person_id))
            for student in own.all():
                parents = await erase_student(session, now, student)
                await self._tell(session, now, parents, "child", f"erased-child:{student.id}")
            children = await session.scalars(
                select(Student)
                .join(Guardian, Guardian.student_id == Student.id)
                .where(Guardian.person_id == actor.person_id, Guardian.ended_at.is_(None))
            )
            left = children.all()
            await erase_traces(session, now, actor.person_id)
            agreed = await standing(session, left)
            for child in left:
                if child.person_id is not None and agreed[child.id].waits_for_parent:
                    key = f"erased-parent:{child.id}:{now.timestamp():.0f}"
                    await self._tell(session, now, [child.person_id], "parent", key)
            note(session, now, None, "forgotten", "person", 0)
            if not staff:
                await forget_account(session, actor.person_id)
                await forget_if_unknown(session, actor.person_id)
        return staff

    async def silence(self, actor: Actor) -> Silence:
        """What is muted."""
        async with self.db.reading() as session:
            return await self._silence(session, actor)

    async def toggle(self, actor: Actor, topic: Topic) -> Silence:
        """Mute a topic, or hear of it again."""
        async with self.db.transaction() as session:
            muted = await session.get(Mute, (actor.person_id, topic))
            if muted is None:
                session.add(Mute(person_id=actor.person_id, topic=topic, since=self.clock.now()))
            else:
                await session.delete(muted)
            await session.flush()
            return await self._silence(session, actor)

    async def _silence(self, session: AsyncSession, actor: Actor) -> Silence:
        muted = await session.scalars(select(Mute.topic).where(Mute.person_id == actor.person_id))
        return Silence(
            frozenset(muted),
            staff=any(role.is_staff for role in actor.roles),
            family=any(not role.is_staff for role in actor.roles),
        )

    async def _tell(
        self, session: AsyncSession, now: datetime, people: list[int], who: str, key: str
    ) -> None:
        calendar = await working_calendar(session, self.settings)
        moment = next_moment_to_speak(now, calendar, self.settings)
        await enqueue(session, people, key, ERASED, {"who": who}, not_before=moment)

    async def _rows(self, session: AsyncSession, person_id: int) -> Rows:
        tables = Base.metadata.tables
        people, students, peers = tables["people"], tables["students"], tables["peers"]
        mine = select(students.c.id).where(students.c.person_id == person_id)
        children = select(tables["guardians"].c.student_id).where(
            tables["guardians"].c.person_id == person_id, tables["guardians"].c.ended_at.is_(None)
        )
        accounts = select(peers.c.id).where(peers.c.person_id == person_id)
        wanted: dict[str, list[ColumnElement[bool]]] = {"people": [people.c.id == person_id]}
        wanted["students"] = [students.c.id.in_(children)]
        for table, column in references("people"):
            wanted.setdefault(table.name, []).append(column == person_id)
        for table, column in references("students"):
            wanted.setdefault(table.name, []).append(column.in_(mine))
        for table, column in references("peers"):
            wanted.setdefault(table.name, []).append(column.in_(accounts))
        found: Rows = {}
        for name, conditions in wanted.items():
            rows = await _matching(session, tables[name], conditions)
            if rows:
                found[name] = rows
        return found


async def _matching(
    session: AsyncSession, table: Table, conditions: list[ColumnElement[bool]]
) -> list[dict[str, Any]]:
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for condition in conditions:
        for row in await session.execute(select(table).where(condition)):
            values = {
                name: _plain(value)
                for name, value in row._mapping.items()
                if name not in _SECRET and not isinstance(value, bytes)  # files of an organisation
            }
            seen[tuple(row._mapping[column] for column in table.primary_key.columns)] = values
    return list(seen.values())


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def readable(rows: Rows, today: date, words: Words) -> str:
    """The rows as a text: a heading for each kind, a line for each field that holds something."""
    parts = [words.label("data-head", day=f"{today:%d.%m.%Y}")]
    for name, found in rows.items():
        known = name in LABELLED
        title = words.label(f"data-{name}") if known else words.label("data-other", table=name)
        parts.append(f"\n{title} ({len(found)})")
        for row in found:
            parts += [
                f"  {field}: {value}" for field, value in row.items() if value not in (None, "", [], {})
            ]
            parts.append("")
    return "\n".join(parts)
