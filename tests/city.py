"""A municipality for a story: the product, the local Telegram and the people, in one object."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.app import App, build
from bot.clock import Clock
from bot.models import ItemDecision, OrganisationKind, Role, Worker
from bot.sandbox import LocalTelegram, Visitor
from bot.services.actor import Actor
from bot.services.executors import Target
from bot.services.plan_review import PlanReview, ReviewCard
from bot.settings import Settings
from tests.databases import empty_database

TOKEN = "100200300:local-telegram-token"
ADMINISTRATOR_ID = 900_000_001
PLANS = Path(__file__).resolve().parent.parent / "plans"
CYCLE_PLAN = PLANS / "ciklogramma-238-rz-2022.docx"
START = datetime(2026, 6, 1, 10, 0)


class City:
    """Everything a story needs; `restart` kills the product and starts it over the same database."""

    def __init__(self, telegram: LocalTelegram, clock: Clock, settings: Settings) -> None:
        self.telegram = telegram
        self.clock = clock
        self.settings = settings
        self.administrator = telegram.person("Алла Демо", "администратор", user_id=ADMINISTRATOR_ID)
        self.app: App = build(settings, clock, TOKEN, telegram.api_url, paced=False)

    async def settle(self) -> None:
        """Let the product do all it can do now."""
        await self.app.settle()

    async def kill(self) -> None:
        """The process is gone, in the middle of whatever it was doing; a new one takes over."""
        await self.app.bot.session.close()
        await self.app.db.close()
        self.app = build(self.settings, self.clock, TOKEN, self.telegram.api_url, paced=False)
        async with self.app.db.transaction() as session:  # the lease of the dead has run out
            await session.execute(update(Worker).values(alive_until=datetime(2000, 1, 1, tzinfo=UTC)))
        await self.app.prepare()

    async def press(self, who: Visitor, label: str) -> None:
        """Press a button and let the product answer."""
        await who.press(label)
        await self.settle()

    async def say(self, who: Visitor, text: str) -> None:
        """Type something and let the product answer."""
        await who.say(text)
        await self.settle()

    async def morning(self, day: date, at: time = time(9, 0)) -> None:
        """It is the morning of a day: tick, deliver."""
        self.clock.freeze(datetime.combine(day, at))
        await self.app.services.reminders.tick()
        await self.settle()

    async def live_until(self, last: date) -> None:
        """Morning after morning, from tomorrow to `last`."""
        day = self.clock.today()
        while day < last:
            day += timedelta(days=1)
            await self.morning(day)

    async def organisation(self, name: str, kind: OrganisationKind) -> int:
        """An organisation, entered by the administrator."""
        services = self.app.services
        actor = await services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
        assert actor is not None
        return (await services.organisations.add(actor, name, kind)).organisation_id

    async def activate(self, plan: Path = CYCLE_PLAN, year: int = 2027) -> int:
        """Import an order, explain its executors by the names that exist here, start a cycle.

        Every reading that a person is asked about is right, as far as there is one. An executor that is
        nobody here («Никому не напоминать») is explained as such.
        """
        services = self.app.services
        actor = await services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
        assert actor is not None
        numbers = {row.name: row.organisation_id for row in await services.organisations.listed()}
        plan_id = await services.cycle_plan.import_plan(actor, plan.name, plan.read_bytes())
        while (unknown := await services.organisations.next_unresolved(plan_id)) is not None:
            meant = [number for name, number in numbers.items() if _is_meant(name, unknown.name)]
            target = Target(meant[0] if meant else None, None)
            await services.cycle_plan.explain_executor(actor, plan_id, unknown.executor_id, target)
        await confirm_readings(self.app.services.plan_review, actor, plan_id)
        await services.cycle_plan.activate(actor, plan_id, year)
        return plan_id

    async def join(self, name: str, role: Role, organisation_id: int | None = None, **extra: Any) -> Visitor:
        """A person who accepted an invite; the greeting is on the screen."""
        services = self.app.services
        actor = await services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
        assert actor is not None
        invite = await services.people.invite(actor, role, organisation_id)
        visitor = self.telegram.person(name, role.value, **extra)
        await visitor.start(f"i{invite.token}")
        await self.settle()
        return visitor


async def confirm_readings(review: PlanReview, actor: Actor, plan_id: int) -> None:
    """«Верно» to everything that was read, «Пропустить» to the rest."""
    shown = await review.next_card(actor, plan_id, None)
    while isinstance(shown, ReviewCard):
        decision = ItemDecision.CONFIRMED if shown.reading.readable else ItemDecision.SKIPPED
        _, shown = await review.decide(actor, shown.item_id, shown.revision, decision, None)


def _is_meant(name: str, executor: str) -> bool:
    """«Управление культуры (демо)» is «Управление культуры»; the quality centre goes by its short name."""
    plain = name.removesuffix(" (демо)").lower()
    return plain in executor.lower() or (plain == "гцоко" and "городской центр" in executor.lower())


@asynccontextmanager
async def city(folder: Path, start: datetime = START, **overrides: Any) -> AsyncIterator[City]:
    """A city over an empty database, at a standing clock."""
    clock = Clock(ZoneInfo("Europe/Moscow"))
    clock.freeze(start)
    async with empty_database(folder, migrated=True) as address:
        values: dict[str, Any] = {
            "database_url": address,
            "admin_ids": str(ADMINISTRATOR_ID),
            "_env_file": None,
        }
        settings = Settings(**(values | overrides))
        telegram = LocalTelegram(TOKEN, clock)
        await telegram.start()
        made = City(telegram, clock, settings)
        try:
            await made.app.prepare()
            yield made
        finally:
            await made.app.stop()
            await telegram.stop()
