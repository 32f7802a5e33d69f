"""Killed, refused, cut off and misled, in a short form; and that the judges of it notice what is wrong.

Over SQLite only: over PostgreSQL what a dead process had claimed waits until its lease has run out. The
long form, and PostgreSQL, is `python -m benchmarks chaos`.
"""

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.chaos import ledger, mornings
from benchmarks.chaos.deeds import Deed, Effects, Menu, Promise, Report, Screens, judge
from benchmarks.chaos.evidence import Row
from benchmarks.chaos.ledger import Notice
from benchmarks.chaos.run import SCENARIOS, publish, run
from benchmarks.chaos.stage import SHORT, Stage
from bot.models import MessageState

CALM = "region"
QUICK = [name for name in SCENARIOS if name not in ("unpaced", CALM)]
SEED = 7
AT_ONCE = 3


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    """Everything goes wrong once, some of it side by side; and once more with a product that is broken."""
    everything = {name: SCENARIOS[name] for name in (*QUICK, CALM)} | {"forgetful": forgetful}
    found = asyncio.run(run(everything, SHORT, SEED, side_by_side=AT_ONCE))
    return dict(zip(everything, found, strict=True))


async def forgetful(stage: Stage) -> Row:
    """The killed morning, where a trigger takes every fifth message for sent before anybody has sent it."""
    empty = stage.folder / "forgetful.sqlite3"
    shutil.copy(stage.empty, empty)
    with closing(sqlite3.connect(empty)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER forgetful AFTER INSERT ON outbox_messages WHEN NEW.id % 5 = 0 "
            "BEGIN UPDATE outbox_messages SET state = 'sent' WHERE id = NEW.id; END"
        )
    sizes = replace(stage.sizes, people=20, kills=3)
    return await mornings.killed(replace(stage, empty=empty, sizes=sizes))


@pytest.mark.parametrize("name", QUICK)
def test_nothing_is_lost_and_nothing_comes_out_of_order(name: str, rows: dict[str, Row]) -> None:
    row = rows[name]
    assert row.faults == [], row.details
    assert row.notices > 0
    assert row.kills + row.troubles > 0, "nothing went wrong"


def test_where_nothing_goes_wrong_nothing_comes_twice(rows: dict[str, Row]) -> None:
    row = rows[CALM]
    assert row.faults == [], row.details
    assert (row.kills, row.troubles, row.doubled) == (0, 0, 0)
    assert row.delivered >= SHORT.region


def test_people_were_busy_while_it_happened(rows: dict[str, Row]) -> None:
    assert rows["morning"].kills >= SHORT.kills
    assert rows["year"].kills >= SHORT.kills
    assert rows["cut-after"].uncertain_delivered > 0
    assert rows["cut-before"].uncertain_absent > 0
    assert all(row.deeds > 0 for name, row in rows.items() if name != "clock")


def test_a_product_that_forgets_messages_is_found_out(rows: dict[str, Row]) -> None:
    assert rows["forgetful"].lost > 0
    assert rows["forgetful"].faults


def test_an_answer_may_be_lost_only_where_connections_were_closed() -> None:
    assert Row("500s", unanswered=1).faults == ["deeds unanswered: 1"]
    closed_twice = Row("connections refused", unanswered=2, most_unanswered=2)
    assert closed_twice.faults == []
    assert replace(closed_twice, unanswered=3).faults == ["deeds unanswered: 1"]


def notice(number: int, message: int | None, **changes: object) -> Notice:
    values: dict[str, object] = {
        "id": number,
        "chat": 1,
        "key": f"digest:{number}",
        "priority": 2,
        "state": MessageState.SENT,
        "message": message,
        "text": f"Утро {number}",
    }
    return Notice(**(values | changes))  # type: ignore[arg-type]


def test_what_was_sent_and_stands_in_no_chat_is_lost() -> None:
    rows = [notice(1, 10), notice(2, 11), notice(3, None, state=MessageState.PENDING)]
    found = ledger.compare(rows, {1: [(10, "Утро 1")]}, [])
    assert found.lost == ["digest:2 (sent)", "digest:3 (pending)"]
    assert (found.notices, found.delivered) == (3, 1)


def test_another_text_than_the_planned_one_is_lost_too() -> None:
    found = ledger.compare([notice(1, 10)], {1: [(10, "Утро 2")]}, [])
    assert found.lost == ["digest:1 (sent)"]
    assert found.others == {1: [(10, "Утро 2")]}


def test_what_was_taken_back_is_not_lost() -> None:
    rows = [notice(1, None, state=MessageState.SUPERSEDED), notice(2, None, state=MessageState.UNREACHABLE)]
    assert ledger.compare(rows, {1: []}, []).lost == []


