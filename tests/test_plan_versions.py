"""A new version of an order: what it changes, what is carried over, who is told, and that done stays done."""

import io
import time
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Occurrence,
    OrganisationKind,
    OutboxMessage,
    Plan,
    PlanCycle,
    PlanItem,
    Reminder,
    ReminderState,
    Role,
)
from bot.plan_document import read_deadline
from bot.sandbox import Visitor
from bot.services.plan_diff import ChangeKind, ItemFacts, compare, pair
from bot.texts import Words
from tests.broken_plan import broken_plan
from tests.city import City, city, confirm_readings

KINDERGARTENS = "дошкольные образовательные организации"


class Order:
    """The first version at work in a city of one school."""

    def __init__(self, c: City, methodist: Visitor, coordinator: Visitor) -> None:
        self.c, self.methodist, self.coordinator = c, methodist, coordinator

    async def begin(self) -> None:
        """Everything that could be read is right; the cycle is started."""
        actor = await self.c.app.services.people.actor(self.methodist.id, self.methodist.id)
        assert actor is not None
        plans = self.c.app.services.cycle_plan
        plan_id = await plans.import_plan(actor, "план.docx", broken_plan())
        await confirm_readings(self.c.app.services.plan_review, actor, plan_id)
        await plans.activate(actor, plan_id, 2027)

    async def send(self, content: bytes) -> str:
        """The methodist sends a new version."""
        await self.methodist.send_file("новая редакция.docx", content)
        await self.c.settle()
        return self.methodist.last.text

    async def apply(self) -> str:
        """…and confirms it; returns what was said before the confirmation."""
        await self.c.press(self.methodist, "✓ Цикл 2027")
        await self.c.press(self.methodist, label_of(self.methodist, "Перейти на версию"))
        asked = self.methodist.last.text
        await self.c.press(self.methodist, "Да, перейти")
        return asked

    async def assignments(self) -> dict[str, tuple[AssignmentState, date | None]]:
        """What the school has, by the number of the item in its newest version."""
        async with self.c.app.db.reading() as session:
            rows = await session.execute(
                select(PlanItem.number, Assignment.state, Assignment.due)
                .join(Occurrence, Occurrence.item_id == PlanItem.id)
                .join(Assignment, Assignment.occurrence_id == Occurrence.id)
                .order_by(PlanItem.id)
            )
            return {number: (state, due) for number, state, due in rows}

    async def dues(self, number: str) -> list[tuple[date | None, AssignmentState]]:
        """The dates of an item that its newest version has, and where the school stands."""
        async with self.c.app.db.reading() as session:
            rows = await session.execute(
                select(Assignment.due, Assignment.state)
                .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
                .where(
                    PlanItem.number == number, PlanCycle.closed_at.is_(None), Occurrence.dropped.is_(False)
                )
                .order_by(Assignment.due)
            )
            return [(due, state) for due, state in rows]

    async def planned(self, number: str) -> list[date]:
        """The days of the reminders ahead of an item."""
        async with self.c.app.db.reading() as session:
            days = await session.scalars(
                select(Reminder.day)
                .join(Assignment, Assignment.id == Reminder.assignment_id)
                .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .where(
                    PlanItem.number == number,
                    Reminder.state == ReminderState.PLANNED,
                    Reminder.step.startswith("before"),
                )
                .order_by(Reminder.day)
            )
            return list(days)


def label_of(who: Visitor, beginning: str) -> str:
    """The button that begins so."""
    return next(b.text for row in who.last.buttons for b in row if b.text.startswith(beginning))


@pytest.fixture
async def order(tmp_path: Path) -> AsyncIterator[Order]:
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        await c.organisation("Детский сад № 7 (демо)", OrganisationKind.KINDERGARTEN)
        made = Order(
            c,
            await c.join("Мария Демо", Role.METHODIST),
            await c.join("Ольга Демо", Role.COORDINATOR, school),
        )
        await made.begin()
        yield made


async def open_item(order: Order, number: str) -> None:
    """The coordinator opens an item of the list."""
    await order.c.press(order.coordinator, "Меню")
    await order.c.press(order.coordinator, "Мои поручения")
    found = [b.text for row in order.coordinator.last.buttons for b in row if b.text.startswith(f"{number} ")]
    await order.c.press(order.coordinator, found[0])


