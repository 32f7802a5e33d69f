"""Parents: in by a code, their own children only, consents per purpose, papers at school."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.models import (
    Age,
    AuditEntry,
    Consent,
    ConsentText,
    FamilyCode,
    Giver,
    Guardian,
    OrganisationKind,
    Purpose,
    Role,
    Student,
)
from bot.sandbox import Visitor
from bot.services.consents import Standing, standing
from bot.services.families import ALPHABET, folded
from tests.city import City, city
from tests.families import Pupil, parent, pupil
from tests.taps import go, labels, tap


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


def code_on(who: Visitor) -> str:
    """The code as it is written on the screen."""
    return next(line for line in who.last.text.splitlines() if line.count("-") == 2 and len(line) == 14)


async def code_of(c: City, child: Pupil) -> str:
    """The pupil asks for a code for a parent."""
    await go(c, child.visitor, "Код для родителя")
    return code_on(child.visitor)


async def agreed(c: City, student_id: int) -> Standing:
    """What has been agreed to, as a fresh session reads it."""
    async with c.app.db.reading() as session:
        return (await standing(session, [await session.get_one(Student, student_id)]))[student_id]


async def test_a_parent_comes_in_by_the_link_and_agrees(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        code = await code_of(c, child)
        assert child.visitor.last.photo is not None
        mother = c.telegram.person("Мама Демо")
        await mother.start("f" + code.replace("-", ""))
        await c.settle()
        assert child.code in mother.last.text
        assert "Родитель подключился" in child.visitor.last.text
        await tap(c, mother, "Согласия", "Участие")
        assert "редакция 1" in mother.last.text
        assert "Имени, телефона и документов в боте нет" in mother.last.text
        await tap(c, mother, "Согласен")
        assert "родитель — да" in mother.last.text
        assert (await agreed(c, child.student_id)).participates
        await go(c, child.visitor, "Моя анкета")
        assert "Согласие родителя есть" in child.visitor.last.text


async def test_a_code_is_typed_in_any_spelling_by_somebody_new(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        code = await code_of(c, child)
        father = c.telegram.person("Папа Демо")
        await father.start()
        await c.settle()
        await tap(c, father, "У меня есть код")
        await c.say(father, "22222-нет-такого")
        assert "Такого кода нет" in father.last.text
        await c.say(father, f" {code.lower().replace('-', ' ')} ")
        assert child.code in father.last.text
        await c.say(father, "/menu")
        assert "Мои дети" in labels(father.last)


def test_look_alikes_are_folded() -> None:
    assert folded("авек-мнрс тух2") == "ABEKMHPCTYX2"
    assert not set("0O1IL") & set(ALPHABET)


async def test_two_parents_of_one_child_and_two_children_of_one_parent(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        first, second, third = [await pupil(c, school) for _ in range(3)]
        mother, father = c.telegram.person("Мама Демо"), c.telegram.person("Папа Демо")
        for who, child in ((mother, first), (father, first), (mother, second)):
            code = await code_of(c, child)
            await who.start("f" + code.replace("-", ""))
            await c.settle()
        await go(c, mother, "Мои дети")
        assert first.code in str(labels(mother.last))
        assert second.code in str(labels(mother.last))
        assert third.code not in str(labels(mother.last))
        await go(c, father, "Мои дети")
        assert first.code in father.last.text
        assert second.code not in father.last.text


async def test_a_code_opens_once_and_not_for_ever(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        used, old = await code_of(c, child), await code_of(c, child)
        mother = c.telegram.person("Мама Демо")
        for _ in range(2):
            await mother.start("f" + used.replace("-", ""))
            await c.settle()
            assert child.code in mother.last.text
        thief = c.telegram.person("Чужой")
        await thief.start("f" + used.replace("-", ""))
        await c.settle()
        assert "уже воспользовались" in thief.last.text
        assert child.code not in thief.last.text
        c.clock.freeze(c.clock.now() + timedelta(days=15))
        await thief.start("f" + old.replace("-", ""))
        await c.settle()
        assert "Срок кода вышел" in thief.last.text
        async with c.app.db.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Guardian)) == 1
            refused = await session.scalars(select(AuditEntry).where(AuditEntry.action == "refused"))
            reasons = [each.details["reason"] for each in refused]
        assert reasons == ["family-code-used", "family-code-expired"]


async def test_the_fourth_code_takes_back_the_first(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        codes = [await code_of(c, child) for _ in range(4)]
        mother = c.telegram.person("Мама Демо")
        await mother.start("f" + codes[0].replace("-", ""))
        await c.settle()
        assert "заменён" in mother.last.text
        async with c.app.db.reading() as session:
            digests = (await session.scalars(select(FamilyCode.token_digest))).all()
        assert not any(code.replace("-", "") in digest for code in codes for digest in digests)


async def test_nobody_is_the_parent_of_themselves(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        code = await code_of(c, child)
        await child.visitor.start("f" + code.replace("-", ""))
        await c.settle()
        assert "для вашего родителя" in child.visitor.last.text
        assert not (await agreed(c, child.student_id)).participates


async def test_guessing_codes_ends_soon(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        code = await code_of(c, child)
        thief = c.telegram.person("Чужой")
        await thief.start()
        await c.settle()
        await tap(c, thief, "У меня есть код")
        for number in range(5):
            await c.say(thief, f"AAAA-AAAA-AAA{number + 2}")
        await c.say(thief, code)
        assert child.code not in thief.last.text
        async with c.app.db.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Guardian)) == 0


async def test_another_family_s_child_is_out_of_reach(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        own, other = await pupil(c, school), await pupil(c, school)
        mother = await parent(c, own)
        for word in (
            "fm:child:{}",
            "fm:consents:{}",
            "fm:ask-leave:{}",
            "fm:leave:{}",
            "co:give:{}:participation",
        ):
            for number in (other.student_id, 4040):
                await mother.forge(word.format(number))
                await c.settle()
                assert "Этого больше нет" in mother.toasts[-1].text
        assert (await agreed(c, other.student_id)).parents == frozenset()
        await other.visitor.forge(f"co:give:{own.student_id}:employers")
        await c.settle()
        assert "Этого больше нет" in other.visitor.toasts[-1].text


async def test_withdrawing_says_before_what_it_means_and_tells_the_others(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        mother = await parent(c, child)
        await go(c, mother, "Согласия", "Участие", "Согласен")
        await tap(c, mother, "Участие", "Отозвать согласие")
        assert "через 30 дней" in mother.last.text
        assert (await agreed(c, child.student_id)).participates
        await tap(c, mother, "Да, отозвать")
        assert not (await agreed(c, child.student_id)).participates
        for who in (child.visitor, coordinator):
            assert f"для {child.code}" in who.last.text
            assert "Участие" in who.last.text
        async with c.app.db.reading() as session:
            rows = await session.scalars(
                select(Consent).where(Consent.giver == Giver.GUARDIAN).order_by(Consent.id)
            )
            assert [(each.purpose, each.given) for each in rows] == [
                (Purpose.PARTICIPATION, True),
                (Purpose.PARTICIPATION, False),
            ]


async def test_a_paper_at_school_is_a_consent_too(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, coordinator, "Обучающиеся", "11А", child.code, "Согласие на бумаге", "Участие")
        assert "Участие: обучающийся — да, родитель — да" in coordinator.last.text
        assert (await agreed(c, child.student_id)).participates
        await tap(c, coordinator, "Согласие на бумаге", "Участие")
        assert not (await agreed(c, child.student_id)).participates


async def test_a_wrong_parent_is_unlinked_by_the_school(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        wrong = await parent(c, child)
        await go(c, wrong, "Согласия", "Участие", "Согласен")
        await go(c, coordinator, "Обучающиеся", "11А", child.code, "Согласие на бумаге", "Отвязать")
        assert "ни один родитель" in coordinator.last.text
        assert not (await agreed(c, child.student_id)).participates
        await wrong.start()
        await c.settle()
        assert "Мои дети" not in str(labels(wrong.last))
        assert "отвязан" in child.visitor.last.text


async def test_a_parent_leaves_by_themselves(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        mother = await parent(c, child)
        await go(c, mother, "Мои дети", "Это не мой", "Да, отвязать")
        assert "больше не связаны" in mother.last.text
        async with c.app.db.reading() as session:
            row = (await session.scalars(select(Guardian))).one()
            assert row.ended_at is not None


async def test_a_coordinator_hands_a_code_over_on_paper(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child, grown = await pupil(c, school), await pupil(c, school, age=Age.ADULT)
        await go(c, coordinator, "Обучающиеся", "11А", child.code, "Код для родителя")
        assert code_on(coordinator)
        await go(c, coordinator, "Обучающиеся", "11А", grown.code)
        assert "Код для родителя" not in str(labels(coordinator.last))


async def test_a_new_text_is_a_new_version_and_people_are_asked_once(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        child = await pupil(c, school)
        await c.administrator.start()
        await c.settle()
        await go(c, c.administrator, "Тексты согласий", "Напоминания")
        assert "Редакция 1" in c.administrator.last.text
        await c.say(c.administrator, "Новый текст <b>согласия</b> на напоминания, понятный каждому.")
        assert "<b>согласия</b>" in c.administrator.last.text
        await tap(c, c.administrator, "Опубликовать")
        assert "редакция 2" in c.administrator.last.text
        assert "изменился" in child.visitor.last.text
        await tap(c, child.visitor, "Согласия", "Напоминания")
        assert "редакция 2" in child.visitor.last.text
        assert "согласие от 1 июня 2026, редакция 1" in child.visitor.last.text
        await tap(c, child.visitor, "с новым текстом")
        async with c.app.db.reading() as session:
            last = await session.scalar(select(Consent).order_by(Consent.id.desc()).limit(1))
            assert last is not None
            assert (last.purpose, last.version, last.given) == (Purpose.REMINDERS, 2, True)
            versions = await session.scalars(
                select(ConsentText.version).where(ConsentText.purpose == Purpose.REMINDERS)
            )
            assert sorted(versions) == [1, 1, 2, 2]
        await c.kill()  # a start brings no version anew
        async with c.app.db.reading() as session:
            assert await session.scalar(select(func.max(ConsentText.version))) == 2


@pytest.mark.parametrize("body", ["Да.", "😀" * 1600, "т" * 3001])
async def test_a_text_that_is_too_short_or_too_long_is_refused_when_it_is_typed(
    tmp_path: Path, body: str
) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        await go(c, c.administrator, "Тексты согласий", "Напоминания")
        await c.say(c.administrator, body)
        assert "от 20 до 3000 знаков" in c.administrator.last.text
        await c.say(c.administrator, "т" * 3000)
        assert "т" * 3000 in c.administrator.last.text
        await tap(c, c.administrator, "Опубликовать")
        assert "редакция 2" in c.administrator.last.text


@pytest.mark.parametrize(
    ("age", "pupil_says", "parents_say", "covered"),
    [
        (Age.MINOR, True, True, True),
        (Age.MINOR, True, False, False),
        (Age.MINOR, False, True, False),
        (Age.ADULT, True, False, True),
        (Age.ADULT, False, True, False),
    ],
)
def test_who_has_to_agree(age: Age, pupil_says: bool, parents_say: bool, covered: bool) -> None:
    one = frozenset({Purpose.PARTICIPATION})
    found = Standing(age, one if pupil_says else frozenset(), one if parents_say else frozenset())
    assert found.participates is covered
