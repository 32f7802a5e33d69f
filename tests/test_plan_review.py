"""A plan with ten broken deadlines, from the upload to the activation: cards, colleagues, words, mistakes."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from aiogram.types import Update
from sqlalchemy import func, select

from bot.models import (
    Assignment,
    AuditEntry,
    ItemDecision,
    Occurrence,
    OrganisationKind,
    Plan,
    PlanItem,
    Role,
)
from bot.plan_document import read_deadline
from bot.sandbox import Visitor
from bot.services.plan_review import ReviewCard
from bot.texts import LANGUAGES, Words
from tests.broken_plan import BROKEN, broken_plan
from tests.city import City, city

FILE = "план с ошибками.docx"


class Office:
    """A city with a school, its coordinator, a methodist and a controller; the plan has been sent."""

    def __init__(self, c: City, methodist: Visitor, controller: Visitor, coordinator: Visitor) -> None:
        self.c = c
        self.methodist, self.controller, self.coordinator = methodist, controller, coordinator

    async def upload(self, who: Visitor, content: bytes | None = None, name: str = FILE) -> str:
        """Send the plan and read the answer."""
        await who.send_file(name, content or broken_plan())
        await self.c.settle()
        return who.last.text

    async def item(self, number: str) -> PlanItem:
        """A row of the newest plan."""
        async with self.c.app.db.reading() as session:
            found = await session.scalar(
                select(PlanItem).where(PlanItem.number == number).order_by(PlanItem.id.desc())
            )
        assert found is not None
        return found

    async def decisions(self) -> dict[str, ItemDecision]:
        """What was decided about every item that was asked about."""
        async with self.c.app.db.reading() as session:
            rows = await session.execute(
                select(PlanItem.number, PlanItem.decision).where(PlanItem.decision.is_not(None))
            )
            return {number: decision for number, decision in rows if decision is not None}

    async def dues(self) -> dict[str, date | None]:
        """What the school has to do, by when."""
        async with self.c.app.db.reading() as session:
            rows = await session.execute(
                select(PlanItem.number, Assignment.due)
                .join(Occurrence, Occurrence.item_id == PlanItem.id)
                .join(Assignment, Assignment.occurrence_id == Occurrence.id)
                .order_by(PlanItem.position)
            )
            return {number: due for number, due in rows}

    async def forge(self, who: Visitor, data: str) -> str:
        """Send a tap no button of this screen makes; returns what the toast says."""
        count = len(who.toasts)
        query = self.c.telegram.world.tap(self.c.telegram.world.accounts[who.id], who.last.raw, data)
        update = Update.model_validate(
            {"update_id": 1, "callback_query": query}, context={"bot": self.c.app.bot}
        )
        await self.c.app.dispatcher.feed_update(self.c.app.bot, update)
        await self.c.settle()
        return who.toasts[-1].text if len(who.toasts) > count else ""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        yield Office(
            c,
            await c.join("Мария Демо", Role.METHODIST),
            await c.join("Пётр Демо", Role.CONTROLLER),
            await c.join("Ольга Демо", Role.COORDINATOR, school),
        )


def labels(who: Visitor) -> list[str]:
    """The buttons under the last message."""
    return [button.text for row in who.last.buttons for button in row]


def shown_item(who: Visitor) -> str:
    """The number of the item on the card."""
    found = re.search(r"^(\d+(?:\.\d+)+)\.", who.last.text, re.MULTILINE)
    assert found, who.last.text
    return found[1]


async def test_ten_broken_deadlines_from_the_upload_to_the_activation(office: Office) -> None:
    await the_summary_says_what_is_needed(office)
    await words_are_looked_at_before_they_are_kept(office)
    await the_first_items_are_decided(office)
    await another_person_goes_on(office)
    await the_same_file_comes_once_more(office)
    await the_activation_says_what_is_undecided(office)
    await what_is_decided_later_gets_its_dates(office)


async def the_summary_says_what_is_needed(office: Office) -> None:
    seen = await office.upload(office.methodist)
    for part in (
        "Разделов: 2, пунктов: 14.",
        "Сроки понятны: 4",
        "Нужны вы: 10",
        "Противоречий: 8",
    ):
        assert part in seen
    assert tuple(await office.decisions()) == BROKEN
    await office.c.press(office.methodist, "Разобрать сроки (10)")
    card = office.methodist.last.text
    assert "1 из 10 · осталось решить: 10" in card
    assert "«до 31 апреля 2027 года»" in card
    assert "такой даты не бывает" in card
    assert labels(office.methodist) == ["Исправить", "Без срока", "Пропустить", "К плану", "Меню"]


async def words_are_looked_at_before_they_are_kept(office: Office) -> None:
    """Words the grammar cannot read, then words it can; the process dies before they are kept."""
    c, methodist = office.c, office.methodist
    await c.press(methodist, "Исправить")
    await c.say(methodist, "когда-нибудь потом")
    assert "Не понял срок «когда-нибудь потом»" in methodist.last.text
    assert "например: «до 1 февраля»" in methodist.last.text
    await c.say(methodist, "до 30 апреля 2027 года")
    assert "Понял так: до 30 апреля 2027 года" in methodist.last.text
    assert "📅 30 апреля 2027, пт" in methodist.last.text
    assert (await office.decisions())["1.1"] is ItemDecision.ASKED
    await c.kill()
    await c.press(methodist, "Да, так")
    assert "2 из 10 · осталось решить: 9" in methodist.last.text
    assert (await office.item("1.1")).timing["deadlines"] == [{"month": 4, "day": 30, "year": 2027}]


async def the_first_items_are_decided(office: Office) -> None:
    """An empty cell is nobody's deadline; what could be read in part is looked at."""
    c, methodist = office.c, office.methodist
    await c.press(methodist, "Без срока")
    await c.press(methodist, "Пропустить")
    assert shown_item(methodist) == "1.4"
    assert "не понято: «кроме вечерних классов»" in methodist.last.text
    assert "Читаю так: до 1 марта" in methodist.last.text
    assert "1 марта 2027" in methodist.last.text
    await c.press(methodist, "Верно")
    assert shown_item(methodist) == "1.5"


