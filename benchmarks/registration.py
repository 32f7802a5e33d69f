"""A class hour in all schools: everybody scans the code and registers within one minute."""

import random
import statistics
from typing import ClassVar

from benchmarks import municipality
from benchmarks.figure import Figure, Sample
from benchmarks.ground import chats, count_of, must_be
from bot.app import App
from bot.models import OrganisationKind, Role
from bot.services.actor import Actor

A_CLASS = 30
TAPS = 4
"""From the code of a class: sphere, level, interest, yes."""


class Registration(Figure):
    """Each pupil starts at a moment of the minute and thinks between the taps, as people do."""

    name: ClassVar[str] = "registration"
    title: ClassVar[str] = "pupils registered in one minute"
    reference: ClassVar[str] = "pupils who scanned the code"
    unit: ClassVar[str] = "pupils"
    at_least: ClassVar[float | None] = 1.0
    notes_at_most: ClassVar[dict[str, float]] = {"twice": 0, "p99 of an answer, ms": 300}

    @property
    def rounds_at_most(self) -> int:
        """A minute each."""
        return 2

    async def ours(self) -> Sample:
        """The product at its own pace, its ticks running, over a durable SQLite."""
        count = self.ground.sizes.pupils
        database = await self.ground.settled("registration", 1)
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        async with self.ground.product(database, paced=True) as app:
            links = await _links(app, count)
            await app.start()
            done = await self.ground.telegram.ask(
                "class_hour",
                chats=chats(count),
                links=links,
                taps=TAPS,
                seconds=self.ground.sizes.class_hour,
                seed=1,
            )
        registered = count_of(database, "SELECT count(*) FROM students")
        people = count_of(database, "SELECT count(DISTINCT person_id) FROM students")
        last = count_of(database, "SELECT sum(last) FROM code_counters")
        must_be("codes without a gap", last, registered)
        answers = sorted(done["answers"])
        return Sample(
            registered,
            {
                "twice": registered - people,
                "answers": len(answers),
                "p50 of an answer, ms": 1000 * statistics.median(answers),
                "p99 of an answer, ms": 1000 * answers[int(len(answers) * 0.99)],
                "seconds": done["seconds"],
            },
        )

    async def theirs(self) -> Sample:
        """Those who came."""
        return Sample(self.ground.sizes.pupils)


async def _links(app: App, count: int) -> list[str]:
    """A link for each pupil: those of one class share theirs."""
    administrator = await app.services.people.actor(municipality.ADMINISTRATOR, municipality.ADMINISTRATOR)
    assert administrator is not None
    links: list[str] = []
    while len(links) < count:
        number = 900 + len(links) // A_CLASS
        school = await app.services.organisations.add(
            administrator, f"Школа № {number} (демо)", OrganisationKind.SCHOOL
        )
        seat = (Role.COORDINATOR, school.organisation_id)
        coordinator = Actor(administrator.person_id, administrator.user_id, "ru", frozenset({seat}))
        made = await app.services.class_links.make(coordinator, school.organisation_id, 11, "А")
        links += [made.tokens[0]] * A_CLASS
    random.Random(1).shuffle(links)  # noqa: S311 - the order of a crowd, no secret
    return links[:count]
