"""Trouble on demand: limits, errors, cut connections; and the journal that tells of it."""

import time

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.sandbox import Limits, LocalTelegram, Visitor
from bot.sandbox.limits import Meter
from bot.sandbox.refusals import ApiError


async def test_each_fault_hits_the_calls_it_fits(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    boris = telegram.person("Борис Волков")
    await boris.start()
    telegram.faults.too_many_requests(35, method="sendMessage", chat_id=anna.id)
    await bot.send_message(boris.id, "мимо")
    await bot.send_chat_action(anna.id, "typing")
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.send_message(anna.id, "x")
    assert wait.value.retry_after == 35
    await bot.send_message(anna.id, "теперь можно")

    telegram.faults.server_error(times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(anna.id, "x")
    telegram.faults.blocked(chat_id=boris.id)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(boris.id, "x")
    assert [message.text for message in anna.messages if message.from_bot] == ["теперь можно"]


async def test_cut_before_and_after_the_effect(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    telegram.faults.cut_before()
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "не дошло")
    telegram.faults.cut_after()
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "дошло, но бот не знает")
    assert [message.text for message in anna.messages if message.from_bot] == ["дошло, но бот не знает"]
    await bot.send_message(anna.id, "дальше")
    assert telegram.faults.struck == 2


async def test_a_cut_can_wait_for_its_call_and_do_something_of_the_tests_own(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(sum(message.from_bot for message in anna.messages))

    telegram.faults.cut_before(skip=1, meanwhile=look)
    telegram.faults.cut_after(skip=1, meanwhile=look)
    await bot.send_message(anna.id, "ещё нет")
    for _ in range(2):
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(anna.id, "оборвалось")
    assert seen == [1, 2], "before the effect, and after it"
    await bot.send_message(anna.id, "дальше")
    telegram.faults.cut_before(method="getUpdates", meanwhile=look)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    assert seen == [1, 2, 3]


async def test_a_cut_can_be_meant_for_one_connection(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    ports: list[int] = []

    def never(port: int) -> bool:
        ports.append(port)
        return False

    telegram.faults.cut_before(caller=never)
    await bot.send_message(anna.id, "не для этого")
    [port] = ports
    assert port > 0
    telegram.faults.clear()
    telegram.faults.cut_before(caller=lambda each: each == port)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "для этого")


async def test_trouble_with_polling_only_when_it_is_named(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    telegram.faults.server_error()
    assert len(await bot.get_updates()) == 1
    telegram.faults.clear()
    telegram.faults.server_error(method="getUpdates")
    with pytest.raises(TelegramServerError):
        await bot.get_updates()
    for lay in (telegram.faults.cut_before, telegram.faults.cut_after):
        lay(method="getUpdates")
        with pytest.raises(TelegramNetworkError):
            await bot.get_updates()
    assert len(await bot.get_updates()) == 1
    assert telegram.counters["getUpdates 500"] == 1


async def test_delay_comes_after_the_effect(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    telegram.faults.delay(30)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "медленно", request_timeout=1)
    assert anna.last.text == "медленно"


async def test_a_share_of_calls_and_clear(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    telegram.faults.server_error(times=None, share=0.3)
    failed = 0
    for _ in range(100):
        try:
            await bot.send_message(anna.id, "x")
        except TelegramServerError:
            failed += 1
    assert 15 < failed < 45
    assert failed == telegram.counters["sendMessage 500"]
    telegram.faults.clear()
    for _ in range(20):
        await bot.send_message(anna.id, "x")
    assert telegram.counters["sendMessage"] == 120 - failed


async def test_the_journal_is_bounded_and_tells_everything(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    await bot.send_message(anna.id, "<b>x</b>")
    telegram.faults.blocked()
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(anna.id, "y")
    good, bad = telegram.calls
    assert (good.method, good.params["text"], good.ok) == ("sendMessage", "<b>x</b>", True)
    assert good.result["message_id"] == anna.last.id
    assert good.at == telegram.world.clock.now().timestamp()
    assert bad.error is not None
    assert (bad.ok, bad.error.code) == (False, 403)
    small = LocalTelegram("1:x", telegram.world.clock, journal_size=3)
    assert small.calls.maxlen == 3


def passed(meter: Meter, chat: int) -> bool:
    try:
        meter.count(chat)
    except ApiError as error:
        if error.code != 429 or not error.retry_after:
            raise
        return False
    return True


def test_pace_of_a_chat_and_of_everything() -> None:
    now = 100.0
    meter = Meter(Limits(per_chat_burst=2, bulk_burst=5, flood_wait=3), now=lambda: now)
    assert [passed(meter, 1) for _ in range(3)] == [True, True, False]
    now += 1.0
    assert [passed(meter, 1) for _ in range(2)] == [True, False]
    now += 10.0
    assert [passed(meter, chat) for chat in range(10, 16)] == [True] * 5 + [False]
    now += 2.9
    assert not passed(meter, 99)
    now += 0.2
    assert passed(meter, 99)


def test_thirty_a_second_paced_evenly_never_meet_the_limit() -> None:
    now = 0.0
    meter = Meter(Limits(per_chat_burst=1, bulk_burst=2), now=lambda: now)
    for number in range(3000):
        assert passed(meter, number)
        now += 1 / 30


async def test_limits_over_http(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    telegram.limits = Limits(per_chat_per_second=1, per_chat_burst=1)
    await bot.send_message(anna.id, "раз")
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.send_message(anna.id, "два")
    assert wait.value.retry_after == 1
    await bot.send_chat_action(anna.id, "typing")
    assert telegram.counters["sendMessage 429"] == 1
    telegram.limits = None
    await bot.send_message(anna.id, "три")


async def test_it_is_fast_enough_to_measure_others(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    begun = time.perf_counter()
    for _ in range(200):
        await bot.send_message(anna.id, "<b>x</b>")
    assert time.perf_counter() - begun < 4
