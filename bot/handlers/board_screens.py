"""How the board looks: a cycle, a section, an item, an organisation, and the buttons between them."""

from collections.abc import Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton

from bot.handlers.board_parts import (
    SILENT,
    WIDE,
    CycleTap,
    DebtsTap,
    OrganisationTap,
    SectionTap,
    StandingTap,
    TableTap,
    TermTap,
    UndatedListTap,
    count_lines,
    head_line,
    mark,
    short_counts,
    term_dates,
)
from bot.handlers.cards import AssignmentTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, PAGE, leaf, page_of, text_of, way_back
from bot.handlers.plan_dates import UndatedTap
from bot.handlers.plan_items import ItemTap
from bot.handlers.replies import button, in_rows, rows
from bot.messenger.rendered import Rendered
from bot.services.board_views import (
    CycleBoard,
    ItemBoard,
    ItemLine,
    ItemRow,
    OrganisationBoard,
    SectionBoard,
    SectionRow,
    StandingList,
    UndatedList,
)
from bot.services.standing import Line, Standing
from bot.texts import Html, Words, shorten

DATES_SHOWN = 4


def cycles_view(boards: Sequence[CycleBoard], words: Words) -> Rendered:
    """No working plan: what to do; one: its board; several: choose."""
    if not boards:
        to_plans = button(words.label("menu-plans"), MenuTap(to="plans").pack())
        return Rendered(words.html("board-none"), rows([to_plans], [menu_button(words)]))
    if len(boards) == 1:
        return cycle_view(boards[0], words)
    entries = [
        part
        for board in boards
        for part in (BLANK, head_line(board.head, words), short_counts(board.counts, words))
    ]
    buttons = [
        button(
            words.label(
                "board-cycle",
                plan=shorten(board.head.number or board.head.plan, 30),
                numbered=bool(board.head.number),
                year=board.head.year,
            ),
            CycleTap(id=board.head.cycle_id).pack(),
        )
        for board in boards
    ]
    return Rendered(
        text_of(words.html("board-choose"), *entries), rows(*in_rows(buttons, 1), [menu_button(words)])
    )


def cycle_view(board: CycleBoard, words: Words) -> Rendered:
    """The whole cycle: counts, sections, and where to go from here."""
    cycle = board.head.cycle_id
    parts = [head_line(board.head, words), BLANK]
    parts += count_lines(board.counts, words, width=WIDE, all_of_them=True)
    for section in board.sections:
        parts += [BLANK, _section_title(section, words), short_counts(section.counts, words)]
    parts.append(BLANK)
    if board.undated:
        parts.append(words.html("board-undated", count=board.undated))
    if board.before_start:
        parts.append(words.html("board-before-start", count=board.before_start))
    counts = board.counts
    places = [
        button(
            words.label(f"board-place-{name}", count=getattr(counts, name)),
            StandingTap(cycle=cycle, which=name).pack(),
        )
        for name in ("late", SILENT, "in_time", "reported", "done")
        if getattr(counts, name)
    ]
    sections = [
        button(
            words.label("board-section-button", number=section.number, title=shorten(section.title, 34)),
            SectionTap(cycle=cycle, section=section.section_id).pack(),
        )
        for section in board.sections
    ]
    undated = [button(words.label("board-undated-open"), UndatedListTap(cycle=cycle).pack())]
    exports = [
        button(words.label("board-debts"), DebtsTap(cycle=cycle).pack()),
        button(words.label("board-table"), TableTap(cycle=cycle).pack()),
    ]
    others = [button(words.label("board-others"), MenuTap(to="board").pack())] if board.head.others else []
    keyboard = rows(
        *in_rows(places, 3),
        *in_rows(sections, 1),
        exports,
        undated if board.undated else [],
        [*others, menu_button(words)],
    )
    return Rendered(text_of(*parts), keyboard)


def _section_title(section: SectionRow, words: Words) -> Html:
    return words.html("board-section", number=section.number, title=shorten(section.title, 160))


