"""`/health` and `/metrics` over HTTP, for what watches the process; nothing there tells of a person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.models import Database
from bot.operations.checks import TICK_STOPPED, Check, State, running_checks, worst
from bot.operations.facts import Facts, gather
from bot.operations.metrics import Metrics
from bot.operations.site import open_site
from bot.settings import Settings

log = structlog.get_logger(__name__)

PATIENCE = 5.0
FRESH = 3.0  # many may ask, the database is asked this often
GRACE = TICK_STOPPED  # a process that has just started has not ticked yet


class Health:
    """Answers from what the database shows; a database that does not answer in time is a failure."""

    def __init__(self, db: Database, clock: Clock, metrics: Metrics) -> None:
        self._db = db
        self._clock = clock
        self._metrics = metrics
        self._started = monotonic()
        self._asking = asyncio.Lock()
        self._asked = 0.0
        self._facts: Facts | None = None

    def application(self) -> web.Application:
        """The two pages."""
        made = web.Application()
        made.router.add_get("/health", self._health)
        made.router.add_get("/metrics", self._numbers)
        return made

    async def _health(self, _request: web.Request) -> web.Response:
        facts = await self._now()
        database = Check("database", State.OK if facts else State.FAIL, "")
        checks = [database, *(running_checks(facts) if facts else ())]
        starting = monotonic() - self._started < GRACE
        verdicts = {
            each.name: State.WARN
            if starting and each.name == "ticks" and each.state is State.FAIL
            else each.state
            for each in checks
        }
        status = worst([Check(name, state, "") for name, state in verdicts.items()])
        answer = {"status": status, "checks": verdicts}
        return web.json_response(answer, status=503 if status is State.FAIL else 200)

    async def _numbers(self, _request: web.Request) -> web.Response:
        facts = await self._now()
        gauges = facts.gauges() if facts else {}
        gauges["database_up"] = {None: 1.0 if facts else 0.0}
        body = self._metrics.text(gauges)
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def _now(self) -> Facts | None:
        async with self._asking:
            if monotonic() - self._asked > FRESH or self._asked == 0.0:
                try:
                    async with asyncio.timeout(PATIENCE):
                        self._facts = await gather(self._db, self._clock.now())
                except Exception as fault:  # however a database fails, the answer is that it does
                    log.warning("health_without_database", error=type(fault).__name__)
                    self._facts = None
                self._asked = monotonic()
            return self._facts


@asynccontextmanager
async def answering(settings: Settings, db: Database, clock: Clock, metrics: Metrics) -> AsyncIterator[None]:
    """The endpoint is open inside, where HEALTH_PORT is set."""
    if not settings.health_port:
        yield
        return
    application = Health(db, clock, metrics).application()
    async with open_site(application, settings.health_host, settings.health_port, setting="HEALTH"):
        yield