def test_a_double_is_excused_by_a_kill_between_the_copies_and_by_nothing_else() -> None:
    rows = [notice(1, 20), notice(2, 21)]
    chats = {1: [(10, "Утро 1"), (11, "Утро 2"), (20, "Утро 1"), (21, "Утро 2")]}
    found = ledger.compare(rows, chats, [15])
    assert (found.doubled, found.most_doubled_by_one_kill, found.most_doubled_to_one_person) == (2, 2, 2)
    assert found.doubled_without_kill == []
    found = ledger.compare(rows, chats, [5, 25])
    assert found.doubled_without_kill == ["digest:1", "digest:2"]


def test_the_older_message_has_to_arrive_first_within_its_priority() -> None:
    rows = [notice(1, 12), notice(2, 11), notice(3, 10, priority=1)]
    chats = {1: [(10, "Утро 3"), (11, "Утро 2"), (12, "Утро 1")]}
    assert ledger.compare(rows, chats, []).misordered == ["digest:2"]


def test_doubt_is_neither_lost_nor_doubled() -> None:
    rows = [
        notice(1, None, state=MessageState.UNCERTAIN),
        notice(2, None, state=MessageState.UNCERTAIN),
    ]
    found = ledger.compare(rows, {1: [(10, "Утро 1")]}, [])
    assert (found.lost, found.doubled, found.uncertain_delivered) == ([], 0, 1)
    assert [each.key for each in found.uncertain_absent] == ["digest:2"]


DAY = date(2027, 1, 20)


def judged(
    deed: Deed, effects: Effects, messages: dict[int, str], **toasts: list[str]
) -> tuple[int, int, int]:
    screens = Screens({1: messages}, {1: list(messages.items())}, toasts)
    outcome = judge([deed], effects, screens)
    return len(outcome.lost), len(outcome.repeated), len(outcome.unanswered)


def test_a_promise_is_looked_for_in_the_database_and_on_the_screen() -> None:
    deed = Promise(1, 5, DAY, message=7, queries=["q", "again"])
    none, once = Effects([], Counter(), Counter()), Effects([(5, DAY)], Counter(), Counter())
    card = {7: "Обещано к 20 января 2027"}
    shown = {"q": ["Записал"], "again": [""]}
    assert judged(deed, once, card, **shown) == (0, 0, 0)
    assert judged(deed, none, card, **shown) == (1, 0, 0)
    assert judged(deed, replace(once, promises=[(5, DAY)] * 2), card, **shown) == (0, 1, 0)
    assert judged(deed, once, {7: "К какому дню?"}, **shown) == (0, 0, 1)
    assert judged(deed, once, card, q=["Записал"]) == (0, 0, 1), "the second tap still waits"


def test_a_report_that_was_not_understood_is_unanswered() -> None:
    deed = Report(1, 5, "Отчёт № 5")
    effects = Effects([], Counter({"Отчёт № 5": 1}), Counter())
    assert judged(deed, effects, {9: "Я вас не понял"}) == (0, 0, 1)
    taken = f"{deed.head()}\nОтчёт № 5"
    assert judged(deed, effects, {9: taken}) == (0, 0, 0)
    twice = judge([deed], effects, Screens({}, {1: [(9, taken), (10, taken)]}, {}))
    assert twice.answered_twice == 1


def test_every_menu_wants_an_answer_of_its_own() -> None:
    menus = [Menu(1, 5, 1), Menu(1, 5, 2)]
    screens = Screens({}, {1: [(9, "Что нужно сделать?")]}, {})
    assert judge(menus, Effects([], Counter(), Counter()), screens).unanswered == ["menu 5"]


def test_promises_have_to_stand_in_the_order_they_were_given() -> None:
    later = date(2027, 1, 21)
    deeds = [Promise(1, 5, DAY), Promise(1, 5, later)]
    nothing = Screens({1: {}}, {}, {})
    wrong = Effects([(5, later), (5, DAY)], Counter(), Counter())
    assert judge(deeds, wrong, nothing).misordered == ["promises 5"]
    right = Effects([(5, DAY), (5, later)], Counter(), Counter())
    assert judge(deeds, right, nothing).misordered == []


def test_a_fault_is_told_in_the_table_and_in_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    losing = Row("losing", "sqlite", notices=3, delivered=2, lost=1, details=["lost: digest:1"])
    assert publish([Row("fine"), losing]) == 1
    told = capsys.readouterr().out
    assert "| losing | sqlite | 0 | 0 | 0 | 3 | 2 | 1 |" in told
    assert "losing: lost: digest:1" in told
    assert losing.to_json()["faults"] == ["lost: 1"]
    assert publish([Row("fine")]) == 0
    assert "| well |" in capsys.readouterr().out
