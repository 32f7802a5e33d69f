"""«Кому позвонить»: whom the messenger does not reach, and which dates they were not told about."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Assignment,
    AssignmentState,
    Audience,
    Database,
    Membership,
    MessageState,
    Nudge,
    Occurrence,
    Organisation,
    OutboxMessage,
    Peer,
    PlanCycle,
    PlanItem,
    Reminder,
    ReminderState,
    Role,
)
from bot.services import unreachable_table
from bot.services.actor import Actor, only_controlling
from bot.services.memberships import MemberRow, member_rows
from bot.services.names import natural_order
from bot.services.news import NEWS
from bot.services.outbox import ROWS_AT_ONCE
from bot.services.schedule import Rules, rules
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Words

DOUBTS_KEPT = timedelta(days=30)
"""A message that was refused or may not have arrived is shown for so long."""

_MISSED = (MessageState.UNREACHABLE, MessageState.FAILED, MessageState.UNCERTAIN)
_TO_CONTROL = (Audience.CONTROLLER, Audience.METHODIST)


class Trouble(StrEnum):
    """Why somebody has to be called; the first four are what the messenger says of a person."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    NEVER_STARTED = "never_started"
    NOBODY = "nobody"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Untold:
    """A date that did not reach the person; `known`: the organisation has heard of it otherwise."""

    item: str
    title: str
    due: date
    effective: date
    known: bool


@dataclass(frozen=True)
class Call:
    """One line of the list: an organisation, who answers there, what is wrong, what they do not know."""

    trouble: Trouble
    organisation: str | None
    role: Role | None
    position: str
    since: date | None
    missed: int
    untold: tuple[Untold, ...]


@dataclass(frozen=True)
class CallList:
    """Everybody to call, as of a day."""

    today: date
    calls: tuple[Call, ...]


class _Date(NamedTuple):
    """An assignment's date and whose it is."""

    organisation_id: int
    untold: Untold


