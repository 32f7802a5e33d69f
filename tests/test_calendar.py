"""The administrator's own days: reminders move with them, nobody gets anything on a day off."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.models import Assignment, AuditEntry, CalendarDay, OrganisationKind, PlanItem, Reminder, Role
from bot.models.plans import Occurrence
from tests.city import City, city
from tests.taps import go, labels, tap

SCHOOL = "Школа № 1 (демо)"
OPENING = date(2026, 9, 1)
"""2.2 «Сентябрь – октябрь» is announced on its first day, a Tuesday."""


async def _announced(c: City, item: str) -> set[date]:
    """The days on which the window of an item is announced."""
    async with c.app.db.reading() as session:
        days = await session.scalars(
            select(Reminder.day)
            .join(Assignment, Assignment.id == Reminder.assignment_id)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(PlanItem.number == item, Reminder.step.startswith("opens"))
        )
        return set(days)


async def _working_city(c: City) -> None:
    await c.administrator.start()
    await c.settle()
    school = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
    await c.join("Ольга Демо", Role.COORDINATOR, school)
    await c.activate()


async def _to_september(c: City) -> None:
    await go(c, c.administrator, "Рабочие дни")
    await tap(c, c.administrator, "›", "›", "›")
    assert "сентябрь 2026" in labels(c.administrator.last)


async def test_a_day_off_moves_the_reminders_and_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _working_city(c)
        assert await _announced(c, "2.2") == {OPENING}
        await _to_september(c)
        admin = c.administrator
        await admin.press("1", admin.last)
        await c.settle()
        assert "1 сентября 2026 — теперь выходной" in admin.toasts[-1].text
        assert "1•" in labels(admin.last)
        assert "1 сентября 2026, вт — выходной" in admin.last.text
        assert await _announced(c, "2.2") == {date(2026, 9, 2)}

        await admin.repeat_last_tap()
        await c.settle()
        assert await _announced(c, "2.2") == {date(2026, 9, 2)}, "the same tap again changes nothing"

        await tap(c, admin, "1•")
        assert "теперь рабочий день" in admin.toasts[-1].text
        assert "Ваши изменения" not in admin.last.text
        assert await _announced(c, "2.2") == {OPENING}
        async with c.app.db.reading() as session:
            assert list(await session.scalars(select(CalendarDay))) == []
            actions = list(await session.scalars(select(AuditEntry.action)))
            assert actions.count("calendar changed") == 2


async def test_a_working_saturday_is_a_working_day(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime.fromisoformat("2026-06-05T10:00")) as c:
        await _working_city(c)
        saturday = date(2026, 6, 6)
        await go(c, c.administrator, "Рабочие дни")
        assert "5" in labels(c.administrator.last)
        assert "4" not in labels(c.administrator.last), "what has passed cannot be changed"
        await tap(c, c.administrator, "6•")
        assert "6" in labels(c.administrator.last)
        assert saturday not in await c.app.services.calendar.days_off(saturday, saturday)


async def test_nobody_is_nudged_on_a_day_made_off(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime.fromisoformat("2026-08-31T18:00")) as c:
        await c.administrator.start()
        school = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await c.activate()
        await go(c, c.administrator, "Рабочие дни")
        await tap(c, c.administrator, "›")
        await c.administrator.press("1", c.administrator.last)
        await c.settle()
        mark = olga.mark
        await c.morning(OPENING)
        assert olga.received_since(mark) == []
        await c.morning(date(2026, 9, 2))
        assert len(olga.received_since(mark)) == 1


async def test_a_year_without_an_official_calendar_is_said_to_be_so(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        await go(c, c.administrator, "Рабочие дни")
        assert "не утверждён" not in c.administrator.last.text
        await tap(c, c.administrator, *["›"] * 19)
        assert "январь 2028" in labels(c.administrator.last)
        assert "календарь на 2028 год ещё не утверждён" in c.administrator.last.text


async def test_the_administrators_day_wins_over_the_settings(tmp_path: Path) -> None:
    saturday = date(2026, 6, 20)
    async with city(tmp_path, working_days=saturday.isoformat()) as c:
        await c.administrator.start()
        await c.settle()
        assert saturday not in await c.app.services.calendar.days_off(saturday, saturday)
        await go(c, c.administrator, "Рабочие дни")
        await c.administrator.press("20", c.administrator.last)
        await c.settle()
        assert saturday in await c.app.services.calendar.days_off(saturday, saturday)
        await tap(c, c.administrator, "20•")
        assert saturday not in await c.app.services.calendar.days_off(saturday, saturday)
