"""The executor's side: take on, report, ask, hand over. Every tap can be repeated without harm."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotAllowed, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Audience,
    Completion,
    Database,
    EvidenceKind,
    Membership,
    Occurrence,
    Organisation,
    PlanItem,
    Reminder,
    Request,
    RequestKind,
    Role,
)
from bot.services.assignment_views import AssignmentView, view_of
from bot.services.audit import note
from bot.services.cards import Card, make_card
from bot.services.ladder import Step
from bot.services.news import Subject, load_subject, tell
from bot.services.outbox import insert_new
from bot.services.people import Actor
from bot.services.schedule import reminder_row, rules
from bot.settings import Settings

TEXT_LIMIT = 4096
"""As long as a message can be: nothing of what somebody reported is cut off."""
EXTENSION_LIMIT_DAYS = 120

_WAITING = (
    select(Assignment, Occurrence, PlanItem, Organisation.name)
    .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
    .join(PlanItem, PlanItem.id == Occurrence.item_id)
    .join(Organisation, Organisation.id == Assignment.organisation_id)
    .where(
        Assignment.organisation_id.in_(bindparam("organisations", expanding=True)),
        Assignment.state.in_([state for state in AssignmentState if state.is_waiting]),
    )
    .order_by(Assignment.due, PlanItem.position)
)


@dataclass(frozen=True)
class Evidence:
    """What a person sent as proof; `source` is the message it came in."""

    source: str
    kind: EvidenceKind
    text: str = ""
    file_id: str | None = None
    file_name: str | None = None


@dataclass(frozen=True)
class ReportFile:
    """A file that was handed in, as the messenger knows it."""

    kind: EvidenceKind
    file_id: str
    item: str
    organisation: str


@dataclass(frozen=True)
class Colleague:
    """Somebody of the organisation who can take an assignment."""

    person_id: int
    role: Role
    position: str


@dataclass(frozen=True)
class Assignments:
    """Use cases of those who have to act; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def mine(self, actor: Actor) -> list[Card]:
        """What waits for the person's organisations, the most urgent first."""
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            rows = await session.execute(_WAITING, {"organisations": actor.organisation_ids})
            return [make_card(*row, made) for row in rows]

    async def view(self, actor: Actor, assignment_id: int) -> AssignmentView:
        """The card with what has happened to it."""
        async with self.db.reading() as session:
            subject = await self._visible(session, actor, assignment_id)
            return await view_of(session, self.clock, actor, subject)

    async def report_file(self, actor: Actor, completion_id: int) -> ReportFile:
        """The file of a report, for those who may see its assignment."""
        async with self.db.reading() as session:
            completion = await session.get(Completion, completion_id)
            if completion is None or completion.file_id is None:
                raise NotFound
            subject = await self._visible(session, actor, completion.assignment_id)
            return ReportFile(
                completion.evidence, completion.file_id, subject.item.number, subject.organisation.name
            )

    async def promise(self, actor: Actor, assignment_id: int, day: date) -> AssignmentView:
        """«Принято»: the person takes it on and names a day; the ladder keeps silent until then."""
        today = self.clock.today()
        async with self.db.transaction() as session:
            subject = await self._own(session, actor, assignment_id)
            assignment = subject.assignment
            made = subject.made
            if (assignment.person_id, assignment.promised) != (actor.person_id, day):
                _must_wait(assignment)
                if day < today:
                    raise DomainError("promise-in-the-past")
                limit = made.effective(assignment.due) if assignment.due else None
                if limit is not None and today <= limit < day:
                    raise DomainError("promise-after-due", due=limit)
                assignment.person_id = actor.person_id
                assignment.promised = day
                assignment.state = AssignmentState.PROMISED
                self._note(session, actor, "promised", assignment, day=day.isoformat())
                broken = Step(f"broken:{day}", made.calendar.shift(day, 1), Audience.RESPONSIBLE)
                await insert_new(session, Reminder, [reminder_row(assignment.id, broken)])
            return await view_of(session, self.clock, actor, subject)

    async def complete(self, actor: Actor, assignment_id: int, evidence: Evidence) -> AssignmentView:
        """«Готово» with evidence: goes to the controller; while it waits there, more can be added.

        The same message again changes nothing.
        """
        async with self.db.transaction() as session:
            subject = await self._own(session, actor, assignment_id)
            if await _known(session, Completion, assignment_id, evidence.source) is not None:
                pass
            elif subject.assignment.state is AssignmentState.REPORTED:
                _must_be_asked_for(subject, evidence)
                await self._add_completion(session, actor, subject, evidence, progress=False)
            else:
                _must_wait(subject.assignment)
                _must_be_asked_for(subject, evidence)
                await self._report(session, actor, subject, evidence)
            return await view_of(session, self.clock, actor, subject)

    async def complete_within(
        self, session: AsyncSession, actor: Actor, assignment_id: int, source: str, text: str
    ) -> None:
        """Hand in what the bot has put together itself, in the transaction that has confirmed it.

        It is the evidence, whatever kind the item asks for; where nothing waits any more, nothing happens.
        """
        subject = await self._own(session, actor, assignment_id)
        known = await _known(session, Completion, assignment_id, source)
        if known is None and subject.assignment.state.is_waiting:
            await self._report(session, actor, subject, Evidence(source, EvidenceKind.TEXT, text))

    async def report_progress(self, actor: Actor, assignment_id: int, evidence: Evidence) -> AssignmentView:
        """The answer to the monthly question of continuing work; nothing is closed by it."""
        async with self.db.transaction() as session:
            subject = await self._own(session, actor, assignment_id)
            if await _known(session, Completion, assignment_id, evidence.source) is None:
                _must_wait(subject.assignment)
                completion = await self._add_completion(session, actor, subject, evidence, progress=True)
                self._note(session, actor, "progress told", subject.assignment, completion=completion.id)
            return await view_of(session, self.clock, actor, subject)

    async def ask_help(self, actor: Actor, assignment_id: int, source: str, text: str) -> AssignmentView:
        """«Нужна помощь»: the question goes to the methodist."""
        return await self._ask(actor, assignment_id, RequestKind.HELP, source, text, None, Audience.METHODIST)

    async def dispute(self, actor: Actor, assignment_id: int, source: str, reason: str) -> AssignmentView:
        """«Не наше»: back to the controller with the reason; nudges stop until the decision."""
        return await self._ask(
            actor, assignment_id, RequestKind.DISPUTE, source, reason, None, Audience.CONTROLLER
        )

    async def ask_extension(
        self, actor: Actor, assignment_id: int, source: str, day: date, reason: str
    ) -> AssignmentView:
        """A later day than the order gives: the controller decides."""
        return await self._ask(
            actor, assignment_id, RequestKind.EXTENSION, source, reason, day, Audience.CONTROLLER
        )

    async def must_wait(self, actor: Actor, assignment_id: int) -> None:
        """Refuse at once, with the reason, where there is nothing left to ask about."""
        async with self.db.reading() as session:
            _must_wait((await self._own(session, actor, assignment_id)).assignment)

    async def colleagues(self, actor: Actor, assignment_id: int) -> list[Colleague]:
        """To whom the assignment can be handed over."""
        async with self.db.reading() as session:
            subject = await self._own(session, actor, assignment_id)
            rows = await session.execute(
                select(Membership.person_id, Membership.role, Membership.position)
                .where(
                    Membership.organisation_id == subject.organisation.id,
                    Membership.ended_at.is_(None),
                    Membership.person_id != actor.person_id,
                )
                .order_by(Membership.id)
            )
            found = {person: Colleague(person, role, position) for person, role, position in rows}
        if not found:
            raise DomainError("hand-over-nobody")
        return list(found.values())

    async def hand_over(self, actor: Actor, assignment_id: int, person_id: int) -> AssignmentView:
        """«Передать»: another person of the organisation is responsible from now on."""
        async with self.db.transaction() as session:
            subject = await self._own(session, actor, assignment_id)
            member = await session.scalar(
                select(Membership.id).where(
                    Membership.person_id == person_id,
                    Membership.organisation_id == subject.organisation.id,
                    Membership.ended_at.is_(None),
                )
            )
            if member is None:
                raise NotFound
            if subject.assignment.person_id != person_id:
                _must_wait(subject.assignment)
                subject.assignment.person_id = person_id
                subject.assignment.promised = None
                subject.assignment.state = AssignmentState.OPEN
                entry = self._note(session, actor, "handed over", subject.assignment, to=person_id)
                await session.flush()
                await self._tell(session, subject, Audience.RESPONSIBLE, f"handed:{entry}")
            return await view_of(session, self.clock, actor, subject)

    async def _ask(
        self,
        actor: Actor,
        assignment_id: int,
        kind: RequestKind,
        source: str,
        text: str,
        day: date | None,
        audience: Audience,
    ) -> AssignmentView:
        async with self.db.transaction() as session:
            subject = await self._own(session, actor, assignment_id)
            assignment = subject.assignment
            if await _known(session, Request, assignment_id, source) is None:
                _must_wait(assignment)
                if kind is RequestKind.EXTENSION:
                    _must_be_later(day, assignment.due, self.clock.today())
                request = Request(
                    assignment_id=assignment.id,
                    person_id=actor.person_id,
                    source=source,
                    kind=kind,
                    text=text.strip()[:TEXT_LIMIT],
                    wanted_day=day,
                    created_at=self.clock.now(),
                )
                session.add(request)
                if kind is RequestKind.DISPUTE:
                    assignment.state = AssignmentState.DISPUTED
                await session.flush()
                self._note(session, actor, f"asked {kind.value}", assignment, request=request.id)
                await self._tell(
                    session,
                    subject,
                    audience,
                    f"request:{request.id}",
                    text=request.text,
                    request=kind.value,
                    day=day.isoformat() if day else "",
                )
            return await view_of(session, self.clock, actor, subject)

    async def _report(
        self, session: AsyncSession, actor: Actor, subject: Subject, evidence: Evidence
    ) -> None:
        completion = await self._add_completion(session, actor, subject, evidence, progress=False)
        subject.assignment.state = AssignmentState.REPORTED
        subject.assignment.person_id = actor.person_id
        subject.assignment.reported_on = subject.assignment.reported_on or self.clock.today()
        self._note(session, actor, "reported", subject.assignment, completion=completion.id)
        await self._tell(
            session,
            subject,
            Audience.CONTROLLER,
            f"review:{completion.id}",
            text=completion.text,
            file_name=completion.file_name or "",
        )

    async def _add_completion(
        self, session: AsyncSession, actor: Actor, subject: Subject, evidence: Evidence, *, progress: bool
    ) -> Completion:
        completion = Completion(
            assignment_id=subject.assignment.id,
            person_id=actor.person_id,
            source=evidence.source,
            evidence=evidence.kind,
            text=evidence.text.strip()[:TEXT_LIMIT],
            file_id=evidence.file_id,
            file_name=evidence.file_name,
            progress=progress,
            created_at=self.clock.now(),
        )
        session.add(completion)
        await session.flush()
        return completion

    async def _visible(self, session: AsyncSession, actor: Actor, assignment_id: int) -> Subject:
        subject = await load_subject(session, self.settings, self.clock.today(), assignment_id)
        if subject is None:
            raise NotFound
        if subject.organisation.id not in actor.organisation_ids and not actor.controls:
            raise NotAllowed
        return subject

    async def _own(self, session: AsyncSession, actor: Actor, assignment_id: int) -> Subject:
        subject = await self._visible(session, actor, assignment_id)
        if subject.organisation.id not in actor.organisation_ids:
            raise NotAllowed
        return subject

    async def _tell(
        self, session: AsyncSession, subject: Subject, audience: Audience, step: str, **details: str
    ) -> None:
        await tell(session, self.clock, subject, audience, step, **details)

    def _note(
        self, session: AsyncSession, actor: Actor, action: str, assignment: Assignment, **details: object
    ) -> str:
        now = self.clock.now()
        note(session, now, actor.person_id, action, "assignment", assignment.id, **details)
        return now.strftime("%Y%m%d%H%M%S")


def _must_wait(assignment: Assignment) -> None:
    """Refuse where the executor has nothing to do any more, saying why."""
    if not assignment.state.is_waiting:
        raise DomainError(f"assignment-is-{assignment.state.value}")


def _must_be_asked_for(subject: Subject, evidence: Evidence) -> None:
    """Refuse evidence of a kind the item does not ask for."""
    if evidence.kind.value not in subject.item.evidence:
        raise DomainError("evidence-other-kind")


def _must_be_later(day: date | None, due: date | None, today: date) -> None:
    if day is None or due is None or day <= max(due, today):
        raise DomainError("extension-not-later")
    if (day - max(due, today)).days > EXTENSION_LIMIT_DAYS:
        raise DomainError("extension-too-far", days=EXTENSION_LIMIT_DAYS)


async def _known(
    session: AsyncSession, table: type[Completion] | type[Request], assignment_id: int, source: str
) -> int | None:
    found: int | None = await session.scalar(
        select(table.id).where(table.assignment_id == assignment_id, table.source == source)
    )
    return found
