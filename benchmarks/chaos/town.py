"""A town with the real циклограмма at work, made by the product's own services."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import municipality
from bot.clock import Clock
from bot.models import Database, Membership, OrganisationKind, Peer, Person, Role
from bot.services.actor import Actor
from bot.services.cycle_plan import CyclePlan
from bot.services.executors import Target
from bot.services.organisations import Organisations
from bot.settings import Settings, load_settings

PLAN = Path(__file__).resolve().parent.parent.parent / "plans" / "ciklogramma-238-rz-2022.docx"
YEAR = 2027
Place = tuple[Role | None, int | None]
"""A role, and the organisation it is held in."""

OTHERS: dict[str, OrganisationKind] = {
    "Детский сад № 5 (демо)": OrganisationKind.KINDERGARTEN,
    "Музыкальная школа № 2 (демо)": OrganisationKind.CULTURE,
    "Управление образования (демо)": OrganisationKind.DEPARTMENT,
    "Управление культуры (демо)": OrganisationKind.DEPARTMENT,
    "ГЦОКО (демо)": OrganisationKind.QUALITY_CENTRE,
}


@dataclass(frozen=True)
class Town:
    """The database, and how many chats there are (the two of the committee last)."""

    file: Path
    chats: int

    @property
    def committee(self) -> frozenset[int]:
        """The chats of the controller and the methodist."""
        last = municipality.FIRST_PERSON + self.chats
        return frozenset({last - 2, last - 1})


async def founded(empty: Path, file: Path, schools: int, now: datetime) -> Town:
    """Organisations with somebody responsible in each, a head in the first; the plan at work since `now`."""
    shutil.copy(empty, file)
    database = Database(f"sqlite+aiosqlite:///{file}")
    settings = load_settings(_env_file=None, admin_ids=str(municipality.ADMINISTRATOR))
    clock = Clock(ZoneInfo(municipality.ZONE))
    clock.freeze(now)
    try:
        chats = await _settle(database, settings, clock, schools)
    finally:
        await database.close()
    return Town(file, chats)


async def _settle(database: Database, settings: Settings, clock: Clock, schools: int) -> int:
    organisations = Organisations(database, clock, settings)
    plans = CyclePlan(database, clock, settings)
    await organisations.ensure_built_in()
    kinds = {f"Школа № {number} (демо)": OrganisationKind.SCHOOL for number in range(1, schools + 1)} | OTHERS
    places: list[Place] = []
    # Who is administrator by the settings alone, and so is told nothing while there is a controller.
    author = await _people(database, clock, [(None, None)], municipality.ADMINISTRATOR)
    actor = Actor(author, municipality.ADMINISTRATOR, "ru", frozenset({(Role.ADMINISTRATOR, None)}))
    for name, kind in kinds.items():
        number = (await organisations.add(actor, name, kind)).organisation_id
        role = Role.COORDINATOR if kind is OrganisationKind.SCHOOL else Role.EXECUTOR
        places += [(role, number)] + [(Role.HEAD, number)] * (not places)
    places += [(Role.CONTROLLER, None), (Role.METHODIST, None)]
    await _people(database, clock, places, municipality.FIRST_PERSON)
    plan = await plans.import_plan(actor, PLAN.name, PLAN.read_bytes())
    known = {row.name: row.organisation_id for row in await organisations.listed()}
    while (unknown := await organisations.next_unresolved(plan)) is not None:
        meant = [number for name, number in known.items() if _is_meant(name, unknown.name)]
        target = Target(meant[0] if meant else None, None)
        await plans.explain_executor(actor, plan, unknown.executor_id, target)
    await plans.activate(actor, plan, YEAR)
    return len(places)


async def _people(database: Database, clock: Clock, places: list[Place], first_chat: int) -> int:
    """A person for each place, with chats one after another; the first one's number."""
    first = 0
    async with database.transaction() as session:
        for chat, (role, organisation) in enumerate(places, start=first_chat):
            person = Person(language="ru", created_at=clock.now())
            session.add(person)
            await session.flush()
            first = first or person.id
            session.add(Peer(person_id=person.id, messenger="telegram", user_id=chat, chat_id=chat))
            if role is not None:
                session.add(
                    Membership(
                        person_id=person.id,
                        role=role,
                        organisation_id=organisation,
                        started_at=clock.now(),
                    )
                )
    return first


def _is_meant(name: str, executor: str) -> bool:
    """«Управление культуры (демо)» is «Управление культуры»; the quality centre goes by its short name."""
    plain = name.removesuffix(" (демо)").lower()
    return plain in executor.lower() or (plain == "гцоко" and "городской центр" in executor.lower())
