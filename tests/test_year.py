"""A year of the циклограмма, morning by morning: the right people, the right days, one message a day."""

import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import select

from bot.models import (
    Assignment,
    Membership,
    Occurrence,
    OccurrenceKind,
    Organisation,
    OrganisationKind,
    Peer,
    PlanItem,
    Role,
)
from bot.sandbox import Visitor
from bot.working_days import WorkingDays
from tests.city import City, city

CALENDAR = WorkingDays()
NEVER_TWICE = "two messages on one morning"

DUE: dict[str, list[date]] = {
    "1.1": [date(2026, 7, 15)],
    "1.2": [date(2026, 7, 1)],
    "1.3": [date(2026, 7, 1)],
    "2.1.1": [date(2027, 2, 1)],
    "2.1.2": [date(2027, 9, 1)],
    "2.1.4": [date(2026, 10, 1), date(2027, 4, 1)],
    "2.2": [date(2026, 10, 31)],
    "2.4.1": [date(2026, 9, 1)],
    "2.4.3": [date(2026, 10, 1), date(2027, 4, 1)],
    "2.5": [date(2026, 12, 31)],
    "2.7": [date(2026, 12, 31)],
    "2.8.1": [date(2026, 11, 30)],
    "2.8.2": [date(2026, 11, 30)],
    "2.8.5": [date(2027, 1, 15), date(2027, 6, 15)],
    "2.9": [date(2027, 6, 1)],
    "2.10": [date(2027, 9, 1)],
    "3.1.1": [date(2026, 10, 1)],
    "3.3": [date(2026, 10, 10), date(2027, 1, 20)],
}
"""The dates of cycle 2027 as the order gives them, written down by hand."""

OPENS: dict[str, date] = {
    "2.2": date(2026, 9, 1),
    "2.5": date(2026, 10, 1),
    "2.7": date(2026, 10, 1),
    "2.8.1": date(2026, 9, 1),
    "2.8.2": date(2026, 9, 1),
}

ORGANISATIONS: dict[str, OrganisationKind] = {
    "Школа № 37 (демо)": OrganisationKind.SCHOOL,
    "Школа № 11 (демо)": OrganisationKind.SCHOOL,
    "Детский сад № 5 (демо)": OrganisationKind.KINDERGARTEN,
    "Музыкальная школа № 2 (демо)": OrganisationKind.CULTURE,
    "Управление образования (демо)": OrganisationKind.DEPARTMENT,
    "Управление культуры (демо)": OrganisationKind.DEPARTMENT,
    "Управление спорта (демо)": OrganisationKind.DEPARTMENT,
    "Отдел юридического и кадрового обеспечения (демо)": OrganisationKind.DEPARTMENT,
    "ГЦОКО (демо)": OrganisationKind.QUALITY_CENTRE,
}


async def _own_items(c: City) -> dict[int, set[str]]:
    """For every account: the numbers of the items it has to answer for."""
    async with c.app.db.reading() as session:
        rows = await session.execute(
            select(Peer.user_id, PlanItem.number)
            .join(Membership, Membership.person_id == Peer.person_id)
            .join(Assignment, Assignment.organisation_id == Membership.organisation_id)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(Membership.role.in_((Role.COORDINATOR, Role.EXECUTOR)))
        )
        found: dict[int, set[str]] = {}
        for user_id, number in rows:
            found.setdefault(user_id, set()).add(number)
        return found


def _mornings(who: Visitor, since: int) -> dict[date, str]:
    """What the person was told, by day; fails on a second message of one day."""
    told = who.received_since(since)
    counted = Counter(message.date.date() for message in told)
    assert max(counted.values(), default=0) <= 1, f"{who}: {NEVER_TWICE}: {counted.most_common(3)}"
    return {message.date.date(): message.text for message in told}


def _items_in(text: str) -> set[str]:
    return set(re.findall(r"^(?:• )?(\d+(?:\.\d+)+)\. ", text, re.MULTILINE))


