"""/privacy, /mydata, /forget, /stop: shown, copied, erased, silenced; and nobody else's rows are touched."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.models import (
    Base,
    FormState,
    InboxUpdate,
    KeptCount,
    Mute,
    OrganisationKind,
    Peer,
    Person,
    Question,
    QuestionMessage,
    QuestionState,
    Role,
    Route,
    Student,
    Topic,
)
from bot.sandbox import Visitor
from bot.services.erasure import DELETED, EMPTIED, KEPT, references
from tests.city import CYCLE_PLAN, City, city
from tests.families import Pupil, parent, pupil
from tests.taps import go, labels, tap


async def everything(c: City) -> dict[str, list[tuple[Any, ...]]]:
    async with c.app.db.reading() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in (InboxUpdate.__tablename__, FormState.__tablename__)
        }


async def family(c: City) -> tuple[int, Pupil, Visitor]:
    school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    child = await pupil(c, school)
    return school, child, await parent(c, child)


async def ask(c: City, child: Pupil) -> None:
    """A question with words of the pupil and an answer of the school."""
    now = c.clock.now()
    async with c.app.db.transaction() as session:
        question = Question(
            person_id=child.person_id,
            student_id=child.student_id,
            source="1",
            route=Route.SCHOOL,
            state=QuestionState.OPEN,
            asked_at=now,
            due_on=now.date(),
        )
        session.add(question)
        await session.flush()
        for person, staff, body in ((child.person_id, False, "мой секрет"), (None, True, "ответ школы")):
            session.add(
                QuestionMessage(
                    question_id=question.id,
                    person_id=person,
                    source=f"{staff}",
                    from_staff=staff,
                    body=body,
                    at=now,
                )
            )


async def test_the_notice_is_open_to_everybody_in_both_languages(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        stranger = c.telegram.person("Чужой")
        foreigner = c.telegram.person("Stranger", language_code="en")
        for who, words in ((stranger, "Что хранится"), (foreigner, "What is kept")):
            await who.start()
            await c.say(who, "/privacy")
            await tap(c, who, words)
            assert words in who.last.text
        for name, title in (
            ("Кто видит", "Кто видит"),
            ("Где", "Где"),
            ("Мои", "Ваши"),
            ("Если нет", "Если нет"),
        ):
            await c.say(stranger, "/privacy")
            await tap(c, stranger, name)
            assert stranger.last.text.startswith(title)
        await c.say(stranger, "/mydata")
        assert "ничего не хранится" in stranger.last.text


async def test_a_copy_of_everything_and_nobody_else_s(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school, child, _ = await family(c)
        other = await pupil(c, school)
        await ask(c, child)
        mark = child.visitor.mark
        await c.say(child.visitor, "/mydata")
        text, packed = [each.document for each in child.visitor.received_since(mark)]
        assert text is not None
        assert packed is not None
        readable = text.data.decode("utf-8-sig")
        assert child.code in readable
        assert "мой секрет" in readable
        rows = json.loads(packed.data)
        assert [row["code"] for row in rows["students"]] == [child.code]
        assert {row["purpose"] for row in rows["consents"]} == {"participation", "reminders"}
        assert rows["peers"][0]["user_id"] == child.visitor.id
        assert other.code not in packed.data.decode()
        assert "token_digest" not in packed.data.decode()


async def test_a_parent_gets_the_child_s_entry_too(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        _, child, mother = await family(c)
        await go(c, mother, "Мои данные", "Копия")
        document = mother.last.document
        assert document is not None
        assert [row["code"] for row in json.loads(document.data)["students"]] == [child.code]


async def test_forgetting_a_pupil_leaves_numbers_and_tells_the_parent(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school, child, mother = await family(c)
        other = await pupil(c, school)
        await ask(c, child)
        await c.say(child.visitor, "/forget")
        assert "Вернуть удалённое нельзя" in child.visitor.last.text
        async with c.app.db.reading() as session:
            assert await session.get(Student, child.student_id) is not None
        await tap(c, child.visitor, "Да, удалить")
        assert "всё удалено" in child.visitor.last.text
        assert "удалена" in mother.last.text
        after = await everything(c)
        assert child.code not in str(after)
        assert "мой секрет" not in str(after)
        assert "ответ школы" in str(after)
        assert str(child.visitor.id) not in str(after)
        assert [row[1] for row in after["students"]] != []
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Student.code))).all() == [other.code]
            assert (await session.scalars(select(KeptCount.count))).all() == [1]
            assert await session.scalar(select(Peer).where(Peer.user_id == child.visitor.id)) is None
        await child.visitor.start()
        await c.settle()
        assert "О вас ничего не сохранено" in child.visitor.last.text
        await mother.start()
        await c.settle()
        assert "Мои дети" not in str(labels(mother.last))


async def test_forgetting_a_parent_takes_their_consent_and_tells_the_pupil(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        _, child, mother = await family(c)
        await go(c, mother, "Согласия", "Участие", "Согласен")
        before = await everything(c)
        await c.say(mother, "/forget")
        await tap(c, mother, "Да, удалить")
        assert "Родитель удалил свои данные" in child.visitor.last.text
        after = await everything(c)
        assert str(mother.id) not in str(after)
        assert after["students"] == before["students"]
        assert len(after["consents"]) == len(before["consents"]) - 1
        await go(c, child.visitor, "Моя анкета")
        assert "Ждём согласия родителя" in child.visitor.last.text


async def test_whoever_uploaded_an_order_gets_a_copy_without_the_order(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await c.join("Марина Демо", Role.METHODIST)
        await who.send_file(CYCLE_PLAN.name, CYCLE_PLAN.read_bytes())
        await c.settle()
        await c.say(who, "/mydata")
        assert who.last.document is not None
        rows = json.loads(who.last.document.data)
        assert rows["plans"][0]["file_name"] == CYCLE_PLAN.name
        assert "file" not in rows["plans"][0]


async def test_staff_keep_their_work(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        before = await everything(c)
        await c.say(who, "/forget")
        assert "принадлежат организации" in who.last.text
        await tap(c, who, "Да, удалить")
        after = await everything(c)
        for table in ("people", "peers", "memberships", "invites"):
            assert after[table] == before[table], table
        await c.say(who, "/menu")
        assert "Мои поручения" in labels(who.last)


async def test_topics_are_silenced_and_heard_again(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        _, child, _ = await family(c)
        await c.say(child.visitor, "/stop")
        await tap(c, child.visitor, "Конкурсы")
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Mute.topic))).all() == [Topic.CONTESTS]
        assert "✓ Мероприятия" in labels(child.visitor.last)
        assert "Конкурсы" in labels(child.visitor.last)
        await tap(c, child.visitor, "Конкурсы")
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Mute.topic))).all() == []


async def test_staff_cannot_silence_their_deadlines(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await c.join("Константин Демо", Role.CONTROLLER)
        await c.say(who, "/stop")
        assert "выключить нельзя" in who.last.text


def test_every_column_that_names_a_person_has_a_rule() -> None:
    columns = {(table.name, column.name) for table, column in references(Person.__tablename__)}
    ruled = DELETED | EMPTIED | KEPT
    assert columns - ruled == set()
    assert ruled - columns == set()
    assert len(DELETED) + len(EMPTIED) + len(KEPT) == len(ruled)
