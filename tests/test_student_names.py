"""Names, where they are switched on: sealed, for the own coordinator only; else no place for them."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.models import Base, OrganisationKind, Role, StudentName
from bot.settings import Settings, WrongSetting, load_settings
from tests.city import City, city
from tests.families import pupil
from tests.taps import go, labels, tap

NAME = "Вымышленная Анна Демовна"


def sealed() -> dict[str, Any]:
    return {"collect_names": True, "names_key": Fernet.generate_key().decode()}


async def dump(c: City) -> str:
    async with c.app.db.reading() as session:
        found = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
        return "\n".join(str(tuple(row)) for rows in found for row in rows)


async def test_a_name_is_sealed_and_seen_by_the_own_coordinator_only(tmp_path: Path) -> None:
    async with city(tmp_path, **sealed()) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school)
        await go(c, coordinator, "Обучающиеся", "11А", child.code, "Имя")
        await c.say(coordinator, NAME)
        assert NAME in coordinator.last.text
        assert "Вымышленная" not in await dump(c)
        await go(c, methodist, "Обучающиеся", "1", "11А", child.code)
        assert "👤" not in methodist.last.text
        assert NAME not in methodist.last.text
        await go(c, coordinator, "Обучающиеся", "11А", child.code)
        assert NAME in coordinator.last.text
        await tap(c, coordinator, "Имя")
        await c.say(coordinator, "-")
        assert "Имя не записано" in coordinator.last.text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(StudentName))).all() == []


async def test_another_key_opens_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, **sealed()) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, coordinator, "Обучающиеся", "11А", child.code, "Имя")
        await c.say(coordinator, NAME)
        c.settings = Settings(**(c.settings.model_dump() | sealed() | {"_env_file": None}))
        await c.kill()
        await go(c, coordinator, "Обучающиеся", "11А", child.code)
        assert "проверьте NAMES_KEY" in coordinator.last.text


async def test_without_the_setting_there_is_no_place_for_a_name(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, coordinator, "Обучающиеся", "11А", child.code)
        assert "Имя" not in str(labels(coordinator.last))
        await coordinator.forge(f"st:name:{child.student_id}")
        await c.settle()
        assert "недоступно" in coordinator.toasts[-1].text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(StudentName))).all() == []


def test_names_without_a_key_are_refused_at_the_start() -> None:
    with pytest.raises(WrongSetting, match="NAMES_KEY: with COLLECT_NAMES it takes a key"):
        load_settings(_env_file=None, collect_names=True)
