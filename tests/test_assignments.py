"""The answers under a nudge, one story each, and what the committee's side does with them."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.models import (
    Assignment,
    AssignmentState,
    Completion,
    Occurrence,
    OrganisationKind,
    PlanItem,
    Reminder,
    ReminderState,
    Request,
    Role,
)
from bot.sandbox import Visitor
from tests.city import City, city

SCHOOL = "Школа № 37 (демо)"
SMALL_PLAN = Path(__file__).parent / "small_plan.txt"
"""Four items in the form of the циклограмма: 2.1.1 is dated, 2.3 ongoing, 2.9 dated, 3.1 undated."""


class Town(City):
    """A school with two coordinators and a head, a controller, a methodist; 2.1.1 is due on 1 February."""

    coordinator: Visitor
    second: Visitor
    head: Visitor
    controller: Visitor
    methodist: Visitor


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with city(tmp_path, start=datetime(2027, 1, 11, 10, 0)) as c:
        c.__class__ = Town
        assert isinstance(c, Town)
        school = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        c.coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        c.second = await c.join("Инна Демо", Role.COORDINATOR, school)
        c.head = await c.join("Егор Демо", Role.HEAD, school)
        c.controller = await c.join("Пётр Демо", Role.CONTROLLER)
        c.methodist = await c.join("Мария Демо", Role.METHODIST)
        await c.activate(SMALL_PLAN)
        await c.live_until(date(2027, 1, 18))
        c.clock.freeze(datetime(2027, 1, 18, 11, 0))
        for who in (c.coordinator, c.second):
            assert "2.1.1." in who.last.text
        yield c


async def assignment(c: City, item: str = "2.1.1") -> Assignment:
    """The school's assignment as a fresh session finds it."""
    async with c.app.db.reading() as session:
        found = await session.scalar(
            select(Assignment)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(PlanItem.number == item)
            .order_by(Assignment.due.desc())
        )
        assert found is not None
        return found


async def planned(c: City, number: int) -> list[tuple[str, date]]:
    """The steps still ahead of an assignment."""
    async with c.app.db.reading() as session:
        rows = await session.execute(
            select(Reminder.step, Reminder.day)
            .where(Reminder.assignment_id == number, Reminder.state == ReminderState.PLANNED)
            .order_by(Reminder.day)
        )
        return [(step.partition(":2027")[0], day) for step, day in rows]


async def test_a_single_nudge_is_the_card_with_its_buttons(town: Town) -> None:
    labels = [button.text for row in town.coordinator.last.buttons for button in row]
    assert labels == ["Принято", "Готово", "Нужна помощь", "Не наше", "Передать", "Перенести срок", "Меню"]
    for quoted in (
        "До срока 14 дней",
        "2.1.1. формирование перечня профильных классов",
        "Срок: 1 февраля 2027, пн",
        "«ежегодно, до 1 февраля»",
        "Ожидаемый результат: Сформированы перечни",
        SCHOOL,
    ):
        assert quoted in town.coordinator.last.text


async def test_a_promise_makes_it_one_persons_business(town: Town) -> None:
    await town.press(town.coordinator, "Принято")
    assert [b.text for b in town.coordinator.last.buttons[0]] == ["\u2800", "январь 2027", "›"]
    assert "·" in {b.text for row in town.coordinator.last.buttons for b in row}, "days off cannot be picked"
    await town.press(town.coordinator, "28")
    assert town.coordinator.toasts[-1].text == "Записал: 28 января 2027"
    assert "Обещано к 28 января 2027" in town.coordinator.last.text
    found = await assignment(town)
    assert (found.state, found.promised) == (AssignmentState.PROMISED, date(2027, 1, 28))
    quiet = town.second.mark
    await town.live_until(date(2027, 2, 1))
    assert not [m for m in town.second.received_since(quiet) if "2.1.1." in m.text]
    told = town.coordinator.received_since(quiet)
    assert "Вы обещали к 28 января 2027" in told[0].text
    assert "Срок сегодня" in told[-1].text


async def test_a_repeated_tap_does_nothing_twice(town: Town) -> None:
    await town.press(town.coordinator, "Принято")
    await town.press(town.coordinator, "28")
    await town.coordinator.repeat_last_tap()
    await town.coordinator.repeat_last_tap()
    await town.settle()
    found = await assignment(town)
    async with town.app.db.reading() as session:
        broken = await session.scalar(
            select(func.count()).where(Reminder.assignment_id == found.id, Reminder.step.like("broken:%"))
        )
    assert broken == 1


