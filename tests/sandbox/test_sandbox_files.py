"""Files up and down, pictures, and their limits."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile

from bot.sandbox import LocalTelegram, Visitor
from bot.sandbox.images import picture_size

from .conftest import TOKEN
from .pictures import png

MEGABYTE = 1024 * 1024


async def test_document_up_and_again_by_its_identifier(bot: Bot, anna: Visitor) -> None:
    first = await bot.send_document(anna.id, BufferedInputFile(b"%PDF-1.7", "Приказ № 1039-РЗ.pdf"))
    assert first.document is not None
    assert (first.document.file_name, first.document.mime_type) == ("Приказ № 1039-РЗ.pdf", "application/pdf")
    second = await bot.send_document(anna.id, first.document.file_id, caption="ещё раз")
    assert second.document is not None
    assert second.document.file_unique_id == first.document.file_unique_id
    assert anna.last.document is not None
    assert anna.last.document.data == b"%PDF-1.7"
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.send_document(anna.id, "BQACno-such-file")
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await bot.send_photo(anna.id, first.document.file_id)
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(anna.id, BufferedInputFile(b"", "пусто.txt"))


async def test_names_are_cleaned(bot: Bot, anna: Visitor) -> None:
    for name, kept in [
        ("..\\..\\etc/passwd", "passwd"),
        ("Отче\u0442 и\u0306.docx", "Отчет и\u0306.docx"),
        ("a:b?.txt", "a_b_.txt"),
    ]:
        await anna.send_file(name, b"x")
        assert anna.last.document is not None
        assert anna.last.document.name == kept


async def test_photo_comes_in_sizes_the_largest_last(bot: Bot, anna: Visitor) -> None:
    message = await bot.send_photo(anna.id, BufferedInputFile(png(1000, 500), "plan.png"))
    assert message.photo is not None
    assert [(size.width, size.height) for size in message.photo] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    again = await bot.send_photo(anna.id, message.photo[0].file_id)
    assert again.photo is not None
    file = await bot.get_file(again.photo[-1].file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    assert picture_size(content.read()) == (1000, 500)
    for data, complaint in [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (png(2100, 3), "PHOTO_INVALID_DIMENSIONS"),
    ]:
        with pytest.raises(TelegramBadRequest, match=complaint):
            await bot.send_photo(anna.id, BufferedInputFile(data, "x.png"))
    with pytest.raises(ValueError, match="no picture"):
        await anna.send_photo(b"not a picture")


async def test_twenty_megabytes_down_fifty_up(bot: Bot, anna: Visitor) -> None:
    await anna.send_file("большой.bin", bytes(20 * MEGABYTE + 1))
    await anna.send_file("предел.bin", bytes(20 * MEGABYTE))
    large, edge = [u.message.document for u in await bot.get_updates() if u.message and u.message.document]
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(large.file_id)
    assert (await bot.get_file(edge.file_id)).file_size == 20 * MEGABYTE
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(anna.id, BufferedInputFile(bytes(50 * MEGABYTE + 1), "много.bin"))
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("nothing")


async def test_download_needs_the_token_and_a_known_path(telegram: LocalTelegram, anna: Visitor) -> None:
    await anna.send_file("a.txt", b"x")
    async with aiohttp.ClientSession() as session:
        for token, path, status in [
            (TOKEN, "documents/file_0.txt", 200),
            ("1:wrong", "documents/file_0.txt", 401),
            (TOKEN, "../server.py", 404),
            (TOKEN, "%2e%2e/%2e%2e/etc/passwd", 404),
        ]:
            async with session.get(f"{telegram.api_url}/file/bot{token}/{path}") as response:
                assert response.status == status, path


async def test_voice_and_typing(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    message = await bot.send_voice(anna.id, BufferedInputFile(b"OggS", "v.ogg"), duration=3)
    assert message.voice is not None
    assert message.voice.duration == 3
    await bot.send_chat_action(anna.id, "typing")
    with pytest.raises(TelegramBadRequest, match="wrong parameter action"):
        await bot.send_chat_action(anna.id, "dancing")


async def test_many_uploads_at_once(bot: Bot, anna: Visitor) -> None:
    files = [BufferedInputFile(str(number).encode(), f"{number}.txt") for number in range(30)]
    await asyncio.gather(*(bot.send_document(anna.id, file) for file in files))
    contents = {message.document.name: message.document.data for message in anna.messages if message.document}
    assert contents == {f"{number}.txt": str(number).encode() for number in range(30)}
