"""Several processes over one PostgreSQL: each row once, one leader, and whoever dies is replaced."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import InterfaceError

from bot.app import App, build
from bot.clock import Clock
from bot.messenger.pace import Pace
from bot.models import (
    ConsentText,
    Database,
    FaqCard,
    InboxUpdate,
    MessageState,
    OrganisationKind,
    OutboxMessage,
    Peer,
    Purpose,
    Role,
    UpdateState,
    Worker,
)
from bot.operations import leadership as leadership_module
from bot.operations.leadership import LEADER_LOCK
from bot.sandbox import Visitor
from bot.settings import Settings
from bot.texts import LANGUAGES
from tests.city import TOKEN, City, city
from tests.databases import POSTGRESQL, empty_database

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"
PEOPLE = 12


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """A dozen coordinators over PostgreSQL, on the evening before 2.1.1 is nudged."""
    async with (
        empty_database(tmp_path, POSTGRESQL, migrated=True) as address,
        city(tmp_path, datetime(2027, 1, 15, 20, 30), database_url=address) as c,
    ):
        await c.administrator.start()
        await c.settle()
        yield c


@asynccontextmanager
async def beside(c: City, **changed: Any) -> AsyncIterator[App]:
    """One more process at work on the city's database."""
    settings = c.settings.model_copy(update=changed)
    app = build(settings, c.clock, TOKEN, c.telegram.api_url, paced=False)
    await app.prepare()
    try:
        yield app
    finally:
        await app.stop()


async def coordinators(c: City) -> list[Visitor]:
    """A school and a coordinator each; the plan is at work."""
    found = []
    for number in range(1, PEOPLE + 1):
        school = await c.organisation(f"Школа № {number} (демо)", OrganisationKind.SCHOOL)
        found.append(await c.join(f"Координатор {number}", Role.COORDINATOR, school))
    await c.activate(SMALL_PLAN)
    return found


def messages(c: City, chat: int, texts: int) -> list[dict[str, Any]]:
    """What somebody types, one after another, as Telegram brings it."""
    account = c.telegram.world.accounts[chat]
    return [
        {
            "update_id": 10_000_000 + chat % 1000 * 100 + number,
            "message": c.telegram.world.post(account, {"text": f"слово {number}"}, from_bot=False),
        }
        for number in range(texts)
    ]


async def test_processes_that_start_at_once_bring_each_shipped_text_once(tmp_path: Path) -> None:
    async with empty_database(tmp_path, POSTGRESQL, migrated=True) as address:
        values: dict[str, Any] = {"database_url": address, "_env_file": None}
        settings = Settings(**values)
        clock = Clock(settings.zone)
        apps = [build(settings, clock, TOKEN, "http://127.0.0.1:9", paced=False) for _ in range(4)]
        try:
            await asyncio.gather(*(app.prepare() for app in apps))
            async with apps[0].db.reading() as session:
                texts = (await session.scalars(select(ConsentText))).all()
                cards = (await session.scalars(select(FaqCard.key))).all()
        finally:
            for app in apps:
                await app.stop()
    assert len(texts) == len(Purpose) * len(LANGUAGES)
    assert {text.version for text in texts} == {1}
    assert len(cards) == len(set(cards)) > 40


async def test_two_inboxes_handle_each_update_once_and_each_chat_in_order(town: City) -> None:
    people = [town.telegram.person(f"Прохожий {number}") for number in range(8)]
    for who in people:
        await who.start()
    await town.settle()
    before = {who.id: len(who.messages) for who in people}
    updates = [each for who in people for each in messages(town, who.id, 5)]
    async with beside(town) as other:
        seen: list[tuple[int, int, str]] = []
        for app, name in ((town.app, "one"), (other, "two")):
            _watch(app, name, seen)
            app.inbox._conveyor._places = 2
        await town.app.inbox.store(updates)
        await asyncio.gather(*(app.inbox.settled() for app in (town.app, other) for _ in range(2)))
        while await _waiting(town):
            await asyncio.gather(town.app.inbox.settled(), other.inbox.settled())
    assert sorted(number for number, _, _ in seen) == sorted(each["update_id"] for each in updates)
    for who in people:
        in_order = [number for number, chat, _ in seen if chat == who.id]
        assert in_order == sorted(in_order)
        assert len(who.messages) - before[who.id] == 10, "each was answered once"
    assert {name for _, _, name in seen} == {"one", "two"}, "both took part"