async def another_person_goes_on(office: Office) -> None:
    """While the first one has a card on the screen, in the middle of writing."""
    c, methodist, controller = office.c, office.methodist, office.controller
    await c.press(controller, "Меню")
    await c.press(controller, "Планы")
    await c.press(controller, "77-демо — черновик")
    assert "Нужны вы: 7" in controller.last.text
    await c.press(controller, "Разобрать сроки (7)")
    assert shown_item(controller) == "2.1", "1.5 is on the methodist's screen"
    await c.press(controller, "Исправить")
    await c.say(controller, "до 28 февраля")
    await c.press(controller, "Да, так")
    assert shown_item(controller) == "2.2"
    await c.press(methodist, "Исправить")
    await c.say(methodist, "до 15 марта 2027 года")
    await c.kill()
    await c.press(methodist, "Да, так")
    assert shown_item(methodist) == "2.3", "2.2 is on the controller's screen"


async def the_same_file_comes_once_more(office: Office) -> None:
    seen = await office.upload(office.controller)
    assert "Нужны вы: 5" in seen
    assert "Противоречий: 4" in seen, "those of decided dates are settled"
    assert "версия 1" in seen


async def the_activation_says_what_is_undecided(office: Office) -> None:
    c, controller = office.c, office.controller
    await c.press(controller, "✓ Цикл 2027")
    await c.press(controller, "Запустить цикл 2027")
    assert "Не решено сроков: 5 (пункты 1.3, 2.2, 2.3, 2.4, 2.5)" in controller.last.text
    assert await office.dues() == {}, "not yet confirmed"
    await c.press(controller, "Да, запустить")
    assert "Не решено сроков: 5 (пункты 1.3, 2.2, 2.3, 2.4, 2.5)" in controller.last.text
    assert await office.dues() == {
        "1.1": date(2027, 4, 30),
        "1.4": date(2027, 3, 1),
        "1.5": date(2027, 3, 15),
        "1.6": date(2027, 4, 15),
        "1.7": date(2027, 4, 20),
        "2.1": date(2027, 2, 28),
        "2.7": date(2027, 6, 1),
        "2.8": date(2027, 6, 1),
    }
    await c.press(controller, "Меню")
    await c.press(controller, "Планы")
    await c.press(controller, "▶ 77-демо")
    await c.press(controller, "Пункты и даты")
    assert "🚫 Без срока" in controller.last.text, "1.2"
    assert "❓ Срок пропущен, дат пока нет" in controller.last.text, "1.3"
    assert "✏️ Срок исправлен" in controller.last.text, "1.1"