async def test_a_day_after_the_deadline_needs_the_controller(town: Town) -> None:
    await town.press(town.coordinator, "Перенести срок")
    await town.press(town.coordinator, "15")
    await town.press(town.coordinator, "Ждём данные от других")
    assert "Просьба отправлена контролёру" in town.coordinator.last.text
    assert "на 15 февраля 2027: Ждём данные от других" in town.controller.last.text
    await town.press(town.controller, "Перенести")
    assert "срок перенесён на 15 февраля 2027" in town.coordinator.last.text
    found = await assignment(town)
    assert found.due == date(2027, 2, 15)
    assert (await planned(town, found.id))[:4] == [
        ("before:10", date(2027, 2, 1)),
        ("before:5", date(2027, 2, 8)),
        ("before:1", date(2027, 2, 12)),
        ("before:0", date(2027, 2, 15)),
    ]


async def test_a_refused_extension_says_why_and_keeps_the_day(town: Town) -> None:
    await town.press(town.coordinator, "Перенести срок")
    await town.press(town.coordinator, "10")
    await town.say(town.coordinator, "Не успеваем <собрать> & сверить")
    assert "Не успеваем <собрать> & сверить" in town.controller.last.text
    await town.press(town.controller, "Отказать")
    await town.press(town.controller, "Срок установлен распоряжением")
    assert "срок не перенесли. Срок установлен распоряжением" in town.coordinator.last.text
    assert (await assignment(town)).due == date(2027, 2, 1)


async def test_not_ours_stops_the_nudges_until_the_controller_decides(town: Town) -> None:
    await town.press(town.coordinator, "Не наше")
    await town.press(town.coordinator, "Этим занимается другая организация")
    mark = town.coordinator.mark
    await town.live_until(date(2027, 1, 26))
    assert town.coordinator.received_since(mark) == []
    town.clock.freeze(datetime(2027, 1, 26, 12, 0))
    await town.press(town.controller, "Отказать")
    await town.press(town.controller, "Пункт относится к вашей организации")
    assert "остаётся за вами: Пункт относится к вашей организации" in town.coordinator.last.text
    await town.live_until(date(2027, 1, 29))
    assert "2.1.1" in town.coordinator.last.text


async def test_a_promise_is_still_a_promise_when_not_ours_was_refused(town: Town) -> None:
    await town.press(town.coordinator, "Принято")
    await town.press(town.coordinator, "27")
    await town.press(town.coordinator, "Не наше")
    await town.press(town.coordinator, "Этим занимается другая организация")
    await town.press(town.controller, "Отказать")
    await town.press(town.controller, "Пункт относится к вашей организации")
    async with town.app.db.reading() as session:
        kept = await session.execute(
            select(Assignment.state, Assignment.promised).where(Assignment.promised.is_not(None))
        )
        assert kept.all() == [(AssignmentState.PROMISED, date(2027, 1, 27))]
    mark = town.coordinator.mark
    await town.live_until(date(2027, 1, 28))
    assert "2.1.1" in "".join(m.text for m in town.coordinator.received_since(mark)), "and is asked about"


async def test_agreed_not_ours_ends_it(town: Town) -> None:
    await town.press(town.coordinator, "Не наше")
    await town.press(town.coordinator, "К нашей организации не относится")
    await town.press(town.controller, "Согласиться: не их")
    assert "согласились, что это не ваше" in town.coordinator.last.text
    mark = town.coordinator.mark
    await town.live_until(date(2027, 2, 20))
    assert not [m for m in town.coordinator.received_since(mark) if "2.1.1." in m.text]


async def test_help_is_answered_by_the_methodist(town: Town) -> None:
    await town.press(town.coordinator, "Нужна помощь")
    await town.say(town.coordinator, "Какая форма перечня?")
    assert "Какая форма перечня?" in town.methodist.last.text
    assert "Какая форма" not in town.controller.last.text
    await town.press(town.methodist, "Ответить")
    await town.say(town.methodist, "Форма прежняя, три графы.")
    assert "Ответ методиста, пункт 2.1.1" in town.coordinator.last.text
    assert "Форма прежняя, три графы." in town.coordinator.last.text


