"""«Готово» and «что сделано?»: what a person sends becomes evidence; albums and further files are added."""

import re
import unicodedata

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import STAFF
from bot.handlers.cards import AssignmentTap, card_view, lines, quote
from bot.handlers.menu import menu_button
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import EvidenceKind
from bot.services.assignment_views import AssignmentView
from bot.services.assignments import Assignments, Evidence
from bot.services.people import Actor
from bot.texts import Html, Words

router = Router(name="evidence")


class EvidenceForm(StatesGroup):
    """What the next message of the chat is taken for."""

    result = State()
    progress = State()
    more = State()


@router.callback_query(AssignmentTap.filter(F.act.in_({"complete", "progress"})), STAFF)
async def ask_evidence(
    tap: CallbackQuery,
    callback_data: AssignmentTap,
    actor: Actor,
    words: Words,
    assignments: Assignments,
    state: FSMContext,
) -> None:
    """Say what can be sent, and wait for it."""
    view = await assignments.view(actor, callback_data.id)
    progress = callback_data.act == "progress"
    await state.set_state(EvidenceForm.progress if progress else EvidenceForm.result)
    await state.set_data({"assignment": callback_data.id})
    await show(tap, request_for(view, words, progress=progress))


@router.message(
    StateFilter(EvidenceForm.result, EvidenceForm.progress),
    F.document | F.photo | TYPED,
    STAFF,
)
async def take_evidence(
    message: Message, actor: Actor, words: Words, assignments: Assignments, state: FSMContext
) -> None:
    """The evidence has come."""
    number = int((await state.get_data())["assignment"])
    evidence = evidence_of(message, actor)
    progress = await state.get_state() == EvidenceForm.progress.state
    if progress:
        view = await assignments.report_progress(actor, number, evidence)
    else:
        view = await assignments.complete(actor, number, evidence)
    head = words.html("progress-taken" if progress else "evidence-taken")
    card = card_view(view, words)
    await say(message, Rendered(lines(head, Html(""), card.text), card.keyboard))
    # After the answer: a message that is handled again for want of one must meet the same form.
    await (state.clear() if progress else state.set_state(EvidenceForm.more))


@router.message(StateFilter(EvidenceForm.more), F.document | F.photo, STAFF)
async def take_more(
    message: Message, actor: Actor, words: Words, assignments: Assignments, state: FSMContext
) -> None:
    """Further pages or pictures of the same report."""
    number = int((await state.get_data())["assignment"])
    view = await assignments.complete(actor, number, evidence_of(message, actor))
    text = words.html("evidence-added", item=view.card.item)
    await say(message, Rendered(text, rows([menu_button(words)])))


def request_for(view: AssignmentView, words: Words, *, progress: bool) -> Rendered:
    """What to send now."""
    kinds = ", ".join(words.label(f"evidence-{kind.value}") for kind in view.evidence)
    ask = words.html("progress-ask") if progress else words.html("evidence-ask", kinds=kinds)
    cancel = button(words.label("cancel"), AssignmentTap(act="back", id=view.card.assignment_id).pack())
    return Rendered(lines(quote(view.card, words, limit=300), Html(""), ask), rows([cancel]))


def evidence_of(message: Message, actor: Actor) -> Evidence:
    """A message as evidence: a file, a picture, a link, a number or plain words."""
    source = f"{actor.person_id}:{message.message_id}"
    caption = message.caption or ""
    if message.document is not None:
        name = unicodedata.normalize("NFC", message.document.file_name or "")[:200]
        return Evidence(source, EvidenceKind.FILE, caption, message.document.file_id, name or None)
    if message.photo:
        return Evidence(source, EvidenceKind.PHOTO, caption, message.photo[-1].file_id)
    text = (message.text or "").strip()
    if re.fullmatch(r"https?://\S+", text):
        return Evidence(source, EvidenceKind.LINK, text)
    if re.fullmatch(r"[-+]?\d[\d  ]*([.,]\d+)?\s*%?", text):
        return Evidence(source, EvidenceKind.NUMBER, text)
    return Evidence(source, EvidenceKind.TEXT, text)
