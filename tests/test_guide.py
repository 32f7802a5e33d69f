"""The guide of item 2.7: every second Tuesday one card, to those who agreed and did not silence it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.models import OrganisationKind
from bot.services.guide import turn_of
from tests.city import City, city
from tests.families import parent, pupil
from tests.taps import go, tap


@pytest.mark.parametrize(
    ("day", "turn"),
    [
        (date(2026, 9, 29), None),
        (date(2026, 10, 6), 0),
        (date(2026, 10, 13), None),
        (date(2026, 10, 20), 1),
        (date(2026, 10, 21), None),
        (date(2026, 12, 15), 5),
        (date(2026, 12, 29), 6),
        (date(2027, 1, 5), None),
    ],
)
def test_which_card_is_due(day: date, turn: int | None) -> None:
    assert turn_of(day) == turn


async def season(c: City) -> None:
    """Every morning from October to New Year, twice."""
    day = date(2026, 10, 1)
    while day.year == 2026:
        for hour in (9, 11):
            c.clock.freeze(datetime(day.year, day.month, day.day, hour))
            await c.app.services.guide.tick()
            await c.settle()
        day += timedelta(days=1)


async def test_a_season_of_six_cards_once_each_and_only_to_who_agreed(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 9, 28, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        first, second = await pupil(c, school), await pupil(c, school)
        mother, silent = await parent(c, first, second), await parent(c, first)
        quiet = await pupil(c, school, consents=())
        ninth = await pupil(c, school, grade=9)
        await go(c, mother, "Мои дети", first.code, "Согласия", "Напоминания", "Согласен")
        await go(c, mother, "Мои дети", second.code, "Согласия", "Напоминания", "Согласен")
        await c.say(second.visitor, "/stop")
        await tap(c, second.visitor, "Советы")
        marks = {who: who.mark for who in (first.visitor, second.visitor, mother, silent, quiet.visitor)}
        mark = ninth.visitor.mark
        await season(c)
        told = [message.text for message in first.visitor.received_since(marks[first.visitor])]
        assert len(told) == 6
        assert len(set(told)) == 6
        assert "Гарантирует ли заявка место" in told[0]
        assert len(mother.received_since(marks[mother])) == 6  # two children, one message
        for who in (second.visitor, silent, quiet.visitor):
            assert who.received_since(marks[who]) == []
        assert "преимущество" in ninth.visitor.received_since(mark)[0].text
        await tap(c, first.visitor, "Прочитать")
        assert "Источник" in first.visitor.last.text
