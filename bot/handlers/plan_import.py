"""An order comes in as a file: read, looked over, its executors explained, put to work for a cycle."""

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import CONTROLLING
from bot.handlers.cards import lines
from bot.handlers.files import download
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.plan_parts import ExportTap, PlanTap
from bot.handlers.plan_review import ReviewTap
from bot.handlers.plan_versions import counts_line
from bot.handlers.replies import button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import OrganisationKind, PlanState
from bot.plan_document import check_format
from bot.services.cycle_plan import Activation, CyclePlan, ListedPlan, StartPreview
from bot.services.executors import Choice, Target
from bot.services.organisations import Organisations, Unresolved
from bot.services.people import Actor
from bot.services.plan_overview import PlanOverview
from bot.settings import Settings
from bot.texts import Html, Words, shorten

router = Router(name="plan_import")

WARNINGS_PAGE = 12
CHOICES_PAGE = 8
UNDECIDED_NAMED = 15
"""Numbers of items named outright; of the rest the count is said."""


class ExecutorTap(CallbackData, prefix="ex"):
    """Executors of a plan: `next` asks about the next one, `groups` and `kind…` offer more meanings."""

    act: str
    plan: int
    page: int = 0


class MeaningTap(CallbackData, prefix="mn"):
    """An executor (row number) of a plan means an organisation, a group, or nobody (both 0)."""

    plan: int
    executor: int
    organisation: int
    group: int


@router.callback_query(MenuTap.filter(F.to == "plans"), CONTROLLING)
async def list_plans(tap: CallbackQuery, actor: Actor, words: Words, cycle_plan: CyclePlan) -> None:
    """«Планы»."""
    await show(tap, plan_list(await cycle_plan.plans(actor), words))


@router.message(F.document, StateFilter(None), CONTROLLING)
async def import_plan(
    message: Message, actor: Actor, words: Words, bot: Bot, cycle_plan: CyclePlan, settings: Settings
) -> None:
    """A file without any question before it is an order."""
    assert message.document is not None
    check_format(message.document.file_name or "")
    content = await download(bot, message, settings)
    plan_id = await cycle_plan.import_plan(actor, message.document.file_name or "", content)
    await say(message, overview_view(await cycle_plan.overview(actor, plan_id), words))