def _watch(app: App, name: str, seen: list[tuple[int, int, str]]) -> None:
    async def note(handler: Any, event: Any, data: Any) -> Any:
        seen.append((event.update_id, data["event_chat"].id, name))
        return await handler(event, data)

    app.dispatcher.update.outer_middleware(note)


async def _waiting(c: City) -> int:
    async with c.app.db.reading() as session:
        found = await session.scalars(
            select(InboxUpdate.update_id).where(InboxUpdate.state == UpdateState.PENDING)
        )
        return len(found.all())


async def test_two_senders_deliver_a_morning_once(town: City) -> None:
    people = await coordinators(town)
    since = town.administrator.mark
    async with beside(town) as other:
        town.clock.freeze(datetime(2027, 1, 18, 9, 0))
        await asyncio.gather(town.app.services.reminders.tick(), other.services.reminders.tick())
        await asyncio.gather(town.app.sender.deliver(), other.sender.deliver())
        await asyncio.gather(town.app.sender.deliver(), other.sender.deliver())
    assert [len(who.received_since(since)) for who in people] == [1] * PEOPLE


async def test_what_a_dead_worker_had_claimed_goes_to_the_others_and_its_late_word_counts_no_more(
    town: City,
) -> None:
    people = [*await coordinators(town), town.administrator]
    since = town.administrator.mark
    town.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await town.app.services.reminders.tick()
    async with beside(town) as stalled:
        claimed = await stalled.sender._take([], 5)
        assert len(claimed) == 5
        await town.app.sender.deliver()
        told = sum(len(who.received_since(since)) for who in people)
        assert told == len(people) - 5, "they are not its own"
        async with town.app.db.transaction() as session:
            await session.execute(
                update(Worker)
                .where(Worker.id == stalled.lease.worker_id)
                .values(alive_until=datetime.now(UTC) - timedelta(seconds=1))
            )
        await town.app.lease.renew()  # which buries the dead
        await town.app.sender.deliver()
        assert [len(who.received_since(since)) for who in people] == [1] * len(people)
        late = [await stalled.sender._deliver_one(claimed[0])]
        await stalled.sender._take(late, 0)
    async with town.app.db.reading() as session:
        digests = select(OutboxMessage).where(OutboxMessage.notice == "digest")
        for message in await session.scalars(digests):
            assert (message.state, message.claimed_by) == (MessageState.SENT, None)


async def test_a_process_that_stood_still_sends_nothing_more(town: City) -> None:
    people = [*await coordinators(town), town.administrator]
    since = town.administrator.mark
    town.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await town.app.services.reminders.tick()
    async with beside(town) as stalled:
        stalled.lease._good_until = 0.0  # it was frozen for longer than its lease
        assert await stalled.sender.deliver() == 0
        await stalled.inbox.settled()
        assert [len(who.received_since(since)) for who in people] == [0] * len(people)
        await stalled.lease.renew()
        assert await stalled.sender.deliver() == len(people)


async def test_a_worker_that_was_given_up_comes_back_under_another_number(town: City) -> None:
    before = town.app.lease.worker_id
    async with town.app.db.transaction() as session:
        await session.execute(delete(Worker))
    await town.app.lease.renew()
    assert town.app.lease.worker_id != before
    assert town.app.lease.good


async def test_a_worker_that_was_only_late_loses_nothing_and_does_nothing_twice(town: City) -> None:
    people = [*await coordinators(town), town.administrator]
    since = town.administrator.mark
    town.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await town.app.services.reminders.tick()
    claimed = await town.app.sender._take([], 5)
    sent = [await town.app.sender._deliver_one(each) for each in claimed]
    async with town.app.db.transaction() as session:
        await session.execute(update(Worker).values(alive_until=datetime(2000, 1, 1, tzinfo=UTC)))
    await town.app.lease.renew()
    await town.app.sender._take(sent, 0)
    await town.app.sender.deliver()
    assert [len(who.received_since(since)) for who in people] == [1] * len(people)


