"""Seats: never more than there are, whoever presses when; the queue moves in its order."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.models import Age, Event, Participation, ParticipationState, Role
from tests.city import City, city
from tests.families import Pupil, pupil
from tests.taps import go, tap
from tests.test_events import START, made, pupils_of, school_of, states, tick

Signed, Waiting = ParticipationState.SIGNED, ParticipationState.WAITING
Offered, Cancelled = ParticipationState.OFFERED, ParticipationState.CANCELLED


async def test_two_hundred_race_for_twenty_seats(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = [await pupil(c, school, age=Age.ADULT) for _ in range(200)]
        event = await made(c, who, school, seats=20)
        for child in children:
            await child.visitor.forge(f"ee:join:{event}:{child.student_id}")
        await c.settle()
        found = await states(c, event)
        assert found.count(Signed) == 20
        assert found.count(Waiting) == 180
        told = [child.visitor.toasts[-1].text for child in children]
        assert told.count("Вы записаны") == 20
        assert told.count("Вы в очереди") == 180


async def test_the_same_press_by_many_tasks_at_once(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = [await pupil(c, school, age=Age.ADULT) for _ in range(40)]
        event = await made(c, who, school, seats=7)
        services = c.app.services
        actors = [await services.people.actor(child.visitor.id, child.visitor.id) for child in children]
        joins = [
            services.seats.sign_up(actor, event, child.student_id)
            for _ in range(2)  # each presses twice
            for actor, child in zip(actors, children, strict=True)
            if actor is not None
        ]
        await asyncio.gather(*joins)
        found = await states(c, event)
        assert (found.count(Signed), found.count(Waiting)) == (7, 33)


async def test_a_freed_seat_is_offered_in_turn_and_passes_on(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, second, third = await pupils_of(c, school, 3)
        event = await made(c, who, school, seats=1)
        await go(c, first.visitor, "Мероприятия", "Экскурсия", "Записаться")
        for child in (second, third):
            await go(c, child.visitor, "Мероприятия", "Экскурсия", "Встать в очередь")
        assert "в очереди, место 2" in third.visitor.last.text
        await go(c, first.visitor, "Мероприятия", "Экскурсия", "Не приду")
        assert await states(c, event) == [Cancelled, Offered, Waiting]
        assert "Оно ваше до 6 октября 2026, 10:00" in second.visitor.last.text
        await go(c, first.visitor, "Мероприятия", "Экскурсия")
        assert "Мест нет" in first.visitor.last.text  # an offer holds the seat
        mark = third.visitor.mark
        await tick(c, datetime(2026, 10, 6, 9, 55))
        assert third.visitor.received_since(mark) == []
        await tick(c, datetime(2026, 10, 6, 10, 5))
        assert await states(c, event) == [Cancelled, Cancelled, Offered]
        assert "перешло следующему" in second.visitor.last.text
        await tap(c, third.visitor, "Беру место")
        assert await states(c, event) == [Cancelled, Cancelled, Signed]
        await second.visitor.forge(f"ee:accept:{event}:{second.student_id}")
        await c.settle()
        assert "Время на ответ вышло" in second.visitor.toasts[-1].text


async def test_one_school_takes_no_more_than_its_quota(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        event = await made(c, who, school, seats=3)
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        await c.app.services.event_edits.write(actor, event, "school_quota", "1")
        await c.app.services.event_edits.toggle_open(actor, event)
        ours = await pupils_of(c, school, 2)
        theirs = await pupils_of(c, other, 1)
        for child in (*ours, *theirs):
            await child.visitor.forge(f"ee:join:{event}:{child.student_id}")
            await c.settle()
        assert await states(c, event) == [Signed, Waiting, Signed]
        await c.app.services.event_edits.write(actor, event, "school_quota", "2")
        await c.settle()
        assert await states(c, event) == [Signed, Offered, Signed]


ACTS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "accept", "hours"]), st.integers(0, 5)), max_size=25
)


@given(acts=ACTS, seats=st.integers(1, 3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_deeds_agrees_with_a_simple_model(
    tmp_path_factory: object, acts: list[tuple[str, int]], seats: int
) -> None:
    asyncio.run(_live(tmp_path_factory.mktemp("seats"), acts, seats))  # type: ignore[attr-defined]


async def _live(folder: Path, acts: list[tuple[str, int]], seats: int) -> None:
    """The model: a list of holders, a queue, offers with a time; compared after every deed."""
    async with city(folder, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = [await pupil(c, school, age=Age.ADULT) for _ in range(6)]
        event = await made(c, who, school, seats=seats)
        signed: list[int] = []
        queue: list[int] = []
        offers: dict[int, datetime] = {}
        now = START

        def fill() -> None:
            while queue and len(signed) + len(offers) < seats:
                offers[queue.pop(0)] = now + timedelta(hours=24)

        for act, number in acts:
            child = children[number]
            if act == "join" and number not in (*signed, *queue, *offers):
                (signed if len(signed) + len(offers) < seats else queue).append(number)
            elif act == "leave" and number in (*signed, *queue, *offers):
                offers.pop(number, None)
                for place in (signed, queue):
                    if number in place:
                        place.remove(number)
                fill()
            elif act == "accept" and number in offers and offers[number] > now:
                del offers[number]
                signed.append(number)
            elif act == "hours":
                now += timedelta(hours=(0, 24, 48)[number % 3])  # ten in the morning, so nobody sleeps
                late = [each for each, until in offers.items() if until <= now]
                for each in late:
                    del offers[each]
                fill()
                await tick(c, now)
                await _same(c, event, children, signed, queue, set(offers))
                continue
            await child.visitor.forge(f"ee:{act}:{event}:{child.student_id}")
            await c.settle()
            await _same(c, event, children, signed, queue, set(offers))


async def _same(
    c: City, event: int, children: list[Pupil], signed: list[int], queue: list[int], offers: set[int]
) -> None:
    async with c.app.db.reading() as session:
        rows = (
            await session.scalars(
                select(Participation)
                .where(Participation.event_id == event)
                .order_by(Participation.queued_at, Participation.id)
            )
        ).all()
        seats = (await session.get_one(Event, event)).seats
    numbers = {child.student_id: place for place, child in enumerate(children)}
    found = {
        state: [numbers[row.student_id] for row in rows if row.state is state]
        for state in (Signed, Waiting, Offered)
    }
    assert set(found[Signed]) == set(signed)
    assert set(found[Waiting]) == set(queue)
    assert set(found[Offered]) == offers
    assert len(found[Signed]) + len(found[Offered]) <= seats
