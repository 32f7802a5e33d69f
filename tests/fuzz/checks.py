"""What must hold whatever was sent: nothing parked, nothing leaked, the rows of one mind with each other."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Completion,
    Consultation,
    Event,
    Invite,
    MeetingSignUp,
    Membership,
    MessageState,
    Organisation,
    OutboxMessage,
    Participation,
    Peer,
    Question,
    Request,
    RequestKind,
)
from bot.sandbox import Visitor
from bot.services.event_views import HOLDING
from bot.services.memberships import STAFF_ROLES

CODE = re.compile(r"[А-Я]-\w{1,8}-\d{1,2}[А-Я]-\d\d")
OPEN_TO_ALL = re.compile(
    "консультац|собрани|удобно|записаны|consultation|meeting|suit you|booked", re.IGNORECASE
)


class Broken(AssertionError):  # noqa: N818 - reads as the fault it names
    """Something that must always hold does not."""


class Memory:
    """What was seen before, to compare with: accepted stays accepted, the audit only grows."""

    def __init__(self) -> None:
        self.closed: dict[int, AssignmentState] = {}
        self.audit: list[tuple[Any, ...]] = []
        self.seats: dict[int, int] = {}
        """The most an event has had: who has one keeps it when there are to be fewer."""


async def check_rows(session: AsyncSession, memory: Memory) -> None:
    """Every rule over the database at once."""
    await _assignments(session, memory)
    await _memberships(session)
    await _seats(session, memory)
    await _audit(session, memory)
    failed = (
        await session.scalars(select(OutboxMessage).where(OutboxMessage.state == MessageState.FAILED))
    ).all()
    _must(not failed, f"refused by the messenger: {[(each.notice, each.error) for each in failed]}")


async def _assignments(session: AsyncSession, memory: Memory) -> None:
    reports: dict[int, list[Completion]] = {}
    for report in await session.scalars(select(Completion).where(Completion.progress.is_(False))):
        reports.setdefault(report.assignment_id, []).append(report)
    requests: dict[int, list[Request]] = {}
    for request in await session.scalars(select(Request)):
        requests.setdefault(request.assignment_id, []).append(request)
    for each in await session.scalars(select(Assignment)):
        fault = _fault_of(each, reports.get(each.id, []), requests.get(each.id, []))
        _must(fault is None, f"assignment {each.id} is {each.state}: {fault}")
        was = memory.closed.get(each.id)
        _must(was in (None, each.state), f"assignment {each.id} was {was} and is {each.state}")
        if each.state is AssignmentState.ACCEPTED:
            memory.closed[each.id] = each.state


def _fault_of(each: Assignment, reports: list[Completion], requests: list[Request]) -> str | None:
    waiting = [report for report in reports if report.decided_at is None]
    disputes = [r for r in requests if r.kind is RequestKind.DISPUTE and r.decided_at is None]
    answers: list[Completion | Request] = [*reports, *requests]
    half = [each for each in answers if (each.decided_at is None) != (each.decided_by is None)]
    rules: dict[AssignmentState, tuple[bool, str]] = {
        AssignmentState.OPEN: (each.promised is None and not each.finished_at, "it has a promise or an end"),
        AssignmentState.PROMISED: (bool(each.promised and each.person_id), "nobody promised a day"),
        AssignmentState.REPORTED: (bool(waiting and each.reported_on), "no report waits"),
        AssignmentState.ACCEPTED: (
            any(report.accepted for report in reports) and each.finished_at is not None,
            "no report was accepted",
        ),
        AssignmentState.RETURNED: (
            any(report.accepted is False for report in reports) and each.returned_on is not None,
            "no report was returned",
        ),
        AssignmentState.DISPUTED: (bool(disputes), "no dispute waits"),
        AssignmentState.WITHDRAWN: (each.finished_at is not None, "it has no end"),
    }
    good, fault = rules[each.state]
    if not good:
        return fault
    if half:
        return "half a decision"
    open_ends = (AssignmentState.REPORTED, AssignmentState.WITHDRAWN)
    return "a report waits that nobody can decide" if waiting and each.state not in open_ends else None


async def _memberships(session: AsyncSession) -> None:
    invites = {
        (invite.used_by, invite.role, invite.organisation_id)
        for invite in await session.scalars(select(Invite).where(Invite.used_by.is_not(None)))
    }
    for each in await session.scalars(select(Membership).where(Membership.role.in_(STAFF_ROLES))):
        key = (each.person_id, each.role, each.organisation_id)
        _must(key in invites, f"membership {each.id} came without an invite")


async def _seats(session: AsyncSession, memory: Memory) -> None:
    taken = {
        event: count
        for event, count in await session.execute(
            select(Participation.event_id, func.count())
            .where(Participation.state.in_(HOLDING))
            .group_by(Participation.event_id)
        )
    }
    for event in await session.scalars(select(Event)):
        memory.seats[event.id] = max(event.seats, memory.seats.get(event.id, 0))
        _must(taken.get(event.id, 0) <= memory.seats[event.id], f"event {event.id} is sold twice")


async def _audit(session: AsyncSession, memory: Memory) -> None:
    rows = [tuple(row) for row in await session.execute(select(AuditEntry.__table__).order_by(AuditEntry.id))]
    _must(rows[: len(memory.audit)] == memory.audit, "the audit was changed")
    memory.audit = rows


async def check_strangers(session: AsyncSession, strangers: Iterable[Visitor]) -> None:
    """They are told nothing of any pupil or organisation (but where they can go); nothing of them is kept
    unless they have sent a question, booked a time or signed up.
    """
    names = (await session.scalars(select(Organisation.name))).all()
    for who in strangers:
        said = "\n".join(message.text for message in who.messages if not message.from_bot)
        told = [name for name in names if name not in said]  # a question is shown to who asks it
        for message in who.messages:
            if not message.from_bot:
                continue
            _must(not CODE.search(message.text), f"a stranger was told a code: {message.text}")
            named = any(name in message.text for name in told)
            _must(
                not named or OPEN_TO_ALL.search(message.text) is not None,
                f"a stranger was told {message.text}",
            )
        for toast in who.toasts:
            _must(not any(name in toast.text for name in names), f"a stranger was shown {toast.text}")
        person = await session.scalar(select(Peer.person_id).where(Peer.user_id == who.id))
        asked = [
            await session.scalar(select(table.person_id).where(table.person_id == person).limit(1))
            for table in (Question, Consultation, MeetingSignUp)
        ]
        _must(person is None or any(asked), "something about a stranger was kept")


def check_log(written: str, secrets: Iterable[str]) -> None:
    """Neither a token nor a name nor a word that was typed."""
    for secret in secrets:
        _must(secret not in written, f"the log holds {secret!r}")


def _must(good: bool, fault: str) -> None:
    if not good:
        raise Broken(fault)
