"""The curator's view, registers and journals as papers, the heat map: what they hold and whom they name."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import openpyxl

from bot.models import MeetingForm, OrganisationKind, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.mentors import MONDAY, School, all_pairs, morning_of_pairs, tutored
from tests.pair_people import actor_of
from tests.taps import go, tap


async def met(c: City, who: Visitor, pair: int, day: date, form: MeetingForm = MeetingForm.MEETING) -> None:
    """A meeting logged by the mentor, as by three taps."""
    actor = await actor_of(c, who)
    row = await c.app.services.pairs.own_one(actor, pair)
    await c.app.services.check_ins.log(actor, pair, row.mark, day, form, 0)


async def some_year(c: City, school: School) -> None:
    """Every pupil but the last is met some times until December."""
    pairs = await all_pairs(c)
    for number, pair in enumerate(pairs[:-1]):
        day = MONDAY.date() + timedelta(days=number)
        while day < date(2026, 12, 1):
            c.clock.freeze(datetime(day.year, day.month, day.day, 15, 0))
            await met(c, school.tutor, pair.id, day)
            day += timedelta(days=14 + number)
    c.clock.freeze(datetime(2026, 12, 1, 10, 0))


def content_of(who: Visitor) -> io.BytesIO:
    """The file somebody has just got."""
    assert who.last.document is not None
    return io.BytesIO(who.last.document.data)


async def test_the_curator_sees_who_is_quiet_and_why(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 3)
        await some_year(c, school)
        await go(c, school.coordinator, "Сводка наставничества", "Школа № 37")
        assert "С тьютором: 3 из 3" in school.coordinator.last.text
        assert "🟢 2 · 🟡 тихие 0 · 🔴 в риске 1" in school.coordinator.last.text
        await tap(c, school.coordinator, "Пары и причины")
        first = school.coordinator.last.text.split("\n")[2]
        assert first.startswith(f"🔴 {school.pupils[2].code}")
        assert "давно не встречались" in first
        await tap(c, school.coordinator, "Назад", "По наставникам")
        assert "пар 3, встреч 9, 6 ч 45 мин" in school.coordinator.last.text
        assert "Тамара" not in school.coordinator.last.text


async def test_a_signal_shows_to_the_curator_and_not_to_the_controller(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        controller = await c.join("Константин Демо", Role.CONTROLLER)
        await go(c, school.pupils[0].visitor, "Мой наставник", "Мне некомфортно")
        await go(c, school.coordinator, "Сводка наставничества", "Школа № 37", "Пары и причины")
        assert "открыт сигнал" in school.coordinator.last.text
        await go(c, controller, "Сводка наставничества", "Школа № 37", "Пары и причины")
        assert "сигнал" not in controller.last.text
        assert "🟢" in controller.last.text


async def test_the_register_of_tutors_holds_everybody_also_who_has_none(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 3)
        await some_year(c, school)
        await go(c, school.tutor, "Мои подопечные", school.pupils[1].code, "Завершить", "ушёл или переехал")
        await go(c, school.coordinator, "Сводка наставничества", "Школа № 37", "2.3, XLSX")
        sheet = openpyxl.load_workbook(content_of(school.coordinator)).active
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert lines[0][0] == "Реестр закрепления тьюторов за обучающимися (пункт 2.3 циклограммы)"
        assert lines[2][0] == "Тьютор закреплён за 2 из 3 обучающихся (67 %)."
        rows = {line[2]: line for line in lines if isinstance(line[0], int)}
        assert rows[school.pupils[1].code][3] == "не закреплён"
        assert rows[school.pupils[0].code][5] == 5
        await go(c, school.coordinator, "Сводка наставничества", "Школа № 37", "Реестр 2.3")
        paper = docx.Document(content_of(school.coordinator))
        text = "\n".join(each.text for each in paper.paragraphs)
        assert "Тьютор закреплён за 2 из 3" in text
        cells = [cell.text for cell in paper.tables[0].column_cells(2)]
        assert cells[1:] == [child.code for child in school.pupils]


async def test_the_journal_as_a_paper_goes_on_over_a_hand_over(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 2)
        await some_year(c, school)
        await go(c, school.tutor, "Мои подопечные", school.pupils[0].code, "Журнал", "Журнал документом")
        paper = docx.Document(content_of(school.tutor))
        assert len(paper.tables[0].rows) == 6
        assert "Всего встреч: 5, минут: 225." in [each.text for each in paper.paragraphs]
        stranger = await c.join(
            "Игорь Демо",
            Role.COORDINATOR,
            await c.organisation("Школа № 11 (демо)", OrganisationKind.SCHOOL),
        )
        for data in ("wc:1", "wa:open:1:0", "wa:picture:1:0", "wb:1:0:1"):
            before = len(stranger.messages)
            await stranger.forge(data)
            await c.settle()
            assert len(stranger.messages) == before, data


async def test_the_heat_map_is_a_picture(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c, 3)
        await some_year(c, school)
        await morning_of_pairs(c, date(2026, 12, 1))
        await go(c, school.coordinator, "Сводка наставничества", "Школа № 37", "Тепловая карта")
        picture = school.coordinator.last.photo
        assert picture is not None
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
