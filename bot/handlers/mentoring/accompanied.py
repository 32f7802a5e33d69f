"""«Мой наставник»: who accompanies me, what comes next, words to them, and «Мне некомфортно»."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.handlers.access import Has, May
from bot.handlers.mentoring.taps import DiscomfortTap, PairTap, ShowPassportTap, WriteTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.mentoring.pair_rows import PairRow
from bot.services.mentoring.pairs import Pairs
from bot.services.mentoring.passports import PassportRow, Passports
from bot.services.mentoring.relays import LONGEST, Relays
from bot.services.mentoring.signals import Signals
from bot.texts import Html, Words

router = Router(name="accompanied")

ACCOMPANIED = May(Action.ACCOMPANIED)
EITHER = Has(*TABLE[Action.ACCOMPANIED], *TABLE[Action.CHECKINS_LOG])


class RelayForm(StatesGroup):
    """A message to the other side is typed; the data hold the pair and where to return to."""

    text = State()


class DiscomfortForm(StatesGroup):
    """A few words to one's own signal; the data hold its number."""

    words = State()


class MoreWordsTap(CallbackData, prefix="zl"):
    """Say in a few words what it is, to one's own signal."""

    signal: int


@router.callback_query(MenuTap.filter(F.to == "my-mentor"), ACCOMPANIED)
async def open_own(
    tap: CallbackQuery, actor: Actor, words: Words, pairs: Pairs, passports: Passports
) -> None:
    """Everybody who accompanies the person."""
    found = await pairs.accompanied(actor)
    await show(tap, accompanied_view(found, await passports.own(actor), words))


@router.callback_query(WriteTap.filter(), ACCOMPANIED)
async def ask_mentee_words(
    tap: CallbackQuery, callback_data: WriteTap, words: Words, state: FSMContext
) -> None:
    """Write to the mentor."""
    await _ask_words(tap, callback_data.pair, MenuTap(to="my-mentor"), words, state)


@router.callback_query(PairTap.filter(F.act == "write"), May(Action.CHECKINS_LOG))
async def ask_mentor_words(
    tap: CallbackQuery, callback_data: PairTap, words: Words, state: FSMContext
) -> None:
    """Write to the one who is accompanied."""
    await _ask_words(tap, callback_data.id, PairTap(act="open", id=callback_data.id), words, state)


async def _ask_words(
    tap: CallbackQuery, pair: int, back: CallbackData, words: Words, state: FSMContext
) -> None:
    await state.set_state(RelayForm.text)
    await state.set_data({"pair": pair, "back": back.pack()})
    lines = rows([button(words.label("back"), back.pack()), menu_button(words)])
    await show(tap, Rendered(words.html("relay-ask", limit=LONGEST), lines), fresh=True)


@router.message(StateFilter(RelayForm.text), TYPED, EITHER)
async def words_typed(
    message: Message, actor: Actor, words: Words, relays: Relays, state: FSMContext, clock: Clock
) -> None:
    """Passed on by the bot; no chat between the two is ever opened."""
    data = await state.get_data()
    at = await relays.say(actor, data["pair"], str(message.message_id), message.text or "")
    later = at > clock.now()
    back = rows([button(words.label("back"), data["back"]), menu_button(words)])
    await say(message, Rendered(words.html("relay-sent", later=later, at=clock.at(at)), back))
    await state.clear()


@router.callback_query(DiscomfortTap.filter(), ACCOMPANIED)
async def uncomfortable(
    tap: CallbackQuery,
    callback_data: DiscomfortTap,
    actor: Actor,
    words: Words,
    signals: Signals,
    clock: Clock,
) -> None:
    """One tap, and the curator knows; the mentor never does."""
    assert tap.message is not None
    source = f"{tap.message.message_id}:{clock.today().isoformat()}"
    number = await signals.uncomfortable(actor, callback_data.pair or None, source)
    more = [button(words.label("discomfort-more"), MoreWordsTap(signal=number).pack())]
    await show(tap, Rendered(words.html("discomfort-sent"), rows(more, [menu_button(words)])), fresh=True)


@router.callback_query(MoreWordsTap.filter(), ACCOMPANIED)
async def ask_more(tap: CallbackQuery, callback_data: MoreWordsTap, words: Words, state: FSMContext) -> None:
    """In a few words, if one likes."""
    await state.set_state(DiscomfortForm.words)
    await state.set_data({"signal": callback_data.signal})
    await show(tap, Rendered(words.html("discomfort-ask"), rows([menu_button(words)])), fresh=True)


@router.message(StateFilter(DiscomfortForm.words), TYPED, ACCOMPANIED)
async def more_typed(
    message: Message, actor: Actor, words: Words, signals: Signals, state: FSMContext
) -> None:
    """Only the curator reads it."""
    number = (await state.get_data())["signal"]
    await signals.explain(actor, number, message.text or "")
    await say(message, Rendered(words.html("discomfort-told"), rows([menu_button(words)])))
    await state.clear()


def accompanied_view(found: list[PairRow], passport: PassportRow | None, words: Words) -> Rendered:
    """Who it is (by position, never by name), what comes next, and the ways to speak."""
    texts: list[Html] = []
    for row in found:
        texts.append(
            words.html(
                "my-mentor-line",
                kind=row.kind.value,
                position=row.mentor,
                known=bool(row.mentor),
                planned=row.next_on is not None,
                day=row.next_on or row.began_on,
            )
        )
        if row.next_step:
            texts.append(words.html("pair-next-step", step=words.label(f"next-step-{row.next_step}")))
    writes = [
        [
            button(
                words.label(
                    "my-mentor-write", kind=row.kind.value, position=row.mentor, known=bool(row.mentor)
                ),
                WriteTap(pair=row.pair_id).pack(),
            )
        ]
        for row in found
    ]
    approved = passport is not None and passport.approved
    shows = [
        [
            button(
                words.label("passport-show", on=row.passport_shown, kind=row.kind.value),
                ShowPassportTap(pair=row.pair_id).pack(),
            )
        ]
        for row in found
        if approved
    ]
    pair = found[0].pair_id if len(found) == 1 else 0
    text = text_of(words.html("my-mentor-head", count=len(found)), BLANK, *texts)
    return Rendered(text, rows(*writes, *shows, [discomfort_button(pair, words)], [menu_button(words)]))


def discomfort_button(pair: int, words: Words) -> InlineKeyboardButton:
    """Always the same words at the same place."""
    return button(words.label("discomfort"), DiscomfortTap(pair=pair).pack())


def relay_notice(arguments: dict[str, object], words: Words) -> Rendered:
    """What the other side wrote, and the way to answer."""
    pair = int(str(arguments["pair"]))
    from_mentor = arguments["side"] == "mentor"
    text = words.html(
        "relay-notice",
        side=arguments["side"],
        kind=arguments["kind"],
        who=arguments["who"],
        text=arguments["text"],
    )
    if from_mentor:
        answer = button(words.label("relay-answer"), WriteTap(pair=pair).pack())
        return Rendered(text, rows([answer], [discomfort_button(pair, words)]))
    answer = button(words.label("relay-answer"), PairTap(act="write", id=pair).pack())
    return Rendered(
        text, rows([answer], [button(words.label("pair-open"), PairTap(act="open", id=pair).pack())])
    )


def heard_notice(_: dict[str, object], words: Words) -> Rendered:
    """The curator has seen it."""
    return Rendered(words.html("discomfort-heard"), rows([menu_button(words)]))
