"""A local Telegram: a strict Bot API server on this machine and a page to talk to the bot."""

from bot.sandbox.clock_controls import ClockControls
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Call
from bot.sandbox.limits import Limits
from bot.sandbox.screen import Button, Document, Message
from bot.sandbox.server import LocalTelegram
from bot.sandbox.visitor import Visitor
from bot.sandbox.world import Toast

__all__ = [
    "Button",
    "Call",
    "ClockControls",
    "Document",
    "Faults",
    "Limits",
    "LocalTelegram",
    "Message",
    "Toast",
    "Visitor",
]
