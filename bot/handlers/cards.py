"""How an assignment looks: the quoted card and the buttons under it."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.handlers.menu import menu_button
from bot.handlers.replies import button, in_rows, rows
from bot.messenger.rendered import Rendered
from bot.models import AssignmentState, EvidenceKind, OccurrenceKind, RequestKind
from bot.services.assignment_views import AssignmentView, Question, Report
from bot.services.cards import Card
from bot.texts import Html, Words, shorten

TITLE_LIMIT = 500
WORDS_BUDGET = 1000
"""Characters of all that people wrote on one card: even emoji, two units each, fit into 4096 then."""
REPORT_LIMIT = 500
SHORTEST_WORDS = 60
REPORTS_SHOWN = 5
DECIDED = ("review", "request")
"""Steps that ask for a decision, which needs the whole card."""


class AssignmentTap(CallbackData, prefix="a"):
    """Something is to be done with an assignment: open, promise, complete, progress, help…"""

    act: str
    id: int


class ReviewTap(CallbackData, prefix="r"):
    """A decision about a report: accept, return; or file, to look at it."""

    act: str
    id: int


class RequestTap(CallbackData, prefix="q"):
    """A decision about a request: grant, refuse-<kind>, answer."""

    act: str
    id: int


def lines(*parts: Html | None) -> Html:
    """Paragraphs, the missing ones left out."""
    return Html("\n".join(part for part in parts if part is not None))


def quote(card: Card, words: Words, limit: int = TITLE_LIMIT) -> Html:
    """Number, title, dates, deadline text of the order, expected result."""
    return lines(
        words.html("card-title", item=card.item, title=shorten(card.title, limit)),
        deadline(card, words),
        words.html("card-phrase", phrase=shorten(card.phrase, 300)) if card.phrase else None,
        words.html("card-result", result=shorten(card.result, limit)) if card.result else None,
    )


def deadline(card: Card, words: Words) -> Html | None:
    """The day in words; both days where the official one is a day off."""
    if card.due is None or card.effective is None:
        return None
    if card.kind is OccurrenceKind.ONGOING and card.opens:
        return words.html("card-ongoing", first=card.opens, last=card.due)
    due = words.day(card.due, weekday=True)
    if card.effective != card.due:
        return words.html("card-due-shifted", due=due, effective=words.day(card.effective, weekday=True))
    if card.opens:
        return words.html("card-window", first=card.opens, due=due)
    return words.html("card-due", due=due)


def headline(card: Card, words: Words) -> Html | None:
    """Why the card is shown this morning."""
    if not card.step:
        return None
    return words.html(
        f"step-{card.step}",
        days=abs(card.days_left or 0),
        when=_when(card),
        begun=card.begun,
        day=words.day(card.promised) if card.promised else "",
        was=words.day(card.was) if card.was else "",
        dated=card.was is not None,
    )


def _when(card: Card) -> str:
    if card.days_left is None:
        return "ahead"
    return "today" if card.days_left == 0 else "ahead" if card.days_left > 0 else "past"


def state_line(view: AssignmentView, words: Words) -> Html:
    """What has been answered so far."""
    card = view.card
    told = [report.created_on for report in view.reports if report.progress]
    if told and card.state is AssignmentState.OPEN:
        return words.html("state-progress", day=told[-1])
    return words.html(
        f"state-{card.state.value}",
        day=words.day(card.promised) if card.promised else "",
        late=card.late,
    )


def card_view(view: AssignmentView, words: Words) -> Rendered:
    """The card with its history and everything this person can do about it."""
    shown, asked = view.reports[-REPORTS_SHOWN:], view.questions[-REPORTS_SHOWN:]
    texts = len(shown) + sum(bool(report.reason) for report in shown) + len(asked)
    limit = min(REPORT_LIMIT, max(WORDS_BUDGET // max(texts, 1), SHORTEST_WORDS))
    reports = [report_line(report, words, limit) for report in shown]
    questions = [question_line(question, words, limit) for question in asked]
    taken = words.html("card-taken-by", who=_who(view.taken_by, words)) if view.taken_by else None
    text = lines(
        quote(view.card, words),
        words.html("card-organisation", organisation=view.card.organisation),
        Html(""),
        state_line(view, words),
        taken,
        *reports,
        *questions,
    )
    keyboard = [
        *(_act_buttons(view.card, words) if view.may_act else []),
        *(_decide_buttons(view, words) if view.may_decide else []),
        *_file_buttons(view.reports, words),
        [menu_button(words)],
    ]
    return Rendered(text, rows(*keyboard))


def nudge(card: Card, words: Words) -> Rendered:
    """One assignment as the whole of a morning's message, with the action buttons."""
    text = lines(
        headline(card, words),
        Html(""),
        quote(card, words),
        words.html("card-organisation", organisation=card.organisation),
    )
    return Rendered(text, act_keyboard(card, words))


