"""Codes by which pupils are known: «К-37-11А-04» = town, school, class, number in it."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.models import CodeCounter, Organisation
from bot.services.names import numbers_in
from bot.services.outbox import insert_new

LETTERS = "АБВГДЕЖЗИКЛМНОПРСТ"
"""Letters of classes; those that are taken for others by eye are not used."""
GRADES = (9, 10, 11)


def letter_at(place: int) -> str:
    """The letter of a class by its place, as buttons carry it; `NotFound` for any other number."""
    if not 0 <= place < len(LETTERS):
        raise NotFound
    return LETTERS[place]


async def school_short(session: AsyncSession, organisation: Organisation) -> str:
    """What stands for a school in codes: its number, with a letter where two schools have the same one."""
    if organisation.short is None:
        taken = set(await session.scalars(select(Organisation.short).where(Organisation.short.is_not(None))))
        organisation.short = next(each for each in _candidates(organisation) if each not in taken)
        await session.flush()
    return organisation.short


def _candidates(organisation: Organisation) -> list[str]:
    """From the best to the one that is always free."""
    unique = f"0{organisation.id}"
    numbers = numbers_in(organisation.name)
    if not numbers:
        return [unique]
    word = re.search(r"[А-ЯЁа-яё]", organisation.name)
    letter = word.group().upper() if word else ""
    return [numbers[0], f"{letter}{numbers[0]}", unique]


async def next_code(
    session: AsyncSession, town: str, organisation: Organisation, grade: int, letter: str
) -> tuple[int, str]:
    """The next number of a class and the whole code. The counter is locked: no number is given twice."""
    place = {"organisation_id": organisation.id, "grade": grade, "letter": letter}
    await insert_new(session, CodeCounter, [{**place, "last": 0}])
    counter = await session.get_one(CodeCounter, (organisation.id, grade, letter), with_for_update=True)
    counter.last += 1
    short = await school_short(session, organisation)
    return counter.last, f"{town}-{short}-{grade}{letter}-{counter.last:02}"
