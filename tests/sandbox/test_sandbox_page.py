"""The page in a real browser: be somebody, press, attach, look, move the clock."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats
from playwright.async_api import Page, expect

from bot.clock import Clock
from bot.sandbox import ClockControls, LocalTelegram

from .browser import browsing
from .conftest import TOKEN, bot_for, echoing
from .pictures import png

GUIDE = ("Станьте администратором", "Пришлите план", "Переведите часы")


class Hands:
    """Moves the clock as the demo would, and refuses to go back."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def next_reminder(self) -> str:
        self.clock.freeze(self.clock.now() + timedelta(days=3, hours=1))
        return "Напоминание получили двое"

    async def advance_days(self, days: int) -> None:
        self.clock.freeze(self.clock.now() + timedelta(days=days))

    async def move_to(self, day: date) -> None:
        if day < self.clock.today():
            raise ValueError("Назад часы не идут")
        self.clock.freeze(datetime(day.year, day.month, day.day, 9))


@pytest.fixture
async def town(clock: Clock) -> AsyncIterator[LocalTelegram]:
    """Two people, an echo bot and a clock to move."""
    hands = Hands(clock)
    controls = ClockControls(clock.now, hands.next_reminder, hands.advance_days, hands.move_to)
    telegram = LocalTelegram(TOKEN, clock, controls=controls, guide=GUIDE)
    await telegram.start()
    telegram.person("Анна Петрова", "координатор школы № 1")
    telegram.person("Борис <Волков>", "контролёр")
    async with echoing(telegram):
        yield telegram
    await telegram.stop()


@pytest.fixture
async def bot_of(town: LocalTelegram) -> AsyncIterator[Bot]:
    """The town's bot, to speak first."""
    bot = bot_for(town)
    yield bot
    await bot.session.close()


async def open_chat(page: Page, telegram: LocalTelegram, name: str) -> None:
    await page.goto(telegram.page_url)
    await page.get_by_role("button", name=name).click()


async def test_a_first_conversation(town: LocalTelegram) -> None:
    async with browsing() as page:
        await page.goto(town.page_url)
        await expect(page).to_have_title("Целевой маршрут — местный Telegram")
        await expect(page.locator("#guide li")).to_have_text(list(GUIDE))
        await page.get_by_role("button", name="Анна Петрова").click()
        await page.get_by_role("button", name="СТАРТ").click()
        answer = page.locator(".message:not(.mine)").last
        await expect(answer.locator("strong")).to_have_text("Здравствуйте!")
        await answer.get_by_role("button", name="Готово").click()
        await expect(page.locator("#alert-text")).to_have_text("Сначала нажмите «Принято»")
        await page.get_by_role("button", name="ОК", exact=True).click()
        await answer.get_by_role("button", name="Принято").click()
        await expect(page.locator("#toast")).to_have_text("Принято к исполнению")
        await expect(answer.locator(".body")).to_have_text("Поручение принято")
        await expect(answer.locator(".meta")).to_contain_text("изменено")
        await expect(answer.locator(".buttons")).to_have_count(0)


async def test_files_and_pictures(town: LocalTelegram, tmp_path: Path) -> None:
    report, picture, returned_file = (tmp_path / name for name in ("Отчёт.docx", "снимок.png", "got"))
    report.write_bytes(b"report")
    picture.write_bytes(png(400, 200))
    async with browsing() as page:
        await open_chat(page, town, "Анна Петрова")
        await page.get_by_role("button", name="СТАРТ").click()
        await page.locator("#pick-file").set_input_files(report)
        returned = page.locator(".message:not(.mine) .document")
        await expect(returned.locator(".file-name")).to_have_text("Отчёт.docx")
        async with page.expect_download() as downloading:
            await returned.click()
        download = await downloading.value
        assert download.suggested_filename == "Отчёт.docx"
        await download.save_as(returned_file)
        assert returned_file.stat().st_size == len(b"report")
        await page.locator("#pick-photo").set_input_files(picture)
        shown = page.locator(".message:not(.mine) .photo img")
        await expect(shown).to_be_visible()
        assert await shown.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [400, 200]
        await shown.click()
        await expect(page.locator("#picture")).to_be_visible()
        await page.get_by_role("button", name="Закрыть").click()


