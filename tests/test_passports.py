"""Three lines from the last mentor to the next: approved by the person, agreed to anew for every mentor."""

from pathlib import Path

from sqlalchemy import select

from bot.models import Passport, Role
from tests.city import city
from tests.mentors import MONDAY, tutored
from tests.pair_people import actor_of, seat_of
from tests.taps import go, labels, tap

LINES = ("Быстро понимает, если показать", "Помогает план на неделю", "Идёт к колледжу")


async def test_the_next_tutor_sees_the_lines_only_after_two_yeses(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, child = school.tutor, school.pupils[0]
        await go(c, tutor, "Мои подопечные", child.code, "Три строки")
        await c.say(tutor, "Одна строка")
        assert "ровно 3 строки" in tutor.last.text
        await c.say(tutor, "\n".join(LINES))
        assert "решит, передавать ли" in tutor.last.text
        assert all(line in child.visitor.last.text for line in LINES)
        await tap(c, child.visitor, "Можно передать")
        successor = await c.join("Вера Демо", Role.TUTOR, school.number)
        old = await actor_of(c, tutor)
        seat = await seat_of(c, successor)
        boss = await actor_of(c, school.coordinator)
        assert await c.app.services.attachment.hand_over(boss, school.number, old.person_id, seat) == 1
        await c.settle()
        await go(c, successor, "Мои подопечные", child.code)
        assert LINES[0] not in successor.last.text
        await go(c, child.visitor, "Мой наставник", "Показать мои три строки")
        await go(c, successor, "Мои подопечные", child.code)
        assert all(line in successor.last.text for line in LINES)
        await go(c, child.visitor, "Мой наставник", "Видит мои три строки")
        await go(c, successor, "Мои подопечные", child.code)
        assert LINES[0] not in successor.last.text


async def test_a_no_erases_them(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, child = school.tutor, school.pupils[0]
        await go(c, tutor, "Мои подопечные", child.code, "Три строки")
        await c.say(tutor, "\n".join(LINES))
        await tap(c, child.visitor, "Не передавать")
        assert "стёрты" in child.visitor.last.text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Passport))).one().lines == []
        await go(c, child.visitor, "Мой наставник")
        assert not any("три строки" in each for each in labels(child.visitor.last))
