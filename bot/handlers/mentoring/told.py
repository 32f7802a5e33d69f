"""What tutors, mentors and those whom they accompany are told when somebody is attached or handed over."""

from typing import Any

from aiogram.types import InlineKeyboardMarkup

from bot.handlers.mentoring.desk_taps import called
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.replies import button, rows
from bot.messenger.rendered import Rendered
from bot.models import Role
from bot.texts import Words


def attached_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For a tutor: pupils were attached."""
    return Rendered(words.html("mentors-told-attached", count=arguments["count"]), _to("my-pairs", words))


def handed_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For a tutor or mentor: somebody else's people are theirs now."""
    return Rendered(words.html("mentors-told-handed", count=arguments["count"]), _to("my-pairs", words))


def tutor_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For who is accompanied: by whom from now on."""
    role = Role(arguments["role"])
    name = called(role, arguments["mentor"], words)
    tutor, handed = role is Role.TUTOR, arguments["handed"]
    text = words.html("mentors-told-tutor", name=name, tutor=tutor, handed=handed)
    return Rendered(text, _to("my-mentor", words))


def ended_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For a tutor or mentor whose people have gone to another, or have left."""
    if arguments.get("left"):
        text = words.html("mentors-told-left", mentee=arguments["mentee"])
    else:
        text = words.html("mentors-told-ended", count=arguments["count"])
    return Rendered(text, rows([menu_button(words)]))


def _to(part: str, words: Words) -> InlineKeyboardMarkup:
    """One tap to where the news can be seen."""
    return rows([button(words.label(f"menu-{part}"), MenuTap(to=part).pack())], [menu_button(words)])
