"""Six questions about the contract that a pupil and a parent answer separately."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import NotFound
from bot.models import CURRENT_STATES, Database, Giver, QuizResult, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.families import own_student
from bot.services.student_cards import StudentCard, card_of, cards_of
from bot.settings import Settings

VERSION = 1
RIGHT = (2, 1, 3, 1, 2, 3)
"""The right answer of each question, from 1; texts are `quiz-<n>`, `quiz-<n>-<answer>`, `quiz-<n>-why`."""
ANSWERS = 3


@dataclass(frozen=True)
class Understanding:
    """What is to be said about one family: never who answered what."""

    card: StudentCard
    pupil: bool
    parent: bool
    """Whether each has answered the quiz."""
    discuss: tuple[int, ...]
    """Numbers of the questions somebody did not understand."""

    @property
    def both_understood(self) -> bool:
        """Both have answered, and there is nothing to talk about."""
        return self.pupil and self.parent and not self.discuss


@dataclass(frozen=True)
class Quiz:
    """Use cases around the quiz. Answers are on the screen; only what was misunderstood is kept."""

    db: Database
    clock: Clock
    settings: Settings

    async def whose(self, actor: Actor) -> list[StudentCard]:
        """About whose contract the person answers: the own entry, or the children's."""
        reach = scope(actor, Action.QUIZ)
        async with self.db.reading() as session:
            found = await session.scalars(select(Student).where(reach.students()).order_by(Student.code))
            return await cards_of(session, [each for each in found if each.state.is_current])

    async def finish(self, actor: Actor, student_id: int | None, wrong: Sequence[int]) -> StudentCard:
        """Keep the numbers of the questions that were not understood; the last time counts."""
        reach = scope(actor, Action.QUIZ)
        if any(not 1 <= number <= len(RIGHT) for number in wrong):
            raise NotFound
        async with self.db.transaction() as session:
            if student_id is None:
                student = await own_student(session, actor)
            else:
                student = await reach.student(session, student_id)
            own = student.person_id == actor.person_id
            result = await session.scalar(
                select(QuizResult).where(
                    QuizResult.student_id == student.id, QuizResult.person_id == actor.person_id
                )
            )
            if result is None:
                result = QuizResult(student_id=student.id, person_id=actor.person_id)
                session.add(result)
            result.giver = Giver.STUDENT if own else Giver.GUARDIAN
            result.version, result.passed_at = VERSION, self.clock.now()
            result.misunderstood = ",".join(map(str, sorted(set(wrong))))
            return await card_of(session, student)

    async def results(self, actor: Actor) -> list[Understanding]:
        """The families of a coordinator's school that have begun."""
        reach = scope(actor, Action.QUIZ_RESULTS)
        async with self.db.reading() as session:
            students = await session.scalars(
                select(Student)
                .where(
                    reach.places_among(Student.organisation_id),
                    Student.state.in_(CURRENT_STATES),
                )
                .order_by(Student.grade, Student.letter, Student.code)
            )
            return await understanding(session, students.all())


async def understanding(session: AsyncSession, students: Sequence[Student]) -> list[Understanding]:
    """What each family has understood."""
    rows = await session.scalars(
        select(QuizResult).where(QuizResult.student_id.in_([student.id for student in students]))
    )
    by_student: dict[int, list[QuizResult]] = {}
    for row in rows:
        by_student.setdefault(row.student_id, []).append(row)
    found = []
    for card in await cards_of(session, students):
        results = by_student.get(card.student_id, [])
        wrong = {int(number) for each in results for number in each.misunderstood.split(",") if number}
        found.append(
            Understanding(
                card,
                pupil=any(each.giver is Giver.STUDENT for each in results),
                parent=any(each.giver is not Giver.STUDENT for each in results),
                discuss=tuple(sorted(wrong)),
            )
        )
    return found
