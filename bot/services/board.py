"""The board: who did what of a working plan, by section, item and organisation, as of today."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Database,
    Membership,
    Occurrence,
    Organisation,
    Peer,
    Plan,
    PlanCycle,
    PlanItem,
    PlanSection,
)
from bot.plan_document import Timing
from bot.services import board_table
from bot.services.actor import Actor, only_controlling
from bot.services.board_entries import load_entries
from bot.services.board_views import (
    CycleBoard,
    CycleHead,
    Debt,
    Debts,
    ItemBoard,
    ItemHead,
    ItemLine,
    ItemRow,
    Member,
    OrganisationBoard,
    SectionBoard,
    SectionRow,
    StandingList,
    UndatedList,
)
from bot.services.schedule import Rules, rules
from bot.services.sheets import File
from bot.services.standing import (
    Counts,
    Line,
    Standing,
    Term,
    lateness,
    load_lines,
    load_terms,
)
from bot.settings import Settings
from bot.texts import Words


@dataclass(frozen=True)
class Board:
    """Use cases of those who see the whole board; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def cycles(self, actor: Actor) -> list[CycleBoard]:
        """The boards of all working cycles, the newest first."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            return [await _cycle_board(session, head, made) for head in await _heads(session, made)]

    async def cycle(self, actor: Actor, cycle_id: int) -> CycleBoard:
        """One cycle by sections."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            return await _cycle_board(session, await _head(session, made, cycle_id), made)

    async def section(self, actor: Actor, cycle_id: int, section_id: int) -> SectionBoard:
        """The items of a section."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            section = await session.get(PlanSection, section_id)
            if section is None:
                raise NotFound
            terms = await load_terms(
                session, made, Occurrence.cycle_id == cycle_id, PlanItem.section_id == section_id
            )
            lines = await load_lines(session, made, terms)
            names = await _item_heads(session, PlanItem.section_id == section_id)
        counts = Counts.of(lines, made.today)
        row = SectionRow(section.id, section.number, section.title, counts)
        return SectionBoard(head, row, _item_rows(names, terms, lines, made.today))

    async def undated(self, actor: Actor, cycle_id: int) -> UndatedList:
        """Items whose date a person still has to set."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            terms = await load_terms(session, made, Occurrence.cycle_id == cycle_id, Occurrence.due.is_(None))
            names = await _item_heads(session, PlanItem.id.in_([term.item_id for term in terms]))
        return UndatedList(
            head, tuple((term.occurrence_id, names[term.item_id]) for term in terms if term.undated)
        )

    async def item(self, actor: Actor, occurrence_id: int) -> ItemBoard:
        """One date of an item, organisation by organisation."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            occurrence = await session.get(Occurrence, occurrence_id)
            if occurrence is None:
                raise NotFound
            item = await session.get_one(PlanItem, occurrence.item_id)
            terms = await load_terms(
                session, made, Occurrence.cycle_id == occurrence.cycle_id, Occurrence.item_id == item.id
            )
            head = await _head(session, made, occurrence.cycle_id)
            term = next(each for each in terms if each.occurrence_id == occurrence_id)
            lines = await load_lines(session, made, [term])
            place = await session.scalar(
                select(func.count(func.distinct(PlanItem.id)))
                .join(Occurrence, Occurrence.item_id == PlanItem.id)
                .where(
                    Occurrence.cycle_id == occurrence.cycle_id,
                    PlanItem.section_id == item.section_id,
                    PlanItem.position < item.position,
                )
            )
        return ItemBoard(
            head=head,
            section_id=item.section_id,
            place=place or 0,
            item=_item_head(item),
            result=item.result,
            phrase=item.deadline_phrase,
            explanation=Timing.from_json(item.timing).explanation,
            term=term,
            terms=tuple(terms),
            counts=Counts.of(lines, made.today),
            lines=tuple(lines),
        )

    async def organisation(self, actor: Actor, cycle_id: int, organisation_id: int) -> OrganisationBoard:
        """Everything an organisation has to do in a cycle, and who answers there."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            organisation = await session.get(Organisation, organisation_id)
            if organisation is None:
                raise NotFound
            own = await _item_lines(
                session, made, cycle_id, of_lines=[Assignment.organisation_id == organisation_id]
            )
            members = await _members(session, organisation_id)
        return OrganisationBoard(
            head=head,
            organisation_id=organisation.id,
            organisation=organisation.name,
            counts=Counts.of((each.line for each in own), made.today),
            lines=tuple(own),
            members=tuple(members),
        )

    async def standing(self, actor: Actor, cycle_id: int, wanted: Standing | None) -> StandingList:
        """The assignments of one place of the board; None means the silent ones."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            found = await _item_lines(session, made, cycle_id)
        return StandingList(
            head,
            wanted,
            tuple(
                each
                for each in found
                if (each.line.silent if wanted is None else each.line.standing is wanted)
            ),
        )

    async def debts(self, actor: Actor, cycle_id: int, occurrence_id: int | None = None) -> Debts:
        """«Кто не сдал» up to today: of a cycle, or of one date of an item."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            unfinished = Assignment.state.not_in((AssignmentState.ACCEPTED, AssignmentState.REPORTED))
            found = await _item_lines(session, made, cycle_id, occurrence_id, [unfinished])
        return Debts(head, occurrence_id, _debts(found, made))

    async def table(self, actor: Actor, cycle_id: int, words: Words) -> File:
        """The cycle as XLSX: the summary, every assignment, who has not handed in."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            head = await _head(session, made, cycle_id)
            board = await _cycle_board(session, head, made)
            entries = await load_entries(session, made, cycle_id, words)
        return await asyncio.to_thread(board_table.make, board, entries, words)


async def _heads(session: AsyncSession, made: Rules) -> list[CycleHead]:
    rows = (
        await session.execute(
            select(PlanCycle.id, Plan.title, Plan.number, PlanCycle.year)
            .join(Plan, Plan.id == PlanCycle.plan_id)
            .where(PlanCycle.closed_at.is_(None))
            .order_by(PlanCycle.year.desc(), PlanCycle.id)
        )
    ).all()
    return [CycleHead(*row, today=made.today, others=len(rows) - 1) for row in rows]


async def _head(session: AsyncSession, made: Rules, cycle_id: int) -> CycleHead:
    for head in await _heads(session, made):
        if head.cycle_id == cycle_id:
            return head
    raise DomainError("board-cycle-closed")


async def _cycle_board(session: AsyncSession, head: CycleHead, made: Rules) -> CycleBoard:
    terms = await load_terms(session, made, Occurrence.cycle_id == head.cycle_id)
    lines = await load_lines(session, made, terms)
    sections = await session.scalars(
        select(PlanSection)
        .join(PlanCycle, PlanCycle.plan_id == PlanSection.plan_id)
        .where(PlanCycle.id == head.cycle_id)
        .order_by(PlanSection.position)
    )
    section_of_item = {
        item_id: section_id
        for item_id, section_id in await session.execute(
            select(PlanItem.id, PlanItem.section_id)
            .join(PlanCycle, PlanCycle.plan_id == PlanItem.plan_id)
            .where(PlanCycle.id == head.cycle_id)
        )
    }
    section_of = {term.occurrence_id: section_of_item[term.item_id] for term in terms}
    by_section: dict[int, list[Line]] = {}
    for line in lines:
        by_section.setdefault(section_of[line.occurrence_id], []).append(line)
    return CycleBoard(
        head=head,
        counts=Counts.of(lines, made.today),
        sections=tuple(
            SectionRow(s.id, s.number, s.title, Counts.of(by_section.get(s.id, ()), made.today))
            for s in sections
        ),
        undated=sum(term.undated for term in terms),
        before_start=sum(term.before_start for term in terms),
    )


def _item_head(item: PlanItem) -> ItemHead:
    return ItemHead(item.id, item.number, item.display_title)


async def _item_heads(session: AsyncSession, *where: ColumnElement[bool]) -> dict[int, ItemHead]:
    rows = await session.execute(
        select(PlanItem.id, PlanItem.number, PlanItem.display_title).where(*where).order_by(PlanItem.position)
    )
    return {item_id: ItemHead(item_id, number, title) for item_id, number, title in rows}


async def _item_lines(
    session: AsyncSession,
    made: Rules,
    cycle_id: int,
    occurrence_id: int | None = None,
    of_lines: Sequence[ColumnElement[bool]] = (),
) -> list[ItemLine]:
    """Assignments with their items, in the order of the plan, then of urgency."""
    where = [Occurrence.cycle_id == cycle_id]
    if occurrence_id is not None:
        where.append(Occurrence.id == occurrence_id)
    terms = await load_terms(session, made, *where)
    names = await _item_heads(session, PlanItem.id.in_({term.item_id for term in terms}))
    of_term = {term.occurrence_id: (place, names[term.item_id]) for place, term in enumerate(terms)}
    lines = await load_lines(session, made, terms, *of_lines)
    lines.sort(key=lambda line: of_term[line.occurrence_id][0])
    return [ItemLine(of_term[line.occurrence_id][1], line) for line in lines]


def _item_rows(
    names: dict[int, ItemHead], terms: Sequence[Term], lines: Sequence[Line], today: date
) -> tuple[ItemRow, ...]:
    by_term: dict[int, list[Line]] = {}
    for line in lines:
        by_term.setdefault(line.occurrence_id, []).append(line)
    by_item: dict[int, list[Term]] = {}
    for term in terms:
        by_item.setdefault(term.item_id, []).append(term)
    return tuple(
        ItemRow(
            item=head,
            terms=tuple(by_item[item_id]),
            current=_current(by_item[item_id], by_term, today).occurrence_id,
            counts=Counts.of(
                (line for term in by_item[item_id] for line in by_term.get(term.occurrence_id, ())), today
            ),
        )
        for item_id, head in names.items()
        if item_id in by_item
    )


def _current(terms: Sequence[Term], by_term: dict[int, list[Line]], today: date) -> Term:
    """The date to look at first: one that is late, else the next ahead, else the last."""
    for term in terms:
        if any(line.standing is Standing.LATE for line in by_term.get(term.occurrence_id, ())):
            return term
    ahead = [term for term in terms if term.effective is None or term.effective >= today]
    return ahead[0] if ahead else terms[-1]


async def _members(session: AsyncSession, organisation_id: int) -> list[Member]:
    rows = await session.execute(
        select(Membership.role, Membership.position, Peer.unreachable)
        .outerjoin(Peer, Peer.person_id == Membership.person_id)
        .where(Membership.organisation_id == organisation_id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return [Member(role, position, unreachable) for role, position, unreachable in rows]


def _debts(found: Sequence[ItemLine], made: Rules) -> tuple[Debt, ...]:
    late = [each for each in found if each.line.standing is Standing.LATE]
    days_late = lateness(made)
    return tuple(
        Debt(
            item=each.item,
            organisation=each.line.organisation,
            due=each.line.due,
            effective=each.line.effective,
            days_late=days_late(each.line),
            disputed=each.line.disputed,
        )
        for each in late
        if each.line.due is not None and each.line.effective is not None
    )
