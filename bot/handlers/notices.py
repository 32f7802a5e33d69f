"""Messages the bot sends of its own accord, from the data kept in the outbox to what is seen."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from aiogram.types import InlineKeyboardButton

from bot.handlers.announcements import (
    announcement,
    evening,
    progress_notice,
    returned_notice,
    waits_notice,
)
from bot.handlers.cards import (
    AssignmentTap,
    act_keyboard,
    headline,
    lines,
    nudge,
    quote,
    request_buttons,
    review_buttons,
)
from bot.handlers.consent import changed_notice, withdrawn_notice
from bot.handlers.consultations import booked_notice, cancelled_notice, reminder_notice
from bot.handlers.contests import (
    countdown_notice,
    entered_notice,
    fresh_notice,
    moved_notice,
    result_notice,
)
from bot.handlers.deputy import deputy_notice
from bot.handlers.event_door import feedback_notice, unmarked_notice
from bot.handlers.events import cancelled_notice as event_cancelled
from bot.handlers.events import changed_notice as event_changed
from bot.handlers.events import lapsed_notice, offer_notice, soon_notice
from bot.handlers.family import family_notice
from bot.handlers.faq import tip_notice
from bot.handlers.meetings import meeting_cancelled_notice, meeting_count_notice, meeting_notice
from bot.handlers.mentoring.accompanied import heard_notice, relay_notice
from bot.handlers.mentoring.asked import fine_notice, meet_notice, met_notice, pulse_notice
from bot.handlers.mentoring.offers import agreed_notice as pair_agreed
from bot.handlers.mentoring.offers import nobody_notice as pair_nobody
from bot.handlers.mentoring.offers import offer_notice as pair_offer
from bot.handlers.mentoring.offers import passed_notice as pair_passed
from bot.handlers.mentoring.pair_programme import put_notice as programme_put
from bot.handlers.mentoring.pair_programme import tip_notice as mentoring_tip
from bot.handlers.mentoring.passports import passport_notice
from bot.handlers.mentoring.pro_plan import decided_notice, sent_notice
from bot.handlers.mentoring.signals import signal_notice
from bot.handlers.mentoring.told import attached_notice, ended_notice, handed_notice, tutor_notice
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.monitoring import host_notice, nudge_notice, opened_notice
from bot.handlers.people import took_over_notice
from bot.handlers.plan_dates import UndatedTap
from bot.handlers.plan_review import ReviewTap
from bot.handlers.privacy import erased_notice, parent_missing
from bot.handlers.programme_desk import asked_notice as programme_asked
from bot.handlers.programme_desk import decided_notice as programme_decided
from bot.handlers.question_desk import asked_notice
from bot.handlers.questions import answered_notice, passed_on_notice
from bot.handlers.registration import reminder as registration_reminder
from bot.handlers.replies import button, in_rows, rows
from bot.handlers.route import begun_notice, steps_notice
from bot.handlers.student_desk import decided as student_decided
from bot.handlers.students import weekly
from bot.handlers.weekly_digest import week_notice
from bot.messenger.rendered import Rendered
from bot.models import OutboxMessage, RequestKind
from bot.services.attention import EVENING
from bot.services.cards import Card
from bot.texts import Html, Words, shorten

TEXT_BUDGET = 3300
"""Characters of a digest for what is quoted; the rest of Telegram's 4096 is for the frame."""
SHORTEST_QUOTE = 40
FULL_QUOTE = 600
FRAME = 260
"""Of a full quote, the characters that are not title and result: dates, words of the order."""
MOST_ENTRIES = 40
FEW_BUTTONS = 8


def digest(arguments: dict[str, Any], words: Words) -> Rendered:
    """A person's morning in one message."""
    own = [Card.from_json(values) for values in arguments["own"]]
    late, undated = arguments["late"], arguments["undated"]
    if len(own) == 1 and not late and not undated:
        return nudge(own[0], words)
    shown = own[:MOST_ENTRIES]
    share = TEXT_BUDGET // max(len(shown) + len(late[:MOST_ENTRIES]) + len(undated[:MOST_ENTRIES]), 1)
    parts: list[Html | None] = [words.html("digest-head", count=len(own) + len(late) + len(undated))]
    parts += _own_parts(shown, words, share)
    if len(own) > len(shown):
        parts += [Html(""), words.html("digest-more", count=len(own) - len(shown))]
    if late:
        parts += [Html(""), words.html("digest-late-head")]
        parts += [_late(row, words, share) for row in late[:MOST_ENTRIES]]
    if undated:
        parts += [Html(""), words.html("digest-undated-head")]
        parts += [_undated(row, words, share) for row in undated[:MOST_ENTRIES]]
    buttons = [_open_button(card, words) for card in shown]
    buttons += [_undated_button(row, words) for row in undated[:MOST_ENTRIES]]
    foot = [button(words.label("menu-board"), MenuTap(to="board").pack())] if late else []
    return Rendered(
        lines(*parts),
        rows(*in_rows(buttons, 2 if len(buttons) <= FEW_BUTTONS else 3), [*foot, menu_button(words)]),
    )


