"""«Спросить человека»: to whom, the question, a last look; one's own questions and their answers."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import DomainError, NotFound
from bot.handlers.access import Has
from bot.handlers.asking_link import AskTap
from bot.handlers.faq import to_menu
from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import QuestionState, Route
from bot.services.people import Actor
from bot.services.questions import LONGEST, Questions, Ticket
from bot.texts import Html, Words, shorten

router = Router(name="questions")

KNOWN_AT_ALL = Has()


class QuestionForm(StatesGroup):
    """A question, or what is added to one, is typed; then looked over."""

    text = State()
    more = State()


class RouteTap(CallbackData, prefix="qr"):
    """To whom a question goes; of schools one is chosen (0: not yet)."""

    route: Route
    card: int = 0
    school: int = 0
    page: int = 0


class QuestionTap(CallbackData, prefix="qu"):
    """A question of one's own: send what was typed, open, add, close."""

    act: Literal["send", "open", "more", "close", "list"]
    id: int = 0


@router.callback_query(AskTap.filter())
async def ask_about_card(
    tap: CallbackQuery, callback_data: AskTap, actor: Actor | None, words: Words
) -> None:
    """«Спросить человека» under a card."""
    await show(tap, route_choice(callback_data.card, actor, words))


@router.callback_query(MenuTap.filter(F.to == "ask"))
async def ask(tap: CallbackQuery, actor: Actor | None, words: Words, questions: Questions) -> None:
    """The same in the menu, with the questions asked before."""
    found = await questions.own(actor) if actor is not None else []
    await show(tap, own_questions(found, actor, words) if found else route_choice(0, actor, words))


@router.callback_query(RouteTap.filter((F.route == Route.SCHOOL) & (F.school == 0)))
async def choose_school(
    tap: CallbackQuery,
    callback_data: RouteTap,
    actor: Actor | None,
    words: Words,
    questions: Questions,
    state: FSMContext,
) -> None:
    """The own school where it is known; a stranger says which."""
    own = await questions.own_schools(actor)
    if len(own) == 1:
        await _ask_text(tap, callback_data.model_copy(update={"school": own[0][0]}), words, state)
        return
    found = own or await questions.schools()
    number = known_page(len(found), callback_data.page)
    buttons = [
        [button(shorten(name, 60), callback_data.model_copy(update={"school": number_}).pack())]
        for number_, name in page_of(found, number)
    ]

    def turn(page: int) -> RouteTap:
        return callback_data.model_copy(update={"page": page})

    await show(
        tap, Rendered(words.html("question-school"), rows(*buttons, leaf(len(found), number, words, turn)))
    )


@router.callback_query(RouteTap.filter())
async def ask_text(tap: CallbackQuery, callback_data: RouteTap, words: Words, state: FSMContext) -> None:
    """And the question?"""
    await _ask_text(tap, callback_data, words, state)


@router.message(StateFilter(QuestionForm.text), TYPED)
async def text_typed(message: Message, actor: Actor | None, words: Words, state: FSMContext) -> None:
    """As it will go, and what is kept."""
    text = (message.text or "").strip()
    if len(text) > LONGEST:
        raise DomainError("question-length", limit=LONGEST)
    await state.update_data(text=text, source=str(message.message_id))
    send = button(words.label("question-send"), QuestionTap(act="send").pack())
    cancel = button(words.label("cancel"), MenuTap(to="cards").pack())
    known = actor is not None and bool(actor.roles)
    shown = text_of(
        words.html("question-look"),
        BLANK,
        words.html("question-quote", text=text),
        BLANK,
        words.html("question-kept", known=known),
    )
    await say(message, Rendered(shown, rows([send], [cancel])))


@router.callback_query(QuestionTap.filter(F.act == "send"), StateFilter(QuestionForm.text))
async def send(tap: CallbackQuery, words: Words, questions: Questions, state: FSMContext) -> None:
    """«Отправить»."""
    form = await state.get_data()
    if not form.get("text"):
        raise NotFound
    ticket = await questions.ask(
        tap.from_user.id,
        tap.from_user.id,
        words.language,
        form["source"],
        Route(form["route"]),
        form["school"] or None,
        form["card"] or None,
        form["text"],
    )
    cards = [button(words.label("menu-cards"), MenuTap(to="cards").pack())]
    opened = [
        button(
            words.label("question-open", number=ticket.question_id),
            QuestionTap(act="open", id=ticket.question_id).pack(),
        )
    ]
    text = words.html("question-sent", number=ticket.question_id, day=ticket.due_on)
    await show(tap, Rendered(text, rows(opened, cards)))
    await state.clear()


@router.callback_query(QuestionTap.filter(F.act == "open"), KNOWN_AT_ALL)
async def open_own(
    tap: CallbackQuery, callback_data: QuestionTap, actor: Actor, words: Words, questions: Questions
) -> None:
    """One's own question."""
    await show(tap, own_view(await questions.own_one(actor, callback_data.id), words))


@router.callback_query(QuestionTap.filter(F.act == "list"), KNOWN_AT_ALL)
async def list_own(tap: CallbackQuery, actor: Actor, words: Words, questions: Questions) -> None:
    """All of them."""
    await show(tap, own_questions(await questions.own(actor), actor, words))


