"""Pairs in any order of deeds: no meeting is lost, journals go on, nobody is reminded of what has ended."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.models import CloseReason, MeetingForm, OutboxMessage, Pair, PairKind, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.mentors import MONDAY, all_pairs, morning_of_pairs, tutored
from tests.pair_people import actor_of, companion, seat_of

CHILDREN, TUTORS = 3, 2
ASKING = ("mentoring_meet", "mentoring_fine", "mentoring_met", "mentoring_pulse")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["attach", "meet", "meet", "plan", "pause", "close", "hand over", "days"]),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=22,
)


@dataclass
class Child:
    """What the model knows of a pupil."""

    holder: int | None = 0
    paused: bool = False
    met: list[date] = field(default_factory=list)


@given(acts=ACTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_meeting_is_lost_and_nobody_is_reminded_of_what_has_ended(
    tmp_path_factory: object, acts: list[tuple[str, int]]
) -> None:
    asyncio.run(_live(tmp_path_factory.mktemp("pairs"), acts))  # type: ignore[attr-defined]


async def _live(folder: Path, acts: list[tuple[str, int]]) -> None:
    async with city(folder, MONDAY) as c:
        school = await tutored(c, CHILDREN)
        tutors = [school.tutor, await companion(c, Role.TUTOR, school.number, "педагог")]
        boss = await actor_of(c, school.coordinator)
        services = c.app.services
        model = [Child() for _ in range(CHILDREN)]
        for act, number in acts:
            child, at = model[number % CHILDREN], number % CHILDREN
            pair = await _open_pair(c, school.pupils[at].student_id)
            holder = await actor_of(c, tutors[child.holder]) if child.holder is not None else None
            if act == "attach" and child.holder is None:
                seat = await seat_of(c, tutors[number % TUTORS])
                await services.attachment.attach(boss, seat, school.pupils[at].student_id)
                child.holder, child.paused = number % TUTORS, False
            elif act == "meet" and pair is not None and holder is not None:
                row = await services.pairs.own_one(holder, pair.id)
                day = c.clock.today()
                await services.check_ins.log(holder, pair.id, row.mark, day, MeetingForm.CALL, 0)
                child.met.append(day)
                child.paused = False
            elif act == "plan" and pair is not None and holder is not None:
                await services.check_ins.plan_next(holder, pair.id, c.clock.today() + timedelta(days=3))
            elif act == "pause" and pair is not None and holder is not None:
                child.paused = not child.paused
                await services.pairs.pause(holder, pair.id, paused=child.paused)
            elif act == "close" and pair is not None:
                await services.pairs.close(boss, pair.id, CloseReason.REACHED)
                child.holder = None
            elif act == "hand over":
                await _hand_over(
                    c, boss_of=school.coordinator, tutors=tutors, model=model, to=number % TUTORS
                )
            elif act == "days":
                await _mornings(c, 1 + 7 * number, model, school.pupils[0].student_id)
        await _compare(c, school.coordinator, [child.student_id for child in school.pupils], model)


async def _hand_over(
    c: City, *, boss_of: Visitor, tutors: list[Visitor], model: list[Child], to: int
) -> None:
    """All of one tutor go to the other; who rested goes on resting or begins anew, as the product says."""
    boss, leaving = await actor_of(c, boss_of), await actor_of(c, tutors[1 - to])
    place = next(iter(boss.places(Role.COORDINATOR)))
    if not any(child.holder == 1 - to for child in model):
        return
    await c.app.services.attachment.hand_over(boss, place, leaving.person_id, await seat_of(c, tutors[to]))
    for child in model:
        if child.holder == 1 - to:
            child.holder, child.paused = to, False


async def _mornings(c: City, days: int, model: list[Child], first: int) -> None:
    """Morning after morning; whoever is asked about is in a pair that goes on."""
    for _ in range(days):
        day = c.clock.today() + timedelta(days=1)
        before = await _newest(c)
        await morning_of_pairs(c, day)
        c.clock.freeze(datetime.combine(day, time(12)))
        for pair in await _asked_about(c, before):
            assert pair.student_id is not None
            child = model[pair.student_id - first]
            assert child.holder is not None, f"{day}: asked about an ended pair"
            assert not child.paused, f"{day}: asked about a pair that rests"
            assert (await _open_pair(c, pair.student_id) or pair).id == pair.id


async def _compare(c: City, coordinator: Visitor, students: list[int], model: list[Child]) -> None:
    boss, pairs = await actor_of(c, coordinator), await all_pairs(c)
    for student, child in zip(students, model, strict=True):
        newest = [pair for pair in pairs if pair.student_id == student][-1]
        journal = await c.app.services.pairs.journal(boss, newest.id)
        assert sorted(each.held_on for each in journal) == sorted(child.met)


async def _open_pair(c: City, student: int) -> Pair | None:
    async with c.app.db.reading() as session:
        found: Pair | None = await session.scalar(
            select(Pair).where(
                Pair.student_id == student, Pair.kind == PairKind.TUTOR_PUPIL, Pair.closed_at.is_(None)
            )
        )
        return found


async def _newest(c: City) -> int:
    async with c.app.db.reading() as session:
        return await session.scalar(select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(1)) or 0


async def _asked_about(c: City, after: int) -> list[Pair]:
    """The pairs that messages written since then ask about, the marks at an end apart."""
    async with c.app.db.reading() as session:
        rows = await session.scalars(
            select(OutboxMessage).where(OutboxMessage.id > after, OutboxMessage.notice.in_(ASKING))
        )
        numbers: set[int] = set()
        for row in rows:
            if row.arguments.get("closing"):
                continue
            silent = row.arguments.get("pairs", [])
            numbers |= {each["pair"] for each in silent} | (
                {row.arguments["pair"]} if "pair" in row.arguments else set()
            )
        return list(await session.scalars(select(Pair).where(Pair.id.in_(numbers))))
