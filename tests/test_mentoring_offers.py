"""Pairs that are suggested: in which order and why, both agree, silence passes on, another instead."""

import asyncio
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.models import (
    Consent,
    ExamDay,
    Giver,
    Offer,
    OfferState,
    OrganisationKind,
    Pair,
    PairKind,
    PairState,
    Purpose,
    Role,
    Sphere,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import pupil, trainee
from tests.pair_people import actor_of, agreed_pupils, companion, pairs_where
from tests.taps import go, labels, tap

MONDAY = datetime(2026, 10, 5, 10, 0)


async def places(c: City) -> tuple[int, int, Visitor]:
    """A school, a college, and the coordinator of the school."""
    school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    college = await c.organisation("Колледж (демо)", OrganisationKind.COLLEGE)
    return school, college, await c.join("Ольга Демо", Role.COORDINATOR, school)


async def offers_now(c: City) -> list[Offer]:
    """Offers as a fresh session reads them."""
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Offer).order_by(Offer.id)))


async def days(c: City, last: datetime) -> None:
    """Half day after half day up to a moment, as the ticks see them."""
    while c.clock.now() < c.clock.at(last):
        c.clock.freeze(min(c.clock.now() + timedelta(hours=6), c.clock.at(last)))
        await c.app.services.offers.tick()
        await c.settle()


async def test_the_best_comes_first_with_the_reasons_and_both_agree(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1, sphere=Sphere.MEDICINE)
        await companion(c, Role.MENTOR, school, "выпускник школы")
        doctor = await companion(c, Role.MENTOR, college, "медик, 3 курс", sphere=Sphere.MEDICINE)
        await companion(c, Role.MENTOR, college, "педагог, 2 курс", sphere=Sphere.PEDAGOGY)
        await companion(c, Role.TUTOR, school, "психолог")
        await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать наставника")
        lines = [line for line in who.last.text.splitlines() if line[:2] in ("1.", "2.", "3.")]
        assert lines == [
            "1. наставник, медик, 3 курс, Колледж (демо)",
            "2. наставник, выпускник школы, Школа № 37 (демо)",
            "3. наставник, педагог, 2 курс, Колледж (демо)",
        ]
        assert "та же сфера, пока никого не сопровождает · 0/3" in who.last.text
        assert "из этой же организации, пока никого не сопровождает" in who.last.text
        mentor_mark, child_mark, mark = doctor.mark, child.visitor.mark, who.mark
        await tap(c, who, "Предложить 1")
        assert "Ждём ответа до 12 октября 2026 включительно" in who.last.text
        [asked] = doctor.received_since(mentor_mark)
        assert f"Кого сопровождать: {child.code}, Школа № 37 (демо)" in asked.text
        assert labels(asked) == ["✅ Согласен(на)", "Не сейчас"]
        [asked] = child.visitor.received_since(child_mark)
        assert "медик, 3 курс, Колледж (демо): расскажет" in asked.text
        await tap(c, child.visitor, "Согласен")
        assert "Теперь ждём ответа второй стороны" in child.visitor.last.text
        assert await pairs_where(c) == []
        await tap(c, doctor, "Согласен")
        assert f"Вы в паре: {child.code}" in doctor.last.text
        assert "У вас есть наставник: медик, 3 курс" in child.visitor.last.text
        assert f"Обе стороны согласны: {child.code}" in who.last.text
        assert len(doctor.received_since(mentor_mark)) == 1  # the answer stands under the button
        assert len(child.visitor.received_since(child_mark)) == 2
        assert len(who.received_since(mark)) == 1
        [pair] = await pairs_where(c)
        assert (pair.kind, pair.state) == (PairKind.STUDENT_PUPIL, PairState.ACTIVE)
        assert pair.organisation_id == school
        await tap(c, who, "Открыть карточку")
        assert not [label for label in labels(who.last) if "Подобрать" in label]
        [offer] = await offers_now(c)
        await doctor.forge(f"jq:{offer.id}:yes")  # the same tap again
        await c.settle()
        assert len(await pairs_where(c)) == 1
        assert not doctor.toasts[-1].alert


async def test_both_who_agree_at_the_same_moment_are_one_pair(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1)
        mentor = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        sides = [await actor_of(c, mentor), await actor_of(c, child.visitor)]
        row = await c.app.services.offers.offer(
            await actor_of(c, who), (child.student_id, None), sides[0].person_id
        )
        await asyncio.gather(
            *(c.app.services.offers.answer(each, row.offer_id, agrees=True) for each in sides)
        )
        assert [pair.state for pair in await pairs_where(c)] == [PairState.ACTIVE]
        assert [offer.state for offer in await offers_now(c)] == [OfferState.AGREED]


