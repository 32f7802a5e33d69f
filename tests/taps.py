"""Reading and pressing what is on a screen, by the beginning of a label."""

from bot.sandbox import Message, Visitor
from tests.city import City


def labels(message: Message) -> list[str]:
    """The texts of the buttons under a message."""
    return [each.text for row in message.buttons for each in row]


def label_like(message: Message, part: str) -> str:
    """The button whose text holds `part`."""
    found = [label for label in labels(message) if part in label]
    assert found, f"no button with {part!r} under {message!r}"
    return found[0]


async def tap(c: City, who: Visitor, *parts: str) -> None:
    """Press, one after another, buttons under the newest message by a part of their texts."""
    for part in parts:
        await who.press(label_like(who.last, part), who.last)
        await c.settle()


async def go(c: City, who: Visitor, *parts: str) -> None:
    """From /menu on."""
    await c.say(who, "/menu")
    await tap(c, who, *parts)
