"""Somebody who could be accompanied: who is suggested and why, the offer, the words of both sides."""

from datetime import date
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.errors import NotFound
from bot.handlers.access import Has
from bot.handlers.member_labels import role_name
from bot.handlers.mentoring.curated_pairs import mentor_of
from bot.handlers.mentoring.desk_taps import (
    CURATES,
    AnswerTap,
    ChooseTutorTap,
    CuratedPairTap,
    DeskTap,
    OfferTap,
    PupilsTap,
    TargetTap,
    TraineeTap,
    WithdrawTap,
    called,
)
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.models import OfferState, PairKind, Role, Side, Sphere
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.codes import LETTERS
from bot.services.mentoring.desk import MentoringDesk, TargetView
from bot.services.mentoring.offer_views import OfferRow
from bot.services.mentoring.offers import Offers
from bot.services.mentoring.suggestions import Suggestion
from bot.texts import Words, shorten

router = Router(name="mentoring_offers")

ASKED = Has(*TABLE[Action.CHECKINS_LOG], *TABLE[Action.ACCOMPANIED])
"""Those who can be one of a pair."""
TRAINEE_KINDS = (PairKind.EMPLOYER_STUDENT, PairKind.EMPLOYER_SPECIALIST)
SPHERES = tuple(Sphere)


