"""«Вопросы семей»: what waits for an answer, answered through the bot, passed on, made a card."""

from datetime import date
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import ADMINISTRATOR, May
from bot.handlers.faq_desk import CardForm
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.organisations import OrganisationTap, card_view
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.questions import conversation
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Route
from bot.services.access import Action, may
from bot.services.organisations import Organisations
from bot.services.people import Actor
from bot.services.question_routes import QuestionRoutes
from bot.services.questions import LONGEST, Questions, Ticket
from bot.texts import Words, shorten

router = Router(name="question_desk")

MAY = May(Action.QUESTIONS_ANSWER)
EDITS_CARDS = May(Action.CARDS_EDIT)


class AnswerForm(StatesGroup):
    """An answer is typed; the data hold the question."""

    text = State()


class DeskQuestionTap(CallbackData, prefix="qd"):
    """A question on the desk: open, answer, forward (choose), make it a card; the list by pages."""

    act: Literal["open", "answer", "forward", "card", "list"]
    id: int = 0
    page: int = 0


class ForwardTap(CallbackData, prefix="qf"):
    """Pass a question on."""

    id: int
    route: Route


class AnswersTap(CallbackData, prefix="qo"):
    """Which questions come to an organisation."""

    organisation: int
    route: Literal["centre", "legal", "none"]


@router.callback_query(MenuTap.filter(F.to == "questions"), MAY)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, questions: Questions) -> None:
    """«Вопросы семей»."""
    await show(tap, desk(await questions.desk(actor), 0, words))


@router.callback_query(DeskQuestionTap.filter(F.act == "list"), MAY)
async def page_of_desk(
    tap: CallbackQuery, callback_data: DeskQuestionTap, actor: Actor, words: Words, questions: Questions
) -> None:
    """Another page."""
    await show(tap, desk(await questions.desk(actor), callback_data.page, words))


@router.callback_query(DeskQuestionTap.filter(F.act == "open"), MAY)
async def open_question(
    tap: CallbackQuery, callback_data: DeskQuestionTap, actor: Actor, words: Words, questions: Questions
) -> None:
    """One question."""
    await show(tap, desk_ticket(await questions.on_desk(actor, callback_data.id), actor, words))


@router.callback_query(DeskQuestionTap.filter(F.act == "answer"), MAY)
async def ask_answer(
    tap: CallbackQuery,
    callback_data: DeskQuestionTap,
    actor: Actor,
    words: Words,
    questions: Questions,
    state: FSMContext,
) -> None:
    """«Ответить»."""
    ticket = await questions.on_desk(actor, callback_data.id)
    await state.set_state(AnswerForm.text)
    await state.set_data({"question": ticket.question_id})
    back = way_back(words, DeskQuestionTap(act="open", id=ticket.question_id))
    await show(
        tap, Rendered(words.html("desk-answer-ask", number=ticket.question_id, limit=LONGEST), rows(back))
    )


@router.message(StateFilter(AnswerForm.text), TYPED, MAY)
async def answer_typed(
    message: Message, actor: Actor, words: Words, questions: Questions, state: FSMContext
) -> None:
    """The answer goes out."""
    number = (await state.get_data())["question"]
    ticket = await questions.answer(
        actor, number, f"{actor.person_id}:{message.message_id}", message.text or ""
    )
    shown = desk_ticket(ticket, actor, words)
    await say(message, Rendered(text_of(words.html("desk-answer-sent"), BLANK, shown.text), shown.keyboard))
    await state.clear()


@router.callback_query(DeskQuestionTap.filter(F.act == "forward"), MAY)
async def ask_route(tap: CallbackQuery, callback_data: DeskQuestionTap, words: Words) -> None:
    """«Переслать»: to whom?"""
    buttons = [
        [button(words.label(f"route-{route.value}"), ForwardTap(id=callback_data.id, route=route).pack())]
        for route in Route
    ]
    back = way_back(words, DeskQuestionTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("desk-forward-ask"), rows(*buttons, back)))


@router.callback_query(ForwardTap.filter(), MAY)
async def forward(
    tap: CallbackQuery, callback_data: ForwardTap, actor: Actor, words: Words, questions: Questions
) -> None:
    """Somebody else answers."""
    await questions.forward(actor, callback_data.id, callback_data.route)
    toast = words.label("desk-forwarded")
    await show(tap, desk(await questions.desk(actor), 0, words), toast=toast)


