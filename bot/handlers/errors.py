"""The one boundary: refusals become a sentence with a remedy; faults go back to the inbox to be retried."""

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import CallbackQuery, ErrorEvent, Message

from bot.errors import DomainError
from bot.handlers.menu import menu_button
from bot.handlers.replies import answer, rows, say
from bot.messenger.rendered import Rendered
from bot.messenger.telegram import Gone, understand
from bot.services.people import Actor, People
from bot.services.refusals import Refusals
from bot.texts import Words, shorten

router = Router(name="errors")

LONGEST_PREFIX = 8
LONGEST_QUOTE = 120


@router.error(ExceptionTypeFilter(DomainError))
async def refuse(event: ErrorEvent, words: Words, actor: Actor | None, refusals: Refusals) -> None:
    """Say why not, and what to do; nothing was changed. Doors that were tried are noted."""
    refusal = event.exception
    assert isinstance(refusal, DomainError)
    tap, message = event.update.callback_query, event.update.message
    source = tap or message
    if refusal.suspicious and source is not None and source.from_user is not None:
        await refusals.note(source.from_user.id, actor, door(source), refusal.key)
    arguments = {name: _short(value) for name, value in refusal.arguments.items()}
    if tap is not None:
        text = words.label(refusal.key, **arguments)
        await answer(tap, text, alert=True)
    elif message is not None:
        text = words.html(refusal.key, **arguments)
        known = actor is not None and bool(actor.roles)
        await say(message, Rendered(text, rows([menu_button(words)]) if known else None))


def door(event: CallbackQuery | Message) -> str:
    """Which kind of button or command it was; nothing of what somebody typed."""
    if isinstance(event, CallbackQuery):
        return "button " + (event.data or "").partition(":")[0][:LONGEST_PREFIX]
    return "link" if (event.text or "").startswith("/start ") else "message"


def _short(value: object) -> object:
    """What somebody typed or named is quoted only so far that the refusal itself can be read."""
    return shorten(value, LONGEST_QUOTE) if isinstance(value, str) else value


def cannot_be_written_to(event: ErrorEvent) -> bool:
    """Whether the messenger refused the reply because the person has just left."""
    return isinstance(event.exception, TelegramAPIError) and isinstance(understand(event.exception), Gone)


@router.error(cannot_be_written_to)
async def left(event: ErrorEvent, people: People) -> None:
    """What the tap asked for is done; only its answer reaches nobody, and repeating it would not either."""
    source = event.update.message or event.update.callback_query
    assert isinstance(event.exception, TelegramAPIError)
    refusal = understand(event.exception)
    if source is not None and source.from_user is not None and isinstance(refusal, Gone):
        await people.set_reachable(source.from_user.id, refusal.why)
