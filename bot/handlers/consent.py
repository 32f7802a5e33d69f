"""«Согласия»: per purpose the text, who has agreed, agree or take back; new texts from the administrator."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import DomainError, NotFound
from bot.handlers.access import Has, May
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.handlers.student_taps import FamilyTap
from bot.messenger.rendered import Rendered
from bot.models import Age, Giver, Purpose, Role
from bot.services.access import Action
from bot.services.consent_desk import ConsentDesk, ConsentView, PurposeView, Said, checked
from bot.services.families import Families
from bot.services.people import Actor
from bot.texts import Html, Words

router = Router(name="consent")

OWN = 0
"""Instead of the number of a pupil: one's own entry."""
FAMILY = Has(Role.STUDENT, Role.GUARDIAN)
TEXTS = May(Action.CONSENT_TEXTS)


class ConsentTap(CallbackData, prefix="co"):
    """About one purpose of a pupil (0: own): open it, give, ask before taking back, take back."""

    act: str
    student: int
    purpose: Purpose


class ConsentTextTap(CallbackData, prefix="cx"):
    """The administrator's side: open a text, change it, publish what was typed."""

    act: str
    purpose: Purpose


class ConsentTextForm(StatesGroup):
    """A new text is typed; the data hold its purpose and, once typed, the text."""

    body = State()


@router.callback_query(MenuTap.filter(F.to == "consents"), FAMILY)
async def open_consents(
    tap: CallbackQuery, actor: Actor, words: Words, consent_desk: ConsentDesk, families: Families
) -> None:
    """«Согласия»: one's own, or of the child (of several the first is chosen through «Мои дети»)."""
    if actor.has(Role.STUDENT):
        await show(tap, overview(await consent_desk.view(actor, None), OWN, words))
        return
    found = await families.children(actor)
    if len(found) != 1:
        raise DomainError("consent-which-child")
    number = found[0].student_id
    await show(tap, overview(await consent_desk.view(actor, number), number, words))


@router.callback_query(FamilyTap.filter(F.act == "consents"), FAMILY)
async def open_of_child(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, consent_desk: ConsentDesk
) -> None:
    """The consents of one child."""
    view = await consent_desk.view(actor, callback_data.id or None)
    await show(tap, overview(view, callback_data.id, words))


@router.callback_query(ConsentTap.filter(F.act.in_({"open", "ask"})), FAMILY)
async def open_purpose(
    tap: CallbackQuery, callback_data: ConsentTap, actor: Actor, words: Words, consent_desk: ConsentDesk
) -> None:
    """The text of a purpose; before a withdrawal, what it means."""
    view = await consent_desk.view(actor, callback_data.student or None)
    await show(tap, purpose_view(view, callback_data, words))


@router.callback_query(ConsentTap.filter(F.act.in_({"give", "take"})), FAMILY)
async def say_it(
    tap: CallbackQuery, callback_data: ConsentTap, actor: Actor, words: Words, consent_desk: ConsentDesk
) -> None:
    """«Согласен», «Отозвать»."""
    given = callback_data.act == "give"
    number = callback_data.student
    view = await consent_desk.say(actor, number or None, callback_data.purpose, given=given)
    await show(tap, overview(view, number, words), toast=words.label("consent-said", given=given))


@router.callback_query(MenuTap.filter(F.to == "consent-texts"), TEXTS)
async def open_texts(tap: CallbackQuery, actor: Actor, words: Words, consent_desk: ConsentDesk) -> None:
    """The texts as they are now."""
    found = await consent_desk.texts(actor)
    buttons = [
        [
            button(
                words.label("consent-text", purpose=words.label(f"purpose-{purpose.value}"), version=version),
                ConsentTextTap(act="open", purpose=purpose).pack(),
            )
        ]
        for purpose, (version, _) in found.items()
    ]
    await show(tap, Rendered(words.html("consent-texts"), rows(*buttons, [menu_button(words)])))


@router.callback_query(ConsentTextTap.filter(F.act == "open"), TEXTS)
async def open_text(
    tap: CallbackQuery,
    callback_data: ConsentTextTap,
    actor: Actor,
    words: Words,
    consent_desk: ConsentDesk,
    state: FSMContext,
) -> None:
    """One text; another one may be typed."""
    version, body = (await consent_desk.texts(actor))[callback_data.purpose]
    await state.set_state(ConsentTextForm.body)
    await state.set_data({"purpose": callback_data.purpose.value, "body": ""})
    text = text_of(Html(words.html("consent-text-now", version=version, body=body)))
    await show(tap, Rendered(text, rows(way_back(words, MenuTap(to="consent-texts")))))


