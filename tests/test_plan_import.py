"""An order comes into the chat: both official plans, a changed version, files that are no plan."""

import re
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.models import (
    Assignment,
    AssignmentState,
    Occurrence,
    OccurrenceKind,
    OrganisationKind,
    Plan,
    PlanItem,
    PlanState,
    Role,
)
from bot.sandbox import Visitor
from tests.city import CYCLE_PLAN, PLANS, City, city

OLD_PLAN = PLANS / "plan-1039-rz-2018.docx"
SMALL_PLAN = Path(__file__).parent / "small_plan.txt"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[tuple[City, Visitor]]:
    """A city with a methodist, a school and nothing else."""
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        yield c, await c.join("Мария Демо", Role.METHODIST)


async def upload(c: City, who: Visitor, name: str, content: bytes) -> str:
    """Send a file and read the answer."""
    await who.send_file(name, content)
    await c.settle()
    return who.last.text


def label(who: Visitor, beginning: str) -> str:
    """The button that begins so."""
    found = [b.text for row in who.last.buttons for b in row if b.text.startswith(beginning)]
    assert found, f"no {beginning!r} under {who.last!r}"
    return found[0]


@pytest.mark.parametrize(
    ("file", "items", "sections"),
    [
        ("ciklogramma-238-rz-2022.docx", 35, 3),
        ("ciklogramma-238-rz-2022.txt", 35, 3),
        ("plan-1039-rz-2018.docx", 61, 6),
        ("plan-1039-rz-2018.txt", 61, 6),
    ],
)
async def test_both_official_plans_in_both_formats(
    office: tuple[City, Visitor], file: str, items: int, sections: int
) -> None:
    c, methodist = office
    seen = await upload(c, methodist, file, (PLANS / file).read_bytes())
    assert f"Разделов: {sections}, пунктов: {items}." in seen
    assert "Замечаний к документу" in seen


async def test_every_item_can_be_read_with_its_dates(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    await upload(c, methodist, CYCLE_PLAN.name, CYCLE_PLAN.read_bytes())
    await c.press(methodist, "✓ Цикл 2027")
    await c.press(methodist, "Пункты и даты")
    pages = [methodist.last.text]
    while any(b.text == "Дальше ›" for row in methodist.last.buttons for b in row):
        await c.press(methodist, "Дальше ›")
        pages.append(methodist.last.text)
    everything = "\n".join(pages)
    assert len(re.findall(r"^\d+(?:\.\d+)+\. ", everything, re.MULTILINE)) == 35
    assert "10 октября 2026, сб — выходной, сдать до 9 октября 2026, пт" in everything
    assert "1 сентября 2026 – 31 октября 2026" in everything
    assert "разработка и реализация программ наставничества" in everything


async def test_the_warnings_of_the_document_are_shown(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    await upload(c, methodist, OLD_PLAN.name, OLD_PLAN.read_bytes())
    await c.press(methodist, label(methodist, "Замечания"))
    text = methodist.last.text
    while any(b.text == "Дальше ›" for row in methodist.last.buttons for b in row):
        await c.press(methodist, "Дальше ›")
        text += methodist.last.text
    assert "2010" in text
    assert "3.7" in text
    assert "PlanWarning" not in text


async def test_the_old_plan_asks_for_its_missing_executor_and_its_dates(
    office: tuple[City, Visitor],
) -> None:
    c, methodist = office
    await upload(c, methodist, OLD_PLAN.name, OLD_PLAN.read_bytes())
    asked = []
    await c.press(methodist, label(methodist, "Назвать исполнителей"))
    while "Кого план называет" in methodist.last.text:
        asked.append(methodist.last.text)
        if "пункта 3.7" in methodist.last.text:
            await c.press(methodist, "Школа")
            await c.press(methodist, "Школа № 37 (демо)")
        else:
            await c.press(methodist, "Никому не напоминать")
    assert any("Исполнитель пункта 3.7" in text for text in asked)
    await c.press(methodist, "Запустить цикл 2027")
    await c.press(methodist, "Да, запустить")
    assert re.search(r"Ждут даты: \d\d", methodist.last.text)
    await c.press(methodist, "Назначить даты")
    assert "ждут даты" in methodist.last.text
    await c.press(methodist, methodist.last.buttons[0][0].text)
    assert "До какого дня" in methodist.last.text


async def test_a_proposed_date_is_taken_in_one_tap(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    await c.activate(OLD_PLAN, 2027)
    async with c.app.db.reading() as session:
        row = (
            await session.execute(
                select(Occurrence.id, PlanItem.number)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .where(PlanItem.deadline_phrase == "Ежегодно", Occurrence.proposed.is_not(None))
                .order_by(PlanItem.position)
            )
        ).first()
    assert row is not None
    number, item = row
    await c.morning(date(2026, 9, 15))
    assert "Назначьте дату" in methodist.last.text
    await c.press(methodist, f"{item}: дата")
    await c.press(methodist, "Предложение: 31 мая 2027")
    assert f"Пункт {item}: срок — 31 мая 2027" in methodist.last.text
    async with c.app.db.reading() as session:
        occurrence = await session.get_one(Occurrence, number)
        assert (occurrence.due, occurrence.kind) == (date(2027, 5, 31), OccurrenceKind.UNDATED)
    asked_again = methodist.mark
    await c.live_until(date(2026, 9, 30))
    assert not methodist.received_since(asked_again), "asked once a cycle"


async def test_a_date_by_the_regional_plan_makes_assignments_and_nudges(
    office: tuple[City, Visitor],
) -> None:
    c, methodist = office
    school = (await c.app.services.organisations.listed())[0].organisation_id
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
    await c.activate(SMALL_PLAN)
    await c.morning(date(2026, 9, 15))
    await c.press(methodist, "3.1: дата")
    assert "в соответствии с региональным планом" in methodist.last.text
    await c.press(methodist, "30")
    assert "Поручение получила 1 организация" in methodist.last.text
    await c.morning(date(2026, 9, 16))
    assert "3.1." in coordinator.last.text
    assert "Срок: 30 сентября 2026, ср" in coordinator.last.text


async def test_the_same_file_twice_is_one_plan(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    for _ in range(2):
        await upload(c, methodist, SMALL_PLAN.name, SMALL_PLAN.read_bytes())
    async with c.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Plan)) == 1


async def test_starting_a_cycle_twice_adds_nothing(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    await upload(c, methodist, SMALL_PLAN.name, SMALL_PLAN.read_bytes())
    await c.press(methodist, label(methodist, "Назвать исполнителей"))
    await c.press(methodist, "Никому не напоминать")
    await c.press(methodist, "Запустить цикл 2027")
    ask = methodist.last
    for _ in range(2):
        await methodist.press("Да, запустить", ask)
        await c.settle()
    async with c.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Occurrence)) == 4
        assert await session.scalar(select(func.count()).select_from(Assignment)) == 3


async def test_a_new_version_of_an_order_takes_over(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    await c.activate(SMALL_PLAN)
    changed = SMALL_PLAN.read_text(encoding="utf-8").replace("до 1 февраля", "до 8 февраля")
    seen = await upload(c, methodist, "small_plan_2.txt", changed.encode())
    assert "версия 2" in seen
    await c.press(methodist, "Перейти на версию 2")
    await c.press(methodist, "Да, перейти")
    async with c.app.db.reading() as session:
        states = (await session.scalars(select(Plan.state).order_by(Plan.id))).all()
        assert list(states) == [PlanState.ARCHIVED, PlanState.ACTIVE]
        dues = await session.scalars(
            select(Assignment.due)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(PlanItem.number == "2.1.1", Assignment.state != AssignmentState.WITHDRAWN)
        )
        assert list(dues) == [date(2027, 2, 8)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("заметка.txt", "Просто письмо без таблицы.".encode()),
        ("битый.docx", b"PK\x03\x04 broken"),
        ("пустой.docx", b""),
        ("фото.jpg", b"\xff\xd8\xff"),
    ],
)
async def test_a_file_that_is_no_plan_is_refused_with_a_remedy(
    office: tuple[City, Visitor], name: str, content: bytes
) -> None:
    c, methodist = office
    seen = await upload(c, methodist, name, content)
    assert "план" in seen.lower()
    assert len(seen) > 40, "says what to do"
    async with c.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Plan)) == 0


