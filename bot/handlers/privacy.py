"""/privacy, /mydata, /forget, /stop: what is kept, a copy of it, erased, silenced."""

from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.handlers.access import Has
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.replies import answer, button, in_rows, rows, say, show
from bot.messenger.answers import may_be_lost
from bot.messenger.rendered import Rendered
from bot.models import Topic
from bot.services.people import Actor
from bot.services.privacy import Privacy, Silence
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Words

router = Router(name="privacy")

ANYBODY_KNOWN = Has()
SECTIONS = ("what", "who", "where", "rights", "minors")
"""Sections of the notice: the text of each is `privacy-<name>`, its button `privacy-button-<name>`."""
VERSION = "1"
NOTICE_OF = "26.11.2026"


class PrivacyTap(CallbackData, prefix="pv"):
    """A section of the notice, the copy of one's data, or a step of erasing."""

    act: str


class TopicTap(CallbackData, prefix="tp"):
    """Mute a topic or hear of it again."""

    topic: Topic


@router.message(Command("privacy"))
async def notice(message: Message, actor: Actor | None, words: Words, settings: Settings) -> None:
    """/privacy: for everybody, known or not."""
    await say(message, notice_view(actor, words, settings))


@router.callback_query(MenuTap.filter(F.to == "privacy"))
async def open_notice(tap: CallbackQuery, actor: Actor | None, words: Words, settings: Settings) -> None:
    """«Мои данные»."""
    await show(tap, notice_view(actor, words, settings))


@router.callback_query(PrivacyTap.filter(F.act.in_(set(SECTIONS))))
async def section(tap: CallbackQuery, callback_data: PrivacyTap, words: Words) -> None:
    """One section of the notice."""
    back = [button(words.label("back"), MenuTap(to="privacy").pack())]
    await show(tap, Rendered(words.html(f"privacy-{callback_data.act}"), rows(back)))


@router.message(Command("mydata"), ANYBODY_KNOWN)
async def my_data(message: Message, actor: Actor, words: Words, privacy: Privacy) -> None:
    """/mydata."""
    await _hand_over(message, await privacy.files(actor, words), words)


@router.callback_query(PrivacyTap.filter(F.act == "data"), ANYBODY_KNOWN)
async def open_data(tap: CallbackQuery, actor: Actor, words: Words, privacy: Privacy) -> None:
    """«Копия моих данных»."""
    await answer(tap)
    await _hand_over(tap, await privacy.files(actor, words), words)


@router.message(Command("forget"), ANYBODY_KNOWN)
async def forget_me(message: Message, actor: Actor, words: Words) -> None:
    """/forget."""
    await say(message, forget_question(actor, words))


@router.message(Command("stop"), ANYBODY_KNOWN)
async def stop(message: Message, actor: Actor, words: Words, privacy: Privacy) -> None:
    """/stop."""
    await say(message, silence_view(await privacy.silence(actor), words))


@router.message(Command("mydata", "forget", "stop"))
async def nothing_known(message: Message, words: Words) -> None:
    """Somebody the bot does not know."""
    await say(message, Rendered(words.html("data-none")))


@router.callback_query(PrivacyTap.filter(F.act == "forget"), ANYBODY_KNOWN)
async def ask_forget(tap: CallbackQuery, actor: Actor, words: Words) -> None:
    """«Удалить мои данные»: what goes, what stays."""
    await show(tap, forget_question(actor, words))


@router.callback_query(PrivacyTap.filter(F.act == "forget-sure"), ANYBODY_KNOWN)
async def forget(tap: CallbackQuery, actor: Actor, words: Words, privacy: Privacy) -> None:
    """Everything is erased."""
    staff = await privacy.forget(actor)
    await show(tap, Rendered(words.html("forget-done", staff=staff)))


@router.callback_query(PrivacyTap.filter(F.act == "stop"), ANYBODY_KNOWN)
async def open_silence(tap: CallbackQuery, actor: Actor, words: Words, privacy: Privacy) -> None:
    """«Что присылать»."""
    await show(tap, silence_view(await privacy.silence(actor), words))


@router.callback_query(TopicTap.filter(), ANYBODY_KNOWN)
async def toggle(
    tap: CallbackQuery, callback_data: TopicTap, actor: Actor, words: Words, privacy: Privacy
) -> None:
    """A topic on or off."""
    await show(tap, silence_view(await privacy.toggle(actor, callback_data.topic), words))


async def _hand_over(event: Message | CallbackQuery, files: tuple[File, File], words: Words) -> None:
    """The text to read, and the same as JSON."""
    assert event.bot is not None
    assert event.from_user is not None
    text, packed = files
    with may_be_lost():
        await event.bot.send_document(event.from_user.id, BufferedInputFile(text.content, filename=text.name))
        await event.bot.send_document(
            event.from_user.id,
            BufferedInputFile(packed.content, filename=packed.name),
            caption=words.html("data-done"),
        )


def notice_view(actor: Actor | None, words: Words, settings: Settings) -> Rendered:
    """The notice: operator, the short form, sections, and what one can do."""
    text = text_of(
        words.html("privacy-head", municipality=settings.municipality),
        BLANK,
        words.html("privacy-version", version=VERSION, day=NOTICE_OF),
    )
    sections = [
        button(words.label(f"privacy-button-{name}"), PrivacyTap(act=name).pack()) for name in SECTIONS
    ]
    own = []
    if actor is not None:
        own = [
            button(words.label(f"privacy-do-{act}"), PrivacyTap(act=act).pack())
            for act in ("data", "stop", "forget")
        ]
    foot = [menu_button(words)] if actor is not None and actor.roles else []
    return Rendered(text, rows(*in_rows(sections, 2), *in_rows(own, 2), foot))


def forget_question(actor: Actor, words: Words) -> Rendered:
    """What will be erased and what remains; asked twice."""
    staff = any(role.is_staff for role in actor.roles)
    sure = button(words.label("forget-sure"), PrivacyTap(act="forget-sure").pack())
    no = button(words.label("cancel"), MenuTap(to="privacy").pack())
    return Rendered(words.html("forget-ask", staff=staff), rows([sure], [no]))


def silence_view(silence: Silence, words: Words) -> Rendered:
    """Topics, each on or off."""
    switches = [
        [
            button(
                words.label(
                    "switch", on=topic not in silence.muted, name=words.label(f"topic-{topic.value}")
                ),
                TopicTap(topic=topic).pack(),
            )
        ]
        for topic in Topic
    ]
    consents = [button(words.label("menu-consents"), MenuTap(to="consents").pack())] if silence.family else []
    text = text_of(
        words.html("stop-head"),
        words.html("stop-staff") if silence.staff else None,
        words.html("stop-family") if silence.family else None,
    )
    return Rendered(text, rows(*switches, consents, [menu_button(words)]))


def erased_notice(arguments: dict[str, str], words: Words) -> Rendered:
    """Somebody linked was erased."""
    if arguments["who"] == "parent":
        code = button(words.label("menu-family-code"), MenuTap(to="family-code").pack())
        return Rendered(words.html("erased-parent"), rows([code]))
    return Rendered(words.html("erased-child"))


def parent_missing(arguments: dict[str, str], words: Words) -> Rendered:
    """A minor is reminded that a parent has to agree."""
    until = date.fromisoformat(arguments["until"])
    code = button(words.label("menu-family-code"), MenuTap(to="family-code").pack())
    return Rendered(words.html("parent-missing", day=until), rows([code]))