def _own_parts(cards: list[Card], words: Words, share: int) -> list[Html | None]:
    """A few cards are quoted one by one; many are listed under the reasons they have in common."""
    if share >= FULL_QUOTE:
        quoted = [(headline(card, words), quote(card, words, limit=(share - FRAME) // 2)) for card in cards]
        return [part for head, body in quoted for part in (Html(""), head, body)]
    parts: list[Html | None] = []
    for group_name, group in groupby(cards, key=_group):
        parts += [Html(""), words.html(f"group-{group_name}")]
        parts += [_short(card, words, share) for card in group]
    return parts


def _group(card: Card) -> str:
    if card.step == "before" and card.days_left == 0:
        return "today"
    return "begun" if card.step == "opens" and card.begun else card.step


def _short(card: Card, words: Words, share: int) -> Html:
    """Number, title and day within a share of the message; the card itself is one tap away."""
    title = shorten(card.title, max(share - 80, SHORTEST_QUOTE))
    day = words.day(card.effective) if card.effective else ""
    shifted = card.due is not None and card.due != card.effective
    return words.html(
        "digest-line",
        item=card.item,
        title=title,
        day=day,
        due=words.day(card.due) if card.due else "",
        dated="shifted" if shifted else bool(day),
    )


def _late(row: dict[str, Any], words: Words, share: int) -> Html:
    return words.html(
        "digest-late",
        item=row["item"],
        title=shorten(row["title"], max(min(share, 200) - 60, SHORTEST_QUOTE)),
        due=date.fromisoformat(row["due"]),
        count=row["count"],
        names=", ".join(shorten(name, 60) for name in row["names"]) if share >= 160 else "",
        named=share >= 160,
        more=row["count"] - len(row["names"]),
    )


def _undated(row: dict[str, Any], words: Words, share: int) -> Html:
    return words.html(
        "digest-undated",
        item=row["item"],
        title=shorten(row["title"], max(min(share, 200) - 60, SHORTEST_QUOTE)),
        phrase=shorten(row["phrase"], 80),
    )


def _undated_button(row: dict[str, Any], words: Words) -> InlineKeyboardButton:
    """Set the date, or decide first what the order means."""
    if row.get("review"):
        card = ReviewTap(act="card", id=row["review"], rev=0, year=0).pack()
        return button(words.label("digest-decide", item=row["item"]), card)
    tap = UndatedTap(id=row["occurrence"]).pack()
    return button(words.label("digest-set-date", item=row["item"]), tap)


def _open_button(card: Card, words: Words) -> InlineKeyboardButton:
    label = words.label(
        "digest-open",
        item=card.item,
        day=words.short_day(card.effective) if card.effective else "",
        dated=card.effective is not None,
    )
    return button(label, AssignmentTap(act="open", id=card.assignment_id).pack())


def news(arguments: dict[str, Any], words: Words) -> Rendered:
    """What a colleague has just done or decided about an assignment."""
    card = Card.from_json(arguments["card"])
    details = {
        "item": card.item,
        "organisation": card.organisation,
        "text": shorten(arguments.get("text", ""), 1500),
        "explained": bool(arguments.get("text")),
        "file": arguments.get("file_name", ""),
        "attached": bool(arguments.get("file_name")),
        "granted": arguments.get("granted", ""),
        "day": words.day(date.fromisoformat(arguments["day"])) if arguments.get("day") else "",
    }
    kind = card.step
    if kind in ("request", "answered"):
        kind = f"{kind}-{arguments['request']}"
    text = lines(words.html(f"news-{kind}", **details), Html(""), quote(card, words, limit=400))
    return Rendered(text, rows(*_news_buttons(card, arguments, words)))


def _news_buttons(card: Card, arguments: dict[str, Any], words: Words) -> list[list[InlineKeyboardButton]]:
    number = int(arguments["number"])
    opened = button(words.label("act-open"), AssignmentTap(act="open", id=card.assignment_id).pack())
    match card.step:
        case "review":
            return [review_buttons(number, words), [opened]]
        case "request":
            return [request_buttons(number, RequestKind(arguments["request"]), words), [opened]]
        case _:
            return act_keyboard(card, words).inline_keyboard


def plan_news(arguments: dict[str, Any], words: Words) -> Rendered:
    """What a changed order means for one person: days that moved, items they need not do any more."""
    cards = [Card.from_json(values) for values in arguments["cards"]]
    shown = cards[:MOST_ENTRIES]
    share = TEXT_BUDGET // max(len(shown), 1)
    entries = [
        words.html(
            f"plan-news-{card.step}",
            item=card.item,
            title=shorten(card.title, max(min(share, 300) - 120, SHORTEST_QUOTE)),
            organisation=shorten(card.organisation, 60),
            was=card.was or "",
            dated=card.was is not None,
            now=card.due or "",
            known=card.due is not None,
        )
        for card in shown
    ]
    more = words.html("plan-news-more", count=len(cards) - len(shown)) if len(cards) > len(shown) else None
    text = lines(words.html("plan-news-head"), Html(""), *entries, more)
    buttons = [_open_button(card, words) for card in shown if card.state.is_waiting]
    return Rendered(text, rows(*in_rows(buttons, 3), [menu_button(words)]))


def parked(arguments: dict[str, Any], words: Words) -> Rendered:
    """An update that could not be handled, for the administrators."""
    return Rendered(words.html("parked", update=arguments["update"]))


NOTICES: dict[str, Callable[[dict[str, Any], Words], Rendered]] = {
    "digest": digest,
    "news": news,
    "plan_news": plan_news,
    "parked": parked,
    "deputy": deputy_notice,
    "took_over": took_over_notice,
    "registration": registration_reminder,
    "student": student_decided,
    "family": family_notice,
    "consent_withdrawn": withdrawn_notice,
    "consent_changed": changed_notice,
    "erased": erased_notice,
    "question": asked_notice,
    "question_answer": answered_notice,
    "question_passed_on": passed_on_notice,
    "tip": tip_notice,
    "consultation": reminder_notice,
    "meeting": meeting_notice,
    "meeting_cancelled": meeting_cancelled_notice,
    "meeting_count": meeting_count_notice,
    "consultation_cancelled": cancelled_notice,
    "consultation_booked": booked_notice,
    "contest": fresh_notice,
    "contest_moved": moved_notice,
    "contest_countdown": countdown_notice,
    "contest_entered": entered_notice,
    "contest_result": result_notice,
    "programme_asked": programme_asked,
    "programme_decided": programme_decided,
    "parent_missing": parent_missing,
    "students_week": weekly,
    "event_soon": soon_notice,
    "event_offer": offer_notice,
    "event_lapsed": lapsed_notice,
    "event_changed": event_changed,
    "event_cancelled": event_cancelled,
    "event_feedback": feedback_notice,
    "event_unmarked": unmarked_notice,
    "announcement": announcement,
    "announcement_edit": announcement,
    "announcement_correction": announcement,
    "announcement_progress": progress_notice,
    "announcement_waits": waits_notice,
    "announcement_returned": returned_notice,
    "weekly_digest": week_notice,
    "route_begun": begun_notice,
    "route_steps": steps_notice,
    "mentoring_attached": attached_notice,
    "mentoring_handed": handed_notice,
    "mentoring_tutor": tutor_notice,
    "mentoring_ended": ended_notice,
    "mentoring_offer": pair_offer,
    "mentoring_agreed": pair_agreed,
    "mentoring_nobody": pair_nobody,
    "mentoring_passed": pair_passed,
    "mentoring_programme": programme_put,
    "mentoring_tip": mentoring_tip,
    "monitoring_opened": opened_notice,
    "monitoring_nudge": nudge_notice,
    "monitoring_host": host_notice,
    "mentoring_meet": meet_notice,
    "mentoring_met": met_notice,
    "mentoring_fine": fine_notice,
    "mentoring_pulse": pulse_notice,
    "mentoring_relay": relay_notice,
    "mentoring_signal": signal_notice,
    "mentoring_heard": heard_notice,
    "mentoring_passport": passport_notice,
    "pro_plan_sent": sent_notice,
    "pro_plan_decided": decided_notice,
}


def render(message: OutboxMessage, language: str) -> Rendered:
    """The look of an outgoing message in the person's language."""
    words = Words(language)
    if message.notice == EVENING:
        parts = [(each["notice"], each["arguments"]) for each in message.arguments["parts"]]
        return evening([(name, about, NOTICES[name](about, words)) for name, about in parts], words)
    return NOTICES[message.notice](message.arguments, words)
