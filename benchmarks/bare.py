"""The references: what aiogram and the database driver do with nothing around them."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.telegram import TOKEN

Row = Sequence[object]
Table = tuple[str, Sequence[str], list[Row]]
"""A table's name, some of its columns, and rows of those."""


def bare_bot(address: str) -> Bot:
    """A bot with aiogram's defaults."""
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))


@asynccontextmanager
async def echo(address: str, answer: str, keyboard: int = 0) -> AsyncIterator[None]:
    """A bot that sends every message back, and at a tap shows a line and `answer` with some buttons."""
    dispatcher = Dispatcher()
    buttons = [[InlineKeyboardButton(text=f"Кнопка {n}", callback_data=f"b:{n}")] for n in range(keyboard)]
    markup = InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None

    @dispatcher.message()
    async def back(message: Message) -> None:
        await message.answer(message.text or "")

    @dispatcher.callback_query()
    async def shown(tap: CallbackQuery) -> None:
        await tap.answer("Записал")
        if isinstance(tap.message, Message):
            await tap.message.edit_text(answer, reply_markup=markup)

    bot = bare_bot(address)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling


async def send_all(address: str, chats: Sequence[int], text: str, at_a_time: int) -> float:
    """Send a text to every chat, so many at a time; returns the seconds it took."""
    waiting = iter(chats)

    async def work(bot: Bot) -> None:
        for chat in waiting:
            await bot.send_message(chat, text)

    bot = bare_bot(address)
    try:
        await bot.send_message(
            chats[0], text
        )  # the connection is open and aiogram is warm, as in the product
        started = time.monotonic()
        await asyncio.gather(*(work(bot) for _ in range(at_a_time)))
        return time.monotonic() - started
    finally:
        await bot.session.close()


def insert_all(database: Path, tables: Iterable[Table]) -> float:
    """Insert the rows in one durable transaction, as the product sets the database up; the seconds."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        started = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        for name, columns, rows in tables:
            marks = ", ".join("?" * len(columns))
            names = ", ".join(f'"{column}"' for column in columns)
            statement = f"INSERT INTO {name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
            connection.executemany(statement, rows)
        connection.execute("COMMIT")
        return time.monotonic() - started


def rows_of(database: Path, name: str) -> Table:
    """All rows of a table."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - names of our own tables
        columns = [column[0] for column in found.description]
        return name, columns, found.fetchall()