@dataclass
class _Mail:
    """What did not reach one peer."""

    missed: int = 0
    last: date | None = None
    assignments: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Unreachables:
    """Use cases of the call list; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def listed(self, actor: Actor) -> CallList:
        """People the messenger does not reach, organisations without people, doubtful messages."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            return await self._listed(session, made)

    async def table(self, actor: Actor, words: Words) -> File:
        """The same as XLSX."""
        found = await self.listed(actor)
        return await asyncio.to_thread(unreachable_table.make, found, words)

    async def _listed(self, session: AsyncSession, made: Rules) -> CallList:
        people = await self._people(session)
        empty = await _empty_organisations(session)
        numbers = {number for each in people for number in each.mail.assignments}
        numbers |= {number for assignments in empty.values() for number in assignments}
        known = await _told(session, numbers, self.settings.admin_ids)
        dates = await _dates(session, numbers, known, made)
        calls = [call for each in people if not _settled(each, dates) for call in _calls_of(each, dates)]
        for organisation, assignments in empty.items():
            untold = _sorted(dates[number] for number in assignments if number in dates)
            calls.append(Call(Trouble.NOBODY, organisation, None, "", None, 0, untold))
        return CallList(made.today, tuple(sorted(calls, key=_order)))

    async def _people(self, session: AsyncSession) -> list["_Person"]:
        """Those who are out of reach, and those to whom a message was refused or is in doubt."""
        roles: dict[int, dict[int | None, MemberRow]] = {}
        for row in await member_rows(session):
            roles.setdefault(row.person_id, {}).setdefault(row.organisation_id, row)
        peers = list(await session.scalars(select(Peer).order_by(Peer.id)))
        mail = await self._mail(session, peers)
        found = []
        for peer in peers:
            held = tuple(roles.get(peer.person_id, {}).values())
            if not held and peer.user_id not in self.settings.admin_ids:
                continue
            for trouble, lost in _troubles(peer, mail):
                since = peer.unreachable_since
                gone = self.clock.at(since).date() if since is not None else None
                found.append(_Person(trouble, held, gone if peer.unreachable else lost.last, lost))
        return found

    async def _mail(
        self, session: AsyncSession, peers: Iterable[Peer]
    ) -> dict[tuple[int, MessageState], _Mail]:
        """Messages that did not arrive, by peer and kind of failure: those of the present trouble only."""
        start = {
            peer.id: datetime.combine(self.clock.at(peer.unreachable_since).date(), time.min, self.clock.zone)
            for peer in peers
            if peer.unreachable_since is not None
        }
        recent = self.clock.now() - DOUBTS_KEPT
        rows = await session.execute(
            select(
                OutboxMessage.id,
                OutboxMessage.peer_id,
                OutboxMessage.state,
                OutboxMessage.not_before,
                OutboxMessage.notice,
                OutboxMessage.arguments["card"]["assignment_id"].as_integer(),
            ).where(OutboxMessage.state.in_(_MISSED))
        )
        found: dict[tuple[int, MessageState], _Mail] = {}
        of_message: dict[int, _Mail] = {}
        for number, peer_id, state, at, notice, assignment_id in rows:
            first = start.get(peer_id) if state is MessageState.UNREACHABLE else recent
            if first is None or at < first:
                continue
            mail = found.setdefault((peer_id, state), _Mail())
            of_message[number] = mail
            mail.missed += 1
            day = self.clock.at(at).date()
            mail.last = max(day, mail.last or day)
            if notice == NEWS and assignment_id is not None:
                mail.assignments.add(assignment_id)
        nudged = await session.execute(
            select(Nudge.message_id, Reminder.assignment_id)
            .join(Reminder, Reminder.id == Nudge.reminder_id)
            .join(OutboxMessage, OutboxMessage.id == Nudge.message_id)
            .where(OutboxMessage.state.in_(_MISSED), Reminder.assignment_id.is_not(None))
        )
        for number, assignment_id in nudged:
            if number in of_message and assignment_id is not None:
                of_message[number].assignments.add(assignment_id)
        return found


@dataclass(frozen=True)
class _Person:
    """Somebody in trouble, with their roles (one an organisation) and what did not arrive."""

    trouble: Trouble
    held: tuple[MemberRow, ...]
    since: date | None
    mail: _Mail


def _settled(person: _Person, dates: dict[int, _Date]) -> bool:
    """Whether what a doubtful message said has come through otherwise, or matters no more."""
    if person.trouble not in (Trouble.FAILED, Trouble.UNCERTAIN) or not person.mail.assignments:
        return False
    return all(dates[number].untold.known for number in person.mail.assignments if number in dates)


def _calls_of(person: _Person, dates: dict[int, _Date]) -> Iterable[Call]:
    """A line for every organisation the person answers in; what belongs to none stands in the first."""
    lost = [dates[number] for number in person.mail.assignments if number in dates]
    own = {row.organisation_id for row in person.held}
    if not person.held:
        yield Call(
            person.trouble, None, Role.ADMINISTRATOR, "", person.since, person.mail.missed, _sorted(lost)
        )
    for place, row in enumerate(person.held):
        yield Call(
            trouble=person.trouble,
            organisation=row.organisation,
            role=row.role,
            position=row.position,
            since=person.since,
            missed=person.mail.missed,
            untold=_sorted(
                each
                for each in lost
                if each.organisation_id == row.organisation_id
                or (place == 0 and each.organisation_id not in own)
            ),
        )


def _troubles(peer: Peer, mail: dict[tuple[int, MessageState], _Mail]) -> Iterable[tuple[Trouble, _Mail]]:
    if peer.unreachable is not None:
        yield Trouble(peer.unreachable.value), mail.get((peer.id, MessageState.UNREACHABLE), _Mail())
        return
    for state in (MessageState.FAILED, MessageState.UNCERTAIN):
        if (peer.id, state) in mail:
            yield Trouble(state.value), mail[peer.id, state]


