"""Contests as files: applications and results by school, and the list for support of the talented (§6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import Foreign
from bot.models import Contest, ContestEntry, Database, EntryState, Organisation, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.consents import standing
from bot.services.contest_reach import CURRENT, one_held
from bot.services.contest_views import is_listed
from bot.services.names import natural_order
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

TALENTED = (EntryState.PRIZE, EntryState.WINNER)
STANDING = tuple(state for state in EntryState if state is not EntryState.WITHDRAWN)
ENTRIES = (("school", 40), ("class", 10), ("code", 18), ("nomination", 40), ("state", 18), ("day", 14))
TALENTS = (
    *(("school", 40), ("class", 10), ("code", 18), ("sphere", 22)),
    *(("contest", 50), ("level", 20), ("nomination", 36), ("state", 18), ("day", 14)),
)
"""Columns: the heading is `contest-column-<name>`, the number is the width in characters."""


@dataclass(frozen=True)
class _Line:
    entry: ContestEntry
    contest: Contest
    student: Student
    school: str


@dataclass(frozen=True)
class ContestLists:
    """Files to hand on: by code; who waits for the consent of a parent is only counted."""

    db: Database
    clock: Clock

    async def entries(self, actor: Actor, contest_id: int, words: Words) -> File:
        """Applications and results of a contest, and the summary by school."""
        async with self.db.reading() as session:
            which = await one_held(session, contest_id)
            if which is None or not is_listed(actor, which):
                raise Foreign
            lines = await self._lines(session, actor, ContestEntry.contest_id == contest_id)
            known = await _agreed(session, lines)
        above = [which.contest.title, words.label("contest-list-order"), *_waiting(lines, known, words)]
        sheets = Sheets()
        _add(sheets, "entries", ENTRIES, [self._cells(line, words) for line in known], above, words)
        schools = list(dict.fromkeys(line.school for line in lines))
        by_school = [_summary([each for each in lines if each.school == name], name) for name in schools]
        columns = [("school", 40), ("applied", 14), *((state.value, 14) for state in STANDING[1:])]
        foot = _summary(lines, words.label("list-all"))
        _add(sheets, "summary", columns, by_school, above, words, foot)
        day = self.clock.today().isoformat()
        return File(words.label("contest-file-entries", number=contest_id, day=day), sheets.content())

    async def talented(self, actor: Actor, words: Words) -> File:
        """Item 6.4 of the plan: prizes and wins since the school year began."""
        year = school_year_of(self.clock.today())
        since = datetime.combine(date(year, SEPTEMBER, 1), time(0), tzinfo=self.clock.zone)
        async with self.db.reading() as session:
            wanted = (ContestEntry.state.in_(TALENTED), ContestEntry.decided_at >= since)
            lines = await self._lines(session, actor, *wanted)
            known = await _agreed(session, lines)
        above = [
            words.label("contest-talented-title"),
            words.label("contest-talented-order", year=year, next=year + 1),
            *_waiting(lines, known, words),
        ]
        sheets = Sheets()
        _add(sheets, "talented", TALENTS, [self._talent(line, words) for line in known], above, words)
        day = self.clock.today().isoformat()
        return File(words.label("contest-file-talented", day=day), sheets.content())

    async def _lines(self, session: AsyncSession, actor: Actor, *wanted: ColumnElement[bool]) -> list[_Line]:
        reach = scope(actor, Action.CONTESTS_ENTRIES)
        rows = await session.execute(
            select(ContestEntry, Contest, Student, Organisation.name)
            .join(Contest, Contest.id == ContestEntry.contest_id)
            .join(Student, Student.id == ContestEntry.student_id)
            .join(Organisation, Organisation.id == Student.organisation_id)
            .where(reach.students(), CURRENT, ContestEntry.state != EntryState.WITHDRAWN, *wanted)
        )
        found = [_Line(*row) for row in rows]
        return sorted(
            found, key=lambda line: (natural_order(line.school), line.student.code, line.contest.id)
        )

    def _cells(self, line: _Line, words: Words) -> list[Cell]:
        moment = line.entry.decided_at or line.entry.applied_at
        return [
            line.school,
            f"{line.student.grade}{line.student.letter}",
            line.student.code,
            line.entry.nomination,
            words.label(f"entry-{line.entry.state.value}"),
            self.clock.at(moment).date(),
        ]

    def _talent(self, line: _Line, words: Words) -> list[Cell]:
        school, class_name, code, nomination, state, day = self._cells(line, words)
        sphere = words.label(f"sphere-{line.student.sphere.value}")
        level = words.label(f"contest-level-{line.contest.level}")
        return [school, class_name, code, sphere, line.contest.title, level, nomination, state, day]


def _add(
    sheets: Sheets,
    name: str,
    columns: Sequence[tuple[str, int]],
    cells: Sequence[Sequence[Cell]],
    above: Sequence[str],
    words: Words,
    foot: Sequence[Cell] = (),
) -> None:
    heads = [Column(words.label(f"contest-column-{each}"), width) for each, width in columns]
    sheets.add(words.label(f"contest-sheet-{name}"), heads, cells, above=above, foot=foot)


def _summary(lines: Sequence[_Line], name: str) -> list[Cell]:
    """How many applied at all, and how many of them with each result."""
    by_state = [sum(line.entry.state is state for line in lines) for state in STANDING[1:]]
    return [name, len(lines), *by_state]


async def _agreed(session: AsyncSession, lines: Sequence[_Line]) -> list[_Line]:
    agreed = await standing(session, {line.student.id: line.student for line in lines}.values())
    return [line for line in lines if agreed[line.student.id].participates]


def _waiting(lines: Sequence[_Line], known: Sequence[_Line], words: Words) -> list[str]:
    hidden = len(lines) - len(known)
    return [words.label("list-waiting", count=hidden)] if hidden else []
