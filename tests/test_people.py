"""People come in by a link, hold one role or several, leave, and their work is handed over."""

import io
import re
from datetime import date, datetime
from pathlib import Path

import segno
from sqlalchemy import func, select

from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Invite,
    Membership,
    OrganisationKind,
    Person,
    Role,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.taps import go, label_like, labels, tap

SCHOOL_1, SCHOOL_11 = "Школа № 1 (демо)", "Школа № 11 (демо)"


async def _town(c: City) -> tuple[int, int]:
    await c.administrator.start()
    await c.settle()
    first = await c.organisation(SCHOOL_1, OrganisationKind.SCHOOL)
    second = await c.organisation(SCHOOL_11, OrganisationKind.SCHOOL)
    return first, second


def _payload(text: str) -> str:
    found = re.search(r"https://t\.me/\w+\?start=(i[\w-]+)", text)
    assert found, text
    assert len(found[1]) <= 64
    return found[1]


async def _link(c: City, organisation_id: int | None = None, role: Role = Role.CONTROLLER) -> str:
    actor = await c.app.services.people.actor(c.administrator.id, c.administrator.id)
    assert actor is not None
    return "i" + (await c.app.services.people.invite(actor, role, organisation_id)).token


async def _count(c: City, table: type[Person | Invite | Membership]) -> int:
    async with c.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def _open(c: City, who: Visitor, payload: str) -> str:
    await who.start(payload)
    await c.settle()
    return who.last.text


