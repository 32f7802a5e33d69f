"""The quiz about the contract: pupil and parent separately, the coordinator sees only what to discuss."""

from pathlib import Path

from sqlalchemy import select

from bot.models import OrganisationKind, Peer, QuizResult, Role
from bot.sandbox import Visitor
from bot.services.quiz import RIGHT
from tests.city import City, city
from tests.families import parent, pupil
from tests.taps import go, labels, tap


async def answer(c: City, who: Visitor, wrong: set[int]) -> None:
    """All six questions; those in `wrong` are answered with another answer."""
    for number, right in enumerate(RIGHT, start=1):
        assert f"Вопрос {number} из 6" in who.last.text
        choice = right % 3 if number in wrong else right - 1
        await tap(c, who, labels(who.last)[choice])
        assert ("Не совсем" in who.last.text) == (number in wrong)
        await tap(c, who, "Итог" if number == len(RIGHT) else "Дальше")


async def test_both_answer_and_the_coordinator_sees_only_what_to_discuss(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child, other = await pupil(c, school), await pupil(c, school)
        mother = await parent(c, child)
        await go(c, child.visitor, "Проверка понимания", "Начать")
        await answer(c, child.visitor, {3, 5})
        assert "обсудить: п. 3, 5" in child.visitor.last.text
        await go(c, coordinator, "Обучающиеся", "Кто понял договор")
        assert f"{child.code}: обсудить п. 3, 5" in coordinator.last.text
        assert f"{other.code}: ещё не проходили" in coordinator.last.text
        await go(c, child.visitor, "Проверка понимания", "Начать")
        await answer(c, child.visitor, set())
        await go(c, coordinator, "Обучающиеся", "Кто понял договор")
        assert f"{child.code}: ждём родителя" in coordinator.last.text
        await go(c, mother, "Проверка понимания", "Начать")
        await answer(c, mother, set())
        await go(c, coordinator, "Обучающиеся", "Кто понял договор")
        assert f"{child.code}: ✅ оба поняли" in coordinator.last.text
        async with c.app.db.reading() as session:
            rows = (await session.scalars(select(QuizResult))).all()
            assert [(row.student_id, row.misunderstood) for row in rows] == [(child.student_id, "")] * 2


async def test_a_stranger_may_try_and_leaves_no_trace(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = c.telegram.person("Чужой")
        await who.start()
        await c.settle()
        await tap(c, who, "Вопросы и ответы", "Проверка понимания", "Начать")
        await answer(c, who, {1})
        assert "О вас ничего не сохранено" in who.last.text
        async with c.app.db.reading() as session:
            assert await session.scalar(select(Peer).where(Peer.user_id == who.id)) is None
            assert (await session.scalars(select(QuizResult))).all() == []


async def test_another_family_s_quiz_is_out_of_reach(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        own, other = await pupil(c, school), await pupil(c, school)
        mother = await parent(c, own)
        for number in (other.student_id, 4040):
            await mother.forge(f"qz:{number}:7:0:63")
            await c.settle()
            assert "Этого больше нет" in mother.toasts[-1].text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(QuizResult))).all() == []


async def test_a_parent_of_two_says_about_whom(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        first, second = await pupil(c, school), await pupil(c, school)
        mother = await parent(c, first, second)
        await go(c, mother, "Проверка понимания", second.code)
        await answer(c, mother, set())
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(QuizResult.student_id))).all() == [second.student_id]
