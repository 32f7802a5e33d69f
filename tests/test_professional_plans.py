"""The personal professional plan: five answers, the tutor's word, versions, what parents see."""

from pathlib import Path

from sqlalchemy import select

from bot.models import PlanStanding, ProfessionalPlan
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import agreed_by_a_parent, parent
from tests.mentors import MONDAY, tutored
from tests.taps import go, label_like, labels, tap

ANSWERS = (
    "Педагогический колледж, учитель начальных классов",
    "Люблю объяснять младшим",
    "Русский, математику, обществознание",
    "С учительницей первого класса",
    "Социальный работник",
)


async def written(c: City, who: Visitor) -> None:
    await go(c, who, "Мой план", "Начать")
    for answer in ANSWERS:
        await c.say(who, answer)


async def plans(c: City) -> list[ProfessionalPlan]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(ProfessionalPlan).order_by(ProfessionalPlan.version)))


async def test_five_answers_are_returned_once_confirmed_then_and_a_change_is_a_new_version(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil = school.tutor, school.pupils[0].visitor
        await go(c, pupil, "Мой план", "Начать")
        await c.say(pupil, ANSWERS[0])
        assert "2 из 5" in pupil.last.text
        await c.kill()  # what was answered stays
        for answer in ANSWERS[1:]:
            await c.say(pupil, answer)
        assert all(answer in pupil.last.text for answer in ANSWERS)
        await tap(c, pupil, "Отправить тьютору")
        assert "план на проверку" in tutor.last.text
        await tap(c, tutor, "Прочитать")
        assert ANSWERS[4] in tutor.last.text
        await tap(c, tutor, "Вернуть со словом")
        await c.say(tutor, "Подумай о втором колледже")
        assert "Подумай о втором колледже" in pupil.last.text
        await tap(c, pupil, "Мой план", "5")
        await c.say(pupil, "Колледж культуры")
        await tap(c, pupil, "Отправить тьютору")
        await tap(c, tutor, "Прочитать", "Подтвердить")
        assert "Тьютор подтвердил" in pupil.last.text
        assert [each.state for each in await plans(c)] == [PlanStanding.CONFIRMED]
        await tap(c, pupil, "Мой план", "2")
        await c.say(pupil, "Хочу работать с детьми")
        assert "версия 2" in pupil.last.text
        await tap(c, pupil, "Прежние версии", "1")
        assert ANSWERS[1] in pupil.last.text
        first, second = await plans(c)
        assert first.answers["why"] == ANSWERS[1]
        assert second.answers["why"] == "Хочу работать с детьми"


async def test_without_a_tutor_it_waits_and_loses_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        pupil = school.pupils[0].visitor
        await go(c, school.tutor, "Мои подопечные", school.pupils[0].code, "Завершить", "больше не может")
        await written(c, pupil)
        await tap(c, pupil, "Отправить тьютору")
        assert "Тьютор пока не закреплён" in pupil.toasts[-1].text
        assert (await plans(c))[0].answers["spare"] == ANSWERS[4]


async def test_a_parent_sees_it_only_if_the_pupil_agrees(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        child = school.pupils[0]
        mother = await parent(c, child)
        await agreed_by_a_parent(c, child)
        await written(c, child.visitor)
        await go(c, mother, "Мои дети", "Мой план")
        assert "не показывает" in mother.last.text
        assert not any(answer in mother.last.text for answer in ANSWERS)
        await tap(c, child.visitor, "Показать родителям")
        await go(c, mother, "Мои дети", "Мой план")
        assert ANSWERS[0] in mother.last.text
        await tap(c, child.visitor, "Родители видят")
        await go(c, mother, "Мои дети", "Мой план")
        assert "не показывает" in mother.last.text


async def test_an_old_button_of_the_tutor_confirms_nothing_newer(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await tutored(c)
        tutor, pupil = school.tutor, school.pupils[0].visitor
        await written(c, pupil)
        await tap(c, pupil, "Отправить тьютору")
        await tap(c, tutor, "Прочитать")
        old = tutor.last
        await tap(c, pupil, "1")
        await c.say(pupil, "Медицинский колледж")
        await tap(c, pupil, "Отправить тьютору")
        await tutor.press(label_like(old, "Подтвердить"), old)
        await c.settle()
        assert "План уже изменился" in tutor.toasts[-1].text
        assert (await plans(c))[-1].state is PlanStanding.SUBMITTED
        assert labels(pupil.last)
