"""The main job, end to end: an order is uploaded, people are reminded, answer, and are seen to answer."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Completion,
    Organisation,
    OrganisationKind,
    OutboxMessage,
    PlanItem,
    Reminder,
    Role,
)
from bot.models.plans import Occurrence
from bot.sandbox import Visitor
from tests.city import CYCLE_PLAN, City, city

SCHOOL = "Школа № 37 (демо)"
Step = Callable[[], Awaitable[None]]


class Story:
    """One municipality from the upload to «Снять с контроля»; each step leaves something on a screen."""

    def __init__(self, c: City) -> None:
        self.c = c
        self.coordinator: Visitor
        self.controller: Visitor

    def steps(self) -> list[Step]:
        """The steps in their order; anything may happen between two of them."""
        return [
            self.people_join,
            self.the_order_is_uploaded,
            self.executors_are_named,
            self.the_cycle_starts,
            self.the_first_nudge_comes,
            self.the_coordinator_promises,
            self.the_promise_keeps_the_bot_silent,
            self.the_broken_promise_is_asked_about,
            self.the_coordinator_begins_to_report,
            self.the_coordinator_sends_a_file,
            self.the_controller_accepts,
        ]

    async def people_join(self) -> None:
        c = self.c
        await c.administrator.start()
        await c.settle()
        assert "Вы администратор" in c.administrator.last.text
        school = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        await c.organisation("Управление образования (демо)", OrganisationKind.DEPARTMENT)
        self.controller = await c.join("Пётр Демо", Role.CONTROLLER)
        self.coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        assert SCHOOL in self.coordinator.last.text

    async def the_order_is_uploaded(self) -> None:
        c = self.c
        await c.administrator.send_file("ciklogramma-238-rz-2022.docx", CYCLE_PLAN.read_bytes())
        await c.settle()
        seen = c.administrator.last.text
        assert "пунктов: 35" in seen
        assert "Разделов: 3" in seen
        assert re.search(r"Замечаний к документу: [1-9]", seen)

    async def executors_are_named(self) -> None:
        """Only «Управление образования» and groups of schools exist here; nobody else is nudged."""
        c, admin = self.c, self.c.administrator
        await c.press(admin, _button_like(admin, "Назвать исполнителей"))
        for _ in range(20):
            if "Кого план называет" not in admin.last.text:
                break
            is_education = "Управление образования" in admin.last.text
            label = "Управление образования (демо)" if is_education else "Никому не напоминать"
            await c.press(admin, label)
        assert "Неизвестных исполнителей" not in admin.last.text

    async def the_cycle_starts(self) -> None:
        c, admin = self.c, self.c.administrator
        await c.press(admin, "Цикл 2027")
        await c.press(admin, "Запустить цикл 2027")
        await c.press(admin, "Да, запустить")
        assert "Цикл 2027 запущен" in admin.last.text
        assert "Первое напоминание: 17 июня 2026" in admin.last.text

    async def the_first_nudge_comes(self) -> None:
        """1.2 and 1.3 are due on 1 July 2026: ten working days before is 17 June."""
        await self.c.morning(date(2026, 6, 17))
        seen = self.coordinator.last.text
        assert "2 напоминания" in seen
        for quoted in (
            "1.2.",
            "1.3.",
            "до 1 июля года, предшествующего",
            "Сформирован муниципальный прогноз",
        ):
            assert quoted in seen

    async def the_coordinator_promises(self) -> None:
        c = self.c
        await c.press(self.coordinator, "1.3 · 1 июл")
        await c.press(self.coordinator, "Принято")
        assert "К какому дню сделаете?" in self.coordinator.last.text
        await c.press(self.coordinator, "25")
        assert "Обещано к 25 июня 2026" in self.coordinator.last.text

    async def the_promise_keeps_the_bot_silent(self) -> None:
        before = self.coordinator.mark
        await self.c.live_until(date(2026, 6, 25))
        told = [message.text for message in self.coordinator.received_since(before)]
        assert len(told) == 1, "five working days before, on 24 June"
        assert "1.2." in told[0]
        assert "1.3." not in told[0]

    async def the_broken_promise_is_asked_about(self) -> None:
        await self.c.morning(date(2026, 6, 26))
        assert "Вы обещали к 25 июня 2026" in self.coordinator.last.text
        assert "1.3." in self.coordinator.last.text

    async def the_coordinator_begins_to_report(self) -> None:
        self.c.clock.freeze(datetime(2026, 6, 26, 11, 0))
        await self.c.press(self.coordinator, "Готово")
        assert "подтверждение" in self.coordinator.last.text

    async def the_coordinator_sends_a_file(self) -> None:
        await self.coordinator.send_file("база заказчиков.xlsx", b"PK demo", caption="Сдаём базу")
        await self.c.settle()
        assert "Отправлено контролёру" in self.coordinator.last.text
        assert "Отчёт по пункту 1.3" in self.controller.last.text
        assert SCHOOL in self.controller.last.text

    async def the_controller_accepts(self) -> None:
        c = self.c
        await c.press(self.controller, "Открыть")
        await c.press(self.controller, "📎 база заказчиков.xlsx")
        document = self.controller.last.document
        assert document is not None
        assert document.data == b"PK demo"
        await c.press(self.controller, "Снять с контроля")
        assert "Снято с контроля" in self.controller.messages[-2].text
        assert "Пункт 1.3 снят с контроля" in self.coordinator.last.text


def _button_like(who: Visitor, beginning: str) -> str:
    labels = [each.text for row in who.last.buttons for each in row if each.text.startswith(beginning)]
    assert labels, f"no button {beginning!r} under {who.last!r}"
    return labels[0]


async def outcome(c: City) -> dict[str, list[Any]]:
    """What a fresh session finds after the story: the same, whatever happened on the way."""
    async with c.app.db.reading() as session:
        states = await session.execute(
            select(PlanItem.number, Organisation.name, Assignment.state, Assignment.promised)
            .join(Occurrence, Occurrence.item_id == PlanItem.id)
            .join(Assignment, Assignment.occurrence_id == Occurrence.id)
            .join(Organisation, Organisation.id == Assignment.organisation_id)
            .order_by(PlanItem.number, Organisation.name, Assignment.due)
        )
        reminders = await session.execute(
            select(Reminder.step, Reminder.day, Reminder.state).order_by(
                Reminder.assignment_id, Reminder.day, Reminder.step
            )
        )
        messages = await session.execute(
            select(OutboxMessage.key, OutboxMessage.state).order_by(OutboxMessage.key)
        )
        audit = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        completions = await session.execute(select(Completion.file_name, Completion.accepted))
        return {
            "assignments": [tuple(row) for row in states],
            "reminders": [tuple(row) for row in reminders],
            "messages": [tuple(row) for row in messages],
            "audit": list(audit),
            "completions": [tuple(row) for row in completions],
        }


def screens(c: City) -> list[list[str]]:
    """What the bot has put on everybody's screen in the end."""
    return [[message.text for message in person.received_since(0)] for person in c.telegram.people]


