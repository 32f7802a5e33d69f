"""What the bot asks of pairs: a planned day that passed, silence, how it goes; and when it asks nothing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import ExamDay, PairKind, Signal, SignalKind
from bot.sandbox import Visitor
from bot.services.mentoring.rhythm import is_free_of_school
from bot.settings import Settings
from tests.city import City, city
from tests.mentors import MONDAY, School, all_pairs, meetings, morning_of_pairs, tutored
from tests.taps import go, tap

THURSDAY = date(2026, 11, 5)
"""The first working day on which thirty days have passed without a meeting."""


def heard(who: Visitor, mark: int, part: str) -> int:
    return sum(part in each.text for each in who.received_since(mark))


def asked(who: Visitor, part: str) -> int:
    return heard(who, 0, part)


async def signals(c: City) -> list[Signal]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Signal).order_by(Signal.id)))


async def planned_for_tomorrow(c: City, school: School) -> None:
    await go(c, school.tutor, "Мои подопечные", school.pupils[0].code, "Следующая встреча")
    await c.press(school.tutor, "6")
    assert "6 октября 2026" in school.tutor.last.text


async def test_both_say_yes_and_the_journal_has_it(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil = school.tutor, school.pupils[0].visitor
        await planned_for_tomorrow(c, school)
        await morning_of_pairs(c, date(2026, 10, 6))
        assert asked(tutor, "Она состоялась?") == 0
        for _ in range(2):
            await morning_of_pairs(c, date(2026, 10, 7))
        assert (asked(tutor, "Она состоялась?"), asked(pupil, "Она состоялась?")) == (1, 1)
        await tap(c, tutor, "Да, встретились")
        assert await meetings(c) == []
        await tap(c, pupil, "Да, встретились")
        (meeting,) = await meetings(c)
        assert meeting.held_on == date(2026, 10, 6)
        assert meeting.confirmed
        await go(c, tutor, "Мои подопечные", school.pupils[0].code)
        assert "Встреч: 1, последняя 6 октября 2026" in tutor.last.text


async def test_words_that_differ_reach_the_curator_and_nobody_else(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil, curator = school.tutor, school.pupils[0].visitor, school.coordinator
        await planned_for_tomorrow(c, school)
        await morning_of_pairs(c, date(2026, 10, 7))
        marks = tutor.mark, pupil.mark, curator.mark
        await tap(c, tutor, "Да, встретились")
        await tap(c, pupil, "Нет")
        await morning_of_pairs(c, date(2026, 10, 8))
        assert await meetings(c) == []
        assert heard(curator, marks[2], "слова о встрече расходятся") == 1
        for who, mark in ((tutor, marks[0]), (pupil, marks[1])):
            assert heard(who, mark, "расход") == 0
            assert len(who.received_since(mark)) == 0
        await tap(c, curator, "Открыть")
        assert "Один говорит, что встреча была, другой — что нет" in curator.last.text
        await go(c, tutor, "Мои подопечные", school.pupils[0].code)
        assert "расход" not in tutor.last.text
        await go(c, pupil, "Мой наставник")
        assert "расход" not in pupil.last.text


async def test_the_word_of_one_counts_when_the_other_stays_silent(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        await planned_for_tomorrow(c, school)
        await morning_of_pairs(c, date(2026, 10, 7))
        await tap(c, school.tutor, "Да, встретились")
        await morning_of_pairs(c, date(2026, 10, 12))
        assert await meetings(c) == []
        await morning_of_pairs(c, date(2026, 10, 13))
        (meeting,) = await meetings(c)
        assert not meeting.confirmed
        assert await signals(c) == []


async def test_thirty_days_of_silence_go_up_step_by_step_and_stop(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil, curator = school.tutor, school.pupils[0].visitor, school.coordinator
        told: dict[date, list[str]] = {}
        day = MONDAY.date()
        while day < date(2027, 1, 31):
            marks = {who: who.mark for who in (tutor, pupil, curator)}
            await morning_of_pairs(c, day)
            for name, part in (("tutor", "⏰"), ("pupil", "всё в порядке"), ("curator", "нет, ответа тоже")):
                who = {"tutor": tutor, "pupil": pupil, "curator": curator}[name]
                if heard(who, marks[who], part):
                    told.setdefault(day, []).append(name)
            day += timedelta(days=1)
        assert told == {
            THURSDAY: ["tutor"],
            date(2026, 11, 10): ["pupil"],
            date(2026, 11, 13): ["curator"],
        }
        assert [each.kind for each in await signals(c)] == [SignalKind.SILENCE]
        assert asked(tutor, "куратор") == 0


async def test_a_pupil_who_is_fine_ends_the_asking_until_the_next_time(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        pupil, curator = school.pupils[0].visitor, school.coordinator
        for day in (THURSDAY, date(2026, 11, 10)):
            await morning_of_pairs(c, day)
        await tap(c, pupil, "Всё в порядке")
        for number in range(11, 30):
            await morning_of_pairs(c, date(2026, 11, number))
        assert asked(curator, "встреч нет") == 0
        assert await signals(c) == []


async def test_a_tutor_of_many_gets_one_message(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 12)
        mark = school.tutor.mark
        await morning_of_pairs(c, THURSDAY)
        (message,) = school.tutor.received_since(mark)
        assert "Давно не было встреч: 12" in message.text
        await tap(c, school.tutor, school.pupils[4].code, "Сегодня", "Звонок", "Учёба")
        assert len(await meetings(c)) == 1


async def test_nobody_is_asked_on_days_off_on_exam_days_in_summer_in_a_pause_or_after_the_end(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, mark = school.tutor, school.tutor.mark
        async with c.app.db.transaction() as session:
            session.add(ExamDay(day=THURSDAY, grade=11))
        for day in (date(2026, 11, 4), THURSDAY, date(2026, 11, 7), date(2027, 7, 6)):
            await morning_of_pairs(c, day)  # a holiday, an exam day, a Saturday, the summer
            assert tutor.received_since(mark) == [], day
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Пауза")
        mark = tutor.mark
        await morning_of_pairs(c, date(2027, 10, 12))
        assert tutor.received_since(mark) == []
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Продолжить")
        assert "Пауза: бот не напоминает" not in tutor.last.text
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Завершить", "Цель достигнута")
        assert "завершена" in tutor.last.text
        mark = tutor.mark
        await morning_of_pairs(c, date(2027, 12, 14))
        assert tutor.received_since(mark) == []
        assert [each.close_reason for each in await all_pairs(c)] == ["reached"]


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), False),
        (date(2026, 10, 25), True),
        (date(2026, 11, 4), True),
        (date(2026, 11, 5), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 31), True),
        (date(2027, 1, 10), True),
        (date(2027, 1, 11), False),
        (date(2028, 2, 29), False),
    ],
)
def test_holidays_are_for_pupils_and_not_for_workplaces(day: date, free: bool) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings takes it
    assert is_free_of_school(PairKind.TUTOR_PUPIL, day, settings) is free
    assert not is_free_of_school(PairKind.EMPLOYER_SPECIALIST, day, settings)


async def test_three_low_marks_reach_the_curator_only(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil, curator = school.tutor, school.pupils[0].visitor, school.coordinator
        await morning_of_pairs(c, THURSDAY)
        assert asked(pupil, "Встречи вам полезны?") == 1
        marks = tutor.mark, curator.mark
        for _ in range(3):
            await tap(c, pupil, "🙁 Нет")
        assert "Спасибо за ответы" in pupil.last.text
        await morning_of_pairs(c, date(2026, 11, 6))
        assert heard(curator, marks[1], "низкие оценки подряд") == 1
        assert tutor.received_since(marks[0]) == []
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Журнал")
        assert "оцен" not in tutor.last.text
