"""To whom an announcement goes: roles, schools, grades and the rest, each on or off."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.announcement_card import reached_lines, way_back_to
from bot.handlers.announcement_taps import AnnouncementTap
from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.announcement_views import AnnouncementView
from bot.services.announcements import CHOICES, Announcements, Reached
from bot.texts import Words, shorten

router = Router(name="announcement_audience")

WRITES = May(Action.ANNOUNCE)
SCHOOLS = 10
FIELDS = tuple(CHOICES)


class AudienceTap(CallbackData, prefix="aw"):
    """Something of the audience more or less: which field and choice, by place."""

    id: int
    field: int
    choice: int


class AudienceSchoolTap(CallbackData, prefix="ax"):
    """A school more or less; school 0 is a page of them."""

    id: int
    school: int
    page: int = 0


@router.callback_query(MenuTap.filter(F.to == "new-announcement"), WRITES)
async def begin(tap: CallbackQuery, actor: Actor, words: Words, announcements: Announcements) -> None:
    """A draft: first of all, to whom?"""
    view = await announcements.begin(actor)
    found = await announcements.reached(actor, view.announcement_id)
    await show(tap, audience_view(view, found, words))


@router.callback_query(AnnouncementTap.filter(F.act == "audience"), WRITES)
async def open_audience(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """To whom?"""
    view = await announcements.one(actor, callback_data.id)
    await show(tap, audience_view(view, await announcements.reached(actor, callback_data.id), words))


@router.callback_query(AudienceTap.filter(), WRITES)
async def toggle(
    tap: CallbackQuery, callback_data: AudienceTap, actor: Actor, words: Words, announcements: Announcements
) -> None:
    """One more or less."""
    if not 0 <= callback_data.field < len(FIELDS):
        raise NotFound
    field = FIELDS[callback_data.field]
    view = await announcements.toggle(actor, callback_data.id, field, callback_data.choice)
    await show(tap, audience_view(view, await announcements.reached(actor, callback_data.id), words))


@router.callback_query(AnnouncementTap.filter(F.act == "schools"), WRITES)
async def open_schools(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """Which schools?"""
    view = await announcements.one(actor, callback_data.id)
    await show(tap, school_choice(view, await announcements.schools(actor), 0, words))


@router.callback_query(AudienceSchoolTap.filter(), WRITES)
async def toggle_school(
    tap: CallbackQuery,
    callback_data: AudienceSchoolTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """A school more or less, or another page."""
    number, school = callback_data.id, callback_data.school
    if school:
        view = await announcements.toggle_school(actor, number, school)
    else:
        view = await announcements.one(actor, number)
    await show(tap, school_choice(view, await announcements.schools(actor), callback_data.page, words))


def audience_view(view: AnnouncementView, found: Reached, words: Words) -> Rendered:
    """Every choice on or off, with the count and three samples."""
    number = view.announcement_id
    lines: list[list[InlineKeyboardButton]] = []
    for field_place, field in enumerate(FIELDS):
        chosen = view.audience.get(field, [])
        buttons = [
            button(
                words.label("switch", on=value in chosen, name=_choice_name(field, value, words)),
                AudienceTap(id=number, field=field_place, choice=place).pack(),
            )
            for place, value in enumerate(CHOICES[field])
        ]
        lines += in_rows(buttons, 3 if field in ("roles", "grades") else 2)
    schools = [button(words.label("announcement-schools"), AnnouncementTap(act="schools", id=number).pack())]
    done = [button(words.label("announcement-write"), AnnouncementTap(act="write", id=number).pack())]
    text = text_of(words.html("announcement-audience"), BLANK, *reached_lines(found, words))
    return Rendered(text, rows(*lines, schools, done, way_back_to(number, words)))


def _choice_name(field: str, value: object, words: Words) -> str:
    if field == "grades":
        return str(value)
    key = {"roles": "role", "spheres": "sphere", "levels": "level", "interests": "interest"}.get(field)
    return words.label(f"{key}-{value}" if key else f"announcement-state-of-{value}")


def school_choice(
    view: AnnouncementView, found: list[tuple[int, str]], number: int, words: Words
) -> Rendered:
    """Schools on or off; none means all within reach."""
    number = known_page(len(found), number, SCHOOLS)
    chosen = view.audience.get("schools", [])
    buttons = [
        [
            button(
                words.label("switch", on=school in chosen, name=shorten(name, 50)),
                AudienceSchoolTap(id=view.announcement_id, school=school, page=number).pack(),
            )
        ]
        for school, name in page_of(found, number, SCHOOLS)
    ]

    def to_page(page: int) -> CallbackData:
        return AudienceSchoolTap(id=view.announcement_id, school=0, page=page)

    turn = leaf(len(found), number, words, to_page, SCHOOLS)
    back = way_back(words, AnnouncementTap(act="audience", id=view.announcement_id))
    return Rendered(words.html("announcement-ask-schools", count=len(chosen)), rows(*buttons, turn, back))
