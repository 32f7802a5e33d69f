"""«Мне некомфортно»: one tap, straight to the curator, no trace for the mentor; words between the two."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.models import Base, OrganisationKind, Role, Signal
from tests.city import city
from tests.mentors import MONDAY, morning_of_pairs, tutored
from tests.taps import go, label_like, labels, tap
from tests.test_mentoring_watch import asked, heard, signals


async def test_one_tap_at_night_reaches_the_curator_at_once_and_leaves_no_trace_for_the_mentor(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil, curator = school.tutor, school.pupils[0].visitor, school.coordinator
        c.clock.freeze(datetime(2026, 10, 5, 23, 30))
        await go(c, pupil, "Мой наставник")
        screen = pupil.last
        marks = tutor.mark, curator.mark
        for _ in range(2):  # pressed twice, out of fear
            await pupil.press(label_like(screen, "некомфортно"), screen)
        await c.settle()
        assert "Куратор уже получил" in pupil.last.text
        assert heard(curator, marks[1], "«Мне некомфортно»") == 1
        await tap(c, pupil, "Написать пару слов")
        await c.say(pupil, "Он кричит на меня")
        assert "Передал куратору" in pupil.last.text
        await tap(c, curator, "Открыть")
        assert "Он кричит на меня" in curator.last.text
        await tap(c, curator, "Занимаюсь")
        assert "Куратор прочитал" in pupil.last.text
        assert tutor.received_since(marks[0]) == []
        await go(c, tutor, "Мои подопечные", school.pupils[0].code)
        for part in ("Журнал", "Назад", "Следующая встреча"):
            await tap(c, tutor, part)
            assert "некомфортно" not in tutor.last.text.lower()
            assert "кричит" not in tutor.last.text
            assert not any("Сигнал" in each for each in labels(tutor.last))


async def test_unanswered_for_a_working_day_it_goes_up_once(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 9, 17, 0)) as c:  # a Friday
        school = await tutored(c)
        pupil, curator = school.pupils[0].visitor, school.coordinator
        head = await c.join("Дина Демо", Role.HEAD, school.number)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await go(c, pupil, "Мой наставник", "Мне некомфортно")
        assert asked(head, "некомфортно") == 0
        await morning_of_pairs(c, date(2026, 10, 12))
        assert asked(head, "некомфортно") == 0
        for _ in range(2):
            await morning_of_pairs(c, date(2026, 10, 13))
        for who in (head, methodist, curator):
            assert asked(who, "Без ответа больше рабочего дня") == 1
        await tap(c, head, "Открыть", "Занимаюсь")
        assert "Куратор прочитал" in pupil.last.text
        (signal,) = await signals(c)
        assert signal.acknowledged_at is not None


async def test_another_school_does_not_see_it(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        other = await c.organisation("Школа № 11 (демо)", OrganisationKind.SCHOOL)
        stranger = await c.join("Игорь Демо", Role.COORDINATOR, other)
        await go(c, school.pupils[0].visitor, "Мой наставник", "Мне некомфортно")
        await go(c, school.coordinator, "Сигналы")
        opens = next(
            button.callback_data
            for row in school.coordinator.last.buttons
            for button in row
            if button.callback_data and button.callback_data.startswith("zr:open")
        )
        await go(c, stranger, "Сигналы")
        assert "Сигналов нет" in stranger.last.text
        for data in (opens, opens.replace("open", "acknowledge"), "zs:1"):
            await stranger.forge(data)
            await c.settle()
            assert school.pupils[0].code not in stranger.last.text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Signal))).one().acknowledged_at is None


async def test_words_go_through_the_bot_and_the_curator_can_read_them(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil, curator = school.tutor, school.pupils[0].visitor, school.coordinator
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Написать")
        await c.say(tutor, "Приходи в среду в кабинет 12")
        assert "Передал." in tutor.last.text
        assert "Тьютор пишет" in pupil.last.text
        assert "Приходи в среду" in pupil.last.text
        assert "Тамара" not in pupil.last.text
        await tap(c, pupil, "Ответить")
        await c.say(pupil, "Хорошо, приду")
        assert school.pupils[0].code in tutor.last.text
        assert "Хорошо, приду" in tutor.last.text
        assert "Ученик" not in tutor.last.text
        c.clock.freeze(datetime(2026, 10, 5, 22, 30))
        await tap(c, tutor, "Ответить")
        mark = pupil.mark
        await c.say(tutor, "До завтра")
        assert "Передам 6 октября 2026, 09:00" in tutor.last.text
        assert pupil.received_since(mark) == []
        await go(c, pupil, "Мой наставник", "Мне некомфортно")
        await tap(c, curator, "Открыть", "Переписка пары")
        assert "Приходи в среду" in curator.last.text
        assert "Хорошо, приду" in curator.last.text


async def test_while_a_pair_rests_the_mentor_cannot_write(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil = school.tutor, school.pupils[0].visitor
        await go(c, tutor, "Мои подопечные", school.pupils[0].code, "Пауза", "Написать")
        mark = pupil.mark
        await c.say(tutor, "Приходи в среду")
        assert "Пара на паузе, сообщение не передано" in tutor.last.text
        assert pupil.received_since(mark) == []


async def test_what_a_pupil_wrote_goes_with_the_pupil(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil = school.tutor, school.pupils[0].visitor
        await go(c, pupil, "Мой наставник", "Написать тьютору")
        await c.say(pupil, "Мне страшно сдавать химию")
        assert "Мне страшно сдавать химию" in tutor.last.text
        await c.say(pupil, "/forget")
        await tap(c, pupil, "Да, удалить всё")
        async with c.app.db.reading() as session:
            tables = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
            dump = "\n".join(str(tuple(row)) for rows in tables for row in rows)
        assert "химию" not in dump