async def test_typing_commands_keyboard_and_no_markup(town: LocalTelegram, bot_of: Bot) -> None:
    await bot_of.set_my_commands(
        [BotCommand(command="menu", description="Что можно")], scope=BotCommandScopeAllPrivateChats()
    )
    async with browsing() as page:
        await open_chat(page, town, "Борис <Волков>")
        await page.get_by_role("button", name="СТАРТ").click()
        field = page.get_by_label("Сообщение", exact=True)
        await field.fill("<img src=x onerror=alert(1)> & /start")
        await field.press("Enter")
        echoed = page.locator(".message:not(.mine)").last
        await expect(echoed.locator(".body")).to_have_text("<img src=x onerror=alert(1)> & /start")
        assert await page.locator(".messages img").count() == 0
        await page.get_by_role("button", name="Команды бота").click()
        await page.get_by_role("menuitem", name="/menu").click()
        await page.get_by_role("button", name="Мои поручения").click()
        await expect(page.locator(".message.mine .body").last).to_have_text("Мои поручения")
        await page.get_by_role("button", name="Мой номер").click()
        await expect(page.locator(".message:not(.mine) .body").last).to_contain_text("Номер: +7")


async def test_unread_dots_and_blocking(town: LocalTelegram, bot_of: Bot) -> None:
    boris = town.people[1]
    await boris.start()
    await town.until(lambda: boris.last.from_bot)
    async with browsing() as page:
        await open_chat(page, town, "Анна Петрова")
        other = page.get_by_role("button", name="Борис <Волков>")
        await expect(other.locator(".badge")).to_have_text("1")
        await bot_of.send_message(boris.id, "Школа № 1 отчиталась")
        await expect(other.locator(".badge")).to_have_text("2")
        await expect(other.locator(".preview")).to_have_text("Школа № 1 отчиталась")
        await expect(page).to_have_title("(2) Целевой маршрут — местный Telegram")
        await other.click()
        await expect(other.locator(".badge")).to_be_hidden()
        await page.get_by_role("button", name="Заблокировать").click()
        await expect(page.get_by_role("button", name="РАЗБЛОКИРОВАТЬ И НАЧАТЬ")).to_be_visible()
        await page.get_by_role("button", name="РАЗБЛОКИРОВАТЬ И НАЧАТЬ").click()
        await expect(page.locator(".message.mine .body").last).to_have_text("/start")
        await bot_of.send_chat_action(boris.id, "typing")
        await expect(page.locator("#chat-who")).to_have_text("бот печатает…")


async def test_the_clock_moves(town: LocalTelegram) -> None:
    async with browsing() as page:
        await page.goto(town.page_url)
        await expect(page.locator("#clock-weekday")).to_have_text("пятница")
        await expect(page.locator("#clock-day")).to_have_text("15 января 2027")
        await page.get_by_role("button", name="К следующему напоминанию").click()
        await expect(page.locator("#clock-status")).to_have_text("Напоминание получили двое")
        await expect(page.locator("#clock-day")).to_have_text("18 января 2027")
        await page.get_by_role("button", name="+1 день").click()
        await expect(page.locator("#clock-day")).to_have_text("19 января 2027")
        await page.get_by_role("button", name="К 15 июля").click()
        await expect(page.locator("#clock-day")).to_have_text("15 июля 2027")
        await page.get_by_role("button", name="К 15 июля").click()
        await expect(page.locator("#clock-day")).to_have_text("15 июля 2028")
        await page.get_by_label("Другая дата").fill("2027-01-01")
        await page.get_by_role("button", name="Перейти").click()
        await expect(page.locator("#clock-status")).to_have_text("Назад часы не идут")
        await page.get_by_label("Другая дата").fill("2028-09-01")
        await page.get_by_role("button", name="Перейти").click()
        await expect(page.locator("#clock-day")).to_have_text("1 сентября 2028")


async def test_on_a_phone_list_and_chat_take_turns(town: LocalTelegram) -> None:
    async with browsing(390, 844) as page:
        await page.goto(town.page_url)
        await expect(page.locator("#hint-guide li").first).to_be_visible()
        await page.get_by_role("button", name="Анна Петрова").click()
        await expect(page.locator(".side")).to_be_hidden()
        await page.get_by_role("button", name="СТАРТ").click()
        await expect(page.get_by_role("button", name="Готово")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await page.get_by_role("button", name="К списку людей").click()
        await expect(page.locator(".side")).to_be_visible()


async def test_without_controls_there_is_no_clock(telegram: LocalTelegram) -> None:
    telegram.person("Анна Петрова")
    async with browsing() as page:
        await page.goto(telegram.page_url)
        await expect(page.get_by_role("button", name="Анна Петрова")).to_be_visible()
        await expect(page.locator("#clock")).to_be_hidden()


async def test_other_sites_cannot_act(town: LocalTelegram) -> None:
    chat = f"{town.page_url}page/chat/{town.people[0].id}"
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{chat}/start") as response:
            assert response.status == 403
        async with session.get(chat, headers={"Host": "evil.example"}) as response:
            assert response.status == 403
        async with session.get(f"{town.page_url}page/static/..%2fserver.py") as response:
            assert response.status == 404
        async with session.get(town.page_url) as response:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert town.people[0].messages == []
