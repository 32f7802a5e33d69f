"""The bank of programmes: written, reviewed, browsed, found by words and inline, handed over as a file."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
from sqlalchemy import select

from bot.models import OrganisationKind, Programme, ProgrammeState, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import pupil
from tests.taps import go, labels, tap

MONDAY = datetime(2026, 6, 1, 10, 0)


async def centre(c: City, name: str = "Центр «Созвездие» (демо)") -> int:
    return await c.organisation(name, OrganisationKind.ADDITIONAL)


async def write(c: City, who: Visitor, title: str, about: str, *grades: int) -> None:
    """A complete draft, its card on the screen."""
    await go(c, who, "Программы: ведение", "Добавить программу")
    await c.say(who, title)
    await tap(c, who, "Описание")
    await c.say(who, about)
    await tap(c, who, "Классы")
    for grade in grades:
        await who.press(next(each for each in labels(who.last) if each == str(grade)), who.last)
        await c.settle()
    await tap(c, who, "Назад", "Сфера", "Инженерное дело")


async def accepted(
    c: City, writer: Visitor, methodist: Visitor, title: str, about: str, *grades: int
) -> None:
    await write(c, writer, title, about, *grades)
    await tap(c, writer, "Отправить методисту")
    await tap(c, methodist, "Открыть программу", "Принять в банк")


async def states(c: City) -> list[tuple[str, ProgrammeState]]:
    async with c.app.db.reading() as session:
        found = await session.scalars(select(Programme).order_by(Programme.id))
        return [(each.title, each.state) for each in found]


async def test_a_programme_is_written_returned_mended_and_accepted(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        place = await centre(c)
        writer = await c.join("Пётр Демо", Role.EXECUTOR, place)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        reader = (await pupil(c, await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL))).visitor
        await go(c, writer, "Программы: ведение", "Добавить программу")
        await c.say(writer, "Робототехника")
        await tap(c, writer, "Отправить методисту")
        assert "нет описания" in writer.toasts[-1].text
        await write(c, writer, "Космос рядом", "Собираем спутник.", 8, 9)
        await tap(c, writer, "Часы")
        await c.say(writer, "много")
        assert "число от 0 до 1000" in writer.last.text
        await c.say(writer, "36")
        await tap(c, writer, "Партнёр")
        await c.say(writer, "Завод «Волгарь» (демо)")
        await tap(c, writer, "Уровень", "Вуз")
        await tap(c, writer, "Файл")
        await writer.send_file("programma.docx", b"PK programme")
        await c.settle()
        await tap(c, writer, "Отправить методисту")
        assert "Ждёт методиста" in writer.last.text
        await go(c, reader, "Банк программ")
        assert "пока пусто" in reader.last.text
        assert "На рассмотрение пришла программа «Космос рядом»" in methodist.last.text
        await tap(c, methodist, "Открыть программу")
        assert "Робототехника" not in str(labels(methodist.last))
        await tap(c, methodist, "Вернуть")
        await c.say(methodist, "Укажите, что ребята сделают сами.")
        assert "вернули на доработку: Укажите, что ребята сделают сами." in writer.last.text
        await tap(c, writer, "Открыть программу", "Описание")
        await c.say(writer, "Каждый соберёт спутник сам.")
        c.clock.freeze(datetime(2026, 6, 1, 10, 5))
        await tap(c, writer, "Отправить методисту")
        await tap(c, methodist, "Открыть программу", "Принять в банк")
        await methodist.repeat_last_tap()
        await c.settle()
        assert "уже решено" in methodist.toasts[-1].text
        assert "принята в муниципальный банк" in writer.last.text
        await go(c, writer, "Программы: ведение")
        assert "В банке (п. 2.4.1): 1" in writer.last.text
        await go(c, reader, "Банк программ", "Инженерное дело · 1", "Космос рядом")
        for part in ("Каждый соберёт", "Классы: 8–9", "Часов: 36", "Партнёр: Завод", "Уровень: Вуз"):
            assert part in reader.last.text
        await tap(c, reader, "Программа файлом")
        assert reader.last.document is not None
        assert reader.last.document.data == b"PK programme"


async def test_what_is_taken_back_or_archived_leaves_the_bank(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        writer = await c.join("Пётр Демо", Role.EXECUTOR, await centre(c))
        methodist = await c.join("Марина Демо", Role.METHODIST)
        for title in ("Космос рядом", "Юные Кулибины"):
            await accepted(c, writer, methodist, title, "Мастерим.", 9)
        await go(c, writer, "Программы: ведение", "Космос", "Взять на доработку")
        await go(c, methodist, "Программы: ведение", "Кулибины", "В архив", "Да, в архив")
        assert await states(c) == [
            ("Космос рядом", ProgrammeState.DRAFT),
            ("Юные Кулибины", ProgrammeState.ARCHIVED),
        ]
        assert await c.app.services.programmes.spheres() == []
        await go(c, writer, "Программы: ведение", "Добавить программу")
        await c.say(writer, "Космос  рядом")
        assert "уже есть" in writer.last.text


async def test_a_stranger_browses_by_grade_searches_and_shares(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        writer = await c.join("Пётр Демо", Role.EXECUTOR, await centre(c))
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await accepted(c, writer, methodist, "Циолковский", "Программа: космонавтика, астрономия.", 8, 9)
        await accepted(c, writer, methodist, "АвтоДрайв", "Водим и чиним картинг.", 10, 11)
        who = c.telegram.person("Чужой")
        await who.start()
        await c.settle()
        await tap(c, who, "Вопросы и ответы", "Банк программ", "Все · 2", "9")
        assert "Циолковский" in labels(who.last)
        assert "АвтоДрайв" not in labels(who.last)
        await tap(c, who, "Банк программ", "Найти")
        await c.say(who, "рецепт борща")
        assert "Ничего не нашлось" in who.last.text
        await c.say(who, "хочу в космонавты, астрономия")
        await tap(c, who, "Циолковский")
        assert "космонавтика" in who.last.text
        for text in ("картинг", "программа картинг"):
            number = await who.ask_inline(text)
            await c.settle()
            [result] = who.inline_answer(number) or []
            assert result["title"] == "АвтоДрайв"
            assert "Классы: 10–11" in result["input_message_content"]["message_text"]
        number = await who.ask_inline("программа по вкусной еде")
        await c.settle()
        assert who.inline_answer(number) == []
        await who.start("b2")
        await c.settle()
        assert "Водим и чиним" in who.last.text
        await who.start("b")
        await c.settle()
        assert "Банк профориентационных программ" in who.last.text
        for link in ("b99", "b3"):
            await who.start(link)
            await c.settle()
            assert "Этого больше нет" in who.last.text


async def test_drafts_and_the_word_of_the_methodist_are_out_of_reach_for_others(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        writer = await c.join("Пётр Демо", Role.EXECUTOR, await centre(c))
        other = await c.join("Игорь Демо", Role.HEAD, await centre(c, "Центр «Экополис» (демо)"))
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await write(c, writer, "Космос рядом", "Собираем спутник.", 9)
        for who, acts in (
            (other, ("pd:open:1", "pd:submit:1", "pk:1:title", "pz:1:grade:9", "pd:archive:1", "pr:1:0")),
            (methodist, ("pd:open:1", "pd:accept:1", "pd:archive:1", "pr:1:0")),
        ):
            for data in acts:
                await who.forge(data)
                await c.settle()
                assert "Этого больше нет" in who.toasts[-1].text, data
        await writer.forge("pd:accept:1")
        await c.settle()
        assert await states(c) == [("Космос рядом", ProgrammeState.DRAFT)]


async def test_the_bank_is_handed_over_as_a_file(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        writer = await c.join("Пётр Демо", Role.EXECUTOR, await centre(c))
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await accepted(c, writer, methodist, "=Космос", "Собираем спутник.", 8, 9)
        await write(c, writer, "Черновик", "Пока думаем.", 9)
        await go(c, methodist, "Программы: ведение", "Банк, XLSX")
        assert methodist.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(methodist.last.document.data))
        rows = [list(row) for row in book["Банк программ"].iter_rows(min_row=5, values_only=True)]
        assert [[row[1], row[2], row[5]] for row in rows if row[0]] == [
            ["Центр «Созвездие» (демо)", "=Космос", "8–9"]
        ]
        summary = [list(row) for row in book["По организациям"].iter_rows(values_only=True)]
        assert ["Центр «Созвездие» (демо)", 1] in summary