@router.callback_query(DeskQuestionTap.filter(F.act == "card"), EDITS_CARDS)
async def make_card(
    tap: CallbackQuery,
    callback_data: DeskQuestionTap,
    actor: Actor,
    words: Words,
    questions: Questions,
    state: FSMContext,
) -> None:
    """«Сделать карточкой»: the answer is its text; the title may be typed anew, then the source."""
    ticket = await questions.on_desk(actor, callback_data.id)
    body = next((line.body for line in reversed(ticket.lines) if line.from_staff), "")
    await state.set_state(CardForm.made_title)
    await state.set_data({"theme": "basics", "audience": "both", "body": body[:900]})
    cancel = way_back(words, DeskQuestionTap(act="open", id=ticket.question_id))
    await show(tap, Rendered(words.html("desk-card-title", body=shorten(body, 600)), rows(cancel)))


@router.callback_query(OrganisationTap.filter(F.act == "answers"), ADMINISTRATOR)
async def ask_which(tap: CallbackQuery, callback_data: OrganisationTap, words: Words) -> None:
    """The administrator: which questions of families come to this organisation?"""
    choices: tuple[Literal["centre", "legal", "none"], ...] = ("centre", "legal", "none")
    buttons = [
        [button(words.label(f"answers-{each}"), AnswersTap(organisation=callback_data.id, route=each).pack())]
        for each in choices
    ]
    back = way_back(words, OrganisationTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("answers-ask"), rows(*buttons, back)))


@router.callback_query(AnswersTap.filter(), ADMINISTRATOR)
async def set_which(
    tap: CallbackQuery,
    callback_data: AnswersTap,
    actor: Actor,
    words: Words,
    question_routes: QuestionRoutes,
    organisations: Organisations,
) -> None:
    """From now on they come here."""
    route = None if callback_data.route == "none" else Route(callback_data.route)
    await question_routes.set_route(actor, callback_data.organisation, route)
    card = await organisations.card(callback_data.organisation)
    await show(tap, card_view(card, words), toast=words.label("answers-set"))


def desk(found: list[Ticket], number: int, words: Words) -> Rendered:
    """What waits, the late ones first."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "desk-question",
                    number=ticket.question_id,
                    late=ticket.late,
                    text=shorten(ticket.lines[0].body, 34) if ticket.lines else "",
                ),
                DeskQuestionTap(act="open", id=ticket.question_id).pack(),
            )
        ]
        for ticket in page_of(found, number)
    ]
    late = sum(ticket.late for ticket in found)
    turn = leaf(len(found), number, words, lambda page: DeskQuestionTap(act="list", page=page))
    return Rendered(
        words.html("desk-questions", count=len(found), late=late), rows(*buttons, turn, [menu_button(words)])
    )


def desk_ticket(ticket: Ticket, actor: Actor, words: Words) -> Rendered:
    """The conversation as those who answer see it: who asks in words that name nobody."""
    state = words.html(
        "desk-ticket",
        about=ticket.about,
        grade=ticket.grade or 0,
        graded=ticket.grade is not None,
        code=ticket.code or "",
        known=ticket.code is not None,
        state=ticket.state.value,
        late=ticket.late,
        day=ticket.due_on,
    )
    answered = any(line.from_staff for line in ticket.lines)
    buttons = [_act("answer", ticket, words), _act("forward", ticket, words)]
    if answered and may(actor, Action.CARDS_EDIT):
        buttons.append(_act("card", ticket, words))
    back = way_back(words, MenuTap(to="questions"))
    return Rendered(conversation(ticket, state, words), rows(*in_rows(buttons, 2), back))


def asked_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A question has come, or is late."""
    text = words.html(
        "desk-asked",
        number=arguments["question"],
        about=arguments["about"],
        grade=arguments["grade"] or 0,
        graded=arguments["grade"] is not None,
        route=words.label(f"route-{arguments['route']}"),
        organisation=arguments["organisation"],
        placed=bool(arguments["organisation"]),
        text=arguments["text"],
        day=date.fromisoformat(arguments["due"]),
        late=arguments["late"],
    )
    number = arguments["question"]
    reply = button(words.label("desk-act-answer"), DeskQuestionTap(act="answer", id=number).pack())
    opened = button(
        words.label("question-open", number=number), DeskQuestionTap(act="open", id=number).pack()
    )
    return Rendered(text, rows([reply, opened]))


def _act(act: Literal["answer", "forward", "card"], ticket: Ticket, words: Words) -> InlineKeyboardButton:
    return button(words.label(f"desk-act-{act}"), DeskQuestionTap(act=act, id=ticket.question_id).pack())