async def test_from_the_order_to_the_control(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        for step in Story(c).steps():
            await step()
        found = await outcome(c)
    assert ("1.3", SCHOOL, AssignmentState.ACCEPTED, date(2026, 6, 25)) in found["assignments"]
    assert found["completions"] == [("база заказчиков.xlsx", True)]
    for action in ("plan imported", "plan activated", "promised", "reported", "accepted"):
        assert action in found["audit"]


async def test_killing_the_process_between_any_two_steps_changes_nothing(tmp_path: Path) -> None:
    calm, shaken = tmp_path / "calm", tmp_path / "shaken"
    calm.mkdir()
    shaken.mkdir()
    async with city(calm) as c:
        for step in Story(c).steps():
            await step()
        expected, expected_screens = await outcome(c), screens(c)
    async with city(shaken) as c:
        for step in Story(c).steps():
            await step()
            await c.kill()
        assert await outcome(c) == expected
        assert screens(c) == expected_screens


@pytest.mark.parametrize("moment", ["before the tick", "after the tick", "while sending"])
async def test_a_kill_around_the_morning_loses_nothing(tmp_path: Path, moment: str) -> None:
    async with city(tmp_path) as c:
        story = Story(c)
        for step in story.steps()[:4]:
            await step()
        before = story.coordinator.mark
        c.clock.freeze(datetime(2026, 6, 17, 9, 0))
        if moment != "before the tick":
            await c.app.services.reminders.tick()
        if moment == "while sending":
            assert await c.app.sender._take([], 10)
        await c.kill()
        await c.morning(date(2026, 6, 17))
        await c.morning(date(2026, 6, 17))
        assert len(story.coordinator.received_since(before)) == 1
