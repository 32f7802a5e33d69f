"""The controller's side: accept or return a report, decide requests, answer calls for help."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Audience,
    Completion,
    Database,
    Occurrence,
    Organisation,
    PlanItem,
    Request,
    RequestKind,
)
from bot.services.assignment_views import may_decide
from bot.services.audit import note
from bot.services.news import Subject, load_subject, tell
from bot.services.people import Actor, only_controlling
from bot.services.schedule import replan_assignment
from bot.settings import Settings


@dataclass(frozen=True)
class Decided:
    """What was decided, for the confirmation."""

    assignment_id: int
    item: str
    organisation: str


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the committee's side."""

    assignment_id: int
    item: str
    organisation: str
    kind: str
    """«review», or the kind of a request."""


@dataclass(frozen=True)
class Control:
    """Use cases of controllers and methodists; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def accept(self, actor: Actor, completion_id: int) -> Decided:
        """«Снять с контроля»."""
        return await self._decide_completion(actor, completion_id, accepted=True, reason="")

    async def give_back(self, actor: Actor, completion_id: int, reason: str) -> Decided:
        """«Вернуть» with a reason: the ladder goes on."""
        return await self._decide_completion(actor, completion_id, accepted=False, reason=reason)

    async def grant(self, actor: Actor, request_id: int) -> Decided:
        """Agree: to «не наше» (the assignment ends) or to a later day (the ladder is planned anew)."""
        return await self._decide_request(actor, request_id, granted=True, answer="")

    async def refuse(self, actor: Actor, request_id: int, answer: str) -> Decided:
        """Refuse a request with a word of explanation."""
        return await self._decide_request(actor, request_id, granted=False, answer=answer)

    async def answer(self, actor: Actor, request_id: int, answer: str) -> Decided:
        """Answer a call for help."""
        return await self._decide_request(actor, request_id, granted=True, answer=answer)

    async def waiting(self, actor: Actor) -> list[Waiting]:
        """Reports and requests nobody has decided yet, oldest first."""
        only_controlling(actor)
        async with self.db.reading() as session:
            found = [
                *await _undecided(session, Completion, literal("review"), Completion.progress.is_(False)),
                *await _undecided(session, Request, Request.kind),
            ]
        return [waiting for _, waiting in sorted(found, key=itemgetter(0))]

    async def _decide_completion(
        self, actor: Actor, completion_id: int, *, accepted: bool, reason: str
    ) -> Decided:
        only_controlling(actor)
        async with self.db.transaction() as session:
            completion = await session.get(Completion, completion_id)
            if completion is None:
                raise NotFound
            subject = await self._subject(session, actor, completion.assignment_id)
            if completion.accepted is not None:
                if completion.accepted is accepted:
                    return _decided(subject)
                raise DomainError("already-accepted" if completion.accepted else "already-returned")
            if subject.assignment.state is not AssignmentState.REPORTED:
                raise DomainError(f"assignment-is-{subject.assignment.state.value}")
            now, today = self.clock.now(), self.clock.today()
            assignment = subject.assignment
            await session.execute(
                update(Completion)
                .where(
                    Completion.assignment_id == assignment.id,
                    Completion.decided_at.is_(None),
                    Completion.progress.is_(False),
                )
                .values(accepted=accepted, reason=reason.strip(), decided_by=actor.person_id, decided_at=now)
            )
            if accepted:
                assignment.state, assignment.finished_at = AssignmentState.ACCEPTED, now
            else:
                assignment.state, assignment.returned_on = AssignmentState.RETURNED, today
                assignment.promised, assignment.reported_on = None, None
                await session.flush()
                await replan_assignment(session, assignment, subject.made)
            note(
                session,
                now,
                actor.person_id,
                "accepted" if accepted else "returned",
                "assignment",
                assignment.id,
                completion=completion.id,
            )
            await session.flush()
            step = "accepted" if accepted else "returned"
            await self._tell(session, subject, f"{step}:{completion.id}", text=reason.strip())
            return _decided(subject)

    async def _decide_request(self, actor: Actor, request_id: int, *, granted: bool, answer: str) -> Decided:
        only_controlling(actor)
        async with self.db.transaction() as session:
            request = await session.get(Request, request_id)
            if request is None:
                raise NotFound
            subject = await self._subject(session, actor, request.assignment_id)
            if request.granted is not None:
                if request.granted is granted:
                    return _decided(subject)
                raise DomainError("already-decided")
            now = self.clock.now()
            request.granted, request.answer = granted, answer.strip()
            request.decided_by, request.decided_at = actor.person_id, now
            assignment = subject.assignment
            if request.kind is RequestKind.DISPUTE and assignment.state is AssignmentState.DISPUTED:
                stays = AssignmentState.PROMISED if assignment.promised else AssignmentState.OPEN
                assignment.state = AssignmentState.WITHDRAWN if granted else stays
                assignment.finished_at = now if granted else None
            if request.kind is RequestKind.EXTENSION and granted:
                assignment.due = request.wanted_day
                assignment.promised = None
                if assignment.state is AssignmentState.PROMISED:
                    assignment.state = AssignmentState.OPEN
                await session.flush()
                await replan_assignment(session, assignment, subject.made)
            note(
                session,
                now,
                actor.person_id,
                "request decided",
                "assignment",
                assignment.id,
                request=request.id,
                kind=request.kind.value,
                granted=granted,
            )
            await session.flush()
            await self._tell(
                session,
                subject,
                f"answered:{request.id}",
                text=request.answer,
                request=request.kind.value,
                granted="yes" if granted else "no",
                day=request.wanted_day.isoformat() if request.wanted_day else "",
            )
            return _decided(subject)

    async def _subject(self, session: AsyncSession, actor: Actor, assignment_id: int) -> Subject:
        subject = await load_subject(session, self.settings, self.clock.today(), assignment_id)
        if subject is None:
            raise NotFound
        if not may_decide(actor, subject):
            raise DomainError("decision-own")
        return subject

    async def _tell(self, session: AsyncSession, subject: Subject, step: str, **details: str) -> None:
        await tell(session, self.clock, subject, Audience.RESPONSIBLE, step, **details)


async def _undecided(
    session: AsyncSession, table: type[Completion] | type[Request], kind: Any, *where: ColumnElement[bool]
) -> list[tuple[tuple[datetime, int, str], Waiting]]:
    """What nobody has decided yet, each with its place in the order."""
    rows = await session.execute(
        select(table.created_at, Assignment.id, kind, PlanItem.number, Organisation.name)
        .join_from(table, Assignment, Assignment.id == table.assignment_id)
        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .where(table.decided_at.is_(None), Assignment.state != AssignmentState.WITHDRAWN, *where)
    )
    return [
        ((created_at, number, str(what)), Waiting(number, item, organisation, str(what)))
        for created_at, number, what, item, organisation in rows
    ]


def _decided(subject: Subject) -> Decided:
    return Decided(subject.assignment.id, subject.item.number, subject.organisation.name)