async def test_a_coordinator_is_invited_in_chat_and_comes_in_by_the_link(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _town(c)
        admin = c.administrator
        await go(c, admin, "Люди", "Пригласить", "координатор школы", "Школа ·", SCHOOL_1)
        assert "одноразовая ссылка" in admin.last.text
        await c.say(admin, "зам. директора по ВР")

        invitation = admin.last
        assert SCHOOL_1 in invitation.text
        assert "координатор школы" in invitation.text
        assert "8 июня 2026" in invitation.text
        link = re.search(r"https://\S+", invitation.text)
        assert link is not None
        scanned = io.BytesIO()
        segno.make(link[0], error="m", micro=False).save(scanned, kind="png", scale=10, border=4)
        assert invitation.photo == scanned.getvalue()

        olga = c.telegram.person("Ольга Демо")
        assert SCHOOL_1 in await _open(c, olga, _payload(invitation.text))
        await c.say(olga, "/menu")
        assert "Мои поручения" in labels(olga.last)
        assert "Люди" not in labels(olga.last)

        await go(c, admin, "Люди")
        await tap(c, admin, SCHOOL_1)
        assert "зам. директора по ВР" in admin.last.text
        assert "1 июня 2026" in admin.last.text
        async with c.app.db.reading() as session:
            invite = (await session.scalars(select(Invite))).one()
            assert _payload(invitation.text)[1:] not in invite.token_digest


async def test_the_position_can_be_skipped_and_a_second_tap_makes_no_second_link(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _town(c)
        await go(c, c.administrator, "Люди", "Пригласить", "контролёр", "Без должности")
        assert c.administrator.last.photo
        await c.administrator.repeat_last_tap()
        await c.settle()
        assert await _count(c, Invite) == 1
        assert "больше не действует" in c.administrator.toasts[-1].text


async def test_the_organisation_is_found_by_its_number_and_never_mistaken(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _town(c)
        await go(c, c.administrator, "Люди", "Пригласить", "руководитель")
        await c.say(c.administrator, "школа 1")
        assert SCHOOL_1 in labels(c.administrator.last)
        assert SCHOOL_11 not in labels(c.administrator.last)
        await tap(c, c.administrator, SCHOOL_1, "Без должности")
        assert SCHOOL_1 in c.administrator.last.text


async def test_many_organisations_come_in_pages(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _town(c)
        for number in range(20, 40):
            await c.organisation(f"Школа № {number} (демо)", OrganisationKind.SCHOOL)
        admin = c.administrator
        await go(c, admin, "Люди", "Пригласить", "исполнитель", "Школа ·")
        seen = [label for label in labels(admin.last) if label.startswith("Школа №")]
        await tap(c, admin, "Дальше", "Дальше")
        seen += [label for label in labels(admin.last) if label.startswith("Школа №")]
        assert len(seen) == 14
        assert seen[0] == SCHOOL_1
        assert "Дальше" not in "".join(labels(admin.last))


async def test_a_link_works_once_and_says_what_happened_to_it(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await _town(c)
        olga, other = c.telegram.person("Ольга Демо"), c.telegram.person("Чужой Демо")
        used = await _link(c, first, Role.COORDINATOR)
        assert SCHOOL_1 in await _open(c, olga, used)
        assert SCHOOL_1 in await _open(c, olga, used)
        assert "уже воспользовались" in await _open(c, other, used)
        assert "Такого приглашения нет" in await _open(c, other, "iAAAA")

        expiring = await _link(c)
        lasting = await _link(c)
        c.clock.freeze(datetime.fromisoformat("2026-06-08T23:59"))
        await _open(c, olga, lasting)
        assert "контролёр" in olga.last.text, "the last day is a whole day"
        c.clock.freeze(datetime.fromisoformat("2026-06-09T00:00"))
        assert "Срок приглашения вышел" in await _open(c, other, expiring)
        assert await _count(c, Person) == 2, "of a stranger nothing is stored"
        assert await _count(c, Membership) == 2


async def test_a_link_given_out_can_be_taken_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await _town(c)
        kept, revoked = await _link(c), await _link(c, first, Role.COORDINATOR)
        admin = c.administrator
        await go(c, admin, "Люди", "Приглашения")
        assert "2 приглашения" in admin.last.text
        stale = admin.last
        await tap(c, admin, "Отозвать 1: координатор школы")
        assert "1 приглашение" in admin.last.text
        await admin.press(label_like(stale, "Отозвать 1"), stale)
        await c.settle()

        olga = c.telegram.person("Ольга Демо")
        assert "отозвано" in await _open(c, olga, revoked)
        assert "контролёр" in await _open(c, olga, kept)
        await admin.press(label_like(stale, "Отозвать 2"), stale)
        await c.settle()
        assert "уже воспользовались" in admin.toasts[-1].text


async def test_one_person_has_two_roles(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await _town(c)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, first)
        await c.say(olga, "/menu")
        assert "Доска" not in labels(olga.last)
        await _open(c, olga, await _link(c))
        await c.say(olga, "/menu")
        assert {"Мои поручения", "Доска"} <= set(labels(olga.last))
        assert await _count(c, Person) == 2


async def test_whoever_leaves_hands_everything_over(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await _town(c)
        payload = await _link(c, first, Role.COORDINATOR)
        olga = c.telegram.person("Ольга Демо")
        await _open(c, olga, payload)
        ivan = await c.join("Иван Демо", Role.EXECUTOR, first)
        await c.activate()
        taken = await _take_on(c, olga, 2)
        await c.say(olga, "/tasks")
        old_list = olga.last

        admin, mark = c.administrator, ivan.mark
        await go(c, admin, "Люди", f"{SCHOOL_1} · координатор", "Снять роль")
        assert "2 поручения" in admin.last.text
        await tap(c, admin, "исполнитель")
        assert "исполнитель" in admin.last.text
        await tap(c, admin, "Да, снять")
        assert "переданы: исполнитель" in admin.last.text
        assert "больше никто" not in admin.last.text

        assert "передали 2 поручения" in ivan.received_since(mark)[-1].text
        async with c.app.db.reading() as session:
            rows = (await session.scalars(select(Assignment).where(Assignment.id.in_(taken)))).all()
            heirs = {row.person_id for row in rows}
            assert heirs == {(await c.app.services.people.actor(ivan.id, ivan.id)).person_id}  # type: ignore[union-attr]
            assert {row.state for row in rows} == {AssignmentState.OPEN}
            actions = await session.scalars(
                select(AuditEntry.action).where(AuditEntry.subject == "assignment")
            )
            assert list(actions).count("handed over") == 2

        await olga.press(labels(old_list)[0], old_list)
        await c.settle()
        assert "недоступно" in olga.toasts[-1].text
        await c.say(olga, "/menu")
        assert "О вас ничего не сохранено" in olga.last.text
        assert "уже воспользовались" in await _open(c, olga, payload), "an old link gives no role back"


async def test_when_the_last_one_leaves_an_invite_is_offered(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await _town(c)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, first)
        await c.activate()
        await _take_on(c, olga, 1)
        admin = c.administrator
        await go(c, admin, "Люди", SCHOOL_1, "Снять роль")
        assert "без исполнителя" in admin.last.text
        await tap(c, admin, "Да, снять")
        assert "больше никто не отвечает" in admin.last.text
        await admin.repeat_last_tap()
        await c.settle()
        assert "уже снята" in admin.toasts[-1].text
        await tap(c, admin, "Пригласить")
        assert "Кого приглашаем" in admin.last.text


async def test_people_are_listed_in_order_found_and_marked_when_unreachable(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, second = await _town(c)
        kindred = await c.organisation("Школа № 2 (демо)", OrganisationKind.SCHOOL)
        await c.join("Анна Демо", Role.HEAD, second)
        await c.join("Вера Демо", Role.HEAD, kindred)
        olga = await c.join("Ольга Демо", Role.COORDINATOR, first)
        await c.join("Пётр Демо", Role.CONTROLLER)
        await olga.block()
        await c.settle()
        admin = c.administrator
        await go(c, admin, "Люди")
        assert labels(admin.last)[:4] == [
            "контролёр",
            f"⚠️ {SCHOOL_1} · координатор школы",
            "Школа № 2 (демо) · руководитель",
            f"{SCHOOL_11} · руководитель",
        ]
        assert "нужно позвонить" in admin.last.text
        await tap(c, admin, "Найти")
        await c.say(admin, "школа №1")
        assert labels(admin.last)[0] == f"⚠️ {SCHOOL_1} · координатор школы"
        assert SCHOOL_11 not in "".join(labels(admin.last))
        await tap(c, admin, SCHOOL_1)
        assert "Разблокировать" in admin.last.text


async def test_a_restart_in_the_middle_of_an_invitation_loses_nothing(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await _town(c)
        await go(c, c.administrator, "Люди", "Пригласить", "руководитель", "Школа ·", SCHOOL_1)
        await c.kill()
        await c.say(c.administrator, "директор <3 & Co")
        assert c.administrator.last.photo
        anna = c.telegram.person("Анна Демо")
        await _open(c, anna, _payload(c.administrator.last.text))
        await go(c, c.administrator, "Люди", SCHOOL_1)
        assert "директор <3 & Co" in c.administrator.last.text


async def _take_on(c: City, who: Visitor, count: int) -> list[int]:
    """The person promises to do some of what is ahead."""
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    cards = [card for card in await c.app.services.assignments.mine(actor) if card.effective][:count]
    for card in cards:
        assert card.effective is not None
        await c.app.services.assignments.promise(
            actor, card.assignment_id, min(card.effective, date(2026, 6, 15))
        )
    return [card.assignment_id for card in cards]
