"""A meeting costs three taps; it is written once, said more about, corrected with a reason, never lost."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.models import CheckIn, CheckInCorrection, MeetingForm
from bot.sandbox import Visitor
from tests.city import City, city
from tests.mentors import MONDAY, meetings, morning_of_pairs, tutored
from tests.taps import go, labels, tap


async def opened(c: City, who: Visitor, code: str) -> None:
    await go(c, who, "Мои подопечные", code)


async def test_a_meeting_costs_three_taps_from_the_pair(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        await opened(c, school.tutor, school.pupils[0].code)
        taps = ("Сегодня", "Звонок", "Экзамены")
        for each in taps:
            await tap(c, school.tutor, each)
        assert len(taps) == 3
        assert "Записано" in school.tutor.toasts[-1].text
        assert "5 октября 2026" in school.tutor.last.text
        assert "📞 Звонок, 15 мин · Экзамены" in school.tutor.last.text
        (meeting,) = await meetings(c)
        assert (meeting.held_on, meeting.form) == (date(2026, 10, 5), MeetingForm.CALL)
        assert meeting.topics == ["exams"]


async def test_the_same_tap_again_is_one_meeting_and_the_next_one_is_another(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor = school.tutor
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Сегодня", "Звонок")
        chosen = tutor.last
        label = next(each for each in labels(chosen) if "Экзамены" in each)
        for _ in range(2):  # the app sends it once more, with a new number
            await tutor.press(label, chosen)
        await c.settle()
        assert len(await meetings(c)) == 1
        await c.kill()
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Сегодня", "Звонок", "Экзамены")
        assert len(await meetings(c)) == 2


async def test_more_is_said_on_the_same_card(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor = school.tutor
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Вчера", "Встреча", "Выбор пути", "Темы", "Настроение", "Назад")
        await tap(c, tutor, "Длительность", "90 мин", "Заметка")
        await c.say(tutor, "Договорились сходить в колледж")
        assert "🤝 Встреча, 90 мин · Выбор пути, Настроение" in tutor.last.text
        assert "Договорились сходить в колледж" in tutor.last.text
        await tap(c, tutor, "Следующая встреча", "+2 нед.")
        assert "Следующая: 19 октября 2026" in tutor.last.text
        await tap(c, tutor, "Следующая встреча", "Сходить")
        assert "19 октября 2026 — Сходить" in tutor.last.text
        await tap(c, tutor, "Журнал")
        assert "1. 4 октября 2026" in tutor.last.text
        pupil = school.pupils[0].visitor
        await go(c, pupil, "Мой наставник")
        assert "Следующая встреча 19 октября 2026" in pupil.last.text
        assert "колледж" not in pupil.last.text


async def test_a_voice_note_is_kept_by_its_number_and_erased(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor = school.tutor
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Сегодня", "Встреча", "Учёба", "Заметка")
        await tutor.send_voice()
        await c.settle()
        assert "Голосовая заметка" in tutor.last.text
        (meeting,) = await meetings(c)
        assert meeting.voice_id
        c.clock.freeze(datetime(2026, 11, 5, 10, 0))  # it can go on any later day
        await tap(c, tutor, "Стереть заметку")
        (meeting,) = await meetings(c)
        assert meeting.voice_id is None


async def test_within_a_day_it_is_taken_back_later_it_is_corrected_with_a_reason(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor = school.tutor
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Сегодня", "Встреча", "Учёба", "Удалить", "Да, удалить")
        assert await meetings(c) == []
        assert "Встреч пока нет" in tutor.last.text
        await tap(c, tutor, "Сегодня", "Встреча", "Учёба")
        (meeting,) = await meetings(c)
        c.clock.freeze(datetime(2026, 10, 7, 10, 0))
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Журнал", "1")
        assert not any("Удалить" in each for each in labels(tutor.last))
        await tap(c, tutor, "Исправить")
        await c.say(tutor, "Ошиблась днём")
        await tap(c, tutor, "Другой день")
        await c.press(tutor, "6")
        assert "6 октября 2026" in tutor.last.text
        async with c.app.db.reading() as session:
            corrected = (await session.scalars(select(CheckInCorrection))).one()
            assert corrected.reason == "Ошиблась днём"
            assert corrected.was["day"] == "2026-10-05"
            assert (await session.get_one(CheckIn, meeting.id)).held_on == date(2026, 10, 6)


async def test_a_group_goes_in_one_go_with_exceptions(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 4)
        tutor = school.tutor
        await go(c, tutor, "Мои подопечные", "Встреча с группой", "11А")
        await tap(c, tutor, school.pupils[2].code, "Сегодня", "Документы")
        assert "у каждого, кто был: 3" in tutor.last.text
        assert len(await meetings(c)) == 3
        assert {each.form for each in await meetings(c)} == {MeetingForm.GROUP}
        await opened(c, tutor, school.pupils[2].code)
        assert "Встреч пока нет" in tutor.last.text


async def test_a_day_that_is_not_possible_is_refused_kindly(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor = school.tutor
        await opened(c, tutor, school.pupils[0].code)
        await tap(c, tutor, "Сегодня", "Звонок")
        chosen = tutor.last
        c.clock.freeze(datetime(2027, 1, 15, 10, 0))
        await tutor.press(next(each for each in labels(chosen) if "Учёба" in each), chosen)
        await c.settle()
        assert "за последние 60 дней" in tutor.toasts[-1].text
        assert await meetings(c) == []


async def test_from_the_reminder_it_is_three_taps_too(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, mark = school.tutor, school.tutor.mark
        await morning_of_pairs(c, date(2026, 11, 5))
        (reminder,) = [each for each in tutor.received_since(mark) if "⏰" in each.text]
        assert "без встреч 31 день" in reminder.text
        await tap(c, tutor, "Вчера", "Встреча", "Выбор пути")
        (meeting,) = await meetings(c)
        assert meeting.held_on == date(2026, 11, 4)
