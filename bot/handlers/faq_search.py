"""What nobody else understood may be a question: it is looked for among the cards."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.types import Message

from bot.handlers.asking_link import AskTap
from bot.handlers.faq import card_view, titles, to_menu
from bot.handlers.menu import MenuTap
from bot.handlers.replies import TYPED, button, rows, say
from bot.messenger.rendered import Rendered
from bot.services.faq import FaqCards
from bot.services.people import Actor
from bot.texts import Words

router = Router(name="faq_search")


@router.message(StateFilter(None), TYPED)
async def search(message: Message, actor: Actor | None, words: Words, faq: FaqCards) -> None:
    """Free text: a card that clearly answers, or a few titles; nothing of it is kept."""
    found, clear = await faq.search(message.text or "")
    if not found:
        if actor is not None and any(role.is_staff for role in actor.roles):
            raise SkipHandler  # a colleague's words were meant for something else
        ask = [button(words.label("faq-ask"), AskTap().pack())]
        cards = [button(words.label("menu-cards"), MenuTap(to="cards").pack())]
        await say(message, Rendered(words.html("faq-nothing"), rows(ask, cards, to_menu(actor, words))))
        return
    if clear:
        await say(message, card_view(found[0], actor, words))
        return
    ask = [button(words.label("faq-ask"), AskTap().pack())]
    await say(message, Rendered(words.html("faq-found"), rows(*titles(found), ask)))