@router.callback_query(TargetTap.filter(F.act == "open"), CURATES)
async def open_target(
    tap: CallbackQuery, callback_data: TargetTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """A pupil or a trainee: who accompanies them, who could."""
    await show(tap, target_card(await mentoring_desk.target(actor, callback_data.target), words))


@router.callback_query(TargetTap.filter(F.act == "suggest"), CURATES)
async def suggest(
    tap: CallbackQuery, callback_data: TargetTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """Who could, the best first."""
    found = await offers.suggestions(actor, callback_data.target)
    await show(tap, suggestions(found, callback_data, words))


@router.callback_query(OfferTap.filter(), CURATES)
async def offer(
    tap: CallbackQuery, callback_data: OfferTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """Both are asked."""
    target = callback_data.student or None, callback_data.trainee or None
    row = await offers.offer(actor, target, callback_data.mentor, callback_data.follows or None)
    text = words.html(
        "pair-offer-made",
        name=called(Role.MENTOR, row.mentor, words),
        mentee=row.mentee,
        day=row.expires_on,
    )
    back = TargetTap(act="open", student=callback_data.student, trainee=callback_data.trainee)
    await show(tap, Rendered(text, rows(way_back(words, back))))


@router.callback_query(WithdrawTap.filter(), CURATES)
async def withdraw(
    tap: CallbackQuery, callback_data: WithdrawTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """Nobody is asked any further."""
    row = await offers.withdraw(actor, callback_data.offer)
    text = words.html("pair-offer-withdrawn", mentee=row.mentee, open=row.state is not OfferState.WITHDRAWN)
    await show(tap, Rendered(text, rows([menu_button(words)])))


@router.callback_query(TargetTap.filter(F.act == "kind"), CURATES)
async def ask_kind(tap: CallbackQuery, callback_data: TargetTap, words: Words) -> None:
    """A student, or a specialist?"""
    buttons = [
        [
            button(
                words.label(f"mentors-trainee-{kind.value}"),
                TraineeTap(trainee=callback_data.trainee, kind=place).pack(),
            )
        ]
        for place, kind in enumerate(TRAINEE_KINDS)
    ]
    back = way_back(words, TargetTap(act="open", trainee=callback_data.trainee))
    await show(tap, Rendered(words.html("mentors-trainee-kind-ask"), rows(*buttons, back)))


@router.callback_query(TraineeTap.filter(F.sphere < 0), CURATES)
async def ask_field(tap: CallbackQuery, callback_data: TraineeTap, words: Words) -> None:
    """In which field?"""
    buttons = [
        button(
            words.label(f"sphere-{sphere.value}"), callback_data.model_copy(update={"sphere": place}).pack()
        )
        for place, sphere in enumerate(SPHERES)
    ]
    back = way_back(words, TargetTap(act="open", trainee=callback_data.trainee))
    await show(tap, Rendered(words.html("mentors-trainee-sphere-ask"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(TraineeTap.filter(), CURATES)
async def set_kind(
    tap: CallbackQuery, callback_data: TraineeTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """It is known now."""
    if not 0 <= callback_data.kind < len(TRAINEE_KINDS) or callback_data.sphere >= len(SPHERES):
        raise NotFound
    kind, sphere = TRAINEE_KINDS[callback_data.kind], SPHERES[callback_data.sphere]
    await offers.set_trainee(actor, callback_data.trainee, kind, sphere)
    text = words.html(
        "mentors-trainee-set",
        kind=words.label(f"mentors-trainee-{kind.value}"),
        sphere=words.label(f"sphere-{sphere.value}"),
    )
    find = TargetTap(act="suggest", trainee=callback_data.trainee)
    back = way_back(words, TargetTap(act="open", trainee=callback_data.trainee))
    await show(tap, Rendered(text, rows([button(words.label("pair-offer-find"), find.pack())], back)))


@router.callback_query(MenuTap.filter(F.to == "mentoring-offers"), ASKED)
async def open_waiting(tap: CallbackQuery, actor: Actor, words: Words, offers: Offers) -> None:
    """What waits for the person's word."""
    found = await offers.waiting(actor)
    buttons = [
        [
            button(
                words.label("pair-offer-line", mentee=row.mentee, day=words.short_day(row.expires_on)),
                tap_of(row),
            )
        ]
        for row in found[:20]
    ]
    text = words.html("pair-offer-waiting", count=len(found))
    await show(tap, Rendered(text, rows(*buttons, [menu_button(words)])))


@router.callback_query(AnswerTap.filter(F.word == "look"), ASKED)
async def look(
    tap: CallbackQuery, callback_data: AnswerTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """An offer again."""
    await show(tap, answered(await offers.one(actor, callback_data.offer), words))


@router.callback_query(AnswerTap.filter(), ASKED)
async def answer(
    tap: CallbackQuery, callback_data: AnswerTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """«Согласен» or «Не сейчас»."""
    row = await offers.answer(actor, callback_data.offer, agrees=callback_data.word == "yes")
    await show(tap, answered(row, words), toast=words.label("pair-offer-answer-toast"))


def target_card(view: TargetView, words: Words) -> Rendered:
    """Who accompanies somebody, who was asked, what can be done."""
    student_id, trainee_id = view.target
    kinds = {pair.kind for pair in view.pairs}
    text = text_of(
        words.html(
            "mentors-target",
            code=view.code,
            kind=words.label(f"mentors-trainee-{view.kind.value}") if view.kind else view.class_name,
            sphere=words.label(f"sphere-{view.sphere.value}") if view.sphere else "",
            known=view.sphere is not None,
        ),
        None if view.pairs else words.html("mentors-target-alone"),
        None if view.agreed else words.html("mentors-target-waits"),
        *(
            words.html(
                "mentors-target-offer",
                name=called(Role.MENTOR, each.mentor, words),
                place=each.mentor_place,
                day=each.expires_on,
                mentor=_word(each.mentor_agreed),
                mentee=_word(each.mentee_agreed),
            )
            for each in view.offers
        ),
    )
    pairs = [
        [
            button(
                words.label("mentors-target-pair", name=shorten(mentor_of(pair, words), 50)),
                CuratedPairTap(act="open", pair=pair.pair_id).pack(),
            )
        ]
        for pair in view.pairs
    ]
    acts: list[InlineKeyboardButton] = []
    if student_id and view.agreed and PairKind.TUTOR_PUPIL not in kinds:
        chosen = ChooseTutorTap(place=view.organisation_id, student=student_id).pack()
        acts.append(button(words.label("mentors-give-tutor"), chosen))
    wanted = PairKind.STUDENT_PUPIL if student_id else view.kind
    if view.agreed and wanted not in kinds and not view.offers:
        find = TargetTap(act="suggest", student=student_id or 0, trainee=trainee_id or 0).pack()
        acts.append(button(words.label("pair-offer-find"), find))
    if trainee_id:
        change = TargetTap(act="kind", trainee=trainee_id).pack()
        acts.append(button(words.label("mentors-trainee-change"), change))
    back_ = [
        [button(words.label("pair-offer-withdraw"), WithdrawTap(offer=each.offer_id).pack())]
        for each in view.offers
    ]
    return Rendered(text, rows(*pairs, *in_rows(acts, 2), *back_, way_back(words, _origin(view))))


def _origin(view: TargetView) -> PupilsTap | DeskTap:
    if view.target[0] is None:
        return DeskTap(act="trainees", place=view.organisation_id)
    grade, letter = int(view.class_name[:-1]), LETTERS.index(view.class_name[-1])
    return PupilsTap(place=view.organisation_id, grade=grade, letter=letter)


def _word(agrees: bool | None) -> str:
    return "waits" if agrees is None else "yes" if agrees else "no"


def suggestions(found: list[Suggestion], wanted: TargetTap, words: Words) -> Rendered:
    """Who could accompany, each with the reasons."""
    lines = [
        words.html(
            "pair-offer-suggestion",
            order=order,
            name=called(Role.MENTOR, each.mentor.position, words, each.mentor.membership_id),
            place=each.organisation,
            reasons=reasons_of(each.reasons, words),
            load=each.mentor.load,
            limit=each.mentor.limit,
        )
        for order, each in enumerate(found, start=1)
    ]
    buttons = [
        button(
            words.label("pair-offer-choose", order=order),
            OfferTap(
                student=wanted.student,
                trainee=wanted.trainee,
                mentor=each.mentor.person_id,
                follows=wanted.follows,
            ).pack(),
        )
        for order, each in enumerate(found, start=1)
    ]
    head = words.html("pair-offer-suggestions", count=len(found), instead=bool(wanted.follows))
    back = (
        CuratedPairTap(act="open", pair=wanted.follows)
        if wanted.follows
        else TargetTap(act="open", student=wanted.student, trainee=wanted.trainee)
    )
    text = text_of(head, *(part for line in lines for part in (BLANK, line)))
    return Rendered(text, rows(*in_rows(buttons, 3), way_back(words, back)))


def reasons_of(reasons: tuple[str, ...], words: Words) -> str:
    """«та же сфера, руки свободны»."""
    named = [words.label(f"pair-offer-reason-{reason}") for reason in reasons]
    return ", ".join(named or [words.label("pair-offer-reason-none")])


def tap_of(row: OfferRow) -> str:
    """The way to an offer."""
    return AnswerTap(offer=row.offer_id, word="look").pack()


def answered(row: OfferRow, words: Words) -> Rendered:
    """An offer as one of the two sees it after their word, or before."""
    side = (row.side or Side.MENTEE).value
    about = {
        "name": row.mentor or role_name(Role.MENTOR, words),
        "mentee": row.mentee,
        "place": row.mentor_place,
        "day": row.expires_on,
    }
    if row.state is OfferState.AGREED:
        return Rendered(words.html(f"pair-offer-agreed-{side}", **about), rows([menu_button(words)]))
    if row.state is OfferState.OPEN and row.said is None:
        return asked(row.offer_id, side, row.organisation, about, words)
    if row.state is OfferState.OPEN:
        return Rendered(words.html("pair-offer-thanks", day=row.expires_on), rows([menu_button(words)]))
    declined = row.said is False
    return Rendered(words.html("pair-offer-closed", declined=declined), rows([menu_button(words)]))


def asked(
    offer_id: int,
    side: str,
    organisation: str,
    about: dict[str, Any],
    words: Words,
    *,
    turn: str = "first",
) -> Rendered:
    """«Вам предлагают…» with both answers."""
    text = words.html(
        f"pair-offer-asked-{side}",
        **about,
        organisation=organisation,
        turn=turn,
    )
    buttons = [
        button(words.label("pair-offer-yes"), AnswerTap(offer=offer_id, word="yes").pack()),
        button(words.label("pair-offer-no"), AnswerTap(offer=offer_id, word="no").pack()),
    ]
    return Rendered(text, rows(buttons))


def offer_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A pair is suggested: both sides are asked."""
    return asked(
        arguments["offer"],
        arguments["side"],
        arguments["organisation"],
        _about(arguments, words),
        words,
        turn=arguments["turn"],
    )


def agreed_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Both have agreed."""
    side = arguments["side"]
    text = words.html(f"pair-offer-agreed-{side}", **_about(arguments, words))
    if side == "curator":
        return Rendered(text, rows([_target_button(arguments, words)], [menu_button(words)]))
    part = "my-pairs" if side == "mentor" else "my-mentor"
    look = [button(words.label(f"menu-{part}"), MenuTap(to=part).pack())]
    return Rendered(text, rows(look, [menu_button(words)]))


def nobody_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For the curator: nobody is asked any further, and why."""
    text = words.html(f"pair-offer-nobody-{arguments['why']}", mentee=arguments["mentee"])
    return Rendered(text, rows([_target_button(arguments, words)], [menu_button(words)]))


def passed_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For whoever had agreed: it did not come about."""
    text = words.html(f"pair-offer-passed-{arguments['side']}", **_about(arguments, words))
    return Rendered(text, rows([menu_button(words)]))


def _about(arguments: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        "name": arguments["mentor"] or role_name(Role.MENTOR, words),
        "mentee": arguments["mentee"],
        "place": arguments["place"],
        "day": date.fromisoformat(arguments["day"]),
    }


def _target_button(arguments: dict[str, Any], words: Words) -> InlineKeyboardButton:
    wanted = TargetTap(act="open", student=arguments["student"], trainee=arguments["trainee"])
    return button(words.label("pair-offer-open-target"), wanted.pack())
