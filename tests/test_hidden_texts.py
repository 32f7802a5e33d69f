"""Personal data typed into the chat: not handled, not stored, deleted, and kindly refused."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import Base, InboxUpdate, OrganisationKind, Role, UpdateState
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import pupil
from tests.taps import go, tap

PHONE, SNILS, MAIL = "+7 900 000-12-34", "112-233-445 95", "demo.person@example.ru"


async def dump(c: City) -> str:
    """Everything the database holds, as text."""
    async with c.app.db.reading() as session:
        found = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
        return "\n".join(str(tuple(row)) for rows in found for row in rows)


@pytest.mark.parametrize(
    ("text", "what"),
    [(f"Мой телефон {PHONE}", "номер телефона"), (SNILS, "СНИЛС"), (f"пишите: {MAIL}", "почты")],
)
async def test_it_is_deleted_and_the_person_hears_where_it_belongs(
    tmp_path: Path, text: str, what: str
) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        child = (await pupil(c, school)).visitor
        await c.say(child, text)
        assert what in child.last.text
        assert "удалил" in child.last.text
        assert "Госуслуги" in child.last.text
        assert text not in [message.text for message in child.messages]


async def test_nobody_is_an_exception(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        stranger = c.telegram.person("Чужой")
        await stranger.start()
        await c.administrator.start()
        controller = await c.join("Контролёр Демо", Role.CONTROLLER)
        for who in (stranger, controller, c.administrator):
            await c.say(who, f"перезвоните на {PHONE}")
            assert "номер телефона" in who.last.text
        assert "000-12-34" not in await dump(c)


async def test_it_is_not_even_stored_before_it_is_handled(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = c.telegram.person("Чужой")
        await who.start()
        await c.settle()
        await who.say(f"Мой СНИЛС {SNILS}, почта {MAIL}")
        await c.app.poller.poll_once(0)  # fetched and stored; nobody has handled it yet
        async with c.app.db.reading() as session:
            waiting = InboxUpdate.state == UpdateState.PENDING
            stored = (await session.scalars(select(InboxUpdate).where(waiting))).all()
        assert len(stored) == 1
        assert "233" not in stored[0].payload
        assert "example" not in stored[0].payload
        await c.settle()
        assert "СНИЛС" in who.last.text


async def test_a_form_stays_open_and_takes_the_text_without_it(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await c.activate()
        await go(c, coordinator, "Мои поручения")
        await tap(c, coordinator, "1", "Нужна помощь")
        await c.say(coordinator, f"Не понимаю форму, звоните {PHONE}")
        assert "я жду" in coordinator.last.text
        await c.say(coordinator, "Не понимаю форму, нужен образец")
        assert "образец" in await dump(c)
        assert "000-12-34" not in await dump(c)


async def test_a_caption_and_the_name_of_a_file_are_looked_at_too(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        controller = await c.join("Контролёр Демо", Role.CONTROLLER)
        await _send_file(controller, "отчёт.docx", f"звоните {PHONE}")
        await c.settle()
        assert "номер телефона" in controller.last.text
        await _send_file(controller, "СНИЛС_112-233-445_95.docx", "")
        await c.app.poller.poll_once(0)
        async with c.app.db.reading() as session:
            payloads = (await session.scalars(select(InboxUpdate.payload))).all()
        assert not any("112-233" in payload for payload in payloads)
        await c.settle()


async def _send_file(who: Visitor, name: str, caption: str) -> None:
    await who.send_file(name, b"PK", caption)