async def _empty_organisations(session: AsyncSession) -> dict[str, list[int]]:
    """Organisations of working cycles in which nobody has joined: name → what the ladder has asked."""
    joined = select(Membership.organisation_id).where(
        Membership.ended_at.is_(None), Membership.organisation_id.is_not(None)
    )
    asked = (
        select(Reminder.id)
        .where(
            Reminder.assignment_id == Assignment.id,
            Reminder.state == ReminderState.SENT,
            Reminder.audience.not_in(_TO_CONTROL),
        )
        .exists()
    )
    waiting = [state for state in AssignmentState if state.is_waiting]
    rows = await session.execute(
        select(Organisation.name, Assignment.id, asked)
        .join(Assignment, Assignment.organisation_id == Organisation.id)
        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
        .where(
            PlanCycle.closed_at.is_(None),
            Assignment.state.in_(waiting),
            Organisation.id.not_in(joined),
        )
    )
    found: dict[str, list[int]] = {}
    for name, number, was_asked in rows:
        own = found.setdefault(name, [])
        if was_asked:
            own.append(number)
    return found


async def _told(session: AsyncSession, numbers: Collection[int], admin_ids: Collection[int]) -> set[int]:
    """Assignments somebody of the organisation was told about (news to controllers do not count)."""
    controls = (
        select(Membership.person_id)
        .where(Membership.ended_at.is_(None), Membership.role.in_((Role.CONTROLLER, Role.METHODIST)))
        .union(select(Peer.person_id).where(Peer.user_id.in_(admin_ids)))
    )
    told: set[int] = set()
    for chunk in _chunks(numbers):
        told.update(
            number
            for number in await session.scalars(
                select(Reminder.assignment_id)
                .join(Nudge, Nudge.reminder_id == Reminder.id)
                .join(OutboxMessage, OutboxMessage.id == Nudge.message_id)
                .where(
                    Reminder.assignment_id.in_(chunk),
                    Reminder.audience.not_in(_TO_CONTROL),
                    (Reminder.audience != Audience.EVERYBODY) | Nudge.person_id.not_in(controls),
                    OutboxMessage.state == MessageState.SENT,
                )
                .distinct()
            )
            if number is not None
        )
    return told


async def _dates(
    session: AsyncSession, numbers: Collection[int], known: Collection[int], made: Rules
) -> dict[int, _Date]:
    """What each assignment that still waits is about."""
    waiting = [state for state in AssignmentState if state.is_waiting]
    found: dict[int, _Date] = {}
    for chunk in _chunks(numbers):
        rows = await session.execute(
            select(
                Assignment.id,
                Assignment.organisation_id,
                Assignment.due,
                PlanItem.number,
                PlanItem.display_title,
            )
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(Assignment.id.in_(chunk), Assignment.state.in_(waiting))
        )
        for number, organisation_id, due, item, title in rows:
            if due is not None:
                untold = Untold(item, title, due, made.effective(due), number in known)
                found[number] = _Date(organisation_id, untold)
    return found


def _chunks(numbers: Collection[int]) -> Iterable[list[int]]:
    wanted = sorted(numbers)
    return (wanted[start : start + ROWS_AT_ONCE] for start in range(0, len(wanted), ROWS_AT_ONCE))


def _sorted(found: Iterable[_Date]) -> tuple[Untold, ...]:
    untold = [each.untold for each in found]
    return tuple(sorted(untold, key=lambda each: (each.known, each.effective, natural_order(each.item))))


def _order(call: Call) -> tuple[object, ...]:
    """People first, then empty organisations, then doubts; within each by organisation."""
    place = {Trouble.NOBODY: 1, Trouble.FAILED: 2, Trouble.UNCERTAIN: 2}
    return (place.get(call.trouble, 0), natural_order(call.organisation or ""))