@router.message(StateFilter(ConsentTextForm.body), TYPED, TEXTS)
async def text_typed(message: Message, words: Words, state: FSMContext) -> None:
    """As it will look; nothing is published yet."""
    body = checked(message.text or "")
    form = await state.update_data(body=body)
    purpose = Purpose(form["purpose"])
    sure = button(words.label("consent-publish"), ConsentTextTap(act="publish", purpose=purpose).pack())
    no = button(words.label("cancel"), MenuTap(to="consent-texts").pack())
    await say(message, Rendered(words.html("consent-text-preview", body=body), rows([sure], [no])))


@router.callback_query(ConsentTextTap.filter(F.act == "publish"), StateFilter(ConsentTextForm.body), TEXTS)
async def publish(
    tap: CallbackQuery,
    callback_data: ConsentTextTap,
    actor: Actor,
    words: Words,
    consent_desk: ConsentDesk,
    state: FSMContext,
) -> None:
    """From now on people agree to this text."""
    form = await state.get_data()
    if form["purpose"] != callback_data.purpose.value or not form["body"]:
        raise NotFound
    version = await consent_desk.publish(actor, callback_data.purpose, form["body"])
    await show(tap, Rendered(words.html("consent-published", version=version), rows([menu_button(words)])))
    await state.clear()


def overview(view: ConsentView, student: int, words: Words) -> Rendered:
    """All purposes: who has said what, each one tap away."""
    minor = view.card.age is Age.MINOR
    entries = [
        words.html(
            "consent-line",
            purpose=words.label(f"purpose-{each.purpose.value}"),
            pupil=each.pupil is not None and each.pupil.given,
            parent=each.parent is not None and each.parent.given,
            minor=minor,
        )
        for each in view.purposes
    ]
    buttons = [
        [
            button(
                words.label("switch", on=each.own, name=words.label(f"purpose-{each.purpose.value}")),
                ConsentTap(act="open", student=student, purpose=each.purpose).pack(),
            )
        ]
        for each in view.purposes
    ]
    text = text_of(words.html("consent-head", code=view.card.code, minor=minor), BLANK, *entries)
    return Rendered(text, rows(*buttons, [menu_button(words)]))


def purpose_view(view: ConsentView, wanted: ConsentTap, words: Words) -> Rendered:
    """The words of a consent with what can be said to it."""
    each = next(found for found in view.purposes if found.purpose is wanted.purpose)
    asking = wanted.act == "ask" and each.own
    name = words.html(
        "consent-purpose", purpose=words.label(f"purpose-{each.purpose.value}"), version=each.version
    )
    warning = words.html(f"consent-withdraw-{each.purpose.value}") if asking else None
    said = _lines(view, each, words)
    body = words.html("consent-body", body=each.text)
    text = text_of(name, BLANK, *([warning] if warning else [body, BLANK, *said]))
    act = "take" if asking else "ask" if each.own else "give"
    buttons = [[button(words.label(f"consent-{act}"), wanted.model_copy(update={"act": act}).pack())]]
    renewed = _own(view, each)
    if each.own and not asking and renewed is not None and renewed.version < each.version:
        again = wanted.model_copy(update={"act": "give"}).pack()
        buttons.insert(0, [button(words.label("consent-renew"), again)])
    return Rendered(text, rows(*buttons, way_back(words, FamilyTap(act="consents", id=wanted.student))))


def _own(view: ConsentView, each: PurposeView) -> Said | None:
    return each.pupil if view.giver is Giver.STUDENT else each.parent


def _lines(view: ConsentView, each: PurposeView, words: Words) -> list[Html]:
    sides = [("pupil", each.pupil), *([("parent", each.parent)] if view.card.age is Age.MINOR else [])]
    return [
        words.html(
            f"consent-said-{side}",
            said=("nothing" if said is None else "given" if said.given else "taken"),
            day=said.on if said else "",
            paper=said is not None and said.giver is Giver.PAPER,
            version=said.version if said else 0,
        )
        for side, said in sides
    ]


def withdrawn_notice(arguments: dict[str, str], words: Words) -> Rendered:
    """The others hear that a consent was taken back."""
    text = words.html(
        "consent-told-withdrawn",
        code=arguments["code"],
        purpose=words.label(f"purpose-{arguments['purpose']}"),
        giver=arguments["giver"],
    )
    return Rendered(text, rows([menu_button(words)]))


def changed_notice(arguments: dict[str, str], words: Words) -> Rendered:
    """The text has changed: look at it, once."""
    text = words.html("consent-told-changed", purpose=words.label(f"purpose-{arguments['purpose']}"))
    return Rendered(text, rows([button(words.label("menu-consents"), MenuTap(to="consents").pack())]))
