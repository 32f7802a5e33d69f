"""A new version of an order beside the one before it: what is added, removed, moved."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.handlers.access import CONTROLLING
from bot.handlers.pages import BLANK, leaf, page_of, text_of, way_back
from bot.handlers.plan_parts import PlanTap
from bot.handlers.replies import rows, show
from bot.messenger.rendered import Rendered
from bot.services.cycle_plan import CyclePlan, VersionDiff
from bot.services.people import Actor
from bot.services.plan_diff import ChangeKind, ItemChange, PlanDiff
from bot.texts import Html, Words, shorten

router = Router(name="plan_versions")


@router.callback_query(PlanTap.filter(F.act == "changes"), CONTROLLING)
async def show_changes(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """«Что изменилось»."""
    found = await cycle_plan.differences(actor, callback_data.id, callback_data.year or None)
    await show(tap, changes_view(found, words, callback_data.page))


def changes_view(found: VersionDiff, words: Words, page: int) -> Rendered:
    """The differences, a page at a time."""

    def to_page(number: int) -> PlanTap:
        return PlanTap(act="changes", id=found.plan_id, year=found.year, page=number)

    changes = found.diff.changes
    head = words.html("changes-head", version=found.version, replaces=found.replaces, count=len(changes))
    text = text_of(
        head, counts_line(found.diff, words), BLANK, *(change_line(c, words) for c in page_of(changes, page))
    )
    back = PlanTap(act="show", id=found.plan_id, year=found.year)
    return Rendered(text, rows(leaf(len(changes), page, words, to_page), way_back(words, back)))


def counts_line(diff: PlanDiff, words: Words) -> Html | None:
    """How many items of each kind of change, in one line."""
    if not diff.changes:
        return None
    counts = {kind.value: diff.count(kind) for kind in ChangeKind}
    named = [words.html(f"changes-{kind}", count=count) for kind, count in counts.items() if count]
    return words.html("changes-counts", named=Html(" · ".join(named)))


def change_line(change: ItemChange, words: Words) -> Html:
    """One difference: the item, what the order said, what it says now."""
    return words.html(
        f"change-{change.kind.value}",
        number=change.number,
        title=shorten(change.title, 110),
        was=shorten(change.was, 140),
        now=shorten(change.now, 140),
        had=bool(change.was),
        has=bool(change.now),
    )
