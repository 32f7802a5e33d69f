"""The bank of programmes (item 2.4.1): read and searched by anybody; the file of the bank."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import NotAllowed, NotFound
from bot.models import Database, Level, Organisation, Programme, ProgrammeState, Sphere
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.faq_search import Index, Searched
from bot.services.grades import in_short
from bot.services.names import natural_order
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

COLUMNS = (
    *(("number", 7), ("organisation", 40), ("title", 44), ("sphere", 22), ("level", 18), ("grades", 12)),
    *(("hours", 10), ("partner", 34), ("about", 70), ("file", 30)),
)
"""Columns of the file: the heading is `programme-column-<name>`, the number is the width in characters."""


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme as it is shown."""

    programme_id: int
    organisation_id: int
    organisation: str
    title: str
    about: str
    sphere: Sphere
    level: Level | None
    grades: tuple[int, ...]
    partner: str
    hours: int | None
    file_id: str | None
    file_name: str | None
    state: ProgrammeState
    remark: str


@dataclass(frozen=True)
class Programmes:
    """Use cases of readers; only accepted programmes are in the bank."""

    db: Database
    clock: Clock

    async def spheres(self) -> list[tuple[Sphere, int]]:
        """The spheres that have programmes, with how many."""
        counted = Counter(card.sphere for card in await self._bank())
        return [(sphere, counted[sphere]) for sphere in Sphere if counted[sphere]]

    async def listed(self, sphere: Sphere | None, grade: int) -> tuple[list[ProgrammeCard], list[int]]:
        """The programmes of a sphere (or of any) for a grade (0: any), and the grades there are to choose."""
        found = [card for card in await self._bank() if sphere in (None, card.sphere)]
        grades = sorted({each for card in found for each in card.grades})
        return [card for card in found if grade == 0 or grade in card.grades], grades

    async def one(self, programme_id: int) -> ProgrammeCard:
        """A programme of the bank."""
        for card in await self._bank():
            if card.programme_id == programme_id:
                return card
        raise NotFound

    async def search(self, text: str, limit: int = 8) -> list[ProgrammeCard]:
        """Those that answer a text, the best first."""
        cards = {card.programme_id: card for card in await self._bank()}
        found = _index(tuple(map(_searched, cards.values()))).find(text, limit)
        return [cards[number] for number, _ in found]

    async def table(self, actor: Actor, words: Words) -> File:
        """The expected result of 2.4.1 as XLSX: the bank, and how many programmes are whose."""
        if not (may(actor, Action.PROGRAMMES_EDIT) or may(actor, Action.PROGRAMMES_REVIEW)):
            raise NotAllowed
        found = await self._bank()
        day = self.clock.today()
        order = words.label("programme-bank-order", day=f"{day:%d.%m.%Y}")
        above = [words.label("programme-bank-title"), order]
        sheets = Sheets()
        sheets.add(
            words.label("programme-sheet-bank"),
            [Column(words.label(f"programme-column-{name}"), width) for name, width in COLUMNS],
            [_cells(number, card, words) for number, card in enumerate(found, start=1)],
            above=above,
        )
        counted = Counter(card.organisation for card in found)
        sheets.add(
            words.label("programme-sheet-summary"),
            [
                Column(words.label("programme-column-organisation"), 44),
                Column(words.label("programme-column-count"), 14),
            ],
            [[name, count] for name, count in counted.items()],
            above=above,
            foot=[words.label("list-all"), len(found)],
        )
        return File(words.label("programme-file", day=day.isoformat()), sheets.content())

    async def _bank(self) -> list[ProgrammeCard]:
        async with self.db.reading() as session:
            return await cards(session, Programme.state == ProgrammeState.ACCEPTED)


async def cards(session: AsyncSession, *which: ColumnElement[bool]) -> list[ProgrammeCard]:
    """Programmes in the order of their organisations and titles."""
    rows = await session.execute(
        select(Programme, Organisation.name)
        .join(Organisation, Organisation.id == Programme.organisation_id)
        .where(*which)
    )
    found = [card_of(programme, organisation) for programme, organisation in rows]
    return sorted(found, key=lambda card: (natural_order(card.organisation), natural_order(card.title)))


def card_of(programme: Programme, organisation: str) -> ProgrammeCard:
    """One programme."""
    return ProgrammeCard(
        programme_id=programme.id,
        organisation_id=programme.organisation_id,
        organisation=organisation,
        title=programme.title,
        about=programme.about,
        sphere=programme.sphere,
        level=programme.level,
        grades=tuple(programme.grades),
        partner=programme.partner,
        hours=programme.hours,
        file_id=programme.file_id,
        file_name=programme.file_name,
        state=programme.state,
        remark=programme.remark,
    )


def _searched(card: ProgrammeCard) -> Searched:
    """The description is short and every word of it counts; the organisation and the sphere count less."""
    sphere = Words("ru").label(f"sphere-{card.sphere.value}")
    rest = f"{sphere} {card.partner} {card.organisation}"
    return Searched(card.programme_id, card.title, card.about, rest)


@lru_cache(maxsize=4)
def _index(found: tuple[Searched, ...]) -> Index:
    """Made anew when a programme has changed."""
    return Index(found)


def _cells(number: int, card: ProgrammeCard, words: Words) -> list[Cell]:
    values: dict[str, Cell] = {
        "number": number,
        "organisation": card.organisation,
        "title": card.title,
        "sphere": words.label(f"sphere-{card.sphere.value}"),
        "level": words.label(f"level-{card.level.value}") if card.level else "",
        "grades": in_short(card.grades),
        "hours": card.hours,
        "partner": card.partner,
        "about": card.about,
        "file": card.file_name or "",
    }
    return [values[name] for name, _ in COLUMNS]
