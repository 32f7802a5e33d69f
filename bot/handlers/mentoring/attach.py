"""Pupils and whole classes get a tutor; everybody of one who leaves goes to another."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.handlers.mentoring.desk_taps import (
    CURATES,
    AttachClassTap,
    AttachTap,
    ChooseTutorTap,
    ClassesTap,
    CuratedPairTap,
    DeskTap,
    HandOneTap,
    HandTap,
    MentorTap,
    PupilsTap,
    TargetTap,
    called,
    mentor_name,
)
from bot.handlers.menu import menu_button
from bot.handlers.pages import known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.actor import Actor
from bot.services.codes import LETTERS, letter_at
from bot.services.mentoring.attachment import Attached, Attachment, HandOver
from bot.services.mentoring.desk import ClassesView, MentoringDesk
from bot.services.mentoring.mentors import ClassView, MentorRow
from bot.texts import Html, Words, shorten

router = Router(name="mentoring_attach")


@router.callback_query(ClassesTap.filter(), CURATES)
async def open_classes(
    tap: CallbackQuery, callback_data: ClassesTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """The classes with those who have no tutor."""
    view = await mentoring_desk.classes(actor, callback_data.place, callback_data.seat)
    await show(tap, classes(view, words))


@router.callback_query(PupilsTap.filter(), CURATES)
async def open_class(
    tap: CallbackQuery, callback_data: PupilsTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """One class by codes."""
    letter = letter_at(callback_data.letter)
    view = await mentoring_desk.pupils(
        actor, callback_data.place, callback_data.grade, letter, callback_data.seat
    )
    await show(tap, pupils(view, callback_data.page, words))


@router.callback_query(ChooseTutorTap.filter(), CURATES)
async def choose_tutor(
    tap: CallbackQuery,
    callback_data: ChooseTutorTap,
    actor: Actor,
    words: Words,
    mentoring_desk: MentoringDesk,
) -> None:
    """Which tutor?"""
    await show(tap, tutors(await mentoring_desk.tutors(actor, callback_data.place), callback_data, words))


@router.callback_query(AttachClassTap.filter(), CURATES)
async def attach_class(
    tap: CallbackQuery, callback_data: AttachClassTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """The whole class."""
    letter = letter_at(callback_data.letter)
    done = await attachment.attach_class(actor, callback_data.seat, callback_data.grade, letter)
    await show(tap, attached(done, words), toast=words.label("mentors-attached-toast", count=done.made))


@router.callback_query(AttachTap.filter(), CURATES)
async def attach(
    tap: CallbackQuery, callback_data: AttachTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """One pupil; the rest of the class stays on the screen."""
    done = await attachment.attach(actor, callback_data.seat, callback_data.student)
    await show(tap, attached(done, words), toast=words.label("mentors-attached-toast", count=done.made))


@router.callback_query(MentorTap.filter(F.act == "hand"), CURATES)
async def choose_successor(
    tap: CallbackQuery, callback_data: MentorTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """To whom does everybody go?"""
    row, others = await mentoring_desk.others(actor, callback_data.seat)
    await show(tap, successors(row, others, words))


@router.callback_query(HandTap.filter(~F.sure), CURATES)
async def ask_hand_over(
    tap: CallbackQuery, callback_data: HandTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """So many people would go: sure?"""
    plan = await attachment.hand_over_plan(
        actor, callback_data.place, callback_data.person, callback_data.seat
    )
    await show(tap, hand_over_question(plan, words))


@router.callback_query(HandTap.filter(), CURATES)
async def hand_over(
    tap: CallbackQuery, callback_data: HandTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """Everybody goes."""
    count = await attachment.hand_over(actor, callback_data.place, callback_data.person, callback_data.seat)
    back = [button(words.label("mentors-part-mentors"), _mentors(callback_data.place).pack())]
    text = words.html("mentors-handed", count=count)
    await show(tap, Rendered(text, rows(back, [menu_button(words)])))


@router.callback_query(HandOneTap.filter(), CURATES)
async def hand_one(
    tap: CallbackQuery, callback_data: HandOneTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """One pupil goes."""
    number = await attachment.hand_one(actor, callback_data.pair, callback_data.seat)
    opened = [button(words.label("mentors-open-pair"), CuratedPairTap(act="open", pair=number).pack())]
    text = words.html("mentors-handed-one")
    await show(tap, Rendered(text, rows(opened, [menu_button(words)])))


def classes(view: ClassesView, words: Words) -> Rendered:
    """Classes with those who have no tutor."""
    place, seat = view.organisation_id, view.tutor.membership_id if view.tutor else 0
    buttons = [
        button(
            words.label(
                "mentors-class-line",
                name=f"{each.grade}{each.letter}",
                without=each.without,
                pupils=each.pupils,
            ),
            PupilsTap(place=place, grade=each.grade, letter=LETTERS.index(each.letter), seat=seat).pack(),
        )
        for each in view.classes
    ]
    text = text_of(
        words.html("mentors-classes-head", count=sum(each.without for each in view.classes)),
        _room(view.tutor, words),
        words.html("mentors-waiting", count=waiting)
        if (waiting := sum(each.waiting for each in view.classes))
        else None,
    )
    back = MentorTap(act="open", seat=seat) if seat else DeskTap(act="open", place=place)
    return Rendered(text, rows(*in_rows(buttons, 2), way_back(words, back)))


def pupils(view: ClassView, page: int, words: Words) -> Rendered:
    """A class by codes; with a tutor, those whom one tap attaches."""
    place, grade, letter = view.organisation_id, view.grade, LETTERS.index(view.letter)
    seat = view.tutor.membership_id if view.tutor else 0
    here = PupilsTap(place=place, grade=grade, letter=letter, seat=seat)
    shown = [each for each in view.pupils if not seat or (each.tutor is None and each.agreed)]
    shown.sort(key=lambda each: (each.tutor is not None, not each.agreed))  # who needs one comes first
    page = known_page(len(shown), page)
    buttons = [
        button(
            words.label("mentors-pupil", code=each.code, has=each.tutor is not None, agreed=each.agreed),
            AttachTap(seat=seat, student=each.student_id).pack()
            if seat
            else TargetTap(act="open", student=each.student_id).pack(),
        )
        for each in page_of(shown, page)
    ]
    whole = (
        AttachClassTap(seat=seat, grade=grade, letter=letter)
        if seat
        else ChooseTutorTap(place=place, grade=grade, letter=letter)
    )
    everybody = [button(words.label("mentors-attach-class", count=view.without), whole.pack())]
    text = text_of(
        words.html("mentors-class", name=f"{grade}{view.letter}", without=view.without),
        _room(view.tutor, words),
        words.html("mentors-waiting", count=view.waiting) if view.waiting else None,
        words.html("mentors-class-attach" if seat else "mentors-class-open") if shown else None,
    )
    turn = leaf(len(shown), page, words, lambda number: here.model_copy(update={"page": number}))
    back = way_back(words, ClassesTap(place=place, seat=seat))
    return Rendered(text, rows(everybody if view.without else [], *in_rows(buttons, 2), turn, back))


def attached(done: Attached, words: Words) -> Rendered:
    """What has been done, and the class as it is now."""
    if done.shown is None:
        return Rendered(words.html("mentors-class-empty"), rows([menu_button(words)]))
    shown = pupils(done.shown, 0, words)
    head = words.html("mentors-attached", made=done.made, already=done.already, waiting=done.waiting)
    return Rendered(text_of(head, shown.text), shown.keyboard)


def tutors(found: list[MentorRow], wanted: ChooseTutorTap, words: Words) -> Rendered:
    """Tutors with room, the freest first."""

    def chosen(row: MentorRow) -> str:
        seat = row.membership_id
        if wanted.pair:
            return HandOneTap(pair=wanted.pair, seat=seat).pack()
        if wanted.student:
            return AttachTap(seat=seat, student=wanted.student).pack()
        return AttachClassTap(seat=seat, grade=wanted.grade, letter=wanted.letter).pack()

    buttons = [
        [
            button(
                words.label(
                    "mentors-choose-line",
                    name=shorten(mentor_name(row, words), 40),
                    load=row.load,
                    limit=row.limit,
                ),
                chosen(row),
            )
        ]
        for row in found[:20]
    ]
    if wanted.pair:
        back = way_back(words, CuratedPairTap(act="open", pair=wanted.pair))
    elif wanted.student:
        back = way_back(words, TargetTap(act="open", student=wanted.student))
    else:
        back = way_back(words, PupilsTap(place=wanted.place, grade=wanted.grade, letter=wanted.letter))
    invite = [button(words.label("mentors-part-invite"), DeskTap(act="invite", place=wanted.place).pack())]
    text = words.html("mentors-choose-tutor", count=len(found))
    return Rendered(text, rows(*buttons, [] if found else invite, back))


def successors(row: MentorRow, others: list[MentorRow], words: Words) -> Rendered:
    """Those of the same role in the same place."""
    buttons = [
        [
            button(
                words.label(
                    "mentors-choose-line",
                    name=shorten(mentor_name(each, words), 40),
                    load=each.load,
                    limit=each.limit,
                ),
                HandTap(place=row.organisation_id, person=row.person_id, seat=each.membership_id).pack(),
            )
        ]
        for each in others[:20]
    ]
    text = words.html("mentors-hand-ask", name=mentor_name(row, words), count=len(others))
    invite = [
        button(words.label("mentors-part-invite"), DeskTap(act="invite", place=row.organisation_id).pack())
    ]
    back = way_back(words, MentorTap(act="open", seat=row.membership_id))
    return Rendered(text, rows(*buttons, [] if others else invite, back))


def hand_over_question(plan: HandOver, words: Words) -> Rendered:
    """So many people would go: sure?"""
    text = words.html(
        "mentors-hand-sure",
        count=plan.count,
        name=called(plan.to.role, plan.from_position, words),
        to=mentor_name(plan.to, words),
        load=plan.to.load,
        limit=plan.to.limit,
    )
    sure = HandTap(place=plan.organisation_id, person=plan.from_person, seat=plan.to.membership_id, sure=True)
    yes = [button(words.label("mentors-hand-yes", count=plan.count), sure.pack())]
    return Rendered(text, rows(yes if plan.count else [], way_back(words, _mentors(plan.organisation_id))))


def _mentors(place: int) -> DeskTap:
    return DeskTap(act="mentors", place=place)


def _room(tutor: MentorRow | None, words: Words) -> Html | None:
    """How many places a tutor has left."""
    if tutor is None:
        return None
    name = mentor_name(tutor, words)
    return words.html("mentors-room", name=name, load=tutor.load, limit=tutor.limit)
