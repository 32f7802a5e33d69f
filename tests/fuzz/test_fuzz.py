"""The short form of the fuzz, and proof that it notices what it looks for."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.handlers.forged import ForgedTaps
from bot.models import Assignment, AssignmentState, Invite
from tests.board_city import FIRST, assignment, town
from tests.fuzz.checks import Broken, Memory, check_log, check_rows, check_strangers
from tests.fuzz.run import pelt
from tests.fuzz.shapes import kinds

UPDATES = 500


async def test_generated_updates_break_nothing(tmp_path: Path) -> None:
    counts = await pelt(tmp_path, UPDATES, seed=7)
    assert counts["updates"] == UPDATES
    assert counts["answers"] > UPDATES / 2, "the bot answers what it understands"
    for way in ("pressed", "forged taps", "typed", "files", "of any type", "torn"):
        assert counts[way] > 5, way


def test_every_type_of_update_is_sent() -> None:
    assert {"message", "callback_query", "poll", "chat_join_request", "business_message"} <= set(kinds())
    assert len(kinds()) > 20


async def test_a_fault_of_a_handler_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_self: ForgedTaps, handler: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(ForgedTaps, "__call__", fails)
    with pytest.raises(Broken, match="parked"):
        await pelt(tmp_path, 40, seed=1)


async def test_rows_that_contradict_each_other_are_noticed(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        db = made.c.app.db
        found = await assignment(made.c, "1.1", FIRST)
        for state in AssignmentState:
            if state is AssignmentState.OPEN:
                continue
            async with db.transaction() as session:
                await session.execute(update(Assignment).where(Assignment.id == found.id).values(state=state))
            async with db.reading() as session:
                with pytest.raises(Broken, match="assignment"):
                    await check_rows(session, Memory())
        async with db.transaction() as session:
            await session.execute(update(Assignment).values(state=AssignmentState.OPEN))
            await check_rows(session, Memory())
            await session.execute(delete(Invite))
            with pytest.raises(Broken, match="without an invite"):
                await check_rows(session, Memory())


async def test_words_to_a_stranger_are_noticed(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        c, stranger = made.c, made.c.telegram.person("Чужой")
        await stranger.start()
        await c.settle()
        async with c.app.db.reading() as session:
            await check_strangers(session, [stranger])
            await c.app.bot.send_message(stranger.id, "Школа № 1 не сдала отчёт")
            with pytest.raises(Broken, match="told"):
                await check_strangers(session, [stranger])
            with pytest.raises(Broken):
                await check_strangers(session, [made.first])


def test_a_secret_in_the_log_is_noticed() -> None:
    check_log("handled", ["token"])
    with pytest.raises(Broken):
        check_log("handled token", ["token"])