async def test_the_changes_are_shown_item_by_item(order: Order) -> None:
    seen = await order.send(
        broken_plan(
            ("1.6", 2, "ежегодно, до 17 апреля"),
            ("1.7", 1, "Подвести итоги ярмарки профессий"),
            ("1.4", 3, KINDERGARTENS),
            ("2.7", 2, "ежегодно, не позднее 1 июня"),
            without="2.8",
            more=("2.9.", "Открыть кружок", "ежегодно, до 1 октября", "", "Кружок открыт"),
        )
    )
    assert "версия 2" in seen
    assert "новая редакция: до неё была версия 1" in seen
    await order.c.press(order.methodist, "Что изменилось")
    text = order.methodist.last.text
    for part in (
        "версия 2 после версии 1",
        "➕ новых: 1 · ➖ исключено: 1 · ✏️ названия: 1 · 📅 сроки: 1",
        "📝 слова о сроке: 1 · 👥 исполнители: 1",
        "📅 1.6. Провести ярмарку профессий: было «ежегодно, до 15 апреля», стало «ежегодно, до 17 апреля»",
        "✏️ 1.7. было «Подвести итоги ярмарки», стало «Подвести итоги ярмарки профессий»",
        f"👥 1.4. Собрать заявки; добавлены: {KINDERGARTENS.capitalize()}; исключены: Общеобразовательные",
        "➕ 2.9. Открыть кружок — «ежегодно, до 1 октября»",
        "➖ 2.8. Сдать отчёт — «ежегодно, до 1 июня»",
        "даты те же",
    ):
        assert part in text, text


async def test_what_was_done_stays_done_and_the_rest_moves(order: Order) -> None:
    c, coordinator = order.c, order.coordinator
    await open_item(order, "1.7")
    await c.press(coordinator, "Готово")
    await c.say(coordinator, "Итоги подвели")
    await open_item(order, "1.4")
    await c.press(coordinator, "Принято")
    await c.press(coordinator, "30")
    before = await order.assignments()
    assert before["1.7"][0] is AssignmentState.REPORTED
    assert before["1.4"] == (AssignmentState.PROMISED, date(2027, 3, 1))
    assert await order.planned("1.6") == [
        date(2027, 4, 1),
        date(2027, 4, 8),
        date(2027, 4, 14),
        date(2027, 4, 15),
    ]

    mark = coordinator.mark
    await order.send(
        broken_plan(("1.6", 2, "ежегодно, до 22 апреля"), ("1.7", 2, "ежегодно, до 30 апреля"), without="2.8")
    )
    asked = await order.apply()
    assert "Она заменит действующую. Сделанное останется" in asked
    assert "➖ исключено: 1 · 📅 сроки: 2" in asked
    after = await order.assignments()
    assert after["1.7"] == (AssignmentState.REPORTED, date(2027, 4, 30))
    assert after["1.4"] == (AssignmentState.PROMISED, date(2027, 3, 1)), "a promise stays"
    assert after["1.6"] == (AssignmentState.OPEN, date(2027, 4, 22))
    assert after["2.8"][0] is AssignmentState.WITHDRAWN
    assert after["2.7"] == before["2.7"]
    assert await order.planned("1.6") == [
        date(2027, 4, 8),
        date(2027, 4, 15),
        date(2027, 4, 21),
        date(2027, 4, 22),
    ]
    assert await order.planned("2.8") != [], "kept as they were; nothing comes of them"

    told = [message.text for message in coordinator.received_since(mark)]
    assert len(told) == 1, "one message about all of it"
    assert (
        "1.6. Провести ярмарку профессий, Школа № 37 (демо): был срок 15 апреля 2027, теперь 22 апреля 2027"
        in told[0]
    )
    assert "2.8. Сдать отчёт, Школа № 37 (демо): исключён из плана" in told[0]
    assert "1.7" not in told[0], "who has reported has nothing to do"
    await c.live_until(date(2026, 9, 21))
    assert len(coordinator.received_since(mark)) == 1, "told once"
    async with c.app.db.reading() as session:
        actions = list(await session.scalars(select(AuditEntry.action)))
    assert actions.count("deadline moved") == 1
    assert actions.count("withdrawn") == 1


