"""Somebody is away: a colleague gets the nudges and may answer, until the last day or «Я вернулся»."""

from datetime import date, datetime
from pathlib import Path

from bot.models import OrganisationKind, Role
from bot.sandbox import Message, Visitor
from tests.city import City, city
from tests.taps import go, labels, tap

SCHOOL = "Школа № 1 (демо)"
BEFORE_NUDGE = datetime.fromisoformat("2026-08-28T10:00")
NUDGE_DAY = date(2026, 9, 1)


async def _school(c: City) -> tuple[Visitor, Visitor]:
    """Olga answers; Ivan is the head, who hears of nothing while she does."""
    await c.administrator.start()
    await c.settle()
    number = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
    olga = await c.join("Ольга Демо", Role.COORDINATOR, number)
    ivan = await c.join("Иван Демо", Role.HEAD, number)
    return olga, ivan


async def _go_away(c: City, who: Visitor, whom: str, first: str, last: str, *leaves: str) -> None:
    await go(c, who, "Замещение", "Выбрать", whom)
    assert "С какого дня" in who.last.text
    await who.press(first, who.last)
    await c.settle()
    assert "По какой день" in who.last.text
    await tap(c, who, *leaves)
    await who.press(last, who.last)
    await c.settle()


async def test_the_deputy_gets_the_nudge_and_answers_it(tmp_path: Path) -> None:
    async with city(tmp_path, start=BEFORE_NUDGE) as c:
        olga, ivan = await _school(c)
        await c.activate()
        mark = ivan.mark
        await _go_away(c, olga, "руководитель", "31", "2", "›")
        assert "Вас замещает: руководитель" in olga.last.text
        assert "С 31 августа 2026 по 2 сентября 2026" in olga.last.text
        told = ivan.received_since(mark)[-1]
        assert "Вы замещаете: координатор школы, Школа № 1 (демо)" in told.text
        await tap(c, ivan, "Замещение")
        assert "Вы замещаете" in ivan.last.text

        marks = olga.mark
        await c.morning(date(2026, 8, 31))
        await c.morning(NUDGE_DAY)
        assert [m.text for m in olga.received_since(marks)] == []
        assert len(ivan.received_since(marks)) == 2, "one digest each morning"
        await tap(c, ivan, "2.2", "Принято")
        await ivan.press("14", ivan.last)
        await c.settle()
        assert "Обещано к 14 сентября" in ivan.last.text

        mark = olga.mark
        await c.live_until(date(2026, 9, 15))
        assert olga.received_since(mark), "the absence is over"


async def test_whoever_is_back_early_gets_everything_again(tmp_path: Path) -> None:
    async with city(tmp_path, start=BEFORE_NUDGE) as c:
        olga, ivan = await _school(c)
        await c.activate()
        await _go_away(c, olga, "руководитель", "28", "4", "›")
        mark = ivan.mark
        await go(c, olga, "Замещение", "Я вернулся")
        assert "Вас никто не замещает" in olga.last.text
        assert "снова на месте" in ivan.received_since(mark)[-1].text
        await olga.repeat_last_tap()
        await c.settle()
        assert len(ivan.received_since(mark)) == 1
        mark = olga.mark
        await c.morning(NUDGE_DAY)
        assert len(olga.received_since(mark)) == 1
        assert ivan.received_since(mark) == []