async def test_five_working_days_of_silence_pass_the_offer_on(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1, sphere=Sphere.MEDICINE)
        silent = await companion(c, Role.MENTOR, college, "медик, 3 курс", sphere=Sphere.MEDICINE)
        second = await companion(c, Role.MENTOR, college, "педагог, 2 курс")
        await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать", "Предложить 1")
        await tap(c, child.visitor, "Согласен")
        mark, child_mark, next_mark, curator = silent.mark, child.visitor.mark, second.mark, who.mark
        await days(c, datetime(2026, 10, 12, 19, 0))
        assert [offer.state for offer in await offers_now(c)] == [OfferState.OPEN]
        [again] = silent.received_since(mark)
        assert "Напоминаем: ждём вашего ответа" in again.text
        assert (again.date.date().day, again.date.hour) == (9, 10)
        assert child.visitor.received_since(child_mark) == []  # who has agreed is not reminded
        await days(c, datetime(2026, 10, 13, 12, 0))
        first, fresh = await offers_now(c)
        assert (first.state, fresh.state) == (OfferState.EXPIRED, OfferState.OPEN)
        assert (fresh.student_id, fresh.expires_on.isoformat()) == (child.student_id, "2026-10-20")
        [asked] = second.received_since(next_mark)
        assert child.code in asked.text
        assert asked.date.hour >= 9
        [told] = child.visitor.received_since(child_mark)  # one message, not two
        assert "С прошлым предложением не сложилось, так бывает. Вам предлагают другого" in told.text
        assert "педагог, 2 курс, Колледж" in told.text
        assert who.received_since(curator) == []  # nothing to do for the curator yet
        await tap(c, silent, "Согласен")
        assert "Это предложение уже закрыто" in silent.toasts[-1].text
        await tap(c, second, "Не сейчас")
        assert second.last.text == "Хорошо, записали. Спасибо, что ответили."
        [told] = who.received_since(curator)
        assert "наставник не нашёлся: свободных больше нет" in told.text
        assert await pairs_where(c) == []