async def test_outside_office_hours_it_is_told_in_the_next_digest(order: Order) -> None:
    c, coordinator = order.c, order.coordinator
    c.clock.freeze(datetime(2026, 9, 18, 21, 30))
    mark = coordinator.mark
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля"), without="2.8"))
    await order.apply()
    await c.live_until(date(2026, 9, 20))
    assert coordinator.received_since(mark) == [], "a weekend"
    await c.morning(date(2026, 9, 21))
    told = coordinator.last.text
    assert "Доброе утро" in told
    assert "Срок изменился: был 15 апреля 2027" in told
    assert "2.8. Сдать отчёт" in told
    assert "делать ничего не нужно" in told
    await c.live_until(date(2026, 9, 25))
    assert len(coordinator.received_since(mark)) == 1


async def test_an_organisation_that_is_no_longer_named_is_let_go(order: Order) -> None:
    mark = order.coordinator.mark
    await order.send(broken_plan(("1.6", 3, KINDERGARTENS)))
    await order.apply()
    async with order.c.app.db.reading() as session:
        rows = await session.execute(
            select(Assignment.organisation_id, Assignment.state)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(PlanItem.number == "1.6")
            .order_by(Assignment.organisation_id)
        )
        assert [state for _, state in rows] == [AssignmentState.WITHDRAWN, AssignmentState.OPEN]
    told = [message.text for message in order.coordinator.received_since(mark)]
    assert len(told) == 1
    assert "1.6. Провести ярмарку профессий" in told[0]
    assert "передан другим" in told[0]


async def test_decisions_hold_in_a_new_version_where_the_words_are_the_same(order: Order) -> None:
    c, methodist = order.c, order.methodist
    await c.press(methodist, "Меню")
    await c.press(methodist, "Планы")
    await c.press(methodist, "▶ 77-демо")
    await c.press(methodist, "Разобрать сроки (7)")
    await c.press(methodist, "Исправить")
    await c.say(methodist, "до 30 апреля 2027 года")
    await c.press(methodist, "Да, так")
    seen = await order.send(broken_plan(("2.1", 2, "до 31 февраля"), ("1.6", 2, "ежегодно, до 17 апреля")))
    # 1.1 was corrected, 1.4, 1.5, 2.2 confirmed: only what nobody could read, and the new words of 2.1
    assert "Нужны вы: 6" in seen
    async with c.app.db.reading() as session:
        items = {
            item.number: item
            for item in await session.scalars(select(PlanItem).join(Plan).where(Plan.version == 2))
        }
    assert items["1.1"].timing["phrase"] == "до 30 апреля 2027 года"
    assert items["1.1"].reading["phrase"] == "до 31 апреля 2027 года"
    assert items["2.1"].decision == "asked"


async def test_the_same_plan_saved_anew_changes_nothing(order: Order) -> None:
    mark = order.coordinator.mark
    before = await order.assignments()
    await order.send(broken_plan(without="нет такого"))  # the same words, other bytes
    await order.c.press(order.methodist, "Что изменилось")
    assert "Версия 2 не отличается от версии 1" in order.methodist.last.text
    await order.c.press(order.methodist, "Назад")
    await order.apply()
    assert await order.assignments() == before
    assert order.coordinator.received_since(mark) == []


async def test_back_to_the_first_version(order: Order) -> None:
    before = await order.assignments()
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля")))
    await order.apply()
    seen = await order.send(broken_plan())
    assert "версия 3" in seen
    await order.apply()
    assert await order.assignments() == before
    async with order.c.app.db.reading() as session:
        assert [str(state) for state in await session.scalars(select(Plan.state).order_by(Plan.id))] == [
            "archived",
            "archived",
            "active",
        ]
        told = await session.scalars(
            select(OutboxMessage.key).where(OutboxMessage.notice == "plan_news").order_by(OutboxMessage.id)
        )
        assert len(set(told)) == 2, "there and back"


async def test_a_kill_before_the_confirmation_loses_nothing(order: Order) -> None:
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля")))
    await order.c.kill()
    mark = order.coordinator.mark
    await order.apply()
    await order.c.kill()
    await order.c.settle()
    assert (await order.assignments())["1.6"][1] == date(2027, 4, 22)
    assert len(order.coordinator.received_since(mark)) == 1


def facts(number: int, label: str, title: str, phrase: str = "до 1 мая", whom: str = "Школы") -> ItemFacts:
    return ItemFacts(number, label, title, phrase, read_deadline(phrase), frozenset({whom}))


