"""The bank of programmes (2.4.1): by sphere and grade, by words, inline; open to everybody."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)

from bot.errors import NotFound
from bot.handlers.faq import to_menu
from bot.handlers.files import send_stored
from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of
from bot.handlers.replies import TYPED, button, in_rows, offer, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Sphere
from bot.services.grades import in_short
from bot.services.people import Actor
from bot.services.programmes import ProgrammeCard, Programmes
from bot.texts import Html, Words, shorten

router = Router(name="programmes")

LINK = "b"
"""Prefix of a programme in a /start payload; alone it is the bank."""
INLINE_RESULTS, INLINE_SECONDS = 10, 300
ANY = -1


class SearchForm(StatesGroup):
    """What is looked for."""

    text = State()


class BankTap(CallbackData, prefix="bk"):
    """The programmes of a sphere (by place, −1: any) for a grade (0: any)."""

    sphere: int
    grade: int = 0
    page: int = 0


class ProgrammeTap(CallbackData, prefix="pr"):
    """A programme: open it, its file."""

    id: int
    file: bool = False


@router.message(CommandStart(deep_link=True, magic=F.args.regexp(rf"^{LINK}\d{{0,9}}$")))
async def open_link(
    message: Message, command: CommandObject, actor: Actor | None, words: Words, programmes: Programmes
) -> None:
    """A programme that was shared, or the bank."""
    number = (command.args or "").removeprefix(LINK)
    if number:
        await say(message, programme_view(await programmes.one(int(number)), actor, words))
    else:
        await say(message, bank(await programmes.spheres(), actor, words))


@router.callback_query(MenuTap.filter(F.to == "programmes"))
async def open_bank(tap: CallbackQuery, actor: Actor | None, words: Words, programmes: Programmes) -> None:
    """Which sphere?"""
    await show(tap, bank(await programmes.spheres(), actor, words))


@router.callback_query(BankTap.filter())
async def open_list(
    tap: CallbackQuery, callback_data: BankTap, actor: Actor | None, words: Words, programmes: Programmes
) -> None:
    """The programmes, and a choice of grades."""
    if not ANY <= callback_data.sphere < len(Sphere):
        raise NotFound
    sphere = list(Sphere)[callback_data.sphere] if callback_data.sphere != ANY else None
    found, grades = await programmes.listed(sphere, callback_data.grade)
    await show(tap, listed(found, grades, callback_data, actor, words))


@router.callback_query(ProgrammeTap.filter(~F.file))
async def open_programme(
    tap: CallbackQuery, callback_data: ProgrammeTap, actor: Actor | None, words: Words, programmes: Programmes
) -> None:
    """One programme."""
    await show(tap, programme_view(await programmes.one(callback_data.id), actor, words))


@router.callback_query(ProgrammeTap.filter())
async def show_file(
    tap: CallbackQuery, callback_data: ProgrammeTap, words: Words, programmes: Programmes
) -> None:
    """Its file."""
    card = await programmes.one(callback_data.id)
    if card.file_id is None:
        raise NotFound
    await send_stored(tap, card.file_id, words.html("programme-file-caption", title=card.title))


@router.callback_query(MenuTap.filter(F.to == "find-programme"))
async def ask_words(tap: CallbackQuery, actor: Actor | None, words: Words, state: FSMContext) -> None:
    """«Найти»: what?"""
    await state.set_state(SearchForm.text)
    await show(tap, Rendered(words.html("programme-find-ask"), rows(to_bank(actor, words))))


@router.message(StateFilter(SearchForm.text), TYPED)
async def words_typed(
    message: Message, actor: Actor | None, words: Words, programmes: Programmes, state: FSMContext
) -> None:
    """What was found; one can go on looking."""
    found = await programmes.search(message.text or "")
    text = words.html("programme-found", count=len(found))
    await say(message, Rendered(text, rows(*titles(found), to_bank(actor, words))))
    if found:
        await state.clear()


@router.inline_query()
async def inline(query: InlineQuery, words: Words, programmes: Programmes) -> None:
    """@bot and a word in any chat, where no card of facts answers: programmes to send there."""
    found = await programmes.search(without_head(query.query), INLINE_RESULTS)
    results = [
        InlineQueryResultArticle(
            id=f"programme-{card.programme_id}",
            title=card.title,
            description=shorten(f"{card.organisation}. {card.about}", 100),
            input_message_content=InputTextMessageContent(message_text=programme_text(card, words)),
        )
        for card in found
    ]
    start = f"{LINK}{found[0].programme_id}" if found else LINK
    below = InlineQueryResultsButton(text=words.label("programme-inline"), start_parameter=start)
    await offer(query, results, INLINE_SECONDS, below)


def without_head(text: str) -> str:
    """«программа робототехника» asks for «робототехника»; «программы» alone for nothing."""
    head, _, rest = text.strip().partition(" ")
    return rest if head.lower().startswith(("программ", "program")) else text


def bank(found: list[tuple[Sphere, int]], actor: Actor | None, words: Words) -> Rendered:
    """The spheres with how many programmes each has."""
    order = list(Sphere)
    buttons = [
        button(
            words.label("programme-sphere", sphere=words.label(f"sphere-{sphere.value}"), count=count),
            BankTap(sphere=order.index(sphere)).pack(),
        )
        for sphere, count in found
    ]
    total = sum(count for _, count in found)
    everything = button(words.label("programme-all", count=total), BankTap(sphere=ANY).pack())
    find = button(words.label("programme-find"), MenuTap(to="find-programme").pack())
    text = words.html("programme-bank-head", count=total)
    return Rendered(
        text, rows(*in_rows(buttons, 2), [everything, find] if found else [], to_menu(actor, words))
    )


def listed(
    found: list[ProgrammeCard], grades: list[int], where: BankTap, actor: Actor | None, words: Words
) -> Rendered:
    """Titles, and the grades one can narrow it to."""
    number = known_page(len(found), where.page)
    choice = [
        button(
            words.label("switch", on=where.grade == grade, name=name),
            where.model_copy(update={"grade": grade, "page": 0}).pack(),
        )
        for grade, name in [(0, words.label("programme-any-grade")), *((each, str(each)) for each in grades)]
    ]
    turn = leaf(len(found), number, words, lambda page: where.model_copy(update={"page": page}))
    sphere = "" if where.sphere == ANY else words.label(f"sphere-{list(Sphere)[where.sphere].value}")
    text = words.html("programme-list-head", sphere=sphere, chosen=bool(sphere), count=len(found))
    shown = list(page_of(found, number))
    return Rendered(text, rows(*titles(shown), turn, *in_rows(choice, 6), to_bank(actor, words)))


def titles(found: list[ProgrammeCard]) -> list[list[InlineKeyboardButton]]:
    """A button for each programme."""
    return [[button(shorten(card.title, 60), ProgrammeTap(id=card.programme_id).pack())] for card in found]


def programme_view(card: ProgrammeCard, actor: Actor | None, words: Words) -> Rendered:
    """A programme of the bank."""
    number = card.programme_id
    file = [button(words.label("programme-file-button"), ProgrammeTap(id=number, file=True).pack())]
    return Rendered(programme_text(card, words), rows(file if card.file_id else [], to_bank(actor, words)))


def programme_text(card: ProgrammeCard, words: Words) -> Html:
    """All about a programme."""
    return text_of(
        words.html("programme-title", title=card.title),
        words.html("programme-organisation", organisation=card.organisation),
        BLANK,
        words.html("programme-sphere-line", sphere=words.label(f"sphere-{card.sphere.value}")),
        words.html("programme-level-line", level=words.label(f"level-{card.level.value}"))
        if card.level
        else None,
        words.html("programme-grades-line", grades=in_short(card.grades)) if card.grades else None,
        words.html("programme-hours-line", hours=card.hours) if card.hours else None,
        words.html("programme-partner-line", partner=card.partner) if card.partner else None,
        *([BLANK, words.html("programme-about", about=card.about)] if card.about else []),
    )


def to_bank(actor: Actor | None, words: Words) -> list[InlineKeyboardButton]:
    """Back to the bank."""
    return [button(words.label("menu-programmes"), MenuTap(to="programmes").pack()), *to_menu(actor, words)]
