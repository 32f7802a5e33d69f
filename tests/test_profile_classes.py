"""Profile classes: planned in January, filled in August, the table of both expected results."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
from sqlalchemy import select

from bot.models import OrganisationKind, ProfileClass, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.taps import go, labels, tap


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def add(c: City, who: Visitor, name: str = "10А педагогический") -> None:
    await go(c, who, "Профильные классы", "Добавить", "Класс", "Педагогика", "10")
    await c.say(who, name)
    await c.say(who, "двадцать")
    assert "Нужно число" in who.last.text
    await c.say(who, "25")
    await c.say(who, "Педагогический колледж (демо)")


async def test_planned_filled_and_in_the_table(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2027, 1, 20, 10, 0)) as c:
        school, _ = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await add(c, who)
        assert "План: 25" in who.last.text
        assert "Партнёр: Педагогический колледж (демо)" in who.last.text
        c.clock.freeze(datetime(2027, 8, 27, 10, 0))
        await go(c, who, "Профильные классы", "10А", "Фактический набор")
        await c.say(who, "23")
        await c.say(who, "15-у от 27.08.2027")
        assert "набрано: 23" in who.last.text
        await go(c, methodist, "Профильные классы")
        assert "Не заполнили (1): Школа № 11 (демо)" in methodist.last.text
        await tap(c, methodist, "Таблица")
        assert methodist.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(methodist.last.document.data))
        fact = [list(row) for row in book["Комплектование"].iter_rows(values_only=True)]
        assert [
            "Школа № 37 (демо)",
            "Класс",
            "10А педагогический",
            "Педагогика",
            10,
            25,
            23,
            -2,
            "15-у от 27.08.2027",
        ] in fact
        assert "2027/2028 учебный год" in str(fact)


async def test_last_year_s_list_is_one_tap_away(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2027, 1, 20, 10, 0)) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await add(c, who)
        c.clock.freeze(datetime(2028, 1, 20, 10, 0))
        await go(c, who, "Профильные классы", "Как в прошлом году")
        assert "10А педагогический · план 25" in labels(who.last)
        async with c.app.db.reading() as session:
            years = await session.scalars(select(ProfileClass.school_year).order_by(ProfileClass.id))
            assert list(years) == [2027, 2028]


async def test_a_name_is_there_once_and_free_after_it_was_taken_away(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2027, 1, 20, 10, 0)) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await add(c, who)
        await add(c, who)
        assert "уже есть" in who.last.text
        await go(c, who, "Профильные классы", "10А", "Убрать")
        assert "10А" not in str(labels(who.last))
        await add(c, who)
        assert "План: 25" in who.last.text


async def test_another_organisation_s_class_is_out_of_reach(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2027, 1, 20, 10, 0)) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        colleague = await c.join("Игорь Демо", Role.HEAD, other)
        await add(c, who)
        for word in ("pc:open:{}:0", "pc:fill:{}:0", "pc:close:{}:0"):
            for number in (1, 4040):
                await colleague.forge(word.format(number))
                await c.settle()
                assert "Этого больше нет" in colleague.toasts[-1].text
        await colleague.forge(f"pc:list:{school}:0")
        await c.settle()
        assert "Этого больше нет" in colleague.toasts[-1].text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(ProfileClass.closed_at))).all() == [None]