def section_view(board: SectionBoard, words: Words, page: int) -> Rendered:
    """The items of a section with their dates and counts."""
    cycle, section = board.head.cycle_id, board.section.section_id
    shown = page_of(board.items, page)
    parts = [head_line(board.head, words), _section_title(board.section, words)]
    parts.append(short_counts(board.section.counts, words))
    for row in shown:
        parts += [BLANK, *_item_lines(row, words)]
    if not board.items:
        parts += [BLANK, words.html("board-section-empty")]
    buttons = [
        button(
            words.label(
                "board-item-button",
                number=row.item.number,
                late=row.counts.late,
                silent=row.counts.silent,
            ),
            TermTap(id=row.current).pack(),
        )
        for row in shown
    ]
    keyboard = rows(
        *in_rows(buttons, 4),
        leaf(len(board.items), page, words, lambda to: SectionTap(cycle=cycle, section=section, page=to)),
        way_back(words, CycleTap(id=cycle)),
    )
    return Rendered(text_of(*parts), keyboard)


def _item_lines(row: ItemRow, words: Words) -> list[Html]:
    made = [words.html("board-item", number=row.item.number, title=shorten(row.item.title, 110))]
    made += [
        words.html("board-term-past", dates=term_dates(term, words))
        if term.before_start
        else term_dates(term, words)
        for term in row.terms[:DATES_SHOWN]
    ]
    if row.counts.total:
        made.append(short_counts(row.counts, words))
    elif not any(term.undated or term.before_start for term in row.terms):
        made.append(words.html("board-no-lines-nobody"))
    return made