async def what_is_decided_later_gets_its_dates(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await c.morning(date(2026, 9, 15))
    await c.press(methodist, "Меню")
    await c.press(methodist, "Планы")
    await c.press(methodist, "▶ 77-демо")
    await c.press(methodist, "Разобрать сроки (5)")
    assert shown_item(methodist) == "2.2"
    await c.press(methodist, "Исправить")
    await c.say(methodist, "до 1 октября 2026 года")
    await c.press(methodist, "Да, так")
    await c.morning(date(2026, 9, 17))
    assert "2.2." in office.coordinator.last.text
    assert "Срок: 1 октября 2026, чт" in office.coordinator.last.text


async def test_what_was_skipped_can_be_returned_to(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    for _ in range(10):
        await c.press(methodist, "Пропустить")
    assert "Вы прошли все пункты" in methodist.last.text
    assert "пропущено: 10" in methodist.last.text
    await c.press(methodist, "К пропущенным (10)")
    assert "1 из 10 · осталось решить: 10" in methodist.last.text


async def test_two_people_on_one_card_do_not_undo_each_other(office: Office) -> None:
    c, methodist, controller = office.c, office.methodist, office.controller
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    card = methodist.last
    c.clock.freeze(c.clock.now() + timedelta(minutes=6))
    await office.upload(controller)
    await c.press(controller, "Разобрать сроки (10)")
    assert shown_item(controller) == "1.1", "the methodist has gone for tea"
    await c.press(controller, "Без срока")
    await methodist.press("Пропустить", card)
    await c.settle()
    assert "уже решил коллега" in methodist.toasts[-1].text
    assert (await office.decisions())["1.1"] is ItemDecision.UNDATED
    assert shown_item(methodist) == "1.3", "the next one that nobody is looking at"


async def test_a_double_tap_decides_one_item(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    card = methodist.last
    for _ in range(2):
        await methodist.press("Без срока", card)
    await c.settle()
    decided = [number for number, each in (await office.decisions()).items() if each is ItemDecision.UNDATED]
    assert decided == ["1.1"]
    assert "коллега" not in methodist.toasts[-1].text
    async with c.app.db.reading() as session:
        logged = await session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "deadline undated")
        )
    assert logged == 1


async def test_forged_taps_change_nothing(office: Office) -> None:
    methodist = office.methodist
    await office.upload(methodist)
    unread = await office.item("1.1")
    before = await office.decisions()
    said = await office.forge(methodist, f"rv:confirmed:{unread.id}:0:2027")
    assert "подтверждать нечего" in said
    for data in (
        "rv:confirmed:9999:0:2027",
        "rv:next:9999:0:2027",
        f"rv:card:{unread.id}:0:9999999",
        "xp:docx:9999:2027:0:0",
    ):
        assert "больше нет" in await office.forge(methodist, data), data
    said = await office.forge(methodist, f"rv:asked:{unread.id}:0:2027")
    assert "больше не действует" in said
    assert "больше не действует" in await office.forge(methodist, "xp:exe:1:2027:0:0")
    await office.forge(methodist, f"rv:undated:{unread.id}:7:2027")
    await office.forge(methodist, f"rv:save:{unread.id}:0:2027")
    assert await office.decisions() == before
    refused = await office.forge(office.coordinator, f"rv:undated:{unread.id}:0:2027")
    assert "больше не действует" in refused
    assert await office.decisions() == before


async def test_words_are_waited_for_only_while_the_question_stands(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    await c.press(methodist, "Исправить")
    await c.press(methodist, "Отмена")
    await c.say(methodist, "до 1 мая")
    assert "Я не понял это сообщение" in methodist.last.text
    await c.press(methodist, "Меню")
    assert set((await office.decisions()).values()) == {ItemDecision.ASKED}


async def test_a_correction_that_is_understood_only_in_part_says_so(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    await c.press(methodist, "Исправить")
    await c.say(methodist, "до 1 мая, кроме вечерних классов")
    assert "Понял так: до 1 мая" in methodist.last.text
    assert "не понято: «кроме вечерних классов»" in methodist.last.text
    await c.say(methodist, "x" * 301)
    assert "длиннее 300 знаков" in methodist.last.text
    await c.say(methodist, "до 2 мая")
    await c.press(methodist, "Да, так")
    item = await office.item("1.1")
    assert item.timing["phrase"] == "до 2 мая"
    assert item.deadline_phrase == "до 31 апреля 2027 года", "the order's words are kept"


async def test_a_certain_reading_can_be_corrected_too(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "✓ Цикл 2027")
    await c.press(methodist, "Пункты и даты")
    await c.press(methodist, "1.6")
    await c.press(methodist, "Срок: проверить или исправить")
    assert "Читаю так: ежегодно, до 15 апреля" in methodist.last.text
    assert "Верно" not in labels(methodist), "it is in force already"
    await c.press(methodist, "Исправить")
    await c.say(methodist, "ежегодно, до 16 апреля")
    await c.press(methodist, "Да, так")
    assert "Действует: ежегодно, до 16 апреля" in methodist.last.text
    await c.press(methodist, "Верно")
    assert "Действует" not in methodist.last.text
    assert (await office.item("1.6")).timing["phrase"] == "ежегодно, до 15 апреля"


async def test_the_contradictions_are_named_first(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, next(label for label in labels(methodist) if label.startswith("Замечания")))
    text = methodist.last.text
    for part in (
        "пропущен номер 2.6",
        "1.1: срок «до 31 апреля 2027 года»: такой даты не бывает",
        "1.5: срок 15 марта 2014 года раньше самого документа (12.01.2026)",
        "2.2: год 2031 позже срока действия плана (2027)",
        "2.8 повторяет 2.7",
    ):
        assert part in text
    assert text.index("2.8 повторяет 2.7") < text.index("1.2: срок не понят")


async def test_a_plan_in_the_archive_is_not_decided_about(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Разобрать сроки (10)")
    card = methodist.last
    newer = broken_plan(("1.6", 2, "ежегодно, до 17 апреля"))
    await office.upload(methodist, newer, "новая редакция.docx")
    await c.press(methodist, "Запустить цикл 2027")
    await c.press(methodist, "Да, запустить")
    await methodist.press("Без срока", card)
    await c.settle()
    assert "в архиве" in methodist.toasts[-1].text
    async with c.app.db.reading() as session:
        states = (await session.scalars(select(Plan.state).order_by(Plan.id))).all()
    assert list(states) == ["archived", "active"], "a draft that has been overtaken is put away too"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["correction-ask", "correction-unreadable", "correction-too-long"])
def test_every_example_we_give_can_be_read(language: str, key: str) -> None:
    said = Words(language).label(key, text="до 5 мая", limit=1)
    examples = re.findall(r"<i>(.+?)</i>", said) or re.findall(r"«(.+?)»", said)
    assert examples
    for example in examples:
        timing = read_deadline(example)
        assert timing.kind != "unparseable", example
        assert timing.warnings == (), example


async def test_the_morning_asks_to_decide_before_it_asks_for_a_date(office: Office) -> None:
    c, methodist = office.c, office.methodist
    await office.upload(methodist)
    await c.press(methodist, "Запустить цикл 2027")
    await c.press(methodist, "Да, запустить")
    await c.morning(date(2026, 9, 15))
    assert "Назначьте дату" in methodist.last.text
    asked = methodist.last
    await c.press(methodist, "1.1: решить срок")
    assert "Прочитать срок не получилось" in methodist.last.text
    async with c.app.db.reading() as session:
        occurrence = await session.scalar(select(Occurrence.id).order_by(Occurrence.id))
    assert "ещё не решён" in await office.forge(methodist, f"d:u:{occurrence}:{date(2027, 3, 1).toordinal()}")
    await c.press(methodist, "Без срока")
    await methodist.press("1.1: решить срок", asked)
    await c.settle()
    assert "Решено: без срока" in methodist.last.text, "an old message shows what holds now"


async def test_people_at_the_very_same_moment(office: Office) -> None:
    """Both decide at once, both are given cards at once, both send the file at once."""
    services = office.c.app.services
    actors = [await services.people.actor(who.id, who.id) for who in (office.methodist, office.controller)]
    first, second = (actor for actor in actors if actor is not None)
    plans = await asyncio.gather(
        *(services.cycle_plan.import_plan(actor, FILE, broken_plan()) for actor in (first, second, first)),
        return_exceptions=True,
    )
    plan_id = await services.cycle_plan.import_plan(first, FILE, broken_plan())
    assert {each for each in plans if isinstance(each, int)} == {plan_id}
    review = services.plan_review
    cards = await asyncio.gather(*(review.next_card(actor, plan_id, 2027) for actor in (first, second)))
    assert len({card.item_id for card in cards if isinstance(card, ReviewCard)}) == 2
    item = await office.item("1.4")
    answers = await asyncio.gather(
        review.decide(first, item.id, 0, ItemDecision.CONFIRMED, 2027),
        review.decide(second, item.id, 0, ItemDecision.UNDATED, 2027),
    )
    assert sorted(answer.kept for answer in answers) == [False, True]
    kept = ItemDecision.CONFIRMED if answers[0].kept else ItemDecision.UNDATED
    assert (await office.decisions())["1.4"] is kept