async def test_who_does_not_want_or_is_silent_is_not_asked_about_one_mentor_after_another(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        refuses, quiet = await agreed_pupils(c, school, 2)
        one = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        await companion(c, Role.MENTOR, college, "студент, 2 курс")
        for child in (refuses, quiet):
            await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать", "Предложить 1")
        for offer in await offers_now(c):
            await c.app.services.offers.answer(await actor_of(c, one), offer.id, agrees=True)
        mark, curator = one.mark, who.mark
        await tap(c, refuses.visitor, "Не сейчас")
        [told] = who.received_since(curator)
        assert f"{refuses.code} пока не хочет наставника" in told.text
        [thanks] = one.received_since(mark)
        assert f"Пара с {refuses.code} не началась" in thanks.text
        await days(c, datetime(2026, 10, 13, 12, 0))
        told = who.received_since(curator)[-1]
        assert f"От {quiet.code} пять рабочих дней нет ответа" in told.text
        assert [offer.state for offer in await offers_now(c)] == [OfferState.DECLINED, OfferState.EXPIRED]


async def test_another_mentor_takes_over_only_when_both_have_agreed(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1)
        old = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        new = await companion(c, Role.MENTOR, college, "студент, 2 курс")
        await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать", "Предложить 1")
        await tap(c, child.visitor, "Согласен")
        await tap(c, old, "Согласен")
        await go(c, who, "Наставничество", "Пары", child.code, "Подобрать другого")
        assert "Прежняя пара остаётся, пока не согласятся оба" in who.last.text
        assert "3 курс" not in who.last.text
        mark = old.mark
        await tap(c, who, "Предложить 1")
        await tap(c, new, "Согласен")
        assert [pair.state for pair in await pairs_where(c)] == [PairState.ACTIVE]
        assert old.received_since(mark) == []
        await tap(c, child.visitor, "Согласен")
        first, second = await pairs_where(c)
        assert (first.state, second.state) == (PairState.CLOSED, PairState.ACTIVE)
        assert second.follows_id == first.id
        [told] = old.received_since(mark)
        assert "передали другому: 1" in told.text


async def test_an_offer_is_taken_back_and_who_agreed_hears_so(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1)
        mentor = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать", "Предложить 1")
        await tap(c, mentor, "Согласен")
        mark, child_mark = mentor.mark, child.visitor.mark
        await go(c, who, "Наставничество", "по классам", "11А", child.code)
        assert "Наставник: согласие есть. Вторая сторона: ждём ответа." in who.last.text
        await tap(c, who, "Отозвать предложение")
        assert "отозвано. Больше никого не спрашиваем" in who.last.text
        [told] = mentor.received_since(mark)
        assert "не началась, так бывает" in told.text
        await tap(c, child.visitor, "Согласен")
        assert "Это предложение уже закрыто" in child.visitor.toasts[-1].text
        assert child.visitor.received_since(child_mark) == []
        await days(c, datetime(2026, 10, 14, 12, 0))
        assert [offer.state for offer in await offers_now(c)] == [OfferState.WITHDRAWN]
        assert await pairs_where(c) == []


async def test_nobody_is_offered_a_mentor_without_consent_and_none_beyond_the_limit(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        waiting = await pupil(c, school, letter="Б")
        first, second = await agreed_pupils(c, school, 2)
        mentor = await companion(c, Role.MENTOR, college, "студент, 3 курс", limit=1)
        person = (await actor_of(c, mentor)).person_id
        await go(c, who, "Наставничество", "по классам", "11Б", waiting.code)
        assert not [label for label in labels(who.last) if "Подобрать" in label]
        await who.forge(f"jo:{waiting.student_id}:0:{person}:0")
        await c.settle()
        assert "до 18 лет — и от родителя" in who.toasts[-1].text
        await go(c, who, "Наставничество", "по классам", "11А", first.code, "Подобрать", "Предложить 1")
        await go(c, who, "Наставничество", "по классам", "11А", second.code, "Подобрать")
        assert "Подходящих наставников со свободными местами нет" in who.last.text
        await tap(c, mentor, "Согласен")
        async with c.app.db.transaction() as session:  # the parent takes the consent back meanwhile
            session.add(
                Consent(
                    student_id=first.student_id,
                    purpose=Purpose.PARTICIPATION,
                    version=1,
                    giver=Giver.PAPER,
                    person_id=first.person_id,
                    given=False,
                    at=c.clock.now(),
                )
            )
        await tap(c, first.visitor, "Согласен")
        assert "согласие на участие отозвано" in first.visitor.toasts[-1].text
        assert await pairs_where(c) == []


async def test_a_pupil_is_not_asked_on_an_exam_day(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, college, who = await places(c)
        [child] = await agreed_pupils(c, school, 1)
        await companion(c, Role.MENTOR, college, "студент, 3 курс")
        async with c.app.db.transaction() as session:
            session.add(ExamDay(grade=11, day=MONDAY.date()))
        mark = child.visitor.mark
        await go(c, who, "Наставничество", "по классам", "11А", child.code, "Подобрать", "Предложить 1")
        assert child.visitor.received_since(mark) == []
        c.clock.freeze(datetime.combine(MONDAY.date() + timedelta(days=1), time(9, 1)))
        await c.settle()
        [asked] = child.visitor.received_since(mark)
        assert "Вам предлагают наставника" in asked.text


async def test_a_young_specialist_gets_a_mentor_of_the_own_organisation(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        hospital = await c.organisation("Больница (демо)", OrganisationKind.EMPLOYER)
        elsewhere = await c.organisation("Лицей (демо)", OrganisationKind.EMPLOYER)
        who = await c.join("Инна Демо", Role.COORDINATOR, hospital)
        nurse = await companion(c, Role.MENTOR, hospital, "старшая медсестра")
        await companion(c, Role.MENTOR, elsewhere, "завуч")
        newcomer = await trainee(c, who, hospital, "медсестра")
        person = (await actor_of(c, newcomer)).person_id
        await go(c, who, "Наставничество", "Студенты и специалисты")
        assert f"▫️ С-{hospital}-{person}, медсестра · молодой специалист" in labels(who.last)
        await tap(c, who, "медсестра", "Студент или специалист", "студент", "Медицина")
        assert "Сохранено: студент, сфера — Медицина" in who.last.text
        await tap(c, who, "Подобрать наставника")
        assert "завуч" not in who.last.text
        await tap(c, who, "Предложить 1")
        await go(c, nurse, "Предложения пары", f"С-{hospital}-{person}", "Согласен")
        assert "Теперь ждём ответа второй стороны" in nurse.last.text
        await go(c, newcomer, "Предложения пары", "С-", "Согласен")
        assert "У вас есть наставник: старшая медсестра" in newcomer.last.text
        [pair] = await pairs_where(c, Pair.trainee_id == person)
        assert pair.kind is PairKind.EMPLOYER_STUDENT
        await go(c, newcomer, "Предложения пары")
        assert "Новых предложений нет" in newcomer.last.text
