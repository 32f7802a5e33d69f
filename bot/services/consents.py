"""What has been agreed to about a pupil: words are only added, the last one counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Age, Consent, ConsentText, Giver, Purpose, Student

FIRST_VERSION = 1


@dataclass(frozen=True)
class Standing:
    """The last words about one pupil: what the pupil says, and what the parents say."""

    age: Age
    pupil: frozenset[Purpose] = field(default_factory=frozenset)
    parents: frozenset[Purpose] = field(default_factory=frozenset)
    """Given by a parent in the bot, or on paper; the last word of either counts."""

    def covers(self, purpose: Purpose) -> bool:
        """Whether the purpose is agreed to by everybody who has to: under 18 also by a parent."""
        return purpose in self.pupil and (self.age is Age.ADULT or purpose in self.parents)

    @property
    def participates(self) -> bool:
        """Whether the entry may stand in a list that is handed on."""
        return self.covers(Purpose.PARTICIPATION)

    @property
    def waits_for_parent(self) -> bool:
        """Whether the pupil takes part and a parent has not agreed yet."""
        return Purpose.PARTICIPATION in self.pupil and not self.covers(Purpose.PARTICIPATION)


async def current_version(session: AsyncSession, purpose: Purpose) -> int:
    """The version of the text people agree to now."""
    newest = await session.scalar(select(func.max(ConsentText.version)).where(ConsentText.purpose == purpose))
    return newest or FIRST_VERSION


async def standing(session: AsyncSession, students: Iterable[Student]) -> dict[int, Standing]:
    """The last words about each pupil."""
    ages = {student.id: student.age for student in students}
    rows = await session.execute(
        select(Consent.student_id, Consent.purpose, Consent.giver, Consent.given)
        .where(Consent.student_id.in_(ages))
        .order_by(Consent.id)
    )
    last: dict[tuple[int, Purpose, bool], bool] = {}
    for student_id, purpose, giver, given in rows:
        last[student_id, purpose, giver is Giver.STUDENT] = given
    return {
        number: Standing(
            age=age,
            pupil=frozenset(p for p in Purpose if last.get((number, p, True))),
            parents=frozenset(p for p in Purpose if last.get((number, p, False))),
        )
        for number, age in ages.items()
    }


async def record(
    session: AsyncSession,
    at: datetime,
    student_id: int,
    purpose: Purpose,
    giver: Giver,
    person_id: int,
    *,
    given: bool,
) -> None:
    """Add a word; saying the same again (of the same version, by the same person) adds nothing."""
    version = await current_version(session, purpose)
    last = await session.scalar(
        select(Consent)
        .where(Consent.student_id == student_id, Consent.purpose == purpose, _side(giver))
        .order_by(Consent.id.desc())
        .limit(1)
    )
    said = (given, version, giver, person_id)
    if last is not None and (last.given, last.version, last.giver, last.person_id) == said:
        return
    session.add(
        Consent(
            student_id=student_id,
            purpose=purpose,
            version=version,
            giver=giver,
            person_id=person_id,
            given=given,
            at=at,
        )
    )
    await session.flush()


def _side(giver: Giver) -> ColumnElement[bool]:
    pupil = Consent.giver == Giver.STUDENT
    return pupil if giver is Giver.STUDENT else ~pupil
