"""The demo's clock: moved forward morning by morning, so that a jump equals the days lived through."""

import asyncio
from datetime import date, datetime, time, timedelta

from bot.app import App
from bot.clock import Clock
from bot.sandbox import ClockControls, LocalTelegram
from bot.services.outbox import waiting_count
from bot.texts import day_in_words

FARTHEST = timedelta(days=3 * 366)
MIDDAY = time(13, 0)
"""Between the two, so that what is due two hours before an event of the afternoon comes in time."""
DELIVERY_SECONDS = 30.0


class CannotMove(ValueError):  # noqa: N818 - reads as the refusal it is
    """The clock cannot go there; the message is for the page."""


class TimeTravel:
    """What the page's clock buttons do; `app` and `telegram` are there once the demo has started."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._app: App | None = None
        self._telegram: LocalTelegram | None = None
        self._moving = asyncio.Lock()

    def controls(self) -> ClockControls:
        """The buttons."""
        return ClockControls(
            now=self._clock.now,
            next_reminder=self.next_reminder,
            advance_days=self.advance_days,
            move_to=self.move_to,
        )

    def attach(self, app: App, telegram: LocalTelegram) -> None:
        """The demo has started: from now on the clock can be moved."""
        self._app, self._telegram = app, telegram

    async def next_reminder(self) -> str:
        """To the morning of the next planned reminder."""
        async with self._moving:
            morning = await self._ready().services.reminders.next_morning()
            if morning is None:
                raise CannotMove(
                    "Напоминаний впереди нет: сначала администратор загружает план и вводит его в действие."
                )
            return await self._live_until(morning)

    async def advance_days(self, days: int) -> str:
        """The same hour some days later."""
        async with self._moving:
            if days < 1:
                raise CannotMove("Часы демо идут только вперёд.")
            return await self._live_until(self._clock.now() + timedelta(days=days))

    async def move_to(self, day: date) -> str:
        """The same hour on a later day."""
        async with self._moving:
            now = self._clock.now()
            if day <= now.date():
                raise CannotMove(f"Часы демо идут только вперёд, сейчас уже {_words(now.date())}.")
            return await self._live_until(datetime.combine(day, now.time(), tzinfo=self._clock.zone))

    def _ready(self) -> App:
        if self._app is None:
            raise CannotMove("Демо ещё запускается, подождите немного.")
        return self._app

    async def _live_until(self, target: datetime) -> str:
        """Every morning, midday and evening until `target`, then `target`; returns what the page shows."""
        app = self._ready()
        assert self._telegram is not None
        now = self._clock.now()
        if target - now > FARTHEST:
            raise CannotMove("Так далеко часы демо не переводятся: самое большее на три года.")
        sent_before = self._telegram.counters["sendMessage"]
        day = now.date()
        while day <= target.date():
            for at in (app.settings.digest_time, MIDDAY, app.settings.evening_time):
                moment = datetime.combine(day, at, tzinfo=self._clock.zone)
                if now < moment < target:
                    await self._live_at(moment)
            day += timedelta(days=1)
        await self._live_at(target)
        sent = self._telegram.counters["sendMessage"] - sent_before
        return f"Наступило {_words(target.date())}. " + (
            f"Бот написал сообщений: {sent}." if sent else "Боту нечего было сказать."
        )

    async def _live_at(self, moment: datetime) -> None:
        """All that is due at a moment. The background ticks may help: rows are claimed, keys are unique."""
        app = self._ready()
        self._clock.run_from(moment)
        await app.services.reminders.tick()
        for tick in (*app.services.slow_ticks, *app.services.quick_ticks):
            await tick()
        async with asyncio.timeout(DELIVERY_SECONDS):
            while True:
                await app.sender.deliver()
                async with app.db.reading() as session:
                    if not await waiting_count(session, self._clock.now()):
                        return
                await asyncio.sleep(0.02)  # the background tick is sending them just now


def _words(day: date) -> str:
    return day_in_words(day, "ru", weekday=True)