async def test_a_year_of_the_cycle_plan(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime(2026, 6, 1, 10, 0)) as c:
        workers: dict[str, Visitor] = {}
        for name, kind in ORGANISATIONS.items():
            number = await c.organisation(name, kind)
            role = Role.COORDINATOR if kind is OrganisationKind.SCHOOL else Role.EXECUTOR
            workers[name] = await c.join(f"{name}: исполнитель", role, number)
        schools = {row.name: row.organisation_id for row in await c.app.services.organisations.listed()}
        head = await c.join("Директор", Role.HEAD, schools["Школа № 37 (демо)"])
        controller = await c.join("Контролёр", Role.CONTROLLER)
        methodist = await c.join("Методист", Role.METHODIST)
        await c.activate()
        since = c.administrator.mark
        await c.live_until(date(2027, 9, 30))
        own = await _own_items(c)

        assert not methodist.received_since(since), "every item of this plan has its date"
        everybody = [*workers.values(), head, controller]
        told = {who.id: _mornings(who, since) for who in everybody}
        for who in everybody:
            assert told[who.id], f"{who} was never told anything"
            off = [day for day in told[who.id] if not CALENDAR.is_working(day)]
            assert not off, f"{who} was disturbed on days off: {off}"
        for who in workers.values():
            for item, dues in DUE.items():
                if item in own[who.id]:
                    _was_announced(who, told[who.id], item, dues)
            strange = {number for text in told[who.id].values() for number in _items_in(text)} - own[who.id]
            assert not strange, f"{who} was told of items of others: {strange}"
        assert {"2.1.1", "2.9"} <= own[workers["Детский сад № 5 (демо)"].id]
        assert own[workers["Музыкальная школа № 2 (демо)"].id] == {"1.1", "1.2", "1.3", "2.1"}
        _overdue_climbs(told[head.id], told[controller.id])
        for who in everybody:
            hours = {message.date.time() for message in who.received_since(since)}
            assert hours == {time(9, 0)}, f"{who}: {hours}"


def _was_announced(who: Visitor, told: dict[date, str], number: str, dues: list[date]) -> None:
    """Ten, five and one working days before, on the day, and when a window opens."""
    for due in dues:
        effective = CALENDAR.effective(due, "previous")
        days = [CALENDAR.shift(effective, -n) for n in (10, 5, 1)] + [effective]
        if number in OPENS:
            days.append(CALENDAR.on_or_after(OPENS[number]))
        for day in days:
            assert number in _items_in(told.get(day, "")), f"{who}: {number} is not in the digest of {day}"


def _overdue_climbs(head: dict[date, str], controller: dict[date, str]) -> None:
    """2.1.1 was due on 1 February 2027 and nobody answered."""
    assert "2.1.1" in _items_in(head[date(2027, 2, 4)])
    assert "2.1.1" not in _items_in(head.get(date(2027, 2, 2), ""))
    assert "Не сдали в срок" in controller[date(2027, 2, 8)]
    assert "2.1.1" in controller[date(2027, 2, 8)]


async def test_every_dated_occurrence_of_the_cycle_is_in_the_table_above(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        for name, kind in ORGANISATIONS.items():
            await c.organisation(name, kind)
        await c.activate()
        async with c.app.db.reading() as session:
            rows = await session.execute(
                select(PlanItem.number, Occurrence.due)
                .join(Occurrence, Occurrence.item_id == PlanItem.id)
                .where(Occurrence.kind.in_((OccurrenceKind.DATED, OccurrenceKind.WINDOW)))
                .order_by(Occurrence.due)
            )
            found: dict[str, list[date | None]] = {}
            for number, due in rows:
                found.setdefault(number, []).append(due)
            assert found == DUE
            everywhere = await session.scalars(select(Organisation.name))
            assert set(everywhere) == set(ORGANISATIONS)
