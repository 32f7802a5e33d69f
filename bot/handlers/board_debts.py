"""«Кто не сдал» as a text to forward: one message, or a file when it is too long for one."""

from collections.abc import Iterable
from datetime import date

from bot.handlers.board_parts import CycleTap, DebtsTap, TermTap, head_line
from bot.handlers.files import Attached, Say, text_or_file
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import button, rows
from bot.messenger.rendered import Rendered
from bot.services.board_views import Debt, Debts
from bot.services.names import natural_order
from bot.texts import Words, shorten

BY_ITEM, BY_ORGANISATION = "item", "organisation"


def debts_view(found: Debts, tap: DebtsTap, words: Words) -> Rendered | Attached:
    """The list with the switch between its two groupings."""
    other = BY_ORGANISATION if tap.by == BY_ITEM else BY_ITEM
    back = TermTap(id=tap.term) if tap.term else CycleTap(id=tap.cycle)
    if not found.debts:
        text = text_of(head_line(found.head, words), BLANK, words.html("debts-none"))
        return Rendered(text, rows(way_back(words, back)))
    switch = tap.model_copy(update={"by": other})
    keyboard = rows(
        [button(words.label(f"debts-by-{other}"), switch.pack())] if not tap.term else [],
        way_back(words, back),
    )
    name = words.label("debts-file", year=found.head.year, day=found.head.today.isoformat())
    caption = words.html("debts-as-file", count=len(found.debts), year=found.head.year, day=found.head.today)
    return text_or_file(lambda say: debts_text(found, tap.by, say), words, name, caption, keyboard)


def debts_text(found: Debts, by: str, say: Say) -> str:
    """The whole list; `say` renders a message as HTML or as plain text."""
    head = found.head
    parts = [
        say(
            "debts-head",
            plan=head.number or shorten(head.plan, 80),
            numbered=bool(head.number),
            year=head.year,
            day=head.today,
        )
    ]
    for title, debts in _grouped(found.debts, by, say):
        parts += ["", title, *(_debt_line(debt, by, say) for debt in debts)]
    return "\n".join(parts)


def _grouped(debts: Iterable[Debt], by: str, say: Say) -> list[tuple[str, list[Debt]]]:
    """Debts under their headings: items in the order of the plan, or organisations by name."""
    if by == BY_ITEM:
        items: dict[tuple[int, date], list[Debt]] = {}
        for debt in debts:
            items.setdefault((debt.item.item_id, debt.due), []).append(debt)
        return [(_item_title(group[0], say), group) for group in items.values()]
    organisations: dict[str, list[Debt]] = {}
    for debt in debts:
        organisations.setdefault(debt.organisation, []).append(debt)
    return [
        (say("debts-organisation", name=name), organisations[name])
        for name in sorted(organisations, key=natural_order)
    ]


def _item_title(debt: Debt, say: Say) -> str:
    title = shorten(debt.item.title, 140)
    return say("debts-item", number=debt.item.number, title=title, due=debt.due)


def _debt_line(debt: Debt, by: str, say: Say) -> str:
    return say(
        f"debts-line-{by}",
        name=debt.organisation,
        number=debt.item.number,
        title=shorten(debt.item.title, 100),
        due=debt.due,
        days=debt.days_late,
        disputed=debt.disputed,
    )