async def test_a_second_tap_tells_nobody_twice_and_another_deputy_replaces_the_first(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        olga, ivan = await _school(c)
        number = (await c.app.services.organisations.listed())[0].organisation_id
        petr = await c.join("Пётр Демо", Role.EXECUTOR, number)
        mark = ivan.mark
        await _go_away(c, olga, "руководитель", "3", "5")
        await olga.repeat_last_tap()
        await c.settle()
        assert len(ivan.received_since(mark)) == 1
        first, second = [await c.app.services.people.actor(who.id, who.id) for who in (olga, ivan)]
        assert first is not None
        assert second is not None
        days = date(2026, 6, 3), date(2026, 6, 5)
        await c.app.services.people.substitute(first, first.person_id, second.person_id, *days)
        await c.settle()
        assert len(ivan.received_since(mark)) == 1, "the same again after a kill"
        await _go_away(c, olga, "исполнитель", "3", "5")
        assert "Вас замещает: исполнитель" in olga.last.text
        assert "Замещение окончено" in ivan.received_since(mark)[-1].text
        assert "Вы замещаете" in petr.last.text


async def test_a_deputy_who_is_away_too_cannot_be_chosen_and_passes_the_nudges_on(tmp_path: Path) -> None:
    async with city(tmp_path, start=BEFORE_NUDGE) as c:
        olga, ivan = await _school(c)
        number = (await c.app.services.organisations.listed())[0].organisation_id
        petr = await c.join("Пётр Демо", Role.HEAD, number)
        await c.activate()
        services = c.app.services
        actors = [await services.people.actor(who.id, who.id) for who in (olga, ivan, petr)]
        first, second, third = [actor for actor in actors if actor is not None]
        days = date(2026, 8, 31), date(2026, 9, 4)
        await services.people.substitute(first, first.person_id, second.person_id, *days)
        await services.people.substitute(second, second.person_id, third.person_id, *days)
        await go(c, petr, "Замещение", "Выбрать", "координатор")
        await petr.press("31", petr.last)
        await c.settle()
        await petr.press("31", petr.last)
        await c.settle()
        assert "тоже не будет: с 31 августа" in petr.toasts[-1].text

        mark = olga.mark
        await c.morning(NUDGE_DAY)
        assert olga.received_since(mark) == []
        assert ivan.received_since(mark) == []
        assert petr.received_since(mark)
        await c.say(petr, "/tasks")
        assert "Принято" in labels(await _opened(c, petr))


async def test_whoever_stands_in_for_a_deputy_may_all_that_the_first_one_may(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _school(c)
        services = c.app.services
        visitors = [await c.join("Пётр Демо", Role.CONTROLLER)]
        visitors += [await c.join(name, Role.METHODIST) for name in ("Анна Демо", "Вера Демо")]
        actors = [await services.people.actor(who.id, who.id) for who in visitors]
        first, second, third = [actor for actor in actors if actor is not None]
        today = c.clock.today()
        await services.people.substitute(first, first.person_id, second.person_id, today, today)
        await services.people.substitute(second, second.person_id, third.person_id, today, today)
        now = await services.people.actor(visitors[2].id, visitors[2].id)
        assert now is not None
        assert now.roles == {Role.CONTROLLER, Role.METHODIST}
        c.clock.freeze(datetime.fromisoformat("2026-06-02T00:00"))
        later = await services.people.actor(visitors[2].id, visitors[2].id)
        assert later is not None
        assert later.roles == {Role.METHODIST}


async def test_a_deputy_who_loses_the_role_stands_in_for_nobody(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        olga, ivan = await _school(c)
        await _go_away(c, olga, "руководитель", "1", "5")
        mark = olga.mark
        await go(c, c.administrator, "Люди", "руководитель", "Снять роль", "Да, снять")
        assert "больше не может вас замещать" in olga.received_since(mark)[-1].text
        await c.say(ivan, "/menu")
        assert "О вас ничего не сохранено" in ivan.last.text


async def test_out_of_hours_the_deputy_is_told_in_the_morning(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime.fromisoformat("2026-06-05T21:30")) as c:
        olga, ivan = await _school(c)
        mark = ivan.mark
        await _go_away(c, olga, "руководитель", "8", "9")
        assert ivan.received_since(mark) == []
        await c.morning(date(2026, 6, 8))
        assert "Вы замещаете" in ivan.received_since(mark)[-1].text


async def test_controllers_and_methodists_stand_in_for_each_other(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        olga, _ = await _school(c)
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await go(c, controller, "Замещение", "Выбрать")
        assert "администратор" in labels(controller.last)
        assert not any("координатор" in label for label in labels(controller.last))
        await c.join("Мария Демо", Role.METHODIST)
        await go(c, controller, "Замещение", "Выбрать")
        assert "методист ГЦОКО" in labels(controller.last)
        await go(c, olga, "Замещение", "Выбрать")
        assert labels(olga.last) == ["Школа № 1 (демо) · руководитель", "Отмена"]


async def test_where_nobody_can_stand_in_it_is_said_what_to_do(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        number = await c.organisation(SCHOOL, OrganisationKind.SCHOOL)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, number)
        await go(c, olga, "Замещение", "Выбрать")
        assert "Попросите администратора" in olga.last.text
        await tap(c, olga, "Отмена")
        assert "Вас никто не замещает" in olga.last.text


async def _opened(c: City, who: Visitor) -> Message:
    await tap(c, who, labels(who.last)[0])
    return who.last
