"""The pairs of an organisation and what the curator does with one: pause, go on, another, end, journal."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.mentoring.desk_taps import (
    CURATES,
    ChooseTutorTap,
    CuratedPairTap,
    DeskTap,
    EndTap,
    TargetTap,
    called,
)
from bot.handlers.mentoring.own_pairs import meeting_line
from bot.handlers.mentoring.programme_taps import PairProgrammeTap
from bot.handlers.mentoring.signals import TalkTap
from bot.handlers.mentoring.taps import END_REASONS, JournalFileTap
from bot.handlers.pages import BLANK, PAGE, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.models import PairKind, PairState, Role
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.mentoring.desk import MentoringDesk
from bot.services.mentoring.pair_rows import Meeting, PairRow
from bot.services.mentoring.pairs import Pairs
from bot.texts import Words, shorten

router = Router(name="mentoring_curated_pairs")


@router.callback_query(DeskTap.filter(F.act.in_({"pairs", "past"})), CURATES)
async def open_pairs(
    tap: CallbackQuery,
    callback_data: DeskTap,
    actor: Actor,
    words: Words,
    mentoring_desk: MentoringDesk,
    clock: Clock,
) -> None:
    """Those that go on, or those that have ended."""
    closed = callback_data.act == "past"
    found = await mentoring_desk.pairs(actor, callback_data.place, closed=closed)
    await show(tap, listed(found, callback_data, clock, words))


@router.callback_query(CuratedPairTap.filter(F.act == "open"), CURATES)
async def open_pair(
    tap: CallbackQuery, callback_data: CuratedPairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """One pair."""
    await show(tap, pair_card(await pairs.curated_one(actor, callback_data.pair), actor, clock, words))


@router.callback_query(CuratedPairTap.filter(F.act.in_({"pause", "resume"})), CURATES)
async def pause(
    tap: CallbackQuery, callback_data: CuratedPairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """Nobody is asked for a while, or again."""
    row = await pairs.pause(actor, callback_data.pair, paused=callback_data.act == "pause")
    await show(tap, pair_card(row, actor, clock, words), toast=words.label("mentors-saved"))


@router.callback_query(CuratedPairTap.filter(F.act == "end"), CURATES)
async def ask_reason(
    tap: CallbackQuery, callback_data: CuratedPairTap, actor: Actor, words: Words, pairs: Pairs
) -> None:
    """Why does it end?"""
    row = await pairs.curated_one(actor, callback_data.pair)
    buttons = [
        [
            button(
                words.label(f"close-{reason.value}"),
                EndTap(pair=row.pair_id, reason=place).pack(),
            )
        ]
        for place, reason in enumerate(END_REASONS)
    ]
    text = words.html("mentors-end-ask", mentee=row.mentee, name=mentor_of(row, words))
    back = way_back(words, CuratedPairTap(act="open", pair=row.pair_id))
    await show(tap, Rendered(text, rows(*buttons, back)))


@router.callback_query(EndTap.filter(), CURATES)
async def end(
    tap: CallbackQuery, callback_data: EndTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """It has ended."""
    if not 0 <= callback_data.reason < len(END_REASONS):
        raise NotFound
    row = await pairs.close(actor, callback_data.pair, END_REASONS[callback_data.reason])
    await show(tap, pair_card(row, actor, clock, words), toast=words.label("mentors-ended-toast"))


@router.callback_query(CuratedPairTap.filter(F.act == "journal"), CURATES)
async def open_journal(
    tap: CallbackQuery, callback_data: CuratedPairTap, actor: Actor, words: Words, pairs: Pairs
) -> None:
    """The meetings, the newest first, also with those who accompanied before."""
    found = await pairs.journal(actor, callback_data.pair)
    await show(tap, journal(found, callback_data, words))


def listed(found: list[PairRow], where: DeskTap, clock: Clock, words: Words) -> Rendered:
    """A page of pairs."""
    page = known_page(len(found), where.page)
    today = clock.today()
    buttons = [
        [
            button(
                words.label(
                    "mentors-pair-line",
                    state="late" if row.late(today) else row.state.value,
                    mentee=row.mentee,
                    name=shorten(mentor_of(row, words), 36),
                ),
                CuratedPairTap(act="open", pair=row.pair_id).pack(),
            )
        ]
        for row in page_of(found, page)
    ]
    turn = leaf(len(found), page, words, lambda number: where.model_copy(update={"page": number}))
    past = where.act == "past"
    other = [
        button(
            words.label("mentors-part-pairs" if past else "mentors-part-past"),
            DeskTap(act="pairs" if past else "past", place=where.place).pack(),
        )
    ]
    late = sum(1 for row in found if row.late(today))
    text = words.html("mentors-pairs", count=len(found), past=past, late=late)
    back = way_back(words, DeskTap(act="open", place=where.place))
    return Rendered(text, rows(*buttons, turn, other, back))


def pair_card(row: PairRow, actor: Actor, clock: Clock, words: Words) -> Rendered:
    """All about a pair that is for the curator."""
    closed = row.state is PairState.CLOSED
    text = text_of(
        words.html(
            "mentors-pair",
            mentee=row.mentee,
            name=mentor_of(row, words),
            kind=words.label(f"mentors-kind-{row.kind.value}"),
        ),
        words.html(f"mentors-pair-{row.state.value}", day=row.began_on),
        None if row.mentor_stays or closed else words.html("mentors-pair-left"),
        BLANK,
        words.html("mentors-pair-meetings", count=row.meetings, minutes=row.minutes),
        words.html("mentors-pair-last", day=row.last_on) if row.last_on else None,
        words.html("mentors-pair-next", day=row.next_on) if row.next_on else None,
        words.html("mentors-pair-due", day=row.due_on, late=row.late(clock.today()))
        if row.state is PairState.ACTIVE
        else None,
    )
    number = row.pair_id
    journal_button = button(words.label("mentors-journal"), CuratedPairTap(act="journal", pair=number).pack())
    programme = button(words.label("mentoring-programme"), PairProgrammeTap(act="open", pair=number).pack())
    paused = row.state is PairState.PAUSED
    if row.kind is PairKind.TUTOR_PUPIL:
        other = ChooseTutorTap(place=row.organisation_id, pair=number).pack()
    else:
        trainee = 0 if row.student_id else row.mentee_person or 0
        other = TargetTap(act="suggest", student=row.student_id or 0, trainee=trainee, follows=number).pack()
    acts = [
        button(
            words.label("mentors-pair-act-resume" if paused else "mentors-pair-act-pause"),
            CuratedPairTap(act="resume" if paused else "pause", pair=number).pack(),
        ),
        button(words.label("mentors-pair-act-other"), other),
    ]
    last = [button(words.label("mentors-pair-act-end"), CuratedPairTap(act="end", pair=number).pack())]
    paper = button(words.label("journal-paper"), JournalFileTap(pair=number).pack())
    reads = may(actor, Action.CURATE)
    talk = [button(words.label("signal-talk"), TalkTap(pair=number).pack())] if reads else []
    back = way_back(words, DeskTap(act="past" if closed else "pairs", place=row.organisation_id))
    return Rendered(
        text,
        rows(
            [journal_button, paper],
            [programme, *talk],
            [] if closed else acts,
            [] if closed else last,
            back,
        ),
    )


def journal(found: list[Meeting], where: CuratedPairTap, words: Words) -> Rendered:
    """A page of meetings."""
    page = known_page(len(found), where.page)
    entries = [
        meeting_line(place, each, words)
        for place, each in enumerate(page_of(found, page), start=page * PAGE + 1)
    ]
    turn = leaf(len(found), page, words, lambda number: where.model_copy(update={"page": number}))
    text = text_of(words.html("mentors-journal-head", count=len(found)), BLANK, *entries)
    return Rendered(text, rows(turn, way_back(words, CuratedPairTap(act="open", pair=where.pair))))


def mentor_of(row: PairRow, words: Words) -> str:
    """«тьютор, педагог-психолог», or that they have left."""
    role = Role.TUTOR if row.kind is PairKind.TUTOR_PUPIL else Role.MENTOR
    return called(role, row.mentor, words)
