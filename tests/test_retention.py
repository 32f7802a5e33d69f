"""What is past its time goes by itself, and nothing else does."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import (
    Age,
    AuditEntry,
    ClassLink,
    Consent,
    FamilyCode,
    Giver,
    OrganisationKind,
    OutboxMessage,
    Purpose,
    RelayMessage,
    Signal,
    Student,
    StudentState,
)
from bot.services.retention import last_day
from tests.city import City, city
from tests.families import Pupil, parent, pupil
from tests.mentors import MONDAY, tutored
from tests.taps import go
from tests.test_registration import links_of


async def codes(c: City) -> list[str]:
    async with c.app.db.reading() as session:
        return sorted(await session.scalars(select(Student.code)))


async def night(c: City, days: int) -> None:
    """So many days later, at three in the night."""
    c.clock.freeze((c.clock.now() + timedelta(days=days)).replace(hour=3))
    await c.app.services.retention.tick()


async def agreed_by_parent(c: City, child: Pupil) -> None:
    mother = await parent(c, child)
    await go(c, mother, "Согласия", "Участие", "Согласен")


async def test_a_minor_no_parent_agrees_to_is_reminded_twice_and_then_erased(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 9, 1, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        child, kept, adult = (
            await pupil(c, school),
            await pupil(c, school),
            await pupil(c, school, age=Age.ADULT),
        )
        await agreed_by_parent(c, kept)
        mark, quiet = child.visitor.mark, kept.visitor.mark
        for day in range(1, 60):
            await night(c, 1)
            if day in (9, 49):
                c.clock.freeze(c.clock.now().replace(hour=10))
                await c.settle()
        assert len(child.visitor.received_since(mark)) == 2
        assert "будет удалена 31 октября 2026" in child.visitor.last.text
        assert kept.visitor.received_since(quiet) == []
        assert await codes(c) == sorted([child.code, kept.code, adult.code])
        await night(c, 2)
        assert await codes(c) == sorted([kept.code, adult.code])
        async with c.app.db.reading() as session:
            noted = await session.scalar(select(AuditEntry).where(AuditEntry.action == "erased by time"))
            assert noted is not None
            assert noted.details == {"count": 1}


async def test_a_withdrawn_participation_is_erased_after_thirty_days_unless_given_again(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, datetime(2026, 9, 1, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        gone, back = await pupil(c, school, age=Age.ADULT), await pupil(c, school, age=Age.ADULT)
        for child in (gone, back):
            await go(c, child.visitor, "Согласия", "Участие", "Отозвать", "Да, отозвать")
        await night(c, 20)
        await go(c, back.visitor, "Согласия", "Участие", "Согласен")
        await night(c, 9)
        assert await codes(c) == sorted([gone.code, back.code])
        await night(c, 2)
        assert await codes(c) == [back.code]


@pytest.mark.parametrize("state", [StudentState.LEFT, StudentState.MOVED, StudentState.MERGED])
async def test_who_left_is_kept_for_ninety_days(tmp_path: Path, state: StudentState) -> None:
    async with city(tmp_path, datetime(2026, 9, 1, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        child = await pupil(c, school, age=Age.ADULT, state=state)
        await night(c, 89)
        assert await codes(c) == [child.code]
        await night(c, 2)
        assert await codes(c) == []


@pytest.mark.parametrize(("grade", "year"), [(9, 2027), (10, 2028), (11, 2027)])
async def test_an_entry_ends_with_its_campaign(tmp_path: Path, grade: int, year: int) -> None:
    async with city(tmp_path, datetime(2026, 10, 1, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        child = await pupil(c, school, grade=grade, age=Age.ADULT)
        async with c.app.db.reading() as session:
            row = await session.get_one(Student, child.student_id)
        assert last_day(row) == datetime(year, 9, 30).date()
        c.clock.freeze(datetime(year, 9, 30, 3, 0))
        await c.app.services.retention.tick()
        assert await codes(c) == [child.code]
        c.clock.freeze(datetime(year, 10, 1, 3, 0))
        await c.app.services.retention.tick()
        assert await codes(c) == []


async def test_dead_links_and_codes_go_after_a_month(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await links_of(c)
        school = await c.organisation("Школа № 11 (демо)", OrganisationKind.SCHOOL)
        child = await pupil(c, school, age=Age.MINOR)
        await go(c, child.visitor, "Код для родителя")
        await agreed_by_parent(c, child)
        async with c.app.db.transaction() as session:
            session.add(
                Consent(
                    student_id=child.student_id,
                    purpose=Purpose.PARTICIPATION,
                    version=1,
                    giver=Giver.PAPER,
                    person_id=child.person_id,
                    given=True,
                    at=c.clock.now(),
                )
            )
        await night(c, 44)
        async with c.app.db.reading() as session:
            assert len((await session.scalars(select(FamilyCode))).all()) == 1
        await night(c, 2)
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(FamilyCode))).all() == []
            assert len((await session.scalars(select(ClassLink))).all()) == 1
        await night(c, 60)
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(ClassLink))).all() == []


async def test_by_day_nothing_is_swept(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 9, 1, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        child = await pupil(c, school, age=Age.ADULT, state=StudentState.LEFT)
        c.clock.freeze(datetime(2027, 3, 1, 12, 0))
        await c.app.services.retention.tick()
        assert await codes(c) == [child.code]


async def test_words_of_a_pair_and_of_a_signal_go_ninety_days_after_their_end(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil_ = school.tutor, school.pupils[0].visitor
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Написать")
        await c.say(tutor, "Приходи в среду")
        await go(c, pupil_, "Мой наставник", "Мне некомфортно", "Написать пару слов")
        await c.say(pupil_, "Мне не по себе")
        await go(c, school.coordinator, "Сигналы", "некомфортно", "Занимаюсь")
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Завершить", "Цель достигнута")
        for days, kept in ((89, 1), (2, 0)):
            await night(c, days)
            async with c.app.db.reading() as session:
                assert len((await session.scalars(select(RelayMessage))).all()) == kept
                sent = await session.scalars(select(OutboxMessage.arguments))
                assert any("Приходи в среду" in str(each) for each in sent) is bool(kept)
                assert bool((await session.scalars(select(Signal.text))).one()) is bool(kept)