async def test_a_commit_whose_answer_was_lost_leaves_nothing_behind(
    town: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was claimed without our knowing is let go, and handled and sent the next time."""
    people = [*await coordinators(town), town.administrator]
    since = town.administrator.mark
    town.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await town.app.services.reminders.tick()
    await people[0].say("привет")
    await town.app.poller.poll_once(0)
    for name in ("writing", "transaction"):
        kept = getattr(Database, name)

        @asynccontextmanager
        async def lost(db: Database, kept: Any = kept) -> AsyncIterator[Any]:
            async with kept(db) as opened:
                yield opened
            raise InterfaceError("COMMIT", None, OSError("gone"))

        monkeypatch.setattr(Database, name, lost)
    with pytest.raises(InterfaceError):
        await town.app.inbox.settled()
    with pytest.raises(InterfaceError):
        await town.app.sender.deliver()
    monkeypatch.undo()
    await town.settle()
    assert [len(who.received_since(since)) for who in people] == [2, *[1] * (len(people) - 1)]


async def test_whoever_leaves_gives_back_what_was_not_begun(town: City) -> None:
    stranger = town.telegram.person("Прохожий")
    await stranger.start()
    async with beside(town) as other:
        await town.app.poller.poll_once(0)
        assert len(await other.inbox._take([], 5)) == 1
        await town.app.inbox.settled()
        assert not stranger.messages[1:], "it is the other's"
    await town.app.inbox.settled()
    assert len(stranger.messages) == 2


async def test_one_leads_and_is_followed_when_its_connection_ends(
    town: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadership_module, "LOOK_SECONDS", 0.01)
    async with beside(town) as other:
        first, second = town.app.leadership, other.leadership
        standing = [asyncio.create_task(first.stand())]
        await asyncio.wait_for(first.wait(), 10)
        standing.append(asyncio.create_task(second.stand()))
        await asyncio.wait({asyncio.create_task(second.wait())}, timeout=0.2)
        assert (first.held, second.held) == (True, False)
        standing[0].cancel()
        await asyncio.gather(standing[0], return_exceptions=True)
        await asyncio.wait_for(second.wait(), 10)
        assert (first.held, second.held) == (False, True)
        standing[0] = asyncio.create_task(first.stand())
        before = second._connection
        await _cut_the_leaders_connection(town)
        async with asyncio.timeout(10):  # whoever is quicker; for a moment both may believe it
            while second._connection is before or first.held == second.held:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
        for task in standing:
            task.cancel()
        await asyncio.gather(*standing, return_exceptions=True)


async def _cut_the_leaders_connection(c: City) -> None:
    async with c.app.db.transaction() as session:
        await session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock"
            ),
            {"lock": LEADER_LOCK},
        )


async def test_two_senders_share_one_pace(town: City) -> None:
    one, two = Pace(20, None, shared=True), Pace(20, None, shared=True)
    slots = []
    for pace in (one, two, one):
        async with town.app.db.transaction() as session:
            slots += await pace.reserve(session, 2)
    gaps = [later - earlier for earlier, later in pairwise(slots)]
    assert gaps == pytest.approx([0.05] * 5, abs=0.045)
    assert slots[-1] - slots[0] == pytest.approx(0.25, abs=0.02)
    async with town.app.db.transaction() as session:
        await one.share_silence(session, 30)
    async with town.app.db.transaction() as session:
        (after,) = await two.reserve(session, 1)
    assert after - slots[0] > 29, "the other waits as well"


async def test_the_peer_of_a_message_in_flight_gets_nothing_else_meanwhile(town: City) -> None:
    (who, *_) = await coordinators(town)
    async with town.app.db.transaction() as session:
        peer = (await session.scalars(select(Peer).where(Peer.user_id == who.id))).one()
        for number in range(3):
            session.add(
                OutboxMessage(
                    peer_id=peer.id,
                    key=f"order:{number}",
                    notice="parked",
                    arguments={"update": number},
                    not_before=town.clock.now(),
                )
            )
    since = who.mark
    async with beside(town) as other:
        first = await other.sender._take([], 10)
        assert [each.message.key for each in first] == ["order:0"]
        assert await town.app.sender.deliver() == 0
        outcome = await other.sender._deliver_one(first[0])
        await other.sender._take([outcome], 0)
        await town.app.sender.deliver()
    texts = [message.text for message in who.received_since(since)]
    assert [text_.split()[2] for text_ in texts] == ["0", "1", "2"]
