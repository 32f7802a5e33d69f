"""Questions of families: routed, answered without showing who is who, escalated, never doubled."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.models import (
    AuditEntry,
    OrganisationKind,
    Person,
    Question,
    QuestionMessage,
    QuestionState,
    Role,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import Pupil, parent, pupil
from tests.taps import go, labels, tap

TEXT = "Можно ли подписать договор до зачисления?"
LEGAL = "Отдел юридического и кадрового обеспечения (демо)"


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def ask(c: City, who: Visitor, *ways: str, text: str = TEXT) -> None:
    """From «Спросить человека» on: to whom, the text, «Отправить»."""
    await tap(c, who, *ways)
    await c.say(who, text)
    assert text in who.last.text
    await tap(c, who, "Отправить")


async def asked_by_pupil(c: City, child: Pupil) -> None:
    await go(c, child.visitor, "Спросить человека")
    await ask(c, child.visitor, "Моя школа")


async def count(c: City, table: type[Question] | type[QuestionMessage]) -> int:
    async with c.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_pupil_asks_the_school_and_is_answered(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        assert "Вопрос № 1" in child.visitor.last.text
        assert "3 июня 2026" in child.visitor.last.text
        assert TEXT in coordinator.last.text
        await tap(c, coordinator, "Ответить")
        await c.say(coordinator, "Нет, договор подписывают после приказа.")
        assert "Ответ отправлен" in coordinator.last.text
        assert child.code in coordinator.last.text  # the own school may know the code
        assert "после приказа" in child.visitor.last.text
        await tap(c, child.visitor, "Спасибо, понятно")
        assert "закрыт" in child.visitor.last.text
        async with c.app.db.reading() as session:
            question = (await session.scalars(select(Question))).one()
            assert question.state is QuestionState.CLOSED


async def test_neither_side_sees_the_other(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        office = await c.organisation(LEGAL, OrganisationKind.DEPARTMENT)
        lawyer = await c.join("Юрий Демо", Role.EXECUTOR, office)
        child = await pupil(c, school)
        mother = await parent(c, child)
        await go(c, mother, "Спросить человека")
        await ask(c, mother, "юристы")
        await tap(c, lawyer, "Вопрос № 1")
        await tap(c, lawyer, "Ответить")
        await c.say(lawyer, "Смотрите пункт 5 договора.")
        seen_by_lawyer = "\n".join(message.text for message in lawyer.messages)
        seen_by_mother = "\n".join(message.text for message in mother.messages if message.from_bot)
        for secret in (mother.name, "Мама", str(mother.id), child.code, "Школа № 37"):
            assert secret not in seen_by_lawyer, secret
        assert "родитель, 11 класс" in seen_by_lawyer
        for secret in (lawyer.name, "Юрий", str(lawyer.id)):
            assert secret not in seen_by_mother, secret
        assert "пункт 5" in seen_by_mother


async def test_a_stranger_is_kept_only_from_the_moment_of_sending(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        who = c.telegram.person("Чужой")
        await who.start()
        await c.settle()
        async with c.app.db.reading() as session:
            people = await session.scalar(select(func.count()).select_from(Person))
        await tap(c, who, "Вопросы и ответы", "Спросить человека", "Моя школа", "Школа № 37")
        await c.say(who, TEXT)
        assert "номер этого чата" in who.last.text
        async with c.app.db.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Person)) == people
        await tap(c, who, "Отправить")
        assert "Гость" in coordinator.last.text
        await tap(c, coordinator, "Ответить")
        await c.say(coordinator, "Приходите в школу.")
        assert "Приходите в школу." in who.last.text
        await c.say(who, "/forget")
        await tap(c, who, "Да, удалить")
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(Question.person_id))).all() == [None]
            bodies = await session.scalars(select(QuestionMessage.body).order_by(QuestionMessage.id))
            assert list(bodies) == ["", "Приходите в школу."]


async def test_the_same_message_again_is_one_question(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, child.visitor, "Спросить человека", "Моя школа")
        await c.say(child.visitor, TEXT)
        look = child.visitor.last
        await child.visitor.press("Отправить", look)
        await child.visitor.repeat_last_tap()
        await c.settle()
        assert await count(c, Question) == 1
        assert await count(c, QuestionMessage) == 1


async def test_it_survives_a_kill_in_the_middle(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, child.visitor, "Спросить человека", "Моя школа")
        await c.kill()
        await c.say(child.visitor, TEXT)
        await c.kill()
        await tap(c, child.visitor, "Отправить")
        await tap(c, coordinator, "Ответить")
        await c.kill()
        await c.say(coordinator, "Ответ.")
        assert "Ответ." in child.visitor.last.text


async def test_past_its_term_it_goes_up_and_the_family_hears_of_it(tmp_path: Path) -> None:
    """Asked on Wednesday 10 June; Friday 12 June is a holiday, so the term ends on Monday 15 June."""
    async with city(tmp_path, datetime(2026, 6, 10, 10, 0)) as c:
        school = await school_of(c)
        await c.join("Ольга Демо", Role.COORDINATOR, school)
        head = await c.join("Дина Демо", Role.HEAD, school)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        assert "15 июня 2026" in child.visitor.last.text
        marks = [who.mark for who in (head, methodist, child.visitor)]
        for day in (11, 12, 13, 14, 15):
            c.clock.freeze(datetime(2026, 6, day, 9, 0))
            await c.app.services.questions.tick()
            await c.settle()
        assert [who.received_since(mark) for who, mark in zip((head, methodist), marks, strict=False)] == [
            [],
            [],
        ]
        for day in (16, 17, 18, 19, 22, 23):
            c.clock.freeze(datetime(2026, 6, day, 9, 0))
            await c.app.services.questions.tick()
            await c.settle()
        assert "без ответа" in head.last.text
        assert len(head.received_since(marks[0])) == 2  # once, and once more a week later
        assert len(methodist.received_since(marks[1])) == 2
        [told] = child.visitor.received_since(marks[2])
        assert "передали его руководителю" in told.text
        await tap(c, methodist, "Ответить")
        await c.say(methodist, "Отвечаю за школу.")
        assert "Отвечаю за школу." in child.visitor.last.text


async def test_nobody_at_the_school_means_the_methodist(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        assert TEXT in methodist.last.text


async def test_a_question_is_passed_on_to_those_who_know(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        office = await c.organisation(LEGAL, OrganisationKind.DEPARTMENT)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        lawyer = await c.join("Юрий Демо", Role.HEAD, office)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        await go(c, coordinator, "Вопросы семей", "№ 1", "Переслать", "юристы")
        assert "Вопросов без ответа нет" in coordinator.last.text
        assert TEXT in lawyer.last.text
        assert child.code not in lawyer.last.text


@pytest.mark.parametrize("act", ["open", "answer"])
async def test_another_school_s_question_does_not_exist(tmp_path: Path, act: str) -> None:
    async with city(tmp_path) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        await c.join("Ольга Демо", Role.COORDINATOR, school)
        stranger = await c.join("Игорь Демо", Role.COORDINATOR, other)
        first, second = await pupil(c, school), await pupil(c, other)
        await asked_by_pupil(c, first)
        for who, word in ((stranger, f"qd:{act}:{{}}:0"), (second.visitor, "qu:open:{}")):
            for number in (1, 4040):
                await who.forge(word.format(number))
                await c.settle()
                assert "Этого больше нет" in who.toasts[-1].text
        async with c.app.db.reading() as session:
            refused = await session.scalars(select(AuditEntry).where(AuditEntry.action == "refused"))
            assert len(refused.all()) == 4


async def test_the_conversation_goes_on(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        await tap(c, coordinator, "Ответить")
        await c.say(coordinator, "Уточните, о каком вузе речь?")
        await tap(c, child.visitor, "Уточнить")
        await c.say(child.visitor, "О педагогическом.")
        assert "О педагогическом." in coordinator.last.text
        await go(c, child.visitor, "Спросить человека", "№ 1")
        assert "О педагогическом." in child.visitor.last.text
        assert "Уточните" in child.visitor.last.text


async def test_an_answer_becomes_a_card(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school)
        await asked_by_pupil(c, child)
        await tap(c, methodist, "Ответить")
        await c.say(methodist, "Экскурсии в демо-больницу проходят по средам.")
        await tap(c, methodist, "Сделать карточкой")
        await c.say(methodist, "Когда экскурсия в больницу (демо)")
        await c.say(methodist, "график демо-больницы, 2026")
        await c.say(child.visitor, "экскурсия больница")
        assert "по средам" in child.visitor.last.text + str(labels(child.visitor.last))


async def test_five_at_a_time(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        child = await pupil(c, school)
        for number in range(6):
            await go(c, child.visitor, "Спросить человека")
            if "Новый вопрос" in labels(child.visitor.last):
                await tap(c, child.visitor, "Новый вопрос")
            await tap(c, child.visitor, "Моя школа")
            await c.say(child.visitor, f"Вопрос {number}")
            await tap(c, child.visitor, "Отправить")
        assert "Дождитесь ответа" in child.visitor.toasts[-1].text
        assert await count(c, Question) == 5


async def test_at_night_the_school_sleeps(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 6, 5, 22, 0)) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        mark = coordinator.mark
        await asked_by_pupil(c, child)
        assert coordinator.received_since(mark) == []
        await c.morning(date(2026, 6, 8), time(9, 0))
        assert TEXT in coordinator.last.text


async def test_the_administrator_says_who_answers(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        office = await c.organisation("Управление образования (демо)", OrganisationKind.DEPARTMENT)
        clerk = await c.join("Нина Демо", Role.EXECUTOR, office)
        await c.administrator.start()
        await c.settle()
        await go(c, c.administrator, "Организации", "Отдел", "Управление образования")
        await tap(c, c.administrator, "Вопросы семей", "Договор и право")
        child = await pupil(c, school)
        await go(c, child.visitor, "Спросить человека")
        await ask(c, child.visitor, "юристы")
        assert TEXT in clerk.last.text
