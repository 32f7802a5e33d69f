"""Every deed of people, killed at every call the product makes over it: before the effect and after it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

from benchmarks import municipality
from benchmarks.chaos.deeds import CallForHelp, Deed, Menu, Promise, Report
from benchmarks.chaos.evidence import Row
from benchmarks.chaos.stage import Stage, playing, settled

TOMORROW = municipality.NOW.date() + timedelta(days=1)

KINDS: tuple[Callable[[int, int], Deed], ...] = (
    lambda chat, number: Promise(chat, number, TOMORROW),
    lambda chat, number: Report(chat, number, f"Отчёт о поручении № {number}"),
    lambda chat, number: CallForHelp(chat, number, f"Вопрос по поручению № {number}"),
    lambda chat, number: Menu(chat, number, 1),
)
"""One of each, by the chat and the number of the assignment."""


async def killed(stage: Stage) -> Row:
    """One deed after another, each of another person."""
    cases = list(product(KINDS, stage.sizes.killed_at, (False, True)))
    file = settled(stage, "answers", len(cases))
    async with playing(
        stage, "answers, killed at every call", file, len(cases) + 2, municipality.NOW, alone=False
    ) as play:
        for number, (make, calls, after) in enumerate(cases, start=1):
            await play.house.whole()
            victim = await play.house.someone(play.dice)
            deed = make(municipality.FIRST_PERSON + number - 1, number)
            play.deeds.append(deed)
            await play.street.ask("arm", pid=victim.pid, calls=calls, method=None, after=after)
            await deed.do(play.street, play.dice)
            await play.house.do("settle")
            await play.street.ask("disarm")
        await play.house.whole()
        await play.all_done()
        await play.testify()
    return play.row