@router.callback_query(QuestionTap.filter(F.act == "more"), KNOWN_AT_ALL)
async def ask_more(
    tap: CallbackQuery,
    callback_data: QuestionTap,
    actor: Actor,
    words: Words,
    questions: Questions,
    state: FSMContext,
) -> None:
    """«Уточнить»."""
    ticket = await questions.own_one(actor, callback_data.id)
    await state.set_state(QuestionForm.more)
    await state.set_data({"question": ticket.question_id})
    back = [button(words.label("back"), QuestionTap(act="open", id=ticket.question_id).pack())]
    await show(tap, Rendered(words.html("question-more-ask", number=ticket.question_id), rows(back)))


@router.message(StateFilter(QuestionForm.more), TYPED, KNOWN_AT_ALL)
async def more_typed(
    message: Message, actor: Actor, words: Words, questions: Questions, state: FSMContext
) -> None:
    """What is added."""
    number = (await state.get_data())["question"]
    ticket = await questions.add(actor, number, str(message.message_id), message.text or "")
    await say(message, own_view(ticket, words))
    await state.clear()


@router.callback_query(QuestionTap.filter(F.act == "close"), KNOWN_AT_ALL)
async def close(
    tap: CallbackQuery, callback_data: QuestionTap, actor: Actor, words: Words, questions: Questions
) -> None:
    """«Спасибо, понятно»."""
    ticket = await questions.close(actor, callback_data.id)
    await show(tap, own_view(ticket, words), toast=words.label("question-closed-toast"))


async def _ask_text(tap: CallbackQuery, wanted: RouteTap, words: Words, state: FSMContext) -> None:
    await state.set_state(QuestionForm.text)
    await state.set_data({"route": wanted.route.value, "school": wanted.school, "card": wanted.card})
    cancel = button(words.label("cancel"), MenuTap(to="cards").pack())
    await show(tap, Rendered(words.html("question-ask", limit=LONGEST), rows([cancel])))


def route_choice(card: int, actor: Actor | None, words: Words) -> Rendered:
    """Whom to ask."""
    buttons = [
        [button(words.label(f"route-{route.value}"), RouteTap(route=route, card=card).pack())]
        for route in Route
    ]
    back = [button(words.label("menu-cards"), MenuTap(to="cards").pack()), *to_menu(actor, words)]
    return Rendered(words.html("question-route"), rows(*buttons, back))


def own_questions(found: list[Ticket], actor: Actor | None, words: Words) -> Rendered:
    """What was asked before, and a new one."""
    buttons = [
        [
            button(
                words.label(
                    "question-own",
                    number=ticket.question_id,
                    state=ticket.state.value,
                    text=shorten(ticket.lines[0].body, 30) if ticket.lines else "",
                ),
                QuestionTap(act="open", id=ticket.question_id).pack(),
            )
        ]
        for ticket in found[:8]
    ]
    new = button(words.label("question-new"), AskTap().pack())
    return Rendered(words.html("question-own-head"), rows([new], *buttons, to_menu(actor, words)))


def own_view(ticket: Ticket, words: Words) -> Rendered:
    """The conversation as the family sees it."""
    state = words.html(
        f"question-state-{ticket.state.value}",
        day=ticket.due_on,
        who=words.label(f"route-{ticket.route.value}"),
    )
    closed = ticket.state is QuestionState.CLOSED
    more = button(words.label("question-more"), QuestionTap(act="more", id=ticket.question_id).pack())
    close_it = button(words.label("question-close"), QuestionTap(act="close", id=ticket.question_id).pack())
    back = [button(words.label("back"), QuestionTap(act="list").pack())]
    buttons = [more] if closed or ticket.state is QuestionState.OPEN else [close_it, more]
    return Rendered(conversation(ticket, state, words), rows(*in_rows(buttons, 2), back))


def conversation(ticket: Ticket, state: Html, words: Words) -> Html:
    """Head, what was said (the latest whole, the rest shortened), state."""
    shown = ticket.lines[-6:]
    said = [
        words.html(
            "question-line",
            staff=line.from_staff,
            text=(line.body if line is shown[-1] else shorten(line.body, 300))
            or words.label("question-erased"),
            day=line.at.date(),
        )
        for line in shown
    ]
    head = words.html("question-head", number=ticket.question_id)
    card = words.html("question-about-card", title=ticket.card) if ticket.card else None
    return text_of(head, card, BLANK, *said, BLANK, state)


def answered_notice(arguments: dict[str, object], words: Words) -> Rendered:
    """The answer has come."""
    number = int(str(arguments["question"]))
    text = words.html("question-answered", number=number, text=str(arguments["text"]))
    buttons = [
        button(words.label("question-close"), QuestionTap(act="close", id=number).pack()),
        button(words.label("question-more"), QuestionTap(act="more", id=number).pack()),
    ]
    return Rendered(text, rows(buttons))


def passed_on_notice(arguments: dict[str, object], words: Words) -> Rendered:
    """The term is over: somebody higher sees to it."""
    number = int(str(arguments["question"]))
    opened = button(words.label("question-open", number=number), QuestionTap(act="open", id=number).pack())
    return Rendered(words.html("question-passed-on", number=number), rows([opened]))
