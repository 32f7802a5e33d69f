"""Random contents of any type the Bot API has, as aiogram describes it."""

import types as python_types
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.types import TelegramObject, Update

CANARY = "кодовоеслово"
"""Stands in everything that is typed; it must never be seen in a log."""

ODD_TEXTS = (
    f"{CANARY} <b>жирно</b> & <a href='tg://user?id=1'>я</a>",
    f"{CANARY} </b></i> <script>alert(1)</script> &amp; &#0; <3",
    f"\u202e{CANARY} навыворот\u202c \u2066справа\u2069",
    f"{CANARY}\u200b\u200b\u200d\ufeff\u00ad",
    "\u200b",
    "👩‍👩‍👧‍👦" * 40 + CANARY,
    f"=cmd|' /C calc'!A0 {CANARY}",
    f"+7 910 555-44-33 {CANARY} 112-233-445 95",
    f"{CANARY} {{ $day }} {{0}} %s %(x)s",
    f"'; DROP TABLE people; -- {CANARY}",
    f"https://example.org/{CANARY}",
    "12,5 %",
    "0" * 400,
    CANARY + "я" * 4080,
    CANARY + "\U0001f600" * 2000,
    CANARY + "&<>\"'" * 800,
    f"{CANARY}\n\n\n\n\t\r\n" * 30,
    "Школа № 1",
    "й" * 30,
    ".",
    "/",
    f"/нет {CANARY}",
    "/menu@somebody_elses_bot",
)

ODD_NAMES = (
    "../../../../etc/passwd.docx",
    "..\\..\\windows\\system32\\config.xlsx",
    "/abs/olute.txt",
    "план.docm",
    "план.docx.exe",
    "и\u0306ога.xlsx",
    "\u202excod.exe",
    "a" * 250 + ".docx",
    '<b>&".docx',
    "=1+1.xlsx",
    "",
    ".docx",
    "CON.txt",
    "файл\n\r\tс переводами.txt",
    "план.txt",
)

ODD_NUMBERS = (
    0,
    1,
    -1,
    2,
    7,
    2**31 - 1,
    2**31,
    -(2**31),
    2**53,
    2**63 - 1,
    2**63,
    10**30,
    736_000,
    3_652_060,
)

DEEPEST = 4


def anything(annotation: Any, random: Random, depth: int = 0) -> Any:
    """A JSON value of a type; deep down only what has to be there."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return anything(get_args(annotation)[0], random, depth)
    if origin in (Union, python_types.UnionType):
        return _one_of(get_args(annotation), random, depth)
    if origin is Literal:
        return random.choice(get_args(annotation))
    if origin in (list, set, tuple):
        count = 0 if depth > DEEPEST else random.choice((0, 1, 1, 2))
        return [anything(get_args(annotation)[0], random, depth + 1) for _ in range(count)]
    if isinstance(annotation, type):
        return _of_type(annotation, random, depth)
    return text(random)


def content(model: type[TelegramObject], random: Random, depth: int = 0) -> dict[str, Any]:
    """An object of the Bot API: what is required, and some of what is not."""
    made = {}
    share = (0.25, 0.2, 0.1, 0.03, 0.0)[min(depth, DEEPEST)]
    for name, field in model.model_fields.items():
        if field.is_required() or random.random() < share:
            value = anything(field.annotation, random, depth + 1)
            if value is not None or field.is_required():
                made[field.alias or name] = value
    return made


def text(random: Random) -> str:
    """Something a keyboard can hold and nobody expects."""
    made = random.choice(ODD_TEXTS)
    if random.random() < 0.3:
        start = random.randrange(max(len(made), 1))
        made = made[start:] + random.choice(ODD_TEXTS)[: random.randrange(60)]
    return made[:4096] or "."


def kinds() -> dict[str, type[TelegramObject]]:
    """Every kind of update with the type of its content."""
    found = {}
    for name, field in Update.model_fields.items():
        models = [each for each in get_args(field.annotation) if isinstance(each, type)]
        if models and issubclass(models[0], TelegramObject):
            found[name] = models[0]
    return found


def _one_of(choices: tuple[Any, ...], random: Random, depth: int) -> Any:
    real = [each for each in choices if each is not type(None)]
    if len(real) < len(choices) and (depth > DEEPEST or random.random() < 0.3):
        return None
    return anything(random.choice(real), random, depth)


def _of_type(kind: type, random: Random, depth: int) -> Any:
    if issubclass(kind, TelegramObject):
        return content(kind, random, depth)
    if issubclass(kind, Enum):
        return random.choice(list(kind)).value
    if issubclass(kind, bool):
        return random.random() < 0.5
    if issubclass(kind, datetime | timedelta):
        return random.choice((0, 1, 1_780_000_000, 2**31 - 1))
    if issubclass(kind, int):
        return random.choice(ODD_NUMBERS[:10])
    if issubclass(kind, float):
        return random.choice((0.0, -90.0, 57.7, 1e300))
    return text(random)
