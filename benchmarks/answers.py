"""How fast people are answered: taps and menus through long polling, beside a bare echo."""

from datetime import timedelta
from typing import ClassVar

from benchmarks import bare, municipality
from benchmarks.figure import Figure, Sample
from benchmarks.ground import chats, count_of, must_be
from bot.handlers.calendar_keyboard import DayTap
from bot.handlers.menu import MenuTap

LIMIT_SECONDS = 300
WARM = 20
CARD = "<b>До срока 14 дней</b> " + "2.1.1. формирование перечня профильных классов, " * 8
BUTTONS = 7
FIRST_PROMISE = municipality.NOW.date() + timedelta(days=1)


class Answers(Figure):
    """Everybody presses at once; answers per second until the last one has theirs."""

    unit: ClassVar[str] = "answers/s"
    reference: ClassVar[str] = "a bare aiogram that sends each message back, by long polling"

    async def theirs(self) -> Sample:
        """The echo of messages, and beside it an echo that makes the same calls as the product."""
        count = self.ground.sizes.echoes
        telegram = self.ground.telegram
        await telegram.people(municipality.FIRST_PERSON, count)
        async with bare.echo(telegram.address, CARD, BUTTONS):
            await self._write(WARM)
            seconds = await self._write(count)
        return Sample(count / seconds)

    async def _write(self, count: int) -> float:
        count = min(count, self.ground.sizes.echoes)
        done = await self.ground.telegram.ask(
            "messages",
            chats=chats(count),
            text="Здравствуйте!",
            wanted={"sendMessage": count},
            limit=LIMIT_SECONDS,
        )
        return float(done["seconds"])

    async def _tap(self, data: list[str], wanted: str) -> float:
        done = await self.ground.telegram.ask(
            "taps",
            taps=list(zip(chats(len(data)), data, strict=True)),
            text=CARD,
            label="Кнопка",
            wanted={"answerCallbackQuery": len(data), wanted: len(data)},
            limit=LIMIT_SECONDS,
        )
        return float(done["seconds"])

    async def _tap_the_echo(self) -> float:
        """The same taps, answered by a bare aiogram with the same two calls."""
        count = self.ground.sizes.echoes
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        async with bare.echo(self.ground.telegram.address, CARD, BUTTONS):
            await self._tap(["x"] * WARM if count > WARM else ["x"], "editMessageText")
            return count / await self._tap(["x"] * count, "editMessageText")


class Writing(Answers):
    """«Принято» with a day: an assignment, a reminder, an audit entry; all of it kept before the answer."""

    name: ClassVar[str] = "tap"
    title: ClassVar[str] = "a tap that writes: «Принято» with a day"
    at_least: ClassVar[float | None] = 0.5

    async def ours(self) -> Sample:
        """The product with its ticks running, over a durable SQLite."""
        count = self.ground.sizes.updates
        database = await self.ground.settled("tap", count)
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        async with self.ground.product(database) as app:
            await app.start()
            await self._tap(promises(min(WARM, count), 0), "editMessageText")
            seconds = await self._tap(promises(count, 1), "editMessageText")
        must_be(
            "promised",
            count_of(database, "SELECT count(*) FROM assignments WHERE promised IS NOT NULL"),
            count,
        )
        return Sample(count / seconds)

    async def theirs(self) -> Sample:
        """With the echo of taps beside it: two calls for each, as the product makes."""
        plain = await super().theirs()
        return Sample(plain.value, {"bare echo of taps/s": await self._tap_the_echo()})


class Reading(Answers):
    """«Меню» under a message: nothing is written but that the tap was received and answered."""

    name: ClassVar[str] = "menu"
    title: ClassVar[str] = "a tap that only reads: «Меню»"
    at_least: ClassVar[float | None] = 0.7

    async def ours(self) -> Sample:
        """The product with its ticks running, over a durable SQLite."""
        count = self.ground.sizes.updates
        database = await self.ground.settled("menu", count)
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        data = [MenuTap(to="menu").pack()] * count
        async with self.ground.product(database) as app:
            await app.start()
            await self._tap(data[:WARM], "sendMessage")
            seconds = await self._tap(data, "sendMessage")
        return Sample(count / seconds)


class Noise(Answers):
    """The same command twice: what differs here is the machine's."""

    name: ClassVar[str] = "noise"
    title: ClassVar[str] = "the bare echo, measured as if it were the product"

    async def ours(self) -> Sample:
        """The reference itself."""
        return await self.theirs()


def promises(count: int, days: int) -> list[str]:
    """Person number n promises assignment number n."""
    day = FIRST_PROMISE + timedelta(days=days)
    return [DayTap(use="p", id=number, day=day.toordinal()).pack() for number in range(1, count + 1)]