async def test_what_waits_for_a_decision_stands_in_the_order_it_came(town: Town) -> None:
    await town.press(town.coordinator, "Нужна помощь")
    await town.say(town.coordinator, "Какая форма перечня?")
    town.clock.freeze(datetime(2027, 1, 18, 12, 0))
    await town.press(town.second, "Готово")
    await town.say(town.second, "Классов: 4")
    await town.say(town.controller, "/menu")
    await town.press(town.controller, "Ждут решения")
    shown = town.controller.last.text
    assert "Ждут решения: 2" in shown
    assert shown.index("нужна помощь") < shown.index("отчёт")
    assert f"2.1.1 {SCHOOL}" in shown
    await town.press(town.methodist, "Ответить")
    await town.say(town.methodist, "Форма прежняя.")
    await town.press(town.controller, "Меню")
    await town.press(town.controller, "Ждут решения")
    assert "Ждут решения: 1" in town.controller.last.text
    async with town.app.db.transaction() as session:
        await session.execute(update(Assignment).values(state=AssignmentState.WITHDRAWN))
    await town.press(town.controller, "Меню")
    await town.press(town.controller, "Ждут решения")
    assert "ничего не ждёт" in town.controller.last.text, "what was withdrawn needs no decision"


async def test_handing_over_within_the_school(town: Town) -> None:
    await town.press(town.coordinator, "Передать")
    assert "Кому передать?" in town.coordinator.last.text
    await town.press(town.coordinator, "координатор школы")
    assert "Пункт 2.1.1 передали вам" in town.second.last.text
    mark = town.coordinator.mark
    await town.morning(date(2027, 1, 25))
    assert town.coordinator.received_since(mark) == []
    assert "2.1.1" in town.second.last.text


async def test_a_report_is_returned_with_a_reason_and_sent_again(town: Town) -> None:
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, "Классов: 4")
    await town.press(town.controller, "Вернуть")
    await town.press(town.controller, "Не хватает данных")
    assert "Причина: Не хватает данных" in town.coordinator.last.text
    assert (await assignment(town)).state is AssignmentState.RETURNED
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, "https://example.org/list")
    await town.press(town.controller, "Снять с контроля")
    found = await assignment(town)
    assert found.state is AssignmentState.ACCEPTED
    async with town.app.db.reading() as session:
        rows = await session.execute(select(Completion.evidence, Completion.accepted).order_by(Completion.id))
        assert [(kind.value, accepted) for kind, accepted in rows] == [("text", False), ("link", True)]


async def test_the_longest_report_there_can_be_is_kept_whole(town: Town) -> None:
    report = "Класс 10А, учитель назначен. " * 141
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, report)
    assert "Отправлено контролёру" in town.coordinator.last.text
    async with town.app.db.reading() as session:
        assert await session.scalar(select(Completion.text)) == report.strip()


async def test_an_album_is_one_report(town: Town) -> None:
    picture = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
        b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    await town.press(town.coordinator, "Готово")
    for _ in range(3):
        await town.coordinator.send_photo(picture)
    await town.settle()
    assert [m.text for m in town.coordinator.messages[-2:]] == ["Добавил к отчёту по пункту 2.1.1."] * 2
    await town.press(town.controller, "Снять с контроля")
    async with town.app.db.reading() as session:
        accepted = await session.scalars(select(Completion.accepted))
        assert list(accepted) == [True, True, True]


async def test_a_report_that_waits_is_accepted_only_once(town: Town) -> None:
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, "4")
    review = town.controller.last
    await town.press(town.controller, "Снять с контроля")
    await town.controller.press("Вернуть", review)
    await town.settle()
    await town.press(town.controller, "Не хватает данных")
    assert "уже снят с контроля" in town.controller.toasts[-1].text
    assert (await assignment(town)).state is AssignmentState.ACCEPTED


async def test_evidence_of_another_kind_is_refused_and_nothing_is_lost(town: Town) -> None:
    await town.press(town.controller, "Меню")
    await town.press(town.controller, "Планы")
    await town.press(town.controller, "▶ 99-демо")
    await town.press(town.controller, "Пункты и даты")
    await town.press(town.controller, "2.1.1")
    for label in ("✓ текст", "✓ число", "✓ ссылка", "✓ фото"):
        await town.press(town.controller, label)
    await town.press(town.coordinator, "Готово")
    assert "подтверждение: файл." in town.coordinator.last.text
    await town.say(town.coordinator, "сделали")
    assert "нужно другое подтверждение" in town.coordinator.last.text
    await town.coordinator.send_file("перечень.docx", b"PK")
    await town.settle()
    assert "Отправлено контролёру" in town.coordinator.last.text


async def test_decisions_made_at_night_come_in_the_morning_digest(town: Town) -> None:
    town.clock.freeze(datetime(2027, 1, 22, 21, 30))
    await town.press(town.coordinator, "Готово")
    mark = town.controller.mark
    await town.say(town.coordinator, "4")
    assert "Отправлено контролёру" in town.coordinator.last.text
    assert town.controller.received_since(mark) == []
    await town.live_until(date(2027, 1, 25))
    told = town.controller.received_since(mark)
    assert [m.date for m in told] == [town.clock.at(datetime(2027, 1, 25, 9, 0))]
    assert "Пришёл отчёт: проверьте" in told[0].text
    await town.press(town.controller, "Открыть")
    await town.press(town.controller, "Снять с контроля")
    assert (await assignment(town)).state is AssignmentState.ACCEPTED


