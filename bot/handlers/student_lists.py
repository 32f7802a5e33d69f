"""«Списки файлом»: which list, and the file."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.handlers.access import May
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import way_back
from bot.handlers.replies import button, rows, show
from bot.handlers.students import ListTap
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.people import Actor
from bot.services.sheets import File
from bot.services.student_lists import StudentLists
from bot.texts import Words

router = Router(name="student_lists")

MAY = May(Action.STUDENT_LISTS)

Make = Callable[[StudentLists, Actor, int | None, Words], Awaitable[File]]
LISTS: dict[str, Make] = {
    "interested": lambda lists, actor, school, words: lists.table(actor, "interested", school, words),
    "interested-docx": lambda lists, actor, school, words: lists.document(actor, "interested", school, words),
    "contract": lambda lists, actor, school, words: lists.table(actor, "contract", school, words),
    "contract-docx": lambda lists, actor, school, words: lists.document(actor, "contract", school, words),
    "corrections": lambda lists, actor, school, words: lists.corrections(actor, school, words),
}
"""What can be chosen; the button of each is `list-<name>`."""


@router.callback_query(ListTap.filter(F.act == "choose"), MAY)
async def choose_list(tap: CallbackQuery, callback_data: ListTap, words: Words) -> None:
    """Which list?"""
    school = callback_data.school
    buttons = [
        [button(words.label(f"list-{name}"), ListTap(act=name, school=school).pack())] for name in LISTS
    ]
    back = way_back(words, MenuTap(to="students"))
    await show(tap, Rendered(words.html("list-choose"), rows(*buttons, back)))


@router.callback_query(ListTap.filter(F.act.in_(set(LISTS))), MAY)
async def hand_list_over(
    tap: CallbackQuery, callback_data: ListTap, actor: Actor, words: Words, student_lists: StudentLists
) -> None:
    """The file."""
    file = await LISTS[callback_data.act](student_lists, actor, callback_data.school or None, words)
    title = words.label(f"list-{callback_data.act.removesuffix('-docx')}-title")
    await send_file(tap, Attached(file, words.html("list-done", title=title), rows([menu_button(words)])))