PAIRS = [
    ([("1.1", "Слёт")], [("1.1", "Слёт")], {1: 0}),
    ([("1.1", "Слёт"), ("1.2", "Смотр")], [("1.1", "Смотр"), ("1.2", "Слёт")], {2: 1, 3: 0}),
    ([("1.1", "Провести слёт отрядов")], [("1.1", "Провести слёт школьных отрядов")], {1: 0}),
    ([("1.1", "Провести слёт отрядов")], [("1.1", "Закупить мебель для библиотеки")], {}),
    ([("1.1", "Ремонт школы № 1")], [("1.1", "Ремонт школы № 11")], {}),
    ([("1.1", "Сдать отчёт"), ("1.2", "Сдать отчёт")], [("1.2", "Сдать отчёт")], {2: 1}),
    (
        [("1.1", "Провести городской конкурс рисунков")],
        [("3.4", "Провести городской конкурс рисунка")],
        {1: 0},
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS)
def test_which_item_is_which(
    old: list[tuple[str, str]], new: list[tuple[str, str]], expected: dict[int, int]
) -> None:
    before = [facts(place, *item) for place, item in enumerate(old)]
    after = [facts(len(old) + place, *item) for place, item in enumerate(new)]
    assert pair(before, after) == expected


def test_a_change_of_dates_is_told_from_a_change_of_words() -> None:
    before = [facts(0, "1.1", "Слёт", "до 1 мая"), facts(1, "1.2", "Смотр", "до 1 мая")]
    after = [facts(2, "1.1", "Слёт", "не позднее 1 мая"), facts(3, "1.2", "Смотр", "до 2 мая")]
    assert [change.kind for change in compare(before, after).changes] == [
        ChangeKind.WORDING,
        ChangeKind.DEADLINE,
    ]


async def test_every_cycle_at_work_goes_over(order: Order) -> None:
    c = order.c
    await c.press(order.methodist, "Меню")
    await c.press(order.methodist, "Планы")
    await c.press(order.methodist, "▶ 77-демо")
    await c.press(order.methodist, "Цикл 2028")
    await c.press(order.methodist, "Запустить цикл 2028")
    await c.press(order.methodist, "Да, запустить")
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля")))
    await order.apply()
    async with c.app.db.reading() as session:
        rows = await session.execute(
            select(PlanCycle.year, Plan.version, PlanCycle.closed_at.is_(None))
            .join(Plan, Plan.id == PlanCycle.plan_id)
            .order_by(PlanCycle.year, Plan.version)
        )
        assert [tuple(row) for row in rows] == [
            (2027, 1, False),
            (2027, 2, True),
            (2028, 1, False),
            (2028, 2, True),
        ]
        dues = await session.scalars(
            select(Occurrence.due)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(PlanItem.number == "1.6", Occurrence.dropped.is_(False))
            .order_by(Occurrence.due)
        )
        assert list(dues) == [date(2027, 4, 22), date(2028, 4, 22)]


async def test_two_dates_become_one_and_one_becomes_two(order: Order) -> None:
    """The nearest date is the one that moved; what was reported on a date that is gone stays to be seen."""
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 1 февраля и до 17 апреля")))
    await order.apply()
    assert await order.dues("1.6") == [
        (date(2027, 2, 1), AssignmentState.OPEN),
        (date(2027, 4, 17), AssignmentState.OPEN),
    ]
    await open_item(order, "1.6")
    await order.c.press(order.coordinator, "Готово")
    await order.c.say(order.coordinator, "Провели")
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 20 апреля")))
    await order.apply()
    assert await order.dues("1.6") == [
        (date(2027, 2, 1), AssignmentState.REPORTED),
        (date(2027, 4, 20), AssignmentState.OPEN),
    ]


async def test_a_later_day_that_was_granted_stays_later(order: Order) -> None:
    c = order.c
    await open_item(order, "1.6")
    await c.press(order.coordinator, "Перенести срок")
    await c.press(order.coordinator, "30")
    await c.say(order.coordinator, "Ждём зал")
    controller = await c.join("Пётр Демо", Role.CONTROLLER)
    await c.press(controller, "Меню")
    await c.press(controller, "Ждут решения")
    await c.press(controller, "1")
    await c.press(controller, "Перенести")
    assert await order.dues("1.6") == [(date(2027, 4, 30), AssignmentState.OPEN)]
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля")))
    await order.apply()
    assert await order.dues("1.6") == [(date(2027, 4, 30), AssignmentState.OPEN)]
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 10 мая")))
    await order.apply()
    assert await order.dues("1.6") == [(date(2027, 5, 10), AssignmentState.OPEN)]


async def test_a_promise_beyond_the_new_day_is_forgotten(order: Order) -> None:
    c = order.c
    c.clock.freeze(datetime(2027, 4, 1, 10, 0))
    await open_item(order, "1.6")
    await c.press(order.coordinator, "Принято")
    await c.press(order.coordinator, "14")
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 9 апреля")))
    await order.apply()
    assert await order.dues("1.6") == [(date(2027, 4, 9), AssignmentState.OPEN)]
    mark = order.coordinator.mark
    await c.live_until(date(2027, 4, 9))
    told = "\n".join(message.text for message in order.coordinator.received_since(mark))
    assert "Срок сегодня" in told, "the bot speaks again"


async def test_a_day_that_a_person_has_set_stays_set(order: Order) -> None:
    c = order.c
    await order.send(broken_plan(("1.6", 2, "по отдельному плану")))
    await order.apply()
    actor = await c.app.services.people.actor(order.methodist.id, order.methodist.id)
    assert actor is not None
    (undated,) = await c.app.services.plan_settings.undated(actor)
    await c.app.services.plan_settings.set_date(actor, undated.occurrence_id, date(2026, 12, 1))
    expected = [(date(2026, 12, 1), AssignmentState.OPEN)]
    assert [row for row in await order.dues("1.6") if row in expected] == expected
    mark = order.coordinator.mark
    await order.send(broken_plan(("1.6", 2, "по отдельному плану"), ("1.7", 1, "Подвести все итоги ярмарки")))
    await order.apply()
    assert [row for row in await order.dues("1.6") if row in expected] == expected
    assert order.coordinator.received_since(mark) == [], "nothing has moved"


async def test_a_date_that_is_gone_stays_gone(order: Order) -> None:
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 1 февраля и до 17 апреля")))
    await order.apply()
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 17 апреля")))
    await order.apply()
    assert await order.dues("1.6") == [(date(2027, 4, 17), AssignmentState.OPEN)]
    async with order.c.app.db.reading() as session:
        gone = await session.scalars(select(Assignment.state).where(Assignment.due == date(2027, 2, 1)))
        assert list(gone) == [AssignmentState.WITHDRAWN]
        plan_id = await session.scalar(select(Plan.id).where(Plan.state == "active"))
    assert plan_id is not None
    services = order.c.app.services
    actor = await services.people.actor(order.methodist.id, order.methodist.id)
    assert actor is not None
    file = await services.plan_export.table(actor, plan_id, 2027, "docx", Words("ru"))
    table = docx.Document(io.BytesIO(file.content)).tables[0]
    (mark_of,) = [row.cells[5].text for row in table.rows if row.cells[0].text == "1.6"]
    assert mark_of == "17.04.2027 — срок не наступил"
    mark = order.coordinator.mark
    order.c.clock.freeze(datetime(2027, 1, 15, 10, 0))
    await order.c.live_until(date(2027, 2, 3))
    assert not any("1.6" in message.text for message in order.coordinator.received_since(mark))


async def test_that_a_day_moved_is_not_lost_behind_a_nudge_of_the_same_morning(order: Order) -> None:
    c, coordinator = order.c, order.coordinator
    c.clock.freeze(datetime(2027, 4, 6, 21, 30))
    await order.send(broken_plan(("1.6", 2, "ежегодно, до 22 апреля")))
    await order.apply()
    mark = coordinator.mark
    await c.morning(date(2027, 4, 8))  # the bot stood still on the 7th; the 8th is ten days before
    (told,) = coordinator.received_since(mark)
    assert "Срок изменился: был 15 апреля 2027" in told.text
    assert told.text.count("1.6.") == 1


def test_documents_that_have_nothing_in_common_are_compared_at_once() -> None:
    before = [facts(place, f"1.{place}", f"Слёт отрядов {place}") for place in range(3000)]
    after = [facts(3000 + place, f"2.{place}", f"Смотр строя {place}") for place in range(3000)]
    began = time.perf_counter()
    assert pair(before, after) == {}
    assert time.perf_counter() - began < 2
