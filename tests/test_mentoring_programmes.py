"""Programmes of mentoring: shipped, kept by the methodist, put on a pair, ticked, with a tip of the week."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import (
    MentoringProgramme,
    MentoringStep,
    OrganisationKind,
    Pair,
    PairKind,
    PairState,
    Role,
    StepMark,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import trainee
from tests.pair_people import actor_of, agreed_pupils, companion, pairs_where, seat_of
from tests.taps import go, labels, tap

MONDAY = datetime(2026, 10, 5, 10, 0)


async def hospital_pair(c: City) -> tuple[Visitor, Visitor, str]:
    """A curator, a mentor and the code of a specialist, who are a pair since Monday."""
    hospital = await c.organisation("Больница (демо)", OrganisationKind.EMPLOYER)
    who = await c.join("Инна Демо", Role.COORDINATOR, hospital)
    nurse = await companion(c, Role.MENTOR, hospital, "старшая медсестра")
    newcomer = await actor_of(c, await trainee(c, who, hospital, "медсестра"))
    mentor, services = await actor_of(c, nurse), c.app.services
    offer = await services.offers.offer(await actor_of(c, who), (None, newcomer.person_id), mentor.person_id)
    await services.offers.answer(mentor, offer.offer_id, agrees=True)
    await services.offers.answer(newcomer, offer.offer_id, agrees=True)
    await c.settle()
    return who, nurse, f"С-{hospital}-{newcomer.person_id}"


async def mornings(c: City, last: datetime) -> None:
    """Every morning and noon up to a day, as the tick sees them."""
    while c.clock.now() < c.clock.at(last):
        c.clock.freeze(c.clock.now() + timedelta(hours=3))
        await c.app.services.pair_programmes.tick()
        await c.settle()


async def test_the_curator_chooses_a_programme_and_the_mentor_ticks_its_steps(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        who, nurse, code = await hospital_pair(c)
        mark = nurse.mark
        await go(c, who, "Наставничество", "Пары", code, "Программа")
        assert "Программы у этой пары нет" in who.last.text
        await tap(c, who, "Выбрать программу")
        assert [label for label in labels(who.last) if "шагов" in label] == [
            "Молодой специалист: первый год на месте · шагов: 7"
        ]
        await tap(c, who, "Молодой специалист")
        assert "Сделано: 0 из 7" in who.last.text
        assert "2. Первая неделя: что уже понятно, что пока нет — 12 октября 2026" in who.last.text
        assert not [label for label in labels(who.last) if label in ("▫️ 1", "✅ 1")]
        [told] = nurse.received_since(mark)
        assert f"Куратор выбрал программу для пары {code}" in told.text
        await tap(c, nurse, "Открыть шаги", "▫️ 1")
        assert "Сделано: 1 из 7" in nurse.last.text
        assert nurse.toasts[-1].text == "Отметили: сделано"
        assert "💡 Спросите: «Какой вопрос вы стесняетесь задать?»" in nurse.last.text
        [pair] = await pairs_where(c)
        async with c.app.db.reading() as session:
            step = (await session.scalars(select(StepMark.step_id))).one()
        heard = len(nurse.toasts)
        await nurse.forge(f"jy:{pair.id}:{step}:1")  # the same tap again
        await c.settle()
        assert [toast.text for toast in nurse.toasts[heard:]] == ["Отметили: сделано"]
        assert "Сделано: 1 из 7" in nurse.last.text
        await tap(c, nurse, "✅ 1")
        assert "Сделано: 0 из 7" in nurse.last.text
        await go(c, nurse, "Шаги программ", code)
        assert "Сделано: 0 из 7" in nurse.last.text


async def test_a_tip_comes_once_in_the_week_of_its_step(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        who, nurse, code = await hospital_pair(c)
        await go(c, who, "Наставничество", "Пары", code, "Программа", "Выбрать", "Молодой специалист")
        mark = nurse.mark
        await mornings(c, datetime(2026, 10, 5, 22, 0))
        [first] = nurse.received_since(mark)
        assert "Совет недели" in first.text
        assert f"{code} · Первый день" in first.text
        mark = nurse.mark
        await mornings(c, datetime(2026, 11, 9, 22, 0))
        second, third = nurse.received_since(mark)  # the first week, the first month
        assert "Первая неделя" in second.text
        assert (second.date.date().isoformat(), second.date.hour) == ("2026-10-12", 10)
        assert "Первый месяц" in third.text
        assert third.date.date().isoformat() == "2026-11-02"
        await tap(c, nurse, "Открыть шаги")
        assert "Сделано: 0 из 7" in nurse.last.text


async def test_a_tip_of_the_new_year_holidays_waits_for_the_first_working_morning(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 12, 28, 10, 0)) as c:
        who, nurse, code = await hospital_pair(c)
        await go(c, who, "Наставничество", "Пары", code, "Программа", "Выбрать", "Молодой специалист")
        await tap(c, nurse, "Открыть шаги", "▫️ 1")  # the first day is done: no tip about it
        mark = nurse.mark
        await mornings(c, datetime(2027, 1, 13, 22, 0))
        [tip] = nurse.received_since(mark)  # the week of the fourth of January has no working day
        assert "Первая неделя" in tip.text
        assert tip.date.date().isoformat() == "2027-01-11"


async def test_pupils_have_no_tips_in_summer_and_paused_pairs_none_at_all(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 5, 25, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        tutor = await companion(c, Role.TUTOR, school, "психолог")
        methodist = await c.join("Марина Демо", Role.METHODIST)
        children = await agreed_pupils(c, school, 2)
        curator, services = await actor_of(c, who), c.app.services
        await services.attachment.attach_class(curator, await seat_of(c, tutor), 11, "А")
        boss = await actor_of(c, methodist)
        made = await services.mentoring_programmes.add(boss, PairKind.TUTOR_PUPIL, "Шаг за шагом")
        for days in ("0", "14"):
            made = await services.mentoring_programmes.add_step(boss, made.programme_id, f"Шаг {days}", days)
        for step in made.steps:
            await services.mentoring_programmes.change_step(boss, step.step_id, "tip", "Спросите о мечте")
        first, second = await pairs_where(c)
        for pair in (first, second):
            await services.pair_programmes.put(curator, pair.id, made.programme_id)
        await services.pairs.pause(curator, second.id)
        c.clock.freeze(datetime(2026, 5, 25, 10, 10))
        await c.settle()
        mark = tutor.mark
        await mornings(c, datetime(2026, 6, 30, 22, 0))
        [tip] = tutor.received_since(mark)
        assert f"{children[0].code} · Шаг 0" in tip.text
        assert children[1].code not in tip.text


async def test_the_methodist_makes_a_programme_and_what_pairs_have_done_stays(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        who, nurse, code = await hospital_pair(c)
        boss = await c.join("Марина Демо", Role.METHODIST)
        await go(c, boss, "Программы наставничества")
        assert len([label for label in labels(boss.last) if "шагов: 7" in label]) == 2
        await tap(c, boss, "Новая программа", "работодатель и молодой специалист")
        await c.say(boss, "Молодой специалист: первый год на месте")
        assert "для таких пар уже есть" in boss.last.text
        await c.say(boss, "Первые сто дней")
        await tap(c, boss, "➕ Шаг")
        await c.say(boss, "Познакомить с отделениями")
        await c.say(boss, "скоро")
        assert "Нужно число дней от 0 до 1000" in boss.last.text
        await c.say(boss, "3")
        assert "1. Познакомить с отделениями — на 3-й день" in boss.last.text
        await tap(c, boss, "Темы")
        await c.say(boss, "Дежурства\nПациенты\n\nДежурства")
        assert "Свои темы встреч: Дежурства, Пациенты" in boss.last.text
        await tap(c, boss, "1", "Совет")
        await c.say(boss, "Начните со столовой")
        assert "💡" in boss.last.text
        await go(c, who, "Наставничество", "Пары", code, "Программа", "Выбрать", "Первые сто дней")
        await tap(c, nurse, "Открыть шаги", "▫️ 1")
        await go(c, boss, "Программы наставничества", "Первые сто дней", "1", "Убрать шаг")
        assert "Этот шаг уже отметили пары" in boss.toasts[-1].text
        await tap(c, boss, "Название шага")
        await c.say(boss, "Познакомить со всеми отделениями")
        assert "Познакомить со всеми отделениями" in boss.last.text
        await tap(c, boss, "Скрыть")
        await go(c, who, "Наставничество", "Пары", code, "Программа")
        assert "Сделано: 1 из 1" in who.last.text  # the pair goes on by it
        await tap(c, who, "Выбрать")
        assert not [label for label in labels(who.last) if "сто дней" in label]
        await tap(c, who, "Без программы")
        assert "Программы у этой пары нет" in who.last.text
        [pair] = await pairs_where(c)
        assert pair.programme_id is None


@pytest.mark.parametrize("edited", [True, False])
async def test_what_the_methodist_has_edited_is_not_overwritten_at_the_next_start(
    tmp_path: Path, edited: bool
) -> None:
    async with city(tmp_path, MONDAY) as c:
        boss = await c.join("Марина Демо", Role.METHODIST)
        async with c.app.db.transaction() as session:
            step = (await session.scalars(select(MentoringStep).order_by(MentoringStep.id).limit(1))).one()
            step.tip = "Своими словами"
        if edited:
            await go(c, boss, "Программы наставничества", "Студент-целевик", "Название")
            await c.say(boss, "Студент по договору")
        await c.kill()
        async with c.app.db.reading() as session:
            found = list(await session.scalars(select(MentoringProgramme)))
            assert len(found) == 2
            tips = set(await session.scalars(select(MentoringStep.tip)))
            assert ("Своими словами" in tips) is edited
            assert len(list(await session.scalars(select(MentoringStep)))) == 14


async def test_a_mentor_ticks_only_steps_of_own_pairs_that_go_on(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        who, nurse, code = await hospital_pair(c)
        await go(c, who, "Наставничество", "Пары", code, "Программа", "Выбрать", "Молодой специалист")
        [pair] = await pairs_where(c)
        async with c.app.db.reading() as session:
            own, other = [
                (
                    await session.scalars(
                        select(MentoringStep.id)
                        .join(MentoringProgramme, MentoringProgramme.id == MentoringStep.programme_id)
                        .where(MentoringProgramme.kind == kind)
                        .limit(1)
                    )
                ).one()
                for kind in (PairKind.EMPLOYER_SPECIALIST, PairKind.EMPLOYER_STUDENT)
            ]
        foreign = await companion(c, Role.MENTOR, pair.organisation_id, "фельдшер")
        for visitor, step in ((foreign, own), (nurse, other)):
            await visitor.forge(f"jy:{pair.id}:{step}:1")
            await c.settle()
            assert visitor.toasts[-1].alert
        await go(c, who, "Наставничество", "Пары", code, "Завершить", "Цель достигнута")
        await nurse.forge(f"jy:{pair.id}:{own}:1")
        await c.settle()
        assert "Эта пара уже завершена" in nurse.toasts[-1].text
        async with c.app.db.reading() as session:
            assert list(await session.scalars(select(StepMark))) == []
            assert (await session.scalars(select(Pair))).one().state is PairState.CLOSED
