"""The pupils and the parent of the demo come in as everybody does: by the code of a class, by a code."""

from bot.app import App
from bot.demo.cast import CAST, SCHOOL_37, Part
from bot.models import Role
from bot.sandbox import Visitor

ANSWERS = {
    "11А": ("Педагогика", "Вуз", "Хочу договор", "14–17"),
    "9Б": ("Медицина", "Колледж", "Пока думаю", "14–17"),
}
"""What each pupil presses, by class."""
AGREES = ("Согласия", "Участие", "Согласен")


async def settle(app: App, visitors: dict[Part, Visitor]) -> None:
    """Everybody who is not there yet."""
    coordinator = next(part for part in CAST if any(seat.role is Role.COORDINATOR for seat in part.seats))
    actor = await app.services.people.actor(coordinator.user_id, coordinator.user_id)
    assert actor is not None
    numbers = {row.name: row.organisation_id for row in await app.services.organisations.listed()}
    for part in CAST:
        if part.family not in ANSWERS or visitors[part].messages:
            continue
        grade, letter = int(part.family[:-1]), part.family[-1]
        made = await app.services.class_links.make(actor, numbers[SCHOOL_37], grade, letter)
        await visitors[part].start(f"c{made.tokens[0]}")
        await app.settle()
        for answer in ANSWERS[part.family]:
            await _press(app, visitors[part], answer)
    for part in CAST:
        child = next((each for each in CAST if each.name == part.family), None)
        if child is None or visitors[part].messages:
            continue
        pupil = await app.services.people.actor(child.user_id, child.user_id)
        assert pupil is not None
        code = await app.services.families.new_code(pupil, None)
        await visitors[part].start(f"f{code.code}")
        await app.settle()
        for answer in AGREES:
            await _press(app, visitors[part], answer)


async def _press(app: App, who: Visitor, part: str) -> None:
    """Press the button that says this."""
    label = next(each.text for row in who.last.buttons for each in row if part in each.text)
    await who.press(label, who.last)
    await app.settle()
