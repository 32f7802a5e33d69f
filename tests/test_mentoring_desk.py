"""The curator's desk: tutors for pupils and classes, limits, handing everybody over, pairs and journals."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.models import (
    CheckIn,
    CloseReason,
    Consent,
    Giver,
    Invite,
    MeetingForm,
    MentorCard,
    OrganisationKind,
    Pair,
    PairState,
    Purpose,
    Role,
    StudentState,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import Pupil, pupil
from tests.pair_people import actor_of, agreed_pupils, companion, pairs_where, seat_of
from tests.taps import go, label_like, labels, tap
from tests.test_access import everything

AUTUMN = datetime(2026, 10, 5, 10, 0)


async def later(c: City, **ahead: int) -> None:
    """Time passes, and what waits is sent."""
    c.clock.freeze(c.clock.now() + timedelta(**ahead))
    await c.settle()


async def school_with_coordinator(c: City, name: str = "Школа № 37 (демо)") -> tuple[int, Visitor]:
    school = await c.organisation(name, OrganisationKind.SCHOOL)
    return school, await c.join("Ольга Демо", Role.COORDINATOR, school)


async def test_a_class_gets_a_tutor_in_a_few_taps_and_everybody_hears_once(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        tutor = await companion(c, Role.TUTOR, school, "педагог-психолог")
        children = await agreed_pupils(c, school, 3)
        waiting = await pupil(c, school)
        [other] = await agreed_pupils(c, school, 1, letter="Б")
        mark = tutor.mark
        await go(c, who, "Наставничество")
        assert "Тьюторов и наставников: 1" in who.last.text
        assert "Без тьютора: 4" in who.last.text
        assert "Ждут согласия родителя: 1" in who.last.text
        await tap(c, who, "Без тьютора, по классам")
        assert labels(who.last)[:2] == ["11А · 3 из 4", "11Б · 1 из 1"]
        await tap(c, who, "11А")
        assert f"⏳ {waiting.code}" in labels(who.last)
        await tap(c, who, "Прикрепить всех без тьютора (3)")
        assert "К кому прикрепить?" in who.last.text
        await tap(c, who, "тьютор, педагог-психолог · 0/30")
        assert who.toasts[-1].text == "Прикреплено: 3"
        assert "Прикреплено: 3. Ждут согласия родителя: 1" in who.last.text
        await go(c, who, "Наставничество", "по классам", "11Б", other.code, "Дать тьютора", "педагог")
        assert who.toasts[-1].text == "Прикреплено: 1"
        assert tutor.received_since(mark) == []
        await later(c, minutes=6)
        [told] = tutor.received_since(mark)
        assert "К вам прикрепили обучающихся: 4" in told.text
        for child in (*children, other):
            assert "Вас сопровождает тьютор, педагог-психолог" in child.visitor.last.text
        found = await pairs_where(c)
        assert {pair.student_id for pair in found} == {each.student_id for each in (*children, other)}
        assert {pair.state for pair in found} == {PairState.ACTIVE}
        await tap(c, who, "Меню")
        await go(c, who, "Наставничество", "по классам", "11А", waiting.code)
        assert "Нужно согласие на участие" in who.last.text
        assert not [label for label in labels(who.last) if "тьютора" in label]


async def test_the_same_tap_twice_gives_one_tutor(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        first = await companion(c, Role.TUTOR, school, "педагог-психолог")
        second = await companion(c, Role.TUTOR, school, "учитель физики")
        [child] = await agreed_pupils(c, school, 1)
        seats = [await seat_of(c, first), await seat_of(c, second)]
        await go(c, who, "Наставничество")
        for seat in (seats[0], seats[0], seats[1]):
            await who.forge(f"jj:{seat}:{child.student_id}")
            await c.settle()
        assert "Уже с тьютором: 1" in who.last.text
        assert len(await pairs_where(c)) == 1


async def test_two_coordinators_at_once_give_each_pupil_one_tutor(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        other = await c.join("Вера Демо", Role.COORDINATOR, school)
        seats = [
            await seat_of(c, await companion(c, Role.TUTOR, school, position))
            for position in ("педагог-психолог", "учитель физики")
        ]
        curators = [await actor_of(c, each) for each in (who, other)]
        children = await agreed_pupils(c, school, 4)
        done = await asyncio.gather(
            *(
                c.app.services.attachment.attach_class(actor, seat, 11, "А")
                for actor, seat in zip(curators, seats, strict=True)
            )
        )
        assert sorted(each.made for each in done) == [0, 4]
        assert sorted(pair.student_id or 0 for pair in await pairs_where(c)) == [
            each.student_id for each in children
        ]


async def test_a_full_tutor_is_refused_kindly_and_nothing_is_lost(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        await companion(c, Role.TUTOR, school, "педагог-психолог")
        await agreed_pupils(c, school, 6)
        await go(c, who, "Наставничество", "Тьюторы и наставники", "педагог", "Предел")
        assert "сейчас сопровождает 0, предел — 30" in who.last.text
        await c.press(who, "5")
        assert "предел — 5" in who.last.text
        await tap(c, who, "Прикрепить обучающихся", "11А", "Прикрепить всех")
        assert who.toasts[-1].alert
        assert who.toasts[-1].text == (
            "Не хватает мест: сейчас 0 из 5, нужно ещё 6. Поднимите предел в карточке или выберите другого. "
            "Ничего не изменилось."
        )
        assert await pairs_where(c) == []
        first = next(label for label in labels(who.last) if "▫️" in label)
        await c.press(who, first)  # one by one the screen stays on the class
        assert "0 из 5" not in who.last.text
        assert "тьютор, педагог-психолог: 1 из 5" in who.last.text
        await tap(c, who, "Назад", "Назад", "Предел")
        await c.press(who, "10")
        await tap(c, who, "Прикрепить обучающихся", "11А", "Прикрепить всех без тьютора (5)")
        assert "6 из 10" in who.last.text
        assert len(await pairs_where(c)) == 6


async def test_papers_and_field_are_ticked_and_a_double_tap_changes_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        college = await c.organisation("Колледж (демо)", OrganisationKind.COLLEGE)
        who = await c.join("Инна Демо", Role.COORDINATOR, college)
        mentor = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        await go(c, who, "Наставничество", "Тьюторы и наставники")
        assert "📄 наставник, студент, 3 курс · 0/3" in labels(who.last)
        await tap(c, who, "студент, 3 курс", "Сфера", "Медицина")
        assert "Сфера: Медицина" in who.last.text
        seat = await seat_of(c, mentor)
        await tap(c, who, "▫️ Согласие", "▫️ Приказ")
        await who.forge(f"jd:{seat}:order:1")
        await c.settle()
        assert {"✅ Согласие", "✅ Приказ"} <= set(labels(who.last))
        async with c.app.db.reading() as session:
            card = (await session.scalars(select(MentorCard))).one()
            assert card.consent_at is not None
            assert card.order_at is not None
        await tap(c, who, "✅ Приказ", "Назад")
        assert "📄 наставник, студент, 3 курс · 0/3" in labels(who.last)


async def test_the_curator_invites_a_tutor_by_a_link_that_works_once(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        await go(c, who, "Наставничество", "Пригласить", "тьютор")
        await c.say(who, "учитель биологии")
        assert "Роль: тьютор" in who.last.text
        assert "до 12 октября 2026" in who.last.text
        link = next(word for word in who.last.text.split() if "start=i" in word)
        token = link.partition("start=")[2]
        newcomer = c.telegram.person("Новый Демо", "тьютор")
        await newcomer.start(token)
        await c.settle()
        assert "тьютор" in newcomer.last.text
        late = c.telegram.person("Чужой Демо")
        await late.start(token)
        await c.settle()
        assert "Этим приглашением уже воспользовались" in late.last.text
        await go(c, who, "Наставничество", "Тьюторы и наставники")
        assert "📄 тьютор, учитель биологии · 0/30" in labels(who.last)
        await go(c, who, "Наставничество", "Пригласить", "наставник", "Без должности")
        assert "Роль: наставник" in who.last.text
        async with c.app.db.reading() as session:
            places = await session.scalars(select(Invite.organisation_id).order_by(Invite.id.desc()).limit(2))
            assert set(places) == {school}


async def twelve(c: City, school: int, who: Visitor, tutor: Visitor) -> list[Pupil]:
    """Twelve pupils of a tutor; the first has met the tutor twice and means to meet again."""
    children = await agreed_pupils(c, school, 12)
    services, seat = c.app.services, await seat_of(c, tutor)
    await services.attachment.attach_class(await actor_of(c, who), seat, 11, "А")
    await later(c, minutes=6)
    first = (await pairs_where(c, Pair.student_id == children[0].student_id))[0]
    mine = await actor_of(c, tutor)
    for day in (6, 9):
        c.clock.freeze(datetime(2026, 10, day, 12, 0))
        await services.check_ins.log(mine, first.id, day, date(2026, 10, day), MeetingForm.MEETING, 0)
    async with c.app.db.transaction() as session:
        pair = await session.get_one(Pair, first.id)
        pair.next_on, pair.next_step = date(2026, 10, 30), "visit"
    return children


async def test_twelve_pupils_are_handed_over_with_their_journals(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        await c.administrator.start()
        await c.settle()
        school, who = await school_with_coordinator(c)
        old = await companion(c, Role.TUTOR, school, "педагог-психолог")
        new = await companion(c, Role.TUTOR, school, "учитель химии")
        children = await twelve(c, school, who, old)
        boss = await actor_of(c, c.administrator)
        gone = await actor_of(c, old)
        await c.app.services.people.end_membership(boss, await seat_of(c, old), None)
        c.clock.freeze(datetime(2026, 10, 12, 10, 0))
        await c.settle()
        marks = {each.student_id: each.visitor.mark for each in children}
        left, came = old.mark, new.mark
        await go(c, who, "Наставничество", "Тьюторы и наставники")
        assert "🚪 тьютор, педагог-психолог · 12/30" in labels(who.last)
        await tap(c, who, "🚪")
        assert "Роль снята, а пары остались" in who.last.text
        await tap(c, who, "Передать всех другому", "учитель химии")
        assert "Передать всех (12 чел.)?" in who.last.text
        assert len(await pairs_where(c, Pair.state == PairState.CLOSED)) == 0
        await tap(c, who, "Да, передать (12)")
        assert "Передано подопечных: 12" in who.last.text
        closed = await pairs_where(c, Pair.state == PairState.CLOSED)
        fresh = await pairs_where(c, Pair.state == PairState.ACTIVE)
        assert {pair.close_reason for pair in closed} == {CloseReason.HANDED_OVER}
        assert [pair.follows_id for pair in fresh] == [pair.id for pair in closed]
        assert [pair.student_id for pair in fresh] == [each.student_id for each in children]
        assert (fresh[0].next_on, fresh[0].next_step) == (date(2026, 10, 30), "visit")
        assert {pair.next_on for pair in closed} == {None}
        [told] = new.received_since(came)
        assert "Вам передали подопечных: 12" in told.text
        for child in children:
            [heard] = child.visitor.received_since(marks[child.student_id])
            assert "Теперь вас сопровождает тьютор, учитель химии" in heard.text
        await go(c, who, "Наставничество", "Пары", children[0].code, "Журнал")
        assert "Журнал встреч: 2" in who.last.text
        assert "6 октября 2026 · 🤝 Встреча, 45 мин · Выбор пути" in who.last.text
        after = await c.app.services.pairs.journal(await actor_of(c, new), fresh[0].id)
        assert [meeting.held_on.day for meeting in after] == [9, 6]
        assert old.received_since(left) == []  # who has left is told nothing and keeps nothing
        await c.say(old, "/menu")
        for word in (f"jw:open:{closed[0].id}", f"jw:open:{fresh[0].id}", "m:mentoring-steps"):
            await old.forge(word)
            await c.settle()
        assert not [message for message in old.received_since(left) if children[0].code in message.text]
        assert gone.person_id not in {pair.mentor_id for pair in fresh}
        await go(c, who, "Наставничество", "Тьюторы и наставники")
        assert not [label for label in labels(who.last) if "педагог-психолог" in label]


async def test_a_tutor_who_stays_hears_that_the_pupils_went_on(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        old = await companion(c, Role.TUTOR, school, "педагог-психолог")
        await companion(c, Role.TUTOR, school, "учитель химии")
        children = await twelve(c, school, who, old)
        mark = old.mark
        await go(c, who, "Наставничество", "Пары", children[3].code, "Подобрать другого", "учитель химии")
        assert "тьютор новый, журнал встреч тот же" in who.last.text
        [told] = old.received_since(mark)
        assert "передали другому: 1" in told.text
        await tap(c, who, "Открыть пару")
        assert "тьютор, учитель химии" in who.last.text
        assert len(await pairs_where(c, Pair.state == PairState.ACTIVE)) == 12


async def test_handing_over_to_somebody_without_room_changes_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        old = await companion(c, Role.TUTOR, school, "педагог-психолог")
        await companion(c, Role.TUTOR, school, "учитель химии", limit=10)
        await twelve(c, school, who, old)
        await go(c, who, "Наставничество", "Тьюторы и наставники", "педагог", "Передать всех", "химии")
        await tap(c, who, "Да, передать (12)")
        assert who.toasts[-1].text.startswith("Не хватает мест: сейчас 0 из 10, нужно ещё 12")
        assert await pairs_where(c, Pair.state == PairState.CLOSED) == []


async def test_a_pair_is_paused_goes_on_and_ends_with_a_reason(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        tutor = await companion(c, Role.TUTOR, school, "педагог-психолог")
        [child] = await agreed_pupils(c, school, 1)
        await c.app.services.attachment.attach_class(await actor_of(c, who), await seat_of(c, tutor), 11, "А")
        await go(c, who, "Наставничество", "Пары", child.code)
        assert "Пара идёт с 5 октября 2026" in who.last.text
        assert "Встретиться надо до 4 ноября 2026" in who.last.text
        number = (await pairs_where(c))[0].id
        await tap(c, who, "Пауза")
        await who.forge(f"jr:pause:{number}:0")  # the same tap again
        await c.settle()
        assert "На паузе" in who.last.text
        c.clock.freeze(datetime(2026, 10, 26, 10, 0))
        await tap(c, who, "Продолжить")
        assert "Встретиться надо до 25 ноября 2026" in who.last.text
        c.clock.freeze(datetime(2026, 10, 30, 10, 0))
        await who.forge(f"jr:resume:{number}:0")  # again: the days are counted on
        await c.settle()
        assert "Встретиться надо до 25 ноября 2026" in who.last.text
        await tap(c, who, "Завершить")
        assert f"Почему завершаем пару {child.code}" in who.last.text
        await tap(c, who, "Цель достигнута")
        assert "Пара завершена" in who.last.text
        assert not [label for label in labels(who.last) if "Пауза" in label or "Завершить" in label]
        await who.forge(f"jr:resume:{number}:0")
        await c.settle()
        assert who.toasts[-1].text == "Эта пара уже завершена. Журнал сохранён."
        [pair] = await pairs_where(c)
        assert (pair.state, pair.close_reason) == (PairState.CLOSED, CloseReason.REACHED)
        await go(c, who, "Наставничество", "Пары", "Завершённые пары")
        assert label_like(who.last, child.code)


async def test_who_has_left_is_accompanied_no_more_and_a_double_goes_on(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        tutor = await companion(c, Role.TUTOR, school, "педагог-психолог")
        leaver, double, kept, withdrawn = await agreed_pupils(c, school, 4)
        curator, services = await actor_of(c, who), c.app.services
        for child in (leaver, double, withdrawn):
            await services.attachment.attach(curator, await seat_of(c, tutor), child.student_id)
        await later(c, minutes=6)
        await services.register.dismiss(curator, leaver.student_id, StudentState.LEFT)
        await services.register.merge(curator, double.student_id, kept.student_id)
        async with c.app.db.transaction() as session:
            session.add(
                Consent(
                    student_id=withdrawn.student_id,
                    purpose=Purpose.PARTICIPATION,
                    version=1,
                    giver=Giver.PAPER,
                    person_id=withdrawn.person_id,
                    given=False,
                    at=c.clock.now(),
                )
            )
        mark, left = tutor.mark, leaver.visitor.mark
        for _ in range(2):
            await services.departures.tick()
            await c.settle()
        first, second, third = await pairs_where(c)
        assert (first.state, first.close_reason) == (PairState.CLOSED, CloseReason.MOVED)
        assert (second.state, second.student_id) == (PairState.ACTIVE, kept.student_id)
        assert third.state is PairState.PAUSED
        [told] = tutor.received_since(mark)
        assert f"Пара с {leaver.code} завершена" in told.text
        asked = [each.text for each in leaver.visitor.received_since(left) if "прошло" in each.text]
        assert asked == []


async def test_a_coordinator_of_another_school_reaches_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, who = await school_with_coordinator(c)
        tutor = await companion(c, Role.TUTOR, school, "педагог-психолог")
        await companion(c, Role.TUTOR, school, "учитель химии")
        college = await c.organisation("Колледж (демо)", OrganisationKind.COLLEGE)
        mentor = await companion(c, Role.MENTOR, college, "студент, 3 курс")
        [child, *_] = await twelve(c, school, who, tutor)
        [free] = await agreed_pupils(c, school, 1, letter="Б")
        mine, theirs = await actor_of(c, tutor), await actor_of(c, mentor)
        offer = await c.app.services.offers.offer(
            await actor_of(c, who), (child.student_id, None), theirs.person_id
        )
        pair = (await pairs_where(c))[0].id
        seats = {"tutor": await seat_of(c, tutor), "mentor": await seat_of(c, mentor)}
        seat = seats["tutor"]
        _, stranger = await school_with_coordinator(c, "Школа № 2 (демо)")
        await later(c, minutes=10)
        await go(c, stranger, "Наставничество")
        before, mark = await everything(c), stranger.mark
        forged = [
            *(f"ja:{act}:{school}:0" for act in ("open", "mentors", "trainees", "pairs", "past")),
            *(f"jb:{act}:{seat}" for act in ("open", "limit", "hand")),
            *(f"jc:{seat}:{field}:1" for field in ("sphere", "limit")),
            f"jd:{seat}:order:1",
            f"jd:{seats['mentor']}:order:1",
            f"je:{school}:0",
            f"je:{school}:{seat}",
            f"jf:{school}:11:0:0:0",
            f"jf:{school}:11:0:{seat}:0",
            f"jg:{school}:11:0:0:0",
            f"jh:{seat}:11:1",
            f"jj:{seat}:{free.student_id}",
            f"jk:{school}:{mine.person_id}:{seat + 1}:0",
            f"jk:{school}:{mine.person_id}:{seat + 1}:1",
            f"jl:{pair}:{seat + 1}",
            *(f"jm:{act}:{child.student_id}:0:0" for act in ("open", "suggest")),
            f"jo:{child.student_id}:0:{theirs.person_id}:0",
            f"jo:{free.student_id}:0:{theirs.person_id}:0",
            f"jp:{offer.offer_id}",
            f"jq:{offer.offer_id}:yes",
            *(f"jr:{act}:{pair}:0" for act in ("open", "pause", "end", "journal")),
            f"js:{pair}:0",
            f"jw:open:{pair}",
            f"jw:choose:{pair}",
            f"jx:{pair}:1",
        ]
        for word in forged:
            await stranger.forge(word)
            await c.settle()
            assert stranger.toasts[-1].alert, word
        after = await everything(c)
        different = {name for name, found in after.items() if found != before[name]}
        assert different <= {"inbox_updates", "peers"}, different
        for message in stranger.received_since(mark):
            assert child.code not in message.text
            assert "психолог" not in message.text
        async with c.app.db.reading() as session:
            assert len(list(await session.scalars(select(CheckIn)))) == 2
