"""«Вопросы и ответы»: by grade, theme and title, by free text, inline; open to everybody."""

from collections import OrderedDict
from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
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
from bot.handlers.asking_link import AskTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.privacy import PrivacyTap
from bot.handlers.replies import button, in_rows, offer, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.faq import THEMES, CardView, FaqCards
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="faq")

CARD = "q"
"""Prefix of a card in a /start payload."""
GRADES = ("9", "11")
INLINE_RESULTS = 10
INLINE_SECONDS = 300
RECENT_VOTES = 5000


class FaqTap(CallbackData, prefix="fq"):
    """The themes for a family of grade 9 or 11; the titles of a theme (by its place)."""

    audience: str
    theme: int = -1


class CardTap(CallbackData, prefix="fc"):
    """A card: open it, it helped, it did not."""

    act: str
    id: int


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(CARD)))
async def open_link(
    message: Message, command: CommandObject, actor: Actor | None, words: Words, faq: FaqCards
) -> None:
    """A card that was shared."""
    card = await faq.by_key((command.args or "").removeprefix(CARD))
    await say(message, card_view(card, actor, words))


@router.callback_query(MenuTap.filter(F.to == "cards"))
async def open_cards(tap: CallbackQuery, actor: Actor | None, words: Words) -> None:
    """«Вопросы и ответы»: for which grade?"""
    grades = [button(words.label(f"faq-grade-{grade}"), FaqTap(audience=grade).pack()) for grade in GRADES]
    ask = [
        button(words.label("faq-ask"), AskTap().pack()),
        button(words.label("menu-quiz"), MenuTap(to="quiz").pack()),
    ]
    meet = [
        button(words.label("menu-consultations"), MenuTap(to="consultations").pack()),
        button(words.label("menu-programmes"), MenuTap(to="programmes").pack()),
    ]
    await show(tap, Rendered(words.html("faq-head"), rows(grades, ask, meet, to_menu(actor, words))))


@router.callback_query(FaqTap.filter((F.theme < 0) & F.audience.in_(set(GRADES))))
async def open_themes(
    tap: CallbackQuery, callback_data: FaqTap, actor: Actor | None, words: Words, faq: FaqCards
) -> None:
    """The themes."""
    found = await faq.themes(callback_data.audience)
    buttons = [
        button(
            words.label("faq-theme", theme=words.label(f"theme-{theme}"), count=count),
            FaqTap(audience=callback_data.audience, theme=THEMES.index(theme)).pack(),
        )
        for theme, count in found
    ]
    back = [button(words.label("back"), MenuTap(to="cards").pack()), *to_menu(actor, words)]
    text = words.html("faq-themes", grade=callback_data.audience)
    await show(tap, Rendered(text, rows(*in_rows(buttons, 1), back)))


@router.callback_query(FaqTap.filter(F.audience.in_(set(GRADES))))
async def opentitles(tap: CallbackQuery, callback_data: FaqTap, words: Words, faq: FaqCards) -> None:
    """The titles of a theme."""
    if callback_data.theme >= len(THEMES):
        raise NotFound
    theme = THEMES[callback_data.theme]
    found = await faq.of_theme(callback_data.audience, theme)
    back = [button(words.label("back"), FaqTap(audience=callback_data.audience).pack())]
    await show(
        tap,
        Rendered(words.html("faq-titles", theme=words.label(f"theme-{theme}")), rows(*titles(found), back)),
    )


@router.callback_query(CardTap.filter(F.act == "open"))
async def open_card(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor | None, words: Words, faq: FaqCards
) -> None:
    """One card."""
    await show(tap, card_view(await faq.card(callback_data.id), actor, words))


@router.callback_query(CardTap.filter(F.act.in_({"good", "bad"})))
async def vote(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor | None, words: Words, faq: FaqCards
) -> None:
    """«Помогло?»: counted once for a message, whoever presses twice."""
    helpful = callback_data.act == "good"
    message_id = tap.message.message_id if tap.message else 0
    if _votes.first((tap.from_user.id, message_id, callback_data.id)):
        card = await faq.vote(callback_data.id, helpful=helpful)
    else:
        card = await faq.card(callback_data.id)
    await show(
        tap, card_view(card, actor, words, voted=True), toast=words.label("faq-thanks", helpful=helpful)
    )


@router.inline_query(~F.query.lower().startswith("программ"))
async def inline(query: InlineQuery, words: Words, faq: FaqCards) -> None:
    """@bot and a word in any chat: cards to send there."""
    found, _ = await faq.search(query.query, INLINE_RESULTS)
    if not found:
        raise SkipHandler  # a programme may be meant
    results = [
        InlineQueryResultArticle(
            id=str(card.card_id),
            title=card.title,
            description=shorten(card.body, 100) if not card.stale else words.label("faq-stale-short"),
            input_message_content=InputTextMessageContent(message_text=card_text(card, words)),
        )
        for card in found
    ]
    start = f"{CARD}{found[0].key or found[0].card_id}"
    below = InlineQueryResultsButton(text=words.label("faq-inline"), start_parameter=start)
    await offer(query, results, INLINE_SECONDS, below)


def tip_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A card of the guide: its title, one tap from the card; silenced as easily."""
    opened = button(words.label("tip-open"), CardTap(act="open", id=arguments["card"]).pack())
    silence = button(words.label("tip-silence"), PrivacyTap(act="stop").pack())
    return Rendered(words.html("tip", title=arguments["title"]), rows([opened], [silence]))


def card_view(card: CardView, actor: Actor | None, words: Words, *, voted: bool = False) -> Rendered:
    """A card with its source and what can be done about it."""
    votes = [
        button(words.label(f"faq-{act}"), CardTap(act=act, id=card.card_id).pack()) for act in ("good", "bad")
    ]
    ask = [button(words.label("faq-ask"), AskTap(card=card.card_id).pack())]
    back = [button(words.label("menu-cards"), MenuTap(to="cards").pack()), *to_menu(actor, words)]
    return Rendered(card_text(card, words), rows([] if voted or card.stale else votes, ask, back))


def card_text(card: CardView, words: Words) -> Html:
    """Title, text, and under it where it comes from; a card past its year tells no facts."""
    title = words.html("faq-title", title=card.title)
    if card.stale:
        return text_of(title, BLANK, words.html("faq-stale", year=card.valid_for_year or 0))
    source = None
    if card.source:
        source = words.html(
            "faq-source",
            source=card.source,
            day=card.as_of,
            dated=card.valid_for_year is not None,
            year=card.valid_for_year or 0,
        )
    body = words.html("faq-body", body=card.body)
    return text_of(title, BLANK, body, *([BLANK, source] if source else []))


def titles(found: list[CardView]) -> list[list[InlineKeyboardButton]]:
    """A button for each card."""
    return [[button(shorten(card.title, 60), CardTap(act="open", id=card.card_id).pack())] for card in found]


def to_menu(actor: Actor | None, words: Words) -> list[InlineKeyboardButton]:
    """«Меню», for those who have one."""
    return [menu_button(words)] if actor is not None and actor.roles else []


class _Votes:
    """The latest votes, in memory: a second press on the same message counts nothing."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int, int], None] = OrderedDict()

    def first(self, vote_of: tuple[int, int, int]) -> bool:
        """Whether this is the first press."""
        if vote_of in self._seen:
            return False
        self._seen[vote_of] = None
        if len(self._seen) > RECENT_VOTES:
            self._seen.popitem(last=False)
        return True


_votes = _Votes()
