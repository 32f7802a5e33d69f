"""Questions of families: routed, answered within two working days without showing who is who, never lost."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Database,
    FaqCard,
    Guardian,
    Membership,
    Organisation,
    OrganisationKind,
    Question,
    QuestionMessage,
    QuestionState,
    Role,
    Route,
    Student,
)
from bot.services.access import Action, scope
from bot.services.accounts import account, new_account
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.office_hours import is_digest_time, next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.question_routes import answerers, office_for, overseers
from bot.services.recipients import Recipients, load_recipients
from bot.settings import Settings

TERM = 2
"""Working days within which a question is answered."""
MOST_OPEN = 5
LONGEST = 1500
ASKED, ANSWERED, PASSED_ON = "question", "question_answer", "question_passed_on"


@dataclass(frozen=True)
class Line:
    """One thing said in a question."""

    from_staff: bool
    body: str
    at: datetime


@dataclass(frozen=True)
class Ticket:
    """A question as either side sees it: a number, roles in words, what was said; never an account."""

    question_id: int
    route: Route
    organisation: str | None
    organisation_id: int | None
    about: str
    """Who asks, in words that name nobody: `student`, `guardian` or `somebody`, with the grade."""
    grade: int | None
    code: str | None
    """Of the pupil, only for the pupil's own school."""
    card: str | None
    state: QuestionState
    due_on: date
    late: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Questions:
    """Use cases around questions; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def schools(self) -> list[tuple[int, str]]:
        """The schools a stranger may ask."""
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Organisation.id, Organisation.name)
                .where(Organisation.kind == OrganisationKind.SCHOOL, Organisation.active)
                .order_by(Organisation.name)
            )
            return [(number, name) for number, name in rows]

    async def own_schools(self, actor: Actor | None) -> list[tuple[int, str]]:
        """The school of the pupil, or the schools of the parent's children."""
        if actor is None:
            return []
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Organisation.id, Organisation.name)
                .join(Student, Student.organisation_id == Organisation.id)
                .where(_of_family(actor.person_id))
                .distinct()
            )
            return [(number, name) for number, name in rows]

    async def ask(
        self,
        user_id: int,
        chat_id: int,
        language: str,
        source: str,
        route: Route,
        organisation_id: int | None,
        card_id: int | None,
        text: str,
    ) -> Ticket:
        """Keep a question and tell those who answer. The same message again makes no second one."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            raise DomainError("question-length", limit=LONGEST)
        now = self.clock.now()
        async with self.db.transaction() as session:
            if route is Route.SCHOOL:
                school = await session.get(Organisation, organisation_id) if organisation_id else None
                if school is None or school.kind is not OrganisationKind.SCHOOL:
                    raise NotFound
            else:
                organisation_id = await office_for(session, route)
            peer = await account(session, user_id) or await new_account(
                session, now, user_id, chat_id, language
            )
            known = await session.scalar(
                select(Question).where(Question.person_id == peer.person_id, Question.source == source)
            )
            if known is not None:
                return await self._ticket(session, known, None)
            waiting = await session.scalar(
                select(func.count())
                .select_from(Question)
                .where(Question.person_id == peer.person_id, Question.state == QuestionState.OPEN)
            )
            if (waiting or 0) >= MOST_OPEN:
                raise DomainError("question-too-many", count=MOST_OPEN)
            calendar = await working_calendar(session, self.settings)
            student = await session.scalar(
                select(Student).where(_of_family(peer.person_id)).order_by(Student.id).limit(1)
            )
            question = Question(
                person_id=peer.person_id,
                student_id=student.id if student else None,
                source=source,
                route=route,
                organisation_id=organisation_id,
                card_id=await session.scalar(select(FaqCard.id).where(FaqCard.id == card_id)),
                asked_at=now,
                due_on=calendar.shift(calendar.on_or_after(now.date()), TERM),
            )
            session.add(question)
            await session.flush()
            await self._say(session, question, peer.person_id, source, text, from_staff=False)
            note(session, now, peer.person_id, "asked", "question", question.id, route=route.value)
            await self._tell_desk(session, question)
            return await self._ticket(session, question, None)

    async def own(self, actor: Actor) -> list[Ticket]:
        """The person's own questions, the newest first."""
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Question)
                .where(Question.person_id == actor.person_id)
                .order_by(Question.id.desc())
                .limit(20)
            )
            return [await self._ticket(session, question, None) for question in found.all()]

    async def own_one(self, actor: Actor, question_id: int) -> Ticket:
        """One of them."""
        async with self.db.reading() as session:
            return await self._ticket(session, await self._own(session, actor, question_id), None)

    async def add(self, actor: Actor, question_id: int, source: str, text: str) -> Ticket:
        """«Уточнить»: the conversation goes on, the term begins anew."""
        async with self.db.transaction() as session:
            question = await self._own(session, actor, question_id)
            await self._say(session, question, actor.person_id, source, text, from_staff=False)
            calendar = await working_calendar(session, self.settings)
            question.state, question.closed_at, question.escalated_at = QuestionState.OPEN, None, None
            question.due_on = calendar.shift(calendar.on_or_after(self.clock.today()), TERM)
            await self._tell_desk(session, question)
            return await self._ticket(session, question, None)

    async def close(self, actor: Actor, question_id: int) -> Ticket:
        """«Спасибо, понятно»."""
        async with self.db.transaction() as session:
            question = await self._own(session, actor, question_id)
            if question.state is not QuestionState.CLOSED:
                question.state, question.closed_at = QuestionState.CLOSED, self.clock.now()
                note(session, self.clock.now(), actor.person_id, "closed", "question", question.id)
            return await self._ticket(session, question, None)

    async def desk(self, actor: Actor) -> list[Ticket]:
        """What the person has to answer or to see to, the latest first."""
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Question)
                .where(self._reached(actor), Question.state == QuestionState.OPEN)
                .order_by(Question.due_on, Question.id)
            )
            return [await self._ticket(session, question, actor) for question in found.all()]

    async def on_desk(self, actor: Actor, question_id: int) -> Ticket:
        """One of those within reach."""
        async with self.db.reading() as session:
            return await self._ticket(session, await self._at_desk(session, actor, question_id), actor)

    async def answer(self, actor: Actor, question_id: int, source: str, text: str) -> Ticket:
        """An answer (or a question back) goes to whoever asked, through the bot."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            question = await self._at_desk(session, actor, question_id)
            text = text.strip()
            if not text or len(text) > LONGEST:
                raise DomainError("question-length", limit=LONGEST)
            fresh = await self._say(session, question, actor.person_id, source, text, from_staff=True)
            if fresh:
                question.state, question.answered_at = QuestionState.ANSWERED, now
                note(session, now, actor.person_id, "answered", "question", question.id)
                if question.person_id is not None:
                    await enqueue(
                        session,
                        [question.person_id],
                        f"question-answer:{question.id}:{source}",
                        ANSWERED,
                        {"question": question.id, "text": text},
                        not_before=now,
                    )
            return await self._ticket(session, question, actor)

    async def forward(self, actor: Actor, question_id: int, route: Route) -> Ticket:
        """«Переслать»: somebody else knows better. To a school only the pupil's own."""
        async with self.db.transaction() as session:
            question = await self._at_desk(session, actor, question_id)
            if route is Route.SCHOOL:
                student = await session.get(Student, question.student_id) if question.student_id else None
                if student is None:
                    raise DomainError("question-no-school")
                question.organisation_id = student.organisation_id
            else:
                question.organisation_id = await office_for(session, route)
            question.route = route
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "forwarded",
                "question",
                question.id,
                to=route.value,
            )
            await session.flush()
            await self._tell_desk(session, question)
            return await self._ticket(session, question, None)

    async def tick(self) -> None:
        """Past its term a question goes up: once, and weekly until it is answered."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            late = await session.scalars(
                select(Question).where(Question.state == QuestionState.OPEN, Question.due_on < now.date())
            )
            recipients: Recipients | None = None
            for question in late.all():
                recipients = recipients or await load_recipients(session, self.settings, now.date())
                week = (now.date() - question.due_on).days // 7
                people = overseers(recipients, question)
                await enqueue(
                    session,
                    people,
                    f"question-late:{question.id}:{question.due_on.isoformat()}:{week}",
                    ASKED,
                    await self._told(session, question, late=True),
                    not_before=now,
                )
                if question.escalated_at is None:
                    question.escalated_at = now
                    note(session, now, None, "escalated", "question", question.id)
                    if question.person_id is not None:
                        await enqueue(
                            session,
                            [question.person_id],
                            f"question-passed-on:{question.id}:{question.due_on.isoformat()}",
                            PASSED_ON,
                            {"question": question.id},
                            not_before=now,
                        )

    def _reached(self, actor: Actor) -> ColumnElement[bool]:
        """Own school, own office; methodists and controllers also what is late, and what has nobody."""
        reach = scope(actor, Action.QUESTIONS_ANSWER)
        parts: list[ColumnElement[bool]] = [Question.organisation_id.in_(reach.places)]
        if actor.has(Role.METHODIST):
            parts += [Question.route == Route.CENTRE, Question.organisation_id.is_(None)]
        if actor.has(Role.METHODIST, Role.CONTROLLER):
            parts.append(Question.escalated_at.is_not(None))
        return or_(false(), *parts)

    async def _at_desk(self, session: AsyncSession, actor: Actor, question_id: int) -> Question:
        question = await session.scalar(
            select(Question).where(Question.id == question_id, self._reached(actor)).with_for_update()
        )
        if question is None:
            raise Foreign
        return question

    async def _own(self, session: AsyncSession, actor: Actor, question_id: int) -> Question:
        question = await session.scalar(
            select(Question)
            .where(Question.id == question_id, Question.person_id == actor.person_id)
            .with_for_update()
        )
        if question is None:
            raise Foreign
        return question

    async def _say(
        self,
        session: AsyncSession,
        question: Question,
        person_id: int,
        source: str,
        text: str,
        *,
        from_staff: bool,
    ) -> bool:
        """Add what was said; False where the same message is there already."""
        if len(text.strip()) > LONGEST:
            raise DomainError("question-length", limit=LONGEST)
        return await inserted_once(
            session,
            QuestionMessage,
            {
                "question_id": question.id,
                "person_id": person_id,
                "source": source,
                "from_staff": from_staff,
                "body": text.strip(),
                "at": self.clock.now(),
            },
        )

    async def _tell_desk(self, session: AsyncSession, question: Question) -> None:
        now = self.clock.now()
        calendar = await working_calendar(session, self.settings)
        recipients = await load_recipients(session, self.settings, now.date())
        people = answerers(recipients, question)
        if not people:  # nobody has joined there: those who oversee answer themselves
            question.escalated_at = question.escalated_at or now
            people = recipients.methodists()
        count = await session.scalar(
            select(func.count())
            .select_from(QuestionMessage)
            .where(QuestionMessage.question_id == question.id)
        )
        await enqueue(
            session,
            people,
            f"question:{question.id}:{question.route.value}:{count}",
            ASKED,
            await self._told(session, question, late=False),
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _told(self, session: AsyncSession, question: Question, *, late: bool) -> dict[str, Any]:
        ticket = await self._ticket(session, question, None)
        return {
            "question": question.id,
            "about": ticket.about,
            "grade": ticket.grade,
            "route": question.route.value,
            "organisation": ticket.organisation or "",
            "text": next((line.body for line in reversed(ticket.lines) if not line.from_staff), ""),
            "due": question.due_on.isoformat(),
            "late": late,
        }

    async def _ticket(self, session: AsyncSession, question: Question, viewer: Actor | None) -> Ticket:
        lines = await session.scalars(
            select(QuestionMessage)
            .where(QuestionMessage.question_id == question.id)
            .order_by(QuestionMessage.id)
        )
        student = await session.get(Student, question.student_id) if question.student_id else None
        organisation = (
            await session.get(Organisation, question.organisation_id) if question.organisation_id else None
        )
        card = await session.get(FaqCard, question.card_id) if question.card_id else None
        role = None
        if question.person_id is not None:
            role = await session.scalar(
                select(Membership.role).where(
                    Membership.person_id == question.person_id,
                    Membership.role.in_((Role.STUDENT, Role.GUARDIAN)),
                    Membership.ended_at.is_(None),
                )
            )
        own_school = (
            viewer is not None
            and student is not None
            and student.organisation_id in viewer.places(Role.COORDINATOR, Role.HEAD)
        )
        return Ticket(
            question_id=question.id,
            route=question.route,
            organisation=organisation.name if organisation else None,
            organisation_id=question.organisation_id,
            about=role.value if role else "somebody",
            grade=student.grade if student else None,
            code=student.code if own_school and student else None,
            card=card.title if card else None,
            state=question.state,
            due_on=question.due_on,
            late=question.state is QuestionState.OPEN and question.due_on < self.clock.today(),
            lines=tuple(Line(each.from_staff, each.body, self.clock.at(each.at)) for each in lines),
        )


def _of_family(person_id: int) -> ColumnElement[bool]:
    """The pupil themselves, or the children of a parent."""
    children = select(Guardian.student_id).where(Guardian.person_id == person_id, Guardian.ended_at.is_(None))
    return and_(true(), or_(Student.person_id == person_id, Student.id.in_(children)))