@router.callback_query(PlanTap.filter(F.act == "show"), CONTROLLING)
async def show_plan(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """A plan as it is in a cycle."""
    plan = await cycle_plan.overview(actor, callback_data.id, callback_data.year or None)
    await show(tap, overview_view(plan, words))


@router.callback_query(PlanTap.filter(F.act == "warnings"), CONTROLLING)
async def show_warnings(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """What is odd in the document."""
    plan = await cycle_plan.overview(actor, callback_data.id, callback_data.year or None)
    await show(tap, warnings_view(plan, words, callback_data.page))


@router.callback_query(PlanTap.filter(F.act == "ask"), CONTROLLING)
async def ask_start(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """Start the cycle? What will happen is said first."""
    await show(
        tap, confirmation(await cycle_plan.preview(actor, callback_data.id, callback_data.year), words)
    )


@router.callback_query(PlanTap.filter(F.act == "start"), CONTROLLING)
async def start_cycle(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, cycle_plan: CyclePlan
) -> None:
    """The plan goes to work."""
    done = await cycle_plan.activate(actor, callback_data.id, callback_data.year)
    await show(tap, started(callback_data.id, done, words))


@router.callback_query(ExecutorTap.filter(F.act == "next"), CONTROLLING)
async def next_executor(
    tap: CallbackQuery,
    callback_data: ExecutorTap,
    actor: Actor,
    words: Words,
    organisations: Organisations,
    cycle_plan: CyclePlan,
) -> None:
    """Who is meant by the next unexplained executor?"""
    unresolved = await organisations.next_unresolved(callback_data.plan)
    if unresolved is None:
        await show(tap, overview_view(await cycle_plan.overview(actor, callback_data.plan), words))
    else:
        await show(tap, executor_question(callback_data.plan, unresolved, words))


@router.callback_query(ExecutorTap.filter(F.act.in_({"groups", *OrganisationKind})), CONTROLLING)
async def more_meanings(
    tap: CallbackQuery, callback_data: ExecutorTap, words: Words, organisations: Organisations
) -> None:
    """All groups, or all organisations of a kind."""
    kind = None if callback_data.act == "groups" else OrganisationKind(callback_data.act)
    unresolved = await organisations.next_unresolved(callback_data.plan)
    choices = await organisations.all_choices(kind)
    await show(tap, meaning_list(callback_data, unresolved, choices, words))


@router.callback_query(MeaningTap.filter(), CONTROLLING)
async def explain(
    tap: CallbackQuery,
    callback_data: MeaningTap,
    actor: Actor,
    words: Words,
    organisations: Organisations,
    cycle_plan: CyclePlan,
) -> None:
    """Remembered; on to the next one, or back to the plan."""
    target = Target(callback_data.organisation or None, callback_data.group or None)
    await cycle_plan.explain_executor(actor, callback_data.plan, callback_data.executor, target)
    unresolved = await organisations.next_unresolved(callback_data.plan)
    if unresolved is None:
        plan = await cycle_plan.overview(actor, callback_data.plan)
        await show(tap, overview_view(plan, words), toast=words.label("executors-all-known"))
    else:
        question = executor_question(callback_data.plan, unresolved, words)
        await show(tap, question, toast=words.label("executor-remembered"))


def plan_list(plans: list[ListedPlan], words: Words) -> Rendered:
    """The plans there are, and how to bring another."""
    buttons = [
        button(
            words.label(
                "plan-button",
                number=plan.number or shorten(plan.title, 30),
                state=plan.state.value,
                version=plan.version,
                several=plan.version > 1 or plan.state is PlanState.ARCHIVED,
            ),
            PlanTap(act="show", id=plan.plan_id, year=0).pack(),
        )
        for plan in plans
    ]
    return Rendered(
        words.html("plans-head", count=len(plans)), rows(*in_rows(buttons, 1), [menu_button(words)])
    )


def overview_view(plan: PlanOverview, words: Words) -> Rendered:
    """Counts, what needs a person, and what to do next."""
    undecided = len(plan.undecided)
    text = lines(
        words.html("plan-title", title=shorten(plan.title, 500)),
        words.html(
            "plan-number",
            number=plan.number,
            numbered=bool(plan.number),
            version=plan.version,
            state=plan.state.value,
        ),
        Html(""),
        words.html("plan-counts", sections=plan.sections, items=plan.items),
        words.html("plan-understood", count=plan.items - undecided),
        words.html("plan-needs-you", count=undecided) if undecided else None,
        words.html("plan-contradictions", count=plan.contradictions) if plan.contradictions else None,
        Html(""),
        words.html("plan-cycle", year=plan.year),
        words.html("plan-cycle-counts", dated=plan.dated, ongoing=plan.ongoing, undated=plan.undated),
        words.html("plan-past", count=plan.past) if plan.past and not plan.active_years else None,
        words.html("plan-warnings", count=len(plan.warnings), draft=not plan.active_years)
        if plan.warnings
        else None,
        words.html("plan-unresolved", count=plan.unresolved) if plan.unresolved else None,
        words.html("plan-replaces", version=plan.replaces)
        if plan.replaces is not None and plan.state is PlanState.DRAFT
        else None,
        words.html("plan-works", years=", ".join(map(str, plan.active_years))) if plan.active_years else None,
    )
    return Rendered(text, rows(*_plan_buttons(plan, words), [menu_button(words)]))


def _plan_buttons(plan: PlanOverview, words: Words) -> list[list[InlineKeyboardButton]]:
    """The next step first: what to decide, whom to name, the start; then what can be looked at."""

    def tap(act: str, year: int = plan.year) -> str:
        return PlanTap(act=act, id=plan.plan_id, year=year).pack()

    made = []
    at_rest = plan.state is PlanState.ARCHIVED
    if plan.undecided and not at_rest:
        review = ReviewTap(act="next", id=plan.plan_id, rev=0, year=plan.year).pack()
        made.append([button(words.label("plan-review", count=len(plan.undecided)), review)])
    if plan.unresolved and not at_rest:
        asked = ExecutorTap(act="next", plan=plan.plan_id).pack()
        made.append([button(words.label("plan-executors", count=plan.unresolved), asked)])
    if plan.replaces is not None and plan.state is PlanState.DRAFT:
        made.append([button(words.label("plan-changes"), tap("changes"))])
    if not plan.unresolved and plan.year not in plan.active_years and not at_rest:
        start = "plan-take-over" if plan.year in plan.takes_over else "plan-start"
        made.append([button(words.label(start, year=plan.year, version=plan.version), tap("ask"))])
    made.append([button(words.label("plan-items"), tap("items"))])
    if plan.warnings:
        made[-1].append(button(words.label("plan-show-warnings", count=len(plan.warnings)), tap("warnings")))
    made.append(
        [
            button(words.label("plan-other-cycle", year=year, chosen=year == plan.year), tap("show", year))
            for year in plan.years
        ]
    )
    if plan.undated and plan.active_years:
        made.append([button(words.label("plan-undated"), tap("undated"))])
    export = ExportTap(act="choose", plan=plan.plan_id, year=plan.year).pack()
    made.append(
        [button(words.label("plan-ladder"), tap("ladder")), button(words.label("plan-export"), export)]
    )
    return made


def warnings_view(plan: PlanOverview, words: Words, page: int) -> Rendered:
    """What is odd in the document, a page at a time."""
    shown = plan.warnings[page * WARNINGS_PAGE : (page + 1) * WARNINGS_PAGE]
    entries = [words.html("plan-warning", text=shorten(each, 280)) for each in shown]

    def tap(act: str, number: int = 0) -> str:
        return PlanTap(act=act, id=plan.plan_id, year=plan.year, page=number).pack()

    leaf = []
    if page > 0:
        leaf.append(button(words.label("page-earlier"), tap("warnings", page - 1)))
    if (page + 1) * WARNINGS_PAGE < len(plan.warnings):
        leaf.append(button(words.label("page-later"), tap("warnings", page + 1)))
    back = button(words.label("back"), tap("show"))
    text = lines(words.html("plan-warnings-head"), Html(""), *entries)
    return Rendered(text, rows(leaf, [back, menu_button(words)]))


def confirmation(preview: StartPreview, words: Words) -> Rendered:
    """What starting the cycle will do; what is still undecided; what happens to the version at work."""
    plan, diff = preview.plan, preview.diff
    numbers = ", ".join(plan.undecided[:UNDECIDED_NAMED])
    more = max(len(plan.undecided) - UNDECIDED_NAMED, 0)
    head = (
        words.html("plan-start-ask", year=plan.year, past=plan.past, undated=plan.undated)
        if diff is None
        else lines(words.html("plan-take-over-ask", version=plan.version), counts_line(diff, words))
    )
    text = lines(
        head,
        words.html("plan-start-undecided", count=len(plan.undecided), numbers=numbers, more=more)
        if plan.undecided
        else None,
    )
    start = PlanTap(act="start", id=plan.plan_id, year=plan.year).pack()
    back = PlanTap(act="show", id=plan.plan_id, year=plan.year).pack()
    return Rendered(
        text,
        rows(
            [button(words.label("plan-start-yes" if diff is None else "plan-take-over-yes"), start)],
            [button(words.label("back"), back)],
        ),
    )


def started(plan_id: int, done: Activation, words: Words) -> Rendered:
    """What the start created, and what a person still has to do."""
    numbers = ", ".join(done.undecided[:UNDECIDED_NAMED])
    more = max(len(done.undecided) - UNDECIDED_NAMED, 0)
    text = lines(
        words.html("plan-started-version" if done.replaced else "plan-started", year=done.year),
        words.html(
            "plan-carried-counts" if done.replaced else "plan-started-counts",
            assignments=done.assignments,
            organisations=done.organisations,
        ),
        words.html("plan-started-next", day=done.next_day) if done.next_day else None,
        words.html("plan-started-past", count=done.past) if done.past else None,
        words.html("plan-started-undated", count=done.undated) if done.undated else None,
        words.html("plan-started-undecided", count=len(done.undecided), numbers=numbers, more=more)
        if done.undecided
        else None,
    )
    made = [[button(words.label("menu-board"), MenuTap(to="board").pack())]]
    if done.undated:
        undated = PlanTap(act="undated", id=plan_id, year=done.year).pack()
        made.insert(0, [button(words.label("plan-undated"), undated)])
    if done.undecided:
        review = ReviewTap(act="next", id=plan_id, rev=0, year=done.year).pack()
        made.insert(0, [button(words.label("plan-review", count=len(done.undecided)), review)])
    return Rendered(text, rows(*made, [menu_button(words)]))


def executor_question(plan_id: int, unresolved: Unresolved, words: Words) -> Rendered:
    """Who is this? The likeliest meanings first; nothing is guessed."""

    def meaning(target: Target) -> str:
        return MeaningTap(
            plan=plan_id,
            executor=unresolved.executor_id,
            organisation=target.organisation_id or 0,
            group=target.group_id or 0,
        ).pack()

    def more(act: str) -> str:
        return ExecutorTap(act=act, plan=plan_id).pack()

    suggestions = [[button(shorten(each.name, 60), meaning(each.target))] for each in unresolved.choices]
    kinds = [button(words.label(f"kind-{kind.value}"), more(kind.value)) for kind in OrganisationKind]
    text = words.html(
        "executor-ask",
        name=shorten(unresolved.name, 300),
        items=shorten(", ".join(unresolved.items), 200),
        remaining=unresolved.remaining,
    )
    return Rendered(
        text,
        rows(
            *suggestions,
            [button(words.label("executor-groups"), more("groups"))],
            *in_rows(kinds, 2),
            [button(words.label("executor-nobody"), meaning(Target(None, None)))],
            [button(words.label("back"), PlanTap(act="show", id=plan_id, year=0).pack()), menu_button(words)],
        ),
    )


def meaning_list(
    where: ExecutorTap, unresolved: Unresolved | None, choices: list[Choice], words: Words
) -> Rendered:
    """A page of everything an executor can mean."""
    executor_id = unresolved.executor_id if unresolved else 0
    shown = choices[where.page * CHOICES_PAGE : (where.page + 1) * CHOICES_PAGE]
    buttons = [
        [
            button(
                shorten(each.name, 60),
                MeaningTap(
                    plan=where.plan,
                    executor=executor_id,
                    organisation=each.target.organisation_id or 0,
                    group=each.target.group_id or 0,
                ).pack(),
            )
        ]
        for each in shown
    ]

    def page(number: int) -> str:
        return ExecutorTap(act=where.act, plan=where.plan, page=number).pack()

    leaf = []
    if where.page > 0:
        leaf.append(button(words.label("page-earlier"), page(where.page - 1)))
    if (where.page + 1) * CHOICES_PAGE < len(choices):
        leaf.append(button(words.label("page-later"), page(where.page + 1)))
    back = button(words.label("back"), ExecutorTap(act="next", plan=where.plan).pack())
    text = words.html(
        "executor-choose", name=shorten(unresolved.name, 300) if unresolved else "", count=len(choices)
    )
    return Rendered(text, rows(*buttons, leaf, [back, menu_button(words)]))
