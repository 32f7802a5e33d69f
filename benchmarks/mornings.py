"""What the database is asked: the idle tick, the busy tick, a year put to work."""

import time
from pathlib import Path
from typing import ClassVar

from benchmarks import bare, municipality
from benchmarks.figure import Figure, Sample
from benchmarks.ground import count_of, must_be
from bot.services.executors import Target

FEW = 1000
TICK_PEOPLE = 500
BUSY = 50
PLAN = Path(__file__).resolve().parent.parent / "plans" / "ciklogramma-238-rz-2022.docx"
YEAR = 2027
ACTIVATED = municipality.NOW.replace(year=2026, month=6, day=1)


class Tick(Figure):
    """A tick that finds nothing to do must not notice how much is planned."""

    name: ClassVar[str] = "tick"
    title: ClassVar[str] = "a tick with very many future reminders"
    reference: ClassVar[str] = "a tick with 1,000"
    unit: ClassVar[str] = "ms"
    at_most: ClassVar[float | None] = 2.0

    async def prepare(self) -> None:
        """Two municipalities that differ in nothing else."""
        self._many = await self.ground.settled("many", TICK_PEOPLE, future=self.ground.sizes.far)
        self._few = await self.ground.settled("few", TICK_PEOPLE, future=FEW)

    async def ours(self) -> Sample:
        """Many reminders."""
        return await self._ticks(self._many, "many")

    async def theirs(self) -> Sample:
        """Few reminders."""
        return await self._ticks(self._few, "few")

    async def _ticks(self, database: Path, name: str) -> Sample:
        count = self.ground.sizes.ticks
        async with self.ground.product(database) as app:
            await app.services.reminders.tick()
            started = time.monotonic()
            for _ in range(count):
                must_be("digests", await app.services.reminders.tick(), 0)
            seconds = time.monotonic() - started
        return Sample(1000 * seconds / count)


class BusyTick(Tick):
    """The same with fifty reminders due: the work must follow what is due, not what is planned."""

    name: ClassVar[str] = "busy-tick"
    title: ClassVar[str] = "a tick with 50 due reminders among very many"
    reference: ClassVar[str] = "50 due among 1,000"

    async def prepare(self) -> None:
        """Two municipalities that differ in nothing else."""
        self._many = await self.ground.settled(
            "many-due", TICK_PEOPLE, due=BUSY, future=self.ground.sizes.far
        )
        self._few = await self.ground.settled("few-due", TICK_PEOPLE, due=BUSY, future=FEW)

    async def _ticks(self, database: Path, name: str) -> Sample:
        again = municipality.copy(database, f"{name}-ticked")
        async with self.ground.product(again) as app:
            started = time.monotonic()
            must_be("digests", await app.services.reminders.tick(), BUSY)
            return Sample(1000 * (time.monotonic() - started))


class Morning(Figure):
    """Everything falls due at once: one digest for each of thousands of people."""

    name: ClassVar[str] = "morning"
    title: ClassVar[str] = "reminders due at once → in the outbox"
    reference: ClassVar[str] = "a bare driver inserting as many outbox rows in one transaction"
    unit: ClassVar[str] = "s"
    at_most: ClassVar[float | None] = 4.0

    async def prepare(self) -> None:
        """The evening before."""
        self._evening = await self.ground.settled("evening", self.ground.sizes.due, due=self.ground.sizes.due)
        self._bare = await self.ground.settled(
            "bare-evening", self.ground.sizes.due, due=self.ground.sizes.due
        )
        self._written: Path | None = None

    async def ours(self) -> Sample:
        """One tick."""
        database = municipality.copy(self._evening, "morning")
        async with self.ground.product(database) as app:
            started = time.monotonic()
            must_be("digests", await app.services.reminders.tick(), self.ground.sizes.due)
            seconds = time.monotonic() - started
        self._written = database
        return Sample(seconds)

    async def theirs(self) -> Sample:
        """The very rows the product has written; and beside it all it wrote, nudges and states too."""
        assert self._written is not None
        outbox, nudges = (bare.rows_of(self._written, name) for name in ("outbox_messages", "nudges"))
        seconds = bare.insert_all(municipality.copy(self._bare, "bare-morning"), [outbox])
        both = bare.insert_all(municipality.copy(self._bare, "bare-morning"), [outbox, nudges])
        return Sample(seconds, {"with the nudges too, s": both})


class Year(Figure):
    """The циклограмма put to work: assignments and reminders of a year for every organisation."""

    name: ClassVar[str] = "year"
    title: ClassVar[str] = "a year's assignments and reminders of 130 organisations"
    reference: ClassVar[str] = "a bare driver inserting as many rows in one transaction"
    unit: ClassVar[str] = "s"
    at_most: ClassVar[float | None] = 6.0
    tables: ClassVar[tuple[str, ...]] = ("plan_cycles", "occurrences", "assignments", "reminders")

    async def prepare(self) -> None:
        """The order is read, its executors are explained, nothing works yet."""
        empty = await municipality.empty(self.ground.folder)
        self._draft = municipality.copy(empty, "draft")
        municipality.organisations(self._draft, self.ground.sizes.organisations)
        async with self.ground.product(self._draft) as app:
            services = app.services
            actor = await services.people.actor(municipality.ADMINISTRATOR, municipality.ADMINISTRATOR)
            assert actor is not None
            plan = await services.cycle_plan.import_plan(actor, PLAN.name, PLAN.read_bytes())
            while (unknown := await services.organisations.next_unresolved(plan)) is not None:
                nobody = Target(None, None)
                await services.cycle_plan.explain_executor(actor, plan, unknown.executor_id, nobody)
        self._plan = plan
        self._written: Path | None = None

    async def ours(self) -> Sample:
        """One tap of the methodist."""
        database = municipality.copy(self._draft, "year")
        async with self.ground.product(database) as app:
            actor = await app.services.people.actor(municipality.ADMINISTRATOR, municipality.ADMINISTRATOR)
            assert actor is not None
            app.clock.freeze(ACTIVATED)
            try:
                started = time.monotonic()
                done = await app.services.cycle_plan.activate(actor, self._plan, YEAR)
                seconds = time.monotonic() - started
            finally:
                app.clock.run_from(municipality.NOW)
        must_be("organisations", done.organisations, self.ground.sizes.organisations)
        self._written = database
        reminders = count_of(database, "SELECT count(*) FROM reminders")
        return Sample(seconds, {"assignments": float(done.assignments), "reminders": float(reminders)})

    async def theirs(self) -> Sample:
        """The very rows the product has written."""
        assert self._written is not None
        rows = [bare.rows_of(self._written, name) for name in self.tables]
        return Sample(bare.insert_all(municipality.copy(self._draft, "bare-year"), rows))
