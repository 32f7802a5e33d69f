"""Municipalities as large as wanted, written by the bare driver in seconds."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.models import Database, schema

Rows = Iterable[dict[str, object]]

ADMINISTRATOR = 900_000_001
FIRST_PERSON = 700_000_001
"""The Telegram number of the first person; the others follow."""
ZONE = "Europe/Moscow"
NOW = datetime(2027, 1, 18, 10, 0, tzinfo=ZoneInfo(ZONE))
"""The morning all figures are taken on: a Monday."""
DUE = date(2027, 2, 1)
PLANNED_STEPS = 14
LONGEST_FUTURE = 300
_CREATED = "2026-06-01 07:00:00.000000"
_TITLE = "Формирование перечня профильных классов, классов и групп профессиональной направленности"
_RESULT = "Сформированы перечни профильных классов, списки обучающихся переданы в Комитет"


async def empty(folder: Path) -> Path:
    """A database that has tables and nothing in them."""
    database = folder / "empty.sqlite3"
    if not database.exists():
        made = Database(f"sqlite+aiosqlite:///{database}")
        await schema.upgrade(made)
        await made.close()
    return database


def copy(database: Path, name: str) -> Path:
    """Another database with the same content, instead of an earlier one of that name."""
    target = database.with_name(f"{name}.sqlite3")
    for end in ("", "-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    shutil.copy(database, target)
    return target


def settle(database: Path, people: int, *, due: int = 0, future: int = 0) -> None:
    """So many organisations with one coordinator and one open assignment each.

    Today's reminder waits for `due` of them; `future` reminders are planned for later days.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        with connection:
            _people(connection, people)
            _plan(connection)
            occurrences = max(1, -(-future // (people * PLANNED_STEPS)))
            _assignments(connection, people, occurrences)
            _insert(connection, "reminders", _due(due))
            _insert(connection, "reminders", islice(_future(people * occurrences), future))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def organisations(database: Path, count: int) -> None:
    """Schools without people: what a plan is put to work for."""
    with closing(sqlite3.connect(database)) as connection, connection:
        _insert(connection, "organisations", (_school(number) for number in range(1, count + 1)))


def _school(number: int) -> dict[str, object]:
    name = f"Средняя общеобразовательная школа № {number}"
    return {"id": number, "name": name, "name_key": name.lower(), "kind": "school", "active": 1}


def _people(connection: sqlite3.Connection, count: int) -> None:
    numbers = range(1, count + 1)
    _insert(connection, "organisations", (_school(number) for number in numbers))
    _insert(connection, "people", ({"id": n, "language": "ru", "created_at": _CREATED} for n in numbers))
    _insert(
        connection,
        "peers",
        (
            {
                "id": number,
                "person_id": number,
                "messenger": "telegram",
                "user_id": FIRST_PERSON + number - 1,
                "chat_id": FIRST_PERSON + number - 1,
            }
            for number in numbers
        ),
    )
    _insert(
        connection,
        "memberships",
        (
            {
                "id": number,
                "person_id": number,
                "role": "coordinator",
                "organisation_id": number,
                "position": "",
                "started_at": _CREATED,
            }
            for number in numbers
        ),
    )


def _plan(connection: sqlite3.Connection) -> None:
    plan = {
        "id": 1,
        "title": "План",
        "number": "99",
        "version": 1,
        "state": "active",
        "file_name": "plan.docx",
    }
    _insert(
        connection,
        "plans",
        [plan | {"file": b"", "digest": "-", "warnings": "[]", "imported_at": _CREATED}],
    )
    _insert(
        connection,
        "plan_sections",
        [{"id": 1, "plan_id": 1, "position": 1, "number": "2", "title": "Раздел"}],
    )
    item = {"id": 1, "plan_id": 1, "section_id": 1, "position": 1, "number": "2.1.1", "title": _TITLE}
    texts = {"display_title": _TITLE, "result": _RESULT, "deadline_phrase": "ежегодно, до 1 февраля"}
    lists = {"timing": "{}", "executors_text": "", "evidence": json.dumps(["text"]), "warnings": "[]"}
    _insert(connection, "plan_items", [item | texts | lists])
    _insert(connection, "plan_cycles", [{"id": 1, "plan_id": 1, "year": 2027, "activated_on": "2026-06-01"}])


def _assignments(connection: sqlite3.Connection, people: int, occurrences: int) -> None:
    _insert(
        connection,
        "occurrences",
        (
            {
                "id": number,
                "cycle_id": 1,
                "item_id": 1,
                "ordinal": number,
                "kind": "dated",
                "due": (DUE + timedelta(days=number % LONGEST_FUTURE if number > 1 else 0)).isoformat(),
                "before_start": 0,
            }
            for number in range(1, occurrences + 1)
        ),
    )
    _insert(
        connection,
        "assignments",
        (
            {
                "occurrence_id": occurrence,
                "organisation_id": organisation,
                "state": "open",
                "due": DUE.isoformat(),
            }
            for occurrence in range(1, occurrences + 1)
            for organisation in range(1, people + 1)
        ),
    )


def _due(count: int) -> Iterator[dict[str, object]]:
    today = NOW.date().isoformat()
    for number in range(1, count + 1):
        yield _reminder(number, "before:10", today)


def _future(assignments: int) -> Iterator[dict[str, object]]:
    for number in range(1, assignments + 1):
        for step in range(PLANNED_STEPS):
            day = NOW.date() + timedelta(days=1 + (number + step * 20) % LONGEST_FUTURE)
            yield _reminder(number, f"weekly:{step}", day.isoformat())


def _reminder(assignment: int, step: str, day: str) -> dict[str, object]:
    return {
        "assignment_id": assignment,
        "step": step,
        "audience": "responsible",
        "day": day,
        "state": "planned",
    }


def _insert(connection: sqlite3.Connection, table: str, rows: Rows) -> None:
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    names = ", ".join(first)
    marks = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
    connection.execute(statement, first)
    connection.executemany(statement, waiting)