def item_view(board: ItemBoard, words: Words, page: int) -> Rendered:
    """One date of an item: what the order says, and every organisation."""
    term, item = board.term, board.item
    parts: list[Html | None] = [
        head_line(board.head, words),
        BLANK,
        words.html("board-item", number=item.number, title=shorten(item.title, 1200)),
        words.html("board-item-phrase", phrase=shorten(board.phrase, 300)) if board.phrase else None,
        words.html("board-item-meaning", meaning=shorten(board.explanation, 400))
        if board.explanation
        else None,
        words.html("board-item-result", result=shorten(board.result, 800)) if board.result else None,
        BLANK,
        term_dates(term, words),
        *_item_state(board, words),
    ]
    keyboard = rows(
        _term_buttons(board, words),
        *in_rows([_line_button(line, board, page, words) for line in page_of(board.lines, page)], 1),
        leaf(len(board.lines), page, words, lambda to: TermTap(id=term.occurrence_id, page=to)),
        _item_actions(board, words),
        way_back(
            words, SectionTap(cycle=board.head.cycle_id, section=board.section_id, page=board.place // PAGE)
        ),
    )
    return Rendered(text_of(*parts), keyboard)


def _item_state(board: ItemBoard, words: Words) -> list[Html]:
    if board.lines:
        return count_lines(board.counts, words, width=WIDE)
    term = board.term
    why = "undated" if term.undated else "past" if term.before_start else "nobody"
    return [words.html(f"board-no-lines-{why}")]


def _term_buttons(board: ItemBoard, words: Words) -> list[InlineKeyboardButton]:
    """The dates of the item to switch between, when there are several."""
    if len(board.terms) < 2:
        return []
    return [
        button(
            words.label(
                "switch",
                on=term.occurrence_id == board.term.occurrence_id,
                name=words.short_day(term.due) if term.due else words.label("board-term-undated"),
            ),
            TermTap(id=term.occurrence_id).pack(),
        )
        for term in board.terms[:DATES_SHOWN]
    ]


def _line_button(line: Line, board: ItemBoard, page: int, words: Words) -> InlineKeyboardButton:
    label = words.label(
        "board-line",
        mark=mark(line, board.head.today, words),
        name=shorten(line.organisation, 40),
        promised=line.promised is not None and line.standing in (Standing.LATE, Standing.IN_TIME),
        day=words.short_day(line.promised) if line.promised else "",
    )
    to = OrganisationTap(
        cycle=board.head.cycle_id, id=line.organisation_id, term=board.term.occurrence_id, back=page
    )
    return button(label, to.pack())


def _item_actions(board: ItemBoard, words: Words) -> list[InlineKeyboardButton]:
    made = [button(words.label("board-item-settings"), ItemTap(act="settings", id=board.item.item_id).pack())]
    if board.term.undated:
        made.append(button(words.label("board-set-date"), UndatedTap(id=board.term.occurrence_id).pack()))
    if board.counts.late:
        debts = DebtsTap(cycle=board.head.cycle_id, term=board.term.occurrence_id)
        made.append(button(words.label("board-debts"), debts.pack()))
    return made


def organisation_view(board: OrganisationBoard, tap: OrganisationTap, words: Words) -> Rendered:
    """An organisation: who answers there, and all it has to do."""
    parts = [
        head_line(board.head, words),
        BLANK,
        words.html("board-organisation", name=board.organisation),
        *count_lines(board.counts, words, width=WIDE),
        BLANK,
    ]
    if not board.members:
        parts.append(words.html("board-members-none"))
    for member in board.members[:PAGE]:
        parts.append(
            words.html(
                "board-member",
                role=words.label(f"role-{member.role.value}"),
                position=shorten(member.position, 80),
                placed=bool(member.position),
                unreachable=member.unreachable is not None,
            )
        )
    shown = page_of(board.lines, tap.page)
    came_from = [each for each in board.lines if each.line.occurrence_id == tap.term]
    keyboard = rows(
        [_card_button(each, "board-card", board.head.today, words) for each in came_from],
        *in_rows([_card_button(each, "board-duty", board.head.today, words) for each in shown], 2),
        leaf(len(board.lines), tap.page, words, lambda to: tap.model_copy(update={"page": to})),
        way_back(words, TermTap(id=tap.term, page=tap.back) if tap.term else CycleTap(id=tap.cycle)),
    )
    parts += [BLANK, words.html("board-duties", count=len(board.lines))]
    return Rendered(text_of(*parts), keyboard)


def _card_button(each: ItemLine, key: str, today: date, words: Words) -> InlineKeyboardButton:
    """An assignment that opens its card."""
    label = words.label(
        key,
        mark=mark(each.line, today, words),
        number=each.item.number,
        day=words.short_day(each.line.due) if each.line.due else "",
        name=shorten(each.line.organisation, 40),
    )
    return button(label, AssignmentTap(act="open", id=each.line.assignment_id).pack())


def standing_view(found: StandingList, words: Words, page: int) -> Rendered:
    """All assignments of one place of the board, each opens its card."""
    which = found.standing.value if found.standing else SILENT
    cycle = found.head.cycle_id
    parts = [
        head_line(found.head, words),
        BLANK,
        words.html(f"board-list-{which}", count=len(found.lines)),
    ]
    shown = page_of(found.lines, page)
    calls = [button(words.label("menu-unreachable"), MenuTap(to="unreachable").pack())]
    keyboard = rows(
        *in_rows([_card_button(each, "board-entry", found.head.today, words) for each in shown], 1),
        leaf(len(found.lines), page, words, lambda to: StandingTap(cycle=cycle, which=which, page=to)),
        calls if which == SILENT else [],
        way_back(words, CycleTap(id=cycle)),
    )
    return Rendered(text_of(*parts), keyboard)


def undated_view(found: UndatedList, words: Words, page: int) -> Rendered:
    """The items without a date; a tap sets it."""
    cycle = found.head.cycle_id
    shown = page_of(found.items, page)
    parts = [head_line(found.head, words), BLANK, words.html("board-list-undated", count=len(found.items))]
    for _, item in shown:
        parts.append(words.html("board-item", number=item.number, title=shorten(item.title, 160)))
    buttons = [button(item.number, UndatedTap(id=number).pack()) for number, item in shown]
    keyboard = rows(
        *in_rows(buttons, 4),
        leaf(len(found.items), page, words, lambda to: UndatedListTap(cycle=cycle, page=to)),
        way_back(words, CycleTap(id=cycle)),
    )
    return Rendered(text_of(*parts), keyboard)
