"""Lists of pupils as files, in the words of the expected results: codes only, names are joined at school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlalchemy import select

from bot.clock import Clock
from bot.models import CURRENT_STATES, Database, Interest, Organisation, Student, StudentChange
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.names import natural_order
from bot.services.register import count_of
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.services.student_cards import StudentCard, cards_of
from bot.settings import Settings
from bot.texts import Words

Kind = Literal["interested", "contract"]
ITEMS: dict[Kind, str] = {"interested": "2.2", "contract": "2.8.1"}
COLUMNS: dict[Kind, tuple[tuple[str, int], ...]] = {
    "interested": (
        ("number", 7),
        ("school", 40),
        ("class", 10),
        ("code", 18),
        ("sphere", 22),
        ("level", 16),
        ("interest", 18),
        ("state", 18),
    ),
    "contract": (
        ("number", 7),
        ("school", 36),
        ("class", 10),
        ("code", 18),
        ("sphere", 20),
        ("institution", 30),
        ("specialty", 26),
        ("employer", 30),
    ),
}
"""Columns of each list: the heading is `list-column-<name>`, the number is the width in characters."""


@dataclass(frozen=True)
class Listed:
    """Pupils of a list in its order, and how many may not be in it yet."""

    kind: Kind
    cards: tuple[StudentCard, ...]
    waiting: int
    """Without the consent of a parent: counted, never named, not even by code."""
    today: date


@dataclass(frozen=True)
class Changed:
    """A line of the corrections list."""

    on: date
    school: str
    code: str
    class_name: str
    field: str
    was: str
    now: str


@dataclass(frozen=True)
class StudentLists:
    """Use cases that hand lists over."""

    db: Database
    clock: Clock
    settings: Settings

    async def listed(self, actor: Actor, kind: Kind, organisation_id: int | None) -> Listed:
        """The pupils of a school, or of all schools within reach."""
        reach = scope(actor, Action.STUDENT_LISTS)
        if organisation_id is not None:
            reach.place(organisation_id)
        async with self.db.reading() as session:
            wanted = select(Student).where(
                reach.places_among(Student.organisation_id),
                Student.state.in_(CURRENT_STATES),
            )
            if organisation_id is not None:
                wanted = wanted.where(Student.organisation_id == organisation_id)
            if kind == "contract":
                wanted = wanted.where(Student.interest == Interest.WANTS_CONTRACT)
            cards = await cards_of(session, (await session.scalars(wanted)).all())
        known = [card for card in cards if card.consents.participates]
        known.sort(key=lambda card: (natural_order(card.school), card.grade, card.letter, card.code))
        return Listed(kind, tuple(known), len(cards) - len(known), self.clock.today())

    async def changes(self, actor: Actor, organisation_id: int | None) -> list[Changed]:
        """The corrections since the school year began."""
        reach = scope(actor, Action.STUDENT_LISTS)
        if organisation_id is not None:
            reach.place(organisation_id)
        first = date(school_year_of(self.clock.today()), SEPTEMBER, 1)
        since = datetime.combine(first, time(0), tzinfo=self.clock.zone)
        async with self.db.reading() as session:
            wanted = (
                select(StudentChange, Student, Organisation.name)
                .join(Student, Student.id == StudentChange.student_id)
                .join(Organisation, Organisation.id == Student.organisation_id)
                .where(reach.places_among(Student.organisation_id), StudentChange.at >= since)
                .order_by(StudentChange.id)
            )
            if organisation_id is not None:
                wanted = wanted.where(Student.organisation_id == organisation_id)
            rows = (await session.execute(wanted)).all()
            cards = await cards_of(session, [student for _, student, _ in rows])
        agreed = {card.student_id for card in cards if card.consents.participates}
        return [
            Changed(
                self.clock.at(change.at).date(),
                school,
                student.code,
                f"{student.grade}{student.letter}",
                change.field,
                change.was,
                change.now,
            )
            for change, student, school in rows
            if student.id in agreed
        ]

    async def table(self, actor: Actor, kind: Kind, organisation_id: int | None, words: Words) -> File:
        """The list as XLSX: the pupils, and the summary by school."""
        return sheet(await self.listed(actor, kind, organisation_id), words)

    async def document(self, actor: Actor, kind: Kind, organisation_id: int | None, words: Words) -> File:
        """The list as DOCX, to be signed and handed in."""
        from bot.services import paper

        found = await self.listed(actor, kind, organisation_id)
        content = paper.write(
            title=words.label(f"list-{kind}-title"),
            subtitles=[words.label("list-order", item=ITEMS[kind]), year_line(found.today, words)],
            columns=[(words.label(f"list-column-{name}"), width) for name, width in COLUMNS[kind]],
            rows=[[str(cell or "") for cell in row] for row in cells(found, words)],
            remarks=[line for line in (words.label("list-waiting", count=found.waiting),) if line],
            words=words,
        )
        return File(f"{_name(kind, found.today, words)}.docx", content)

    async def corrections(self, actor: Actor, organisation_id: int | None, words: Words) -> File:
        """The corrections as XLSX."""
        found = await self.changes(actor, organisation_id)
        today = self.clock.today()
        names = (
            ("day", 12),
            ("school", 40),
            ("class", 10),
            ("code", 18),
            ("field", 22),
            ("was", 28),
            ("now", 28),
        )
        sheets = Sheets()
        sheets.add(
            words.label("list-sheet-changes"),
            [Column(words.label(f"list-column-{name}"), width) for name, width in names],
            [
                [
                    each.on,
                    each.school,
                    each.class_name,
                    each.code,
                    words.label(f"field-{each.field}"),
                    _said(each.field, each.was, words),
                    _said(each.field, each.now, words),
                ]
                for each in found
            ],
            above=[words.label("list-corrections-title"), year_line(today, words)],
        )
        return File(words.label("list-file-corrections", day=today.isoformat()) + ".xlsx", sheets.content())


def sheet(found: Listed, words: Words) -> File:
    """The workbook of a list."""
    sheets = Sheets()
    above = [
        words.label(f"list-{found.kind}-title"),
        words.label("list-order", item=ITEMS[found.kind]),
        year_line(found.today, words),
        *([words.label("list-waiting", count=found.waiting)] if found.waiting else []),
    ]
    columns = [Column(words.label(f"list-column-{name}"), width) for name, width in COLUMNS[found.kind]]
    sheets.add(words.label("list-sheet-list"), columns, cells(found, words), above=above)
    grades = sorted({card.grade for card in found.cards})
    heads = [Column(words.label("list-column-school"), 44), Column(words.label("list-column-total"), 10)]
    heads += [Column(words.label("list-column-grade", grade=grade), 12) for grade in grades]
    heads += [Column(words.label("list-column-wants"), 16)]
    schools = list(dict.fromkeys(card.school for card in found.cards))
    rows = [_summary([c for c in found.cards if c.school == school], school, grades) for school in schools]
    foot = _summary(list(found.cards), words.label("list-all"), grades)
    sheets.add(words.label("list-sheet-summary"), heads, rows, above=above, foot=foot)
    return File(f"{_name(found.kind, found.today, words)}.xlsx", sheets.content())


def cells(found: Listed, words: Words) -> Iterator[list[Cell]]:
    """The rows of a list, in the order of its columns."""
    for number, card in enumerate(found.cards, start=1):
        values: dict[str, Cell] = {
            "number": number,
            "school": card.school,
            "class": card.class_name,
            "code": card.code,
            "sphere": words.label(f"sphere-{card.sphere.value}"),
            "level": words.label(f"level-{card.level.value}"),
            "interest": words.label(f"interest-{card.interest.value}"),
            "institution": card.institution,
            "specialty": card.specialty,
            "employer": card.employer,
            "state": words.label(f"list-state-{card.state.value}"),
        }
        yield [values[name] for name, _ in COLUMNS[found.kind]]


def year_line(today: date, words: Words) -> str:
    """«2026/2027 учебный год, по состоянию на …»."""
    year = school_year_of(today)
    return words.label("list-year", year=year, next=year + 1, day=f"{today:%d.%m.%Y}")


def _summary(cards: list[StudentCard], name: str, grades: list[int]) -> list[Cell]:
    counted = count_of(cards)
    by_grade = [sum(card.grade == grade for card in cards) for grade in grades]
    return [name, counted.total, *by_grade, counted.wants]


def _said(field: str, value: str, words: Words) -> str:
    """A value of the log in words."""
    if not value or field in ("class", "institution", "specialty", "employer"):
        return value
    return words.label(f"change-{value}" if field == "state" else f"{field}-{value}")


def _name(kind: Kind, today: date, words: Words) -> str:
    return words.label(f"list-file-{kind}", day=today.isoformat())