async def test_overdue_climbs_from_the_executor_to_the_head_and_the_controller(town: Town) -> None:
    marks = {who: who.mark for who in (town.coordinator, town.head, town.controller)}
    await town.live_until(date(2027, 2, 16))
    days = {
        who: [m.date.date() for m in who.received_since(mark) if "2.1.1" in m.text]
        for who, mark in marks.items()
    }
    assert days[town.coordinator] == [
        date(2027, 1, 25),
        date(2027, 1, 29),
        date(2027, 2, 1),
        date(2027, 2, 2),
        date(2027, 2, 15),
    ]
    assert days[town.head] == [date(2027, 2, 4), date(2027, 2, 15)]
    assert days[town.controller] == [date(2027, 2, 8), date(2027, 2, 15)]


async def test_the_monthly_question_is_answered_without_closing(town: Town) -> None:
    await town.live_until(date(2027, 1, 29))
    seen = town.coordinator.last.text
    assert "Что сделано за месяц" in seen
    town.clock.freeze(datetime(2027, 1, 29, 12, 0))
    await town.press(town.coordinator, "2.3 · 31 мая")
    await town.press(town.coordinator, "Что сделано")
    await town.say(town.coordinator, "Закрепили двух тьюторов")
    assert "Записал, спасибо" in town.coordinator.last.text
    assert "📝 29 января 2027: Закрепили двух тьюторов" in town.coordinator.last.text
    assert (await assignment(town, "2.3")).state is AssignmentState.OPEN


async def test_a_file_for_another_item_does_not_slip_into_the_last_report(town: Town) -> None:
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, "Классов: 4")
    await town.say(town.coordinator, "/tasks")
    await town.press(town.coordinator, "2.3 · 31 мая")
    await town.coordinator.send_file("другое.docx", b"PK")
    await town.settle()
    assert "сейчас я его не жду" in town.coordinator.last.text
    async with town.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Completion)) == 1


async def test_nobody_accepts_the_report_of_their_own_organisation(town: Town) -> None:
    school = (await town.app.services.organisations.listed())[0].organisation_id
    both = await town.join("Вера Демо", Role.COORDINATOR, school)
    actor = await town.app.services.people.actor(town.administrator.id, town.administrator.id)
    assert actor is not None
    invite = await town.app.services.people.invite(actor, Role.CONTROLLER, None)
    await both.start(f"i{invite.token}")
    await town.settle()
    await town.press(town.coordinator, "Готово")
    await town.say(town.coordinator, "Классов: 4")
    await town.press(both, "Снять с контроля")
    assert "Решение примет контролёр из другой организации" in both.toasts[-1].text
    assert (await assignment(town)).state is AssignmentState.REPORTED


async def test_who_has_just_told_is_not_asked_again(town: Town) -> None:
    town.clock.freeze(datetime(2027, 1, 26, 12, 0))
    await town.say(town.coordinator, "/tasks")
    await town.press(town.coordinator, "2.3 · 31 мая")
    await town.press(town.coordinator, "Что сделано")
    await town.say(town.coordinator, "Закрепили двух тьюторов")
    await town.press(town.coordinator, "Меню")
    mark = town.coordinator.mark
    await town.live_until(date(2027, 2, 26))
    asked = [m.date.date() for m in town.coordinator.received_since(mark) if "2.3." in m.text]
    assert asked == [date(2027, 2, 26)], "not on 29 January, three days after the answer"


async def test_strangers_and_other_schools_cannot_touch_it(town: Town) -> None:
    number = (await assignment(town)).id
    stranger = town.telegram.person("Прохожий")
    await stranger.start()
    await town.settle()
    assert "О вас ничего не сохранено" in stranger.last.text
    other = await town.organisation("Школа № 11 (демо)", OrganisationKind.SCHOOL)
    neighbour = await town.join("Нина Демо", Role.COORDINATOR, other)
    nudge = town.coordinator.last
    for intruder in (stranger, neighbour):
        intruder._tap(intruder.last.raw, nudge.buttons[0][0].callback_data or "")
        await town.settle()
        assert "недоступно" in intruder.toasts[-1].text
    found = await assignment(town)
    assert (found.id, found.state, found.person_id) == (number, AssignmentState.OPEN, None)
    async with town.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Request)) == 0