def act_keyboard(card: Card, words: Words) -> InlineKeyboardMarkup:
    """The buttons of those who have to act; for those who have to decide, just «Открыть»."""
    buttons = _act_buttons(card, words) if card.state.is_waiting and card.step not in DECIDED else []
    if not buttons:
        opened = AssignmentTap(act="open", id=card.assignment_id).pack()
        buttons = [[button(words.label("act-open"), opened)]]
    return rows(*buttons, [menu_button(words)])


def _act_buttons(card: Card, words: Words) -> list[list[InlineKeyboardButton]]:
    if not card.state.is_waiting:
        more = card.state is AssignmentState.REPORTED
        return [[_act(card, "complete", words.label("act-add"))]] if more else []
    ongoing = card.kind is OccurrenceKind.ONGOING
    first = [_act(card, "promise", words.label("act-promise"))]
    first += [_act(card, "complete", words.label("act-complete"))]
    second = [_act(card, "help", words.label("act-help")), _act(card, "dispute", words.label("act-dispute"))]
    third = [_act(card, "hand", words.label("act-hand"))]
    if ongoing:
        return [[_act(card, "progress", words.label("act-progress"))], first, second, third]
    return [first, second, [*third, _act(card, "extend", words.label("act-extend"))]]


def _act(card: Card, act: str, label: str) -> InlineKeyboardButton:
    return button(label, AssignmentTap(act=act, id=card.assignment_id).pack())


def _decide_buttons(view: AssignmentView, words: Words) -> list[list[InlineKeyboardButton]]:
    made = []
    if view.to_review is not None:
        made.append(review_buttons(view.to_review.completion_id, words))
    shown = view.questions[-REPORTS_SHOWN:]
    made += [request_buttons(question.request_id, question.kind, words) for question in shown]
    return made


def review_buttons(completion_id: int, words: Words) -> list[InlineKeyboardButton]:
    """«Снять с контроля», «Вернуть»."""
    return [
        button(words.label("review-accept"), ReviewTap(act="accept", id=completion_id).pack()),
        button(words.label("review-return"), ReviewTap(act="return", id=completion_id).pack()),
    ]


def request_buttons(request_id: int, kind: RequestKind, words: Words) -> list[InlineKeyboardButton]:
    """What can be said to a request."""
    if kind is RequestKind.HELP:
        return [button(words.label("request-answer"), RequestTap(act="answer", id=request_id).pack())]
    return [
        button(words.label(f"request-grant-{kind.value}"), RequestTap(act="grant", id=request_id).pack()),
        button(words.label("request-refuse"), RequestTap(act=f"refuse-{kind.value}", id=request_id).pack()),
    ]


def _file_buttons(reports: tuple[Report, ...], words: Words) -> list[list[InlineKeyboardButton]]:
    buttons = [
        button(
            words.label("report-file", name=shorten(report.file_name or words.label("report-photo"), 40)),
            ReviewTap(act="file", id=report.completion_id).pack(),
        )
        for report in reports[-REPORTS_SHOWN:]
        if report.file_id
    ]
    return in_rows(buttons, 1)


def report_line(report: Report, words: Words, limit: int) -> Html:
    """One report of the history."""
    outcome = "progress" if report.progress else _outcome(report)
    return words.html(
        "report-line",
        day=words.day(report.created_on),
        outcome=outcome,
        text=shorten(report_text(report, words), limit),
        reason=shorten(report.reason, limit),
        explained=bool(report.reason),
    )


def _outcome(report: Report) -> str:
    return {None: "waiting", True: "accepted", False: "returned"}[report.accepted]


def report_text(report: Report, words: Words) -> str:
    """What was handed in, in one line."""
    if report.evidence in (EvidenceKind.FILE, EvidenceKind.PHOTO):
        name = report.file_name or words.label("report-photo")
        return f"{name} — {report.text}" if report.text else name
    return report.text


def question_line(question: Question, words: Words, limit: int) -> Html:
    """One open request."""
    return words.html(
        f"question-{question.kind.value}",
        text=shorten(question.text, limit),
        day=words.day(question.wanted_day) if question.wanted_day else "",
    )


def _who(taken_by: str, words: Words) -> str:
    known = {"head", "executor", "coordinator"}
    return words.label(f"role-{taken_by}") if taken_by in known else taken_by