async def test_an_order_sent_by_a_coordinator_is_not_imported(office: tuple[City, Visitor]) -> None:
    c, _ = office
    school = (await c.app.services.organisations.listed())[0].organisation_id
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
    seen = await upload(c, coordinator, SMALL_PLAN.name, SMALL_PLAN.read_bytes())
    assert "сейчас я его не жду" in seen
    async with c.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Plan)) == 0


async def test_the_days_of_the_nudges_can_be_changed_for_one_item(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    school = (await c.app.services.organisations.listed())[0].organisation_id
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
    await c.activate(SMALL_PLAN)
    await c.press(methodist, "Меню")
    await c.press(methodist, "Планы")
    await c.press(methodist, "▶ 99-демо")
    await c.press(methodist, "Пункты и даты")
    await c.press(methodist, "2.1.1")
    await c.press(methodist, "за 15")
    await c.press(methodist, "✓ за 10")
    assert {"✓ за 15", "за 10"} <= {b.text for row in methodist.last.buttons for b in row}
    mark = coordinator.mark
    await c.live_until(date(2027, 2, 1))
    days = [m.date.date() for m in coordinator.received_since(mark) if "2.1.1." in m.text]
    assert days == [date(2027, 1, 11), date(2027, 1, 25), date(2027, 1, 29), date(2027, 2, 1)]


async def test_a_file_the_messenger_no_longer_has_is_asked_for_again(office: tuple[City, Visitor]) -> None:
    c, who = office
    gone = {"file_name": "план.docx", "file_id": "gone", "file_unique_id": "gone", "file_size": 10}
    place = {"from": who.messages[0].raw["chat"] | {"is_bot": False}, "chat": who.messages[0].raw["chat"]}
    c.telegram.put_update("message", {**place, "message_id": 900, "date": 0, "document": gone}, who.id)
    await c.settle()
    assert "Файл не удалось получить" in who.last.text
    assert "Пришлите его ещё раз" in who.last.text
