"""The items of a plan with their dates, and what can be set: evidence, days of the nudges."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.handlers.access import CONTROLLING
from bot.handlers.cards import lines
from bot.handlers.menu import menu_button
from bot.handlers.plan_parts import PlanTap, dates_line
from bot.handlers.plan_review import ReviewTap
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.models import EvidenceKind, PlanItem
from bot.services.cycle_plan import CyclePlan
from bot.services.ladder import Ladder
from bot.services.people import Actor
from bot.services.plan_rows import DatedItem
from bot.services.plan_settings import PlanSettings
from bot.texts import Html, Words, shorten

router = Router(name="plan_items")

PAGE = 6
LADDER_DAYS = (15, 10, 7, 5, 3, 2, 1, 0)


class ItemTap(CallbackData, prefix="it"):
    """Something about one item: settings."""

    act: str
    id: int


class LadderTap(CallbackData, prefix="ld"):
    """Switch «N working days before» for a plan (item 0) or for one item."""

    plan: int
    item: int
    days: int


class EvidenceTap(CallbackData, prefix="ev"):
    """Switch a kind of evidence of an item."""

    item: int
    kind: str


@router.callback_query(PlanTap.filter(F.act == "items"), CONTROLLING)
async def list_items(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """The items with their dates in the cycle."""
    year, sections = await cycle_plan.items(actor, callback_data.id, callback_data.year or None)
    await show(tap, item_page(callback_data.model_copy(update={"year": year}), sections, words))


@router.callback_query(ItemTap.filter(F.act == "settings"), CONTROLLING)
async def item_settings(
    tap: CallbackQuery, callback_data: ItemTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """«Настроить» one item."""
    item, ladder = await plan_settings.item_settings(actor, callback_data.id)
    await show(tap, item_settings_view(item, ladder, words))


@router.callback_query(EvidenceTap.filter(F.kind.in_(set(EvidenceKind))), CONTROLLING)
async def toggle_evidence(
    tap: CallbackQuery, callback_data: EvidenceTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """A kind of evidence on or off."""
    kind = EvidenceKind(callback_data.kind)
    item, ladder = await plan_settings.toggle_evidence(actor, callback_data.item, kind)
    await show(tap, item_settings_view(item, ladder, words))


@router.callback_query(PlanTap.filter(F.act == "ladder"), CONTROLLING)
async def plan_ladder(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """When the nudges of a plan come."""
    ladder = await plan_settings.plan_ladder(actor, callback_data.id)
    await show(tap, plan_ladder_view(callback_data.id, ladder, words))


@router.callback_query(LadderTap.filter(), CONTROLLING)
async def toggle_days(
    tap: CallbackQuery, callback_data: LadderTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """A day of the ladder on or off; planned reminders follow."""
    days = callback_data.days
    if callback_data.item:
        item, ladder = await plan_settings.toggle_item_days(actor, callback_data.item, days)
        await show(tap, item_settings_view(item, ladder, words))
    else:
        ladder = await plan_settings.toggle_plan_days(actor, callback_data.plan, days)
        await show(tap, plan_ladder_view(callback_data.plan, ladder, words))


def item_page(where: PlanTap, sections: list[tuple[str, list[DatedItem]]], words: Words) -> Rendered:
    """A page of items, the sections as headings."""
    flat = [(title, item) for title, items in sections for item in items]
    shown = flat[where.page * PAGE : (where.page + 1) * PAGE]
    parts: list[Html | None] = [words.html("items-head", year=where.year, count=len(flat))]
    heading = ""
    for title, item in shown:
        if title != heading:
            parts += [Html(""), words.html("items-section", title=shorten(title, 160))]
            heading = title
        parts += [Html(""), *_item_lines(item, words)]
    buttons = [button(item.number, ItemTap(act="settings", id=item.item_id).pack()) for _, item in shown]

    def tap(act: str, page: int = 0) -> str:
        return PlanTap(act=act, id=where.id, year=where.year, page=page).pack()

    leaf = []
    if where.page > 0:
        leaf.append(button(words.label("page-earlier"), tap("items", where.page - 1)))
    if (where.page + 1) * PAGE < len(flat):
        leaf.append(button(words.label("page-later"), tap("items", where.page + 1)))
    back = button(words.label("back"), tap("show"))
    return Rendered(lines(*parts), rows(*in_rows(buttons, PAGE), leaf, [back, menu_button(words)]))


def _item_lines(item: DatedItem, words: Words) -> list[Html | None]:
    return [
        words.html("card-title", item=item.number, title=shorten(item.title, 130)),
        words.html("item-phrase", phrase=shorten(item.phrase, 130), meaning=shorten(item.explanation, 130)),
        words.html(f"item-decision-{item.decision.value}") if item.decision else None,
        *_item_dates(item, words),
        *(words.html("plan-warning", text=shorten(each, 110)) for each in item.warnings[:2]),
    ]


def _item_dates(item: DatedItem, words: Words) -> list[Html]:
    """The dates in the cycle; where nobody has decided, the line above says why there are none."""
    if item.decision is not None and item.decision.is_open:
        return []
    return [dates_line(dates, words) for dates in item.dates]


def item_settings_view(item: PlanItem, ladder: Ladder, words: Words) -> Rendered:
    """What an item asks for and when it is spoken of."""
    text = lines(
        words.html("card-title", item=item.number, title=shorten(item.display_title, 600)),
        words.html("card-phrase", phrase=shorten(item.deadline_phrase, 300))
        if item.deadline_phrase
        else None,
        words.html("card-result", result=shorten(item.result, 600)) if item.result else None,
        words.html("item-executors", text=shorten(item.executors_text, 500)) if item.executors_text else None,
        *(words.html("plan-warning", text=shorten(each, 200)) for each in item.remarks[:4]),
        Html(""),
        words.html("item-settings-ask"),
    )
    kinds = [
        button(
            words.label("switch", name=words.label(f"evidence-{kind.value}"), on=kind.value in item.evidence),
            EvidenceTap(item=item.id, kind=kind.value).pack(),
        )
        for kind in EvidenceKind
    ]
    page = PlanTap(act="items", id=item.plan_id, year=0, page=item.position // PAGE)
    back = button(words.label("back"), page.pack())
    days = ladder_buttons(item.plan_id, item.id, ladder, words)
    review = ReviewTap(act="card", id=item.id, rev=item.revision, year=0).pack()
    deadline = [button(words.label("item-deadline"), review)]
    return Rendered(text, rows(*in_rows(kinds, 3), *days, deadline, [back, menu_button(words)]))


def plan_ladder_view(plan_id: int, ladder: Ladder, words: Words) -> Rendered:
    """The nudges of a whole plan."""
    back = button(words.label("back"), PlanTap(act="show", id=plan_id, year=0).pack())
    text = words.html(
        "ladder-head",
        responsible=ladder.overdue_responsible,
        head=ladder.overdue_head,
        controller=ladder.overdue_controller,
        maximum=ladder.maximum,
    )
    return Rendered(text, rows(*ladder_buttons(plan_id, 0, ladder, words), [back, menu_button(words)]))


def ladder_buttons(
    plan_id: int, item_id: int, ladder: Ladder, words: Words
) -> list[list[InlineKeyboardButton]]:
    """One switch for each possible day."""
    buttons = [
        button(
            words.label("ladder-days", days=days, on=days in ladder.before),
            LadderTap(plan=plan_id, item=item_id, days=days).pack(),
        )
        for days in LADDER_DAYS
    ]
    return in_rows(buttons, 4)
