"""«Проверка понимания»: six questions, an explanation after each; the answers travel in the buttons."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.asking_link import AskTap
from bot.handlers.faq import to_menu
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action, may
from bot.services.people import Actor
from bot.services.quiz import ANSWERS, RIGHT, Quiz, Understanding
from bot.texts import Words

router = Router(name="quiz")

RESULTS = May(Action.QUIZ_RESULTS)
NOBODY = 0
"""A pupil's own entry, or a stranger, of whom nothing is kept."""


class QuizTap(CallbackData, prefix="qz"):
    """Question `number` about the contract of a pupil (0: own or nobody's); `wrong` are bits of missed ones.

    `answer` 0 shows the question, another one is the answer given to it.
    """

    student: int
    number: int
    answer: int = 0
    wrong: int = 0


class QuizResultsTap(CallbackData, prefix="qx"):
    """A page of what the families have understood."""

    page: int = 0


@router.callback_query(MenuTap.filter(F.to == "quiz"))
async def begin(tap: CallbackQuery, actor: Actor | None, words: Words, quiz: Quiz) -> None:
    """«Проверка понимания»: a parent of several says about whom."""
    whose = await quiz.whose(actor) if actor is not None and may(actor, Action.QUIZ) else []
    others = [card for card in whose if actor is None or card.person_id != actor.person_id]
    if len(others) > 1:
        buttons = [[button(card.code, QuizTap(student=card.student_id, number=1).pack())] for card in others]
        await show(tap, Rendered(words.html("quiz-whose"), rows(*buttons, [menu_button(words)])))
        return
    student = others[0].student_id if others else NOBODY
    go = button(words.label("quiz-go"), QuizTap(student=student, number=1).pack())
    await show(tap, Rendered(words.html("quiz-hello", count=len(RIGHT)), rows([go], to_menu(actor, words))))


@router.callback_query(QuizTap.filter(F.number.in_(set(range(1, len(RIGHT) + 1)))))
async def step(
    tap: CallbackQuery, callback_data: QuizTap, actor: Actor | None, words: Words, quiz: Quiz
) -> None:
    """A question, or what its answer means; after the last one the sum."""
    if not 0 <= callback_data.answer <= ANSWERS or not 0 <= callback_data.wrong < 2 ** len(RIGHT):
        raise NotFound
    await show(
        tap, explained(callback_data, words) if callback_data.answer else question(callback_data, words)
    )


@router.callback_query(QuizTap.filter(F.number == len(RIGHT) + 1))
async def finish(
    tap: CallbackQuery, callback_data: QuizTap, actor: Actor | None, words: Words, quiz: Quiz
) -> None:
    """The sum; of a family's own contract the misunderstood numbers are kept."""
    wrong = [number for number in range(1, len(RIGHT) + 1) if callback_data.wrong >> (number - 1) & 1]
    kept = actor is not None and may(actor, Action.QUIZ)
    if kept:
        assert actor is not None
        await quiz.finish(actor, callback_data.student or None, wrong)
    text = words.html(
        "quiz-done", wrong=len(wrong), numbers=", ".join(map(str, wrong)), count=len(RIGHT), kept=kept
    )
    again = button(words.label("quiz-again"), QuizTap(student=callback_data.student, number=1).pack())
    ask = button(words.label("faq-ask"), AskTap().pack())
    await show(tap, Rendered(text, rows([again, ask], to_menu(actor, words))))


@router.callback_query(MenuTap.filter(F.to == "quiz-results"), RESULTS)
async def open_results(tap: CallbackQuery, actor: Actor, words: Words, quiz: Quiz) -> None:
    """What the families have understood."""
    await show(tap, results(await quiz.results(actor), 0, words))


@router.callback_query(QuizResultsTap.filter(), RESULTS)
async def page_of_results(
    tap: CallbackQuery, callback_data: QuizResultsTap, actor: Actor, words: Words, quiz: Quiz
) -> None:
    """Another page."""
    await show(tap, results(await quiz.results(actor), callback_data.page, words))


def question(at: QuizTap, words: Words) -> Rendered:
    """One question with its answers."""
    head = words.html("quiz-head", number=at.number, count=len(RIGHT))
    buttons = [
        [button(words.label(f"quiz-{at.number}-{answer}"), at.model_copy(update={"answer": answer}).pack())]
        for answer in range(1, ANSWERS + 1)
    ]
    return Rendered(text_of(head, words.html(f"quiz-{at.number}")), rows(*buttons))


def explained(at: QuizTap, words: Words) -> Rendered:
    """Right or not, and why."""
    right = at.answer == RIGHT[at.number - 1]
    wrong = at.wrong if right else at.wrong | 1 << (at.number - 1)
    following = QuizTap(student=at.student, number=at.number + 1, wrong=wrong)
    go = button(words.label("quiz-next", last=at.number == len(RIGHT)), following.pack())
    text = text_of(
        words.html("quiz-head", number=at.number, count=len(RIGHT)),
        words.html(f"quiz-{at.number}"),
        BLANK,
        words.html("quiz-right" if right else "quiz-wrong"),
        words.html(f"quiz-{at.number}-why"),
    )
    return Rendered(text, rows([go]))


def results(found: list[Understanding], number: int, words: Words) -> Rendered:
    """One line for each pupil: both understood, points to discuss, or not yet."""
    size = 20
    number = known_page(len(found), number, size)
    entries = [
        words.html(
            "quiz-result",
            code=each.card.code,
            state="both" if each.both_understood else "discuss" if each.discuss else "waiting",
            numbers=", ".join(map(str, each.discuss)),
            pupil=each.pupil,
            parent=each.parent,
        )
        for each in page_of(found, number, size)
    ]
    turn = leaf(len(found), number, words, lambda page: QuizResultsTap(page=page), size)
    back = [button(words.label("back"), MenuTap(to="students").pack()), menu_button(words)]
    return Rendered(text_of(words.html("quiz-results", count=len(found)), BLANK, *entries), rows(turn, back))
