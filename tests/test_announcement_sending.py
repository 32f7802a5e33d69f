"""Announcements under way meet the evening, exams, the night, repetitions and silence of the messenger."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.models import Announcement, AnnouncementState, ExamDay, MessageState, OutboxMessage
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import pupil
from tests.taps import go, tap
from tests.test_announcements import MONDAY, approved, got, send, town, written

EVENING = datetime(2026, 10, 5, 18, 5)


async def correct(c: City, who: Visitor, title: str, text: str) -> None:
    await go(c, who, "Объявления", title, "Исправить")
    await c.say(who, text)


async def send_all(c: City, who: Visitor, second: Visitor, *texts: str) -> None:
    for text in texts:
        await written(c, who, text, "обучающийся")
        await approved(c, second)


async def test_a_digest_of_the_evening_not_yet_delivered_is_corrected_and_loses_what_is_stopped(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        child = await pupil(c, school)
        await send_all(c, who, second, "Первое", "Второе", "Третье", "Четвёртое", "Пятое")
        mark = child.visitor.mark
        c.clock.freeze(EVENING)
        await c.app.services.evening_digest.tick()
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        sending = c.app.services.announcement_sending
        await sending.correct(actor, 3, "Третье, верно")
        await sending.pause(actor, 4)
        await sending.stop(actor, 4)
        await c.settle()
        (evening,) = child.visitor.received_since(mark)
        assert "Третье, верно" in evening.text
        assert "Четвёртое" not in evening.text
        assert "Пятое" in evening.text
        await go(c, who, "Объявления", "Четвёртое")
        assert "доставлено 0" in who.last.text
        assert "остановлено 1" in who.last.text


async def test_a_digest_of_which_nothing_is_left_does_not_come(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        child = await pupil(c, school)
        await send_all(c, who, second, "Первое", "Второе", "Третье")
        mark = child.visitor.mark
        c.clock.freeze(EVENING)
        await c.app.services.evening_digest.tick()
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        await c.app.services.announcement_sending.stop(actor, 3)
        await c.settle()
        assert child.visitor.received_since(mark) == []


async def test_what_goes_on_after_a_pause_still_waits_for_the_end_of_an_exam_day(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        eleventh, ninth = await pupil(c, school), await pupil(c, school, grade=9)
        async with c.app.db.transaction() as session:
            session.add_all(ExamDay(day=date(2026, 10, day), grade=9) for day in (5, 6))
        await written(c, who, "Новость дня", "обучающийся")
        await go(c, second, "Объявления", "⏳", "Утвердить")
        await c.app.services.announcement_sending.tick()
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        await c.app.services.announcement_sending.pause(actor, 1)
        await c.settle()
        assert got(eleventh.visitor, "Новость дня") == 0
        await c.app.services.announcement_sending.resume(actor, 1)
        await c.settle()
        assert got(eleventh.visitor, "Новость дня") == 1
        for moment, wanted in ((datetime(2026, 10, 6, 12), 0), (datetime(2026, 10, 7, 9, 5), 1)):
            c.clock.freeze(moment)
            await c.settle()
            assert got(ninth.visitor, "Новость дня") == wanted


async def test_what_is_critical_comes_on_a_saturday_but_not_at_night(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 9, 21, 30)) as c:
        school, who, second = await town(c)
        child = await pupil(c, school)
        await go(c, who, "Объявления", "➕ Объявление", "обучающийся", "Дальше: текст")
        await c.say(who, "Срочно: приём до воскресенья")
        await tap(c, who, "Важно для поступления", "На утверждение")
        await approved(c, second)
        await send_all(c, who, second, "Не срочно")
        assert got(child.visitor, "рочно") == 0
        c.clock.freeze(datetime(2026, 10, 10, 9, 0))
        await send(c)
        assert got(child.visitor, "Срочно: приём") == 1
        assert got(child.visitor, "Не срочно") == 0
        c.clock.freeze(datetime(2026, 10, 12, 9, 0))
        await send(c)
        assert got(child.visitor, "Не срочно") == 1


async def test_a_repetition_is_paused_and_corrected_like_the_first(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        child = await pupil(c, school)
        await go(c, who, "Объявления", "➕ Объявление", "обучающийся", "Дальше: текст")
        await c.say(who, "Встреча 12 октября")
        await tap(c, who, "Кнопка «Ознакомлен»", "На утверждение")
        await approved(c, second)
        await go(c, who, "Объявления", "Встреча", "Кто не ознакомился")
        assert got(child.visitor, "Встреча 12 октября") == 2
        await correct(c, who, "Встреча", "Встреча 13 октября")
        assert got(child.visitor, "Встреча 12 октября") == 0
        assert got(child.visitor, "Исправлено\nВстреча 13 октября") == 2


async def test_what_may_not_have_arrived_is_corrected_by_a_new_message(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        there, gone = await pupil(c, school), await pupil(c, school)
        await written(c, who, "Встреча 12 октября", "обучающийся")
        c.telegram.faults.cut_after(method="sendMessage", chat_id=there.visitor.id)
        c.telegram.faults.cut_before(method="sendMessage", chat_id=gone.visitor.id)
        await approved(c, second)
        assert got(there.visitor, "Встреча 12 октября") == 1
        assert got(gone.visitor, "Встреча 12 октября") == 0
        async with c.app.db.reading() as session:
            states = await session.scalars(
                select(OutboxMessage.state).where(OutboxMessage.notice == "announcement")
            )
            assert set(states) == {MessageState.UNCERTAIN}
            assert (await session.get_one(Announcement, 1)).state is AnnouncementState.SENT
        await correct(c, who, "Встреча", "Встреча 13 октября")
        c.clock.freeze(datetime(2026, 10, 5, 10, 1))
        await c.settle()
        for child in (there, gone):
            assert got(child.visitor, "Исправлено\nВстреча 13 октября") == 1
