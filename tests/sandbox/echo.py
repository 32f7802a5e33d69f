"""A tiny bot that knows nothing of the product: what the tests talk to."""

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

MENU = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Принято", callback_data="accept"),
            InlineKeyboardButton(text="Готово", callback_data="done"),
        ],
        [InlineKeyboardButton(text="Пригласить", url="https://t.me/celevoy_marshrut_demo_bot?start=invite")],
    ]
)
KEYBOARD = ReplyKeyboardMarkup(
    keyboard=[
        [KeyboardButton(text="Мои поручения"), KeyboardButton(text="Вопрос")],
        [KeyboardButton(text="Мой номер", request_contact=True)],
    ],
    resize_keyboard=True,
)


async def on_start(message: Message, command: CommandObject) -> None:
    await message.answer(f"<b>Здравствуйте!</b> {command.args or ''}", reply_markup=MENU)


async def on_tap(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    if query.data == "accept":
        await query.answer("Принято к исполнению")
        await query.message.edit_text("Поручение <b>принято</b>", reply_markup=None)
    else:
        await query.answer("Сначала нажмите «Принято»", show_alert=True)


async def on_document(message: Message, bot: Bot) -> None:
    assert message.document is not None
    content = await bot.download(message.document)
    assert content is not None
    answer = BufferedInputFile(content.read(), filename=message.document.file_name or "file")
    await message.answer_document(answer, caption="Ваш файл вернулся")


async def on_photo(message: Message) -> None:
    assert message.photo is not None
    await message.answer_photo(message.photo[-1].file_id, caption="Ваш снимок вернулся")


async def on_contact(message: Message) -> None:
    assert message.contact is not None
    await message.answer(f"Номер: {message.contact.phone_number}")


async def on_keyboard(message: Message) -> None:
    await message.answer("Выберите", reply_markup=KEYBOARD)


async def on_text(message: Message) -> None:
    await message.answer(message.html_text)


def echo_router() -> Router:
    router = Router()
    router.message.register(on_start, CommandStart())
    router.message.register(on_keyboard, F.text == "/menu")
    router.message.register(on_document, F.document)
    router.message.register(on_photo, F.photo)
    router.message.register(on_contact, F.contact)
    router.message.register(on_text, F.text)
    router.callback_query.register(on_tap)
    return router
