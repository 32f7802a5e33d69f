"""The demo: a town that is complete at once, goes on where it was, and lives through every moved day."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.demo import bank
from bot.demo.cast import ALIASES, CAST, ORGANISATIONS
from bot.demo.families import ANSWERS
from bot.demo.ground import HOST, PORTS_TO_TRY, free_port, ground
from bot.demo.time_travel import TimeTravel
from bot.demo.town import Town
from bot.demo.town import town as town_on
from bot.models import Base, CheckIn, Pair, PairKind, Role, Student
from bot.plan_document import read_plan
from bot.sandbox import Visitor
from bot.services.consents import standing
from bot.services.executors import resolve_executors
from bot.services.names import name_key
from bot.settings import Settings, WrongSetting, load_settings

PLAN = Path(__file__).resolve().parent.parent / "plans" / "ciklogramma-238-rz-2022.docx"
ADMINISTRATOR, CONTROLLER, METHODIST, SCHOOL = (part.user_id for part in CAST[:4])
STRANGER = CAST[-1].user_id
DAYS = 21


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(
        _env_file=None,
        local_telegram_file=tmp_path / "local-telegram.json",
        local_telegram_port=0,
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'real.sqlite3'}",
    )


@asynccontextmanager
async def town(settings: Settings, *, fresh: bool = False) -> AsyncIterator[Town]:
    """The demo, started and stopped."""
    with ground(settings, fresh=fresh) as place:
        async with town_on(place) as made:
            yield made


@pytest.fixture
async def demo(settings: Settings) -> AsyncIterator[Town]:
    async with town(settings) as made:
        yield made


def who(demo: Town, user_id: int) -> Visitor:
    """A person of the demo."""
    return next(visitor for visitor in demo.telegram.people if visitor.id == user_id)


def screens(demo: Town) -> dict[str, list[str]]:
    """What the bot wrote to everybody."""
    return {
        visitor.name: [message.text for message in visitor.messages if message.from_bot]
        for visitor in demo.telegram.people
    }


def days(demo: Town) -> dict[str, list[tuple[date, str]]]:
    """What the bot wrote to everybody on each day; which tick of a morning comes first is open."""
    return {
        visitor.name: sorted(
            (message.date.date(), message.text) for message in visitor.messages if message.from_bot
        )
        for visitor in demo.telegram.people
    }


async def put_plan_to_work(demo: Town) -> None:
    """As the administrator would, without the taps."""
    services = demo.app.services
    actor = await services.people.actor(ADMINISTRATOR, ADMINISTRATOR)
    assert actor is not None
    plan = await services.cycle_plan.import_plan(actor, PLAN.name, PLAN.read_bytes())
    year = (await services.cycle_plan.overview(actor, plan)).year
    await services.cycle_plan.activate(actor, plan, year)


async def test_everybody_is_there_and_was_greeted(demo: Town) -> None:
    assert [(v.id, v.name, v.title) for v in demo.telegram.people] == [
        (part.user_id, part.name, part.title) for part in CAST
    ]
    for part in CAST:
        assert who(demo, part.user_id).last.from_bot
        actor = await demo.app.services.people.actor(part.user_id, part.user_id)
        held = {seat.role for seat in part.seats}
        if part.companion == "trainee":
            held = {Role.TRAINEE}
        if part.family:
            held = {Role.STUDENT if part.family in ANSWERS else Role.GUARDIAN}
        if part.user_id == STRANGER:
            assert actor is None
        elif part.user_id == ADMINISTRATOR:
            assert actor is not None
            assert actor.roles == {Role.ADMINISTRATOR}
        else:
            assert actor is not None
            assert actor.roles == held
    known = {row.name for row in await demo.app.services.organisations.listed()}
    assert known == {name for name, _ in ORGANISATIONS}


async def test_pupils_have_codes_and_one_of_them_a_parent_who_agreed(demo: Town) -> None:
    async with demo.app.db.reading() as session:
        rows = (await session.scalars(select(Student).order_by(Student.id))).all()
        agreed = await standing(session, rows)
    assert [row.code for row in rows] == ["К-37-11А-01", "К-37-9Б-01"]
    assert [agreed[row.id].participates for row in rows] == [True, False]


async def test_the_bank_and_the_contests_of_the_orders_are_there(demo: Town) -> None:
    programmes, grades = await demo.app.services.programmes.listed(None, 0)
    assert len(programmes) == 22
    assert grades == list(range(1, 12))
    assert {card.organisation for card in programmes} == {bank.ACADEMY, bank.ECOSPHERE}
    order = (PLAN.parent / "plan-1039-rz-2018.txt").read_text(encoding="utf-8")
    assert [card.title for card in programmes if card.title not in order] == []
    for family, seen in (("11А", 2), ("9Б", 1)):
        pupil = next(who(demo, part.user_id) for part in CAST if part.family == family)
        actor = await demo.app.services.people.actor(pupil.id, pupil.id)
        assert actor is not None
        assert len(await demo.app.services.contests.listed(actor)) == seen


async def test_events_are_ahead_and_a_route_has_begun(demo: Town) -> None:
    pupil = next(who(demo, part.user_id) for part in CAST if part.family == "11А")
    await pupil.say("/menu")
    await demo.app.settle()
    seen = {}
    for part in ("Маршрут", "Меню", "Мероприятия"):
        label = next(each.text for row in pupil.last.buttons for each in row if part in each.text)
        await pupil.press(label, pupil.last)
        await demo.app.settle()
        shown = [pupil.last.text, *(each.text for row in pupil.last.buttons for each in row)]
        seen[part] = "\n".join(shown)
    assert "Сделано: 0 из" in seen["Маршрут"]
    assert "Один день учителем" in seen["Мероприятия"]


async def test_pairs_are_there_and_a_meeting_was_held(demo: Town) -> None:
    async with demo.app.db.reading() as session:
        pairs = (await session.scalars(select(Pair).order_by(Pair.id))).all()
        meetings = (await session.scalars(select(CheckIn))).all()
    assert [pair.kind for pair in pairs] == [
        PairKind.TUTOR_PUPIL,
        PairKind.STUDENT_PUPIL,
        PairKind.EMPLOYER_SPECIALIST,
    ]
    assert [meeting.pair_id for meeting in meetings] == [pairs[0].id]


async def test_a_dump_of_the_demo_names_nobody(demo: Town) -> None:
    """Whoever steals the whole database learns no name and no phone of anybody who plays."""
    await put_plan_to_work(demo)
    await demo.travel.next_reminder()
    pupil = next(who(demo, part.user_id) for part in CAST if part.family == "11А")
    await pupil.say("Позвоните мне: +7 900 000-12-34, я Саша Демо")
    await demo.app.settle()
    assert "личные данные" in pupil.last.text
    for visitor in demo.telegram.people:
        await visitor.say("/menu")
    await demo.app.settle()
    async with demo.app.db.reading() as session:
        tables = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
        dump = "\n".join(str(tuple(row)) for rows in tables for row in rows)
    assert len(dump) > 100_000
    for part in CAST:
        for word in (part.name, part.name.split()[0]):
            assert word not in dump, word
    assert not re.search(r"900\D*000\D*12\D*34", dump)
    raw = Path(str(demo.app.settings.database_url).removeprefix("sqlite+aiosqlite:///")).read_bytes()
    for part in CAST:
        assert part.name.encode() not in raw


async def test_every_executor_of_the_plan_is_somebody_here(demo: Town) -> None:
    plan = read_plan(PLAN)
    names = {executor.name for item in plan.items for executor in item.executors}
    assert set(ALIASES) <= names
    async with demo.app.db.reading() as session:
        known = await resolve_executors(session, {name_key(name) for name in names})
    assert {name for name in names if name_key(name) not in known} == set()


async def test_a_second_start_changes_nothing(settings: Settings) -> None:
    async with town(settings) as first:
        await put_plan_to_work(first)
        await first.travel.next_reminder()
        moved_to, seen = first.app.clock.now(), screens(first)
    async with town(settings) as second:
        assert screens(second) == seen
        assert timedelta(0) <= second.app.clock.now() - moved_to < timedelta(minutes=5)
        await second.app.services.reminders.tick()
        await second.app.settle()
        assert screens(second) == seen


async def test_the_real_database_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    async with town(settings):
        pass
    assert not (tmp_path / "real.sqlite3").exists()


@pytest.mark.parametrize("lost", ["local-telegram.json", "demo.sqlite3"])
async def test_half_a_demo_begins_anew(settings: Settings, tmp_path: Path, lost: str) -> None:
    async with town(settings) as first:
        await put_plan_to_work(first)
        await first.travel.next_reminder()
    (tmp_path / lost).unlink()
    async with town(settings) as second:
        assert await second.app.services.reminders.next_morning() is None
        # news come at once by day, in the morning when the demo is begun at night
        assert {len(v.messages) for v in second.telegram.people} <= {2, 3, 4, 5, 6}


async def test_fresh_throws_the_old_demo_away(settings: Settings) -> None:
    async with town(settings) as first:
        await put_plan_to_work(first)
    async with town(settings, fresh=True) as second:
        assert await second.app.services.reminders.next_morning() is None


async def test_two_demos_do_not_share_their_files(settings: Settings) -> None:
    async with town(settings):
        with pytest.raises(WrongSetting, match="LOCAL_TELEGRAM_FILE: another demo"):
            async with town(settings):
                pass


def test_a_taken_port_is_passed_over_unless_it_was_chosen(settings: Settings) -> None:
    with socket.create_server((HOST, 0)) as other_program:
        port = other_program.getsockname()[1]
        by_default = settings.model_construct(_fields_set=set(), local_telegram_port=port)
        assert port < free_port(by_default) < port + PORTS_TO_TRY
        with pytest.raises(WrongSetting, match=f"LOCAL_TELEGRAM_PORT: port {port} is taken"):
            free_port(settings.model_copy(update={"local_telegram_port": port}))


async def test_without_a_plan_the_clock_says_why_it_stands(demo: Town) -> None:
    with pytest.raises(ValueError, match="загружает план"):
        await demo.travel.next_reminder()


async def test_to_the_next_reminder(demo: Town) -> None:
    await put_plan_to_work(demo)
    expected = await demo.app.services.reminders.next_morning()
    assert expected is not None
    mark = who(demo, SCHOOL).mark
    said = await demo.travel.next_reminder()
    assert "Бот написал сообщений" in said
    assert timedelta(0) <= demo.app.clock.now() - expected < timedelta(seconds=30)
    written = [m for visitor in demo.telegram.people for m in visitor.received_since(mark)]
    assert written


async def test_a_jump_equals_the_days_lived(settings: Settings, tmp_path: Path) -> None:
    """The same three weeks: in one jump with everything running, and day by day."""
    other = settings.model_copy(update={"local_telegram_file": tmp_path / "other" / "local-telegram.json"})
    start = datetime(2027, 1, 11, 10, 0, tzinfo=settings.zone)
    async with town(settings) as jumping, town(other) as living:
        for each in (jumping, living):
            each.app.clock.run_from(start)
            await put_plan_to_work(each)
        await jumping.app.start()  # the background ticks run as well: nothing may come twice
        await jumping.travel.move_to((start + timedelta(days=DAYS)).date())
        for _ in range(DAYS):
            await living.travel.advance_days(1)
        assert days(jumping) == days(living)
        assert jumping.app.clock.now().date() == living.app.clock.now().date()
        assert jumping.app.clock.now().hour == start.hour


async def test_the_clock_goes_only_forward_and_not_too_far(demo: Town) -> None:
    today = demo.app.clock.today()
    for day in (today, today - timedelta(days=1)):
        with pytest.raises(ValueError, match="только вперёд"):
            await demo.travel.move_to(day)
    with pytest.raises(ValueError, match="только вперёд"):
        await demo.travel.advance_days(-1)
    with pytest.raises(ValueError, match="три года"):
        await demo.travel.move_to(today + timedelta(days=2000))
    assert demo.app.clock.today() == today


async def test_pressing_the_clock_twice_is_two_moves_one_after_the_other(demo: Town) -> None:
    today = demo.app.clock.today()
    await asyncio.gather(demo.travel.advance_days(1), demo.travel.advance_days(1))
    assert demo.app.clock.today() == today + timedelta(days=2)


@pytest.mark.parametrize("hour", [0, 6, 21, 23])
async def test_the_clock_can_be_moved_at_night_too(demo: Town, hour: int) -> None:
    night = demo.app.clock.now().replace(hour=hour, minute=30) + timedelta(days=1)
    demo.app.clock.run_from(night)
    await demo.travel.advance_days(1)
    assert demo.app.clock.today() == night.date() + timedelta(days=1)


async def test_while_it_starts_the_clock_cannot_be_moved(settings: Settings) -> None:
    travel = TimeTravel(Clock(settings.zone))
    with pytest.raises(ValueError, match="ещё запускается"):
        await travel.next_reminder()
