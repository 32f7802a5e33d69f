"""«Карточки»: the staff look after the facts: edit, check, date, hide, add."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.handlers.access import May
from bot.handlers.faq import card_text
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.faq import AUDIENCES, EDITABLE, THEMES, CardView, FaqCards
from bot.services.people import Actor
from bot.services.school_years import campaign_of
from bot.texts import Words, shorten

router = Router(name="faq_desk")

MAY = May(Action.CARDS_EDIT)
NO_YEAR = 0


class CardForm(StatesGroup):
    """A field of a card is typed, or, step by step, a new card; the data say which."""

    field = State()
    title = State()
    body = State()
    source = State()
    made_title = State()
    """The title of a card whose text is there already: an answer to a question."""


class DeskTap(CallbackData, prefix="fd"):
    """The cards of a theme (by place), or an act upon a card."""

    act: str
    id: int = 0
    page: int = 0


class EditTap(CallbackData, prefix="fe"):
    """Type a field of a card anew."""

    id: int
    field: str


class YearTap(CallbackData, prefix="fy"):
    """The year of admission a card is true for (0: no year)."""

    id: int
    year: int


class NewCardTap(CallbackData, prefix="fn"):
    """A new card: its theme by place, its audience by place (−1: not chosen), without a source."""

    act: str
    theme: int = 0
    audience: int = -1


@router.callback_query(MenuTap.filter(F.to == "cards-edit"), MAY)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, faq: FaqCards) -> None:
    """«Карточки»: the themes, with what needs a look."""
    found = await faq.all(actor)
    buttons = [
        button(
            words.label(
                "desk-theme",
                theme=words.label(f"theme-{theme}"),
                count=sum(card.theme == theme for card in found),
                look=sum(card.theme == theme and needs_look(card) for card in found),
            ),
            DeskTap(act="theme", id=place).pack(),
        )
        for place, theme in enumerate(THEMES)
    ]
    new = button(words.label("desk-new"), NewCardTap(act="theme").pack())
    look = sum(map(needs_look, found))
    await show(
        tap,
        Rendered(
            words.html("desk-head", count=len(found), look=look),
            rows(*in_rows(buttons, 1), [new], [menu_button(words)]),
        ),
    )


@router.callback_query(DeskTap.filter(F.act == "theme"), MAY)
async def open_theme(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, faq: FaqCards
) -> None:
    """The cards of a theme."""
    if callback_data.id >= len(THEMES):
        raise NotFound
    found = [card for card in await faq.all(actor) if card.theme == THEMES[callback_data.id]]
    number = known_page(len(found), callback_data.page)
    buttons = [
        [button(shorten(desk_label(card, words), 60), DeskTap(act="open", id=card.card_id).pack())]
        for card in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: DeskTap(act="theme", id=callback_data.id, page=page))
    await show(
        tap,
        Rendered(words.html("desk-cards"), rows(*buttons, turn, way_back(words, MenuTap(to="cards-edit")))),
    )


@router.callback_query(DeskTap.filter(F.act == "open"), MAY)
async def open_card(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, faq: FaqCards
) -> None:
    """One card with its state."""
    await show(tap, desk_view(await faq.for_editing(actor, callback_data.id), words))


@router.callback_query(DeskTap.filter(F.act == "check"), MAY)
async def check(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, faq: FaqCards
) -> None:
    """«Проверено сегодня»."""
    card = await faq.check(actor, callback_data.id)
    await show(tap, desk_view(card, words), toast=words.label("desk-saved"))


@router.callback_query(DeskTap.filter(F.act.in_({"hide", "show"})), MAY)
async def hide(tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, faq: FaqCards) -> None:
    """«Скрыть», «Показать»."""
    card = await faq.hide(actor, callback_data.id, hidden=callback_data.act == "hide")
    await show(tap, desk_view(card, words), toast=words.label("desk-saved"))


@router.callback_query(DeskTap.filter(F.act == "year"), MAY)
async def ask_year(tap: CallbackQuery, callback_data: DeskTap, words: Words, clock: Clock) -> None:
    """True for which year?"""
    year = campaign_of(clock.today())
    buttons = [
        button(str(each), YearTap(id=callback_data.id, year=each).pack())
        for each in range(year - 1, year + 3)
    ]
    always = button(words.label("desk-no-year"), YearTap(id=callback_data.id, year=NO_YEAR).pack())
    back = way_back(words, DeskTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("desk-year"), rows(buttons, [always], back)))


@router.callback_query(YearTap.filter(), MAY)
async def set_year(
    tap: CallbackQuery, callback_data: YearTap, actor: Actor, words: Words, faq: FaqCards
) -> None:
    """The year."""
    card = await faq.set_year(actor, callback_data.id, callback_data.year or None)
    await show(tap, desk_view(card, words), toast=words.label("desk-saved"))


@router.callback_query(EditTap.filter(F.field.in_(set(EDITABLE))), MAY)
async def ask_field(
    tap: CallbackQuery, callback_data: EditTap, actor: Actor, words: Words, faq: FaqCards, state: FSMContext
) -> None:
    """Type it anew; what is there now can be copied."""
    card = await faq.for_editing(actor, callback_data.id)
    await state.set_state(CardForm.field)
    await state.set_data({"card": card.card_id, "field": callback_data.field})
    text = words.html(
        f"desk-ask-{callback_data.field}",
        now=getattr(card, callback_data.field),
        limit=EDITABLE[callback_data.field],
    )
    await show(tap, Rendered(text, rows(way_back(words, DeskTap(act="open", id=card.card_id)))))


@router.message(StateFilter(CardForm.field), TYPED, MAY)
async def field_typed(message: Message, actor: Actor, words: Words, faq: FaqCards, state: FSMContext) -> None:
    """The new words of a card."""
    form = await state.get_data()
    card = await faq.edit(actor, form["card"], form["field"], message.text or "")
    await say(message, desk_view(card, words))
    await state.clear()


@router.callback_query(NewCardTap.filter(F.act == "theme"), MAY)
async def ask_theme(tap: CallbackQuery, words: Words) -> None:
    """«Новая карточка»: which theme?"""
    buttons = [
        button(words.label(f"theme-{theme}"), NewCardTap(act="audience", theme=place).pack())
        for place, theme in enumerate(THEMES)
    ]
    await show(
        tap,
        Rendered(
            words.html("desk-new-theme"),
            rows(*in_rows(buttons, 1), way_back(words, MenuTap(to="cards-edit"))),
        ),
    )


@router.callback_query(NewCardTap.filter((F.act == "audience") & (F.audience < 0)), MAY)
async def ask_audience(tap: CallbackQuery, callback_data: NewCardTap, words: Words) -> None:
    """For whom?"""
    buttons = [
        button(words.label(f"audience-{each}"), callback_data.model_copy(update={"audience": place}).pack())
        for place, each in enumerate(AUDIENCES)
    ]
    await show(
        tap,
        Rendered(words.html("desk-new-audience"), rows(buttons, way_back(words, MenuTap(to="cards-edit")))),
    )


@router.callback_query(NewCardTap.filter(F.act == "audience"), MAY)
async def ask_title(tap: CallbackQuery, callback_data: NewCardTap, words: Words, state: FSMContext) -> None:
    """Its title, text and source are typed one after another."""
    if callback_data.theme >= len(THEMES) or callback_data.audience >= len(AUDIENCES):
        raise NotFound
    await state.set_state(CardForm.title)
    await state.set_data(
        {"theme": THEMES[callback_data.theme], "audience": AUDIENCES[callback_data.audience]}
    )
    cancel = [button(words.label("cancel"), MenuTap(to="cards-edit").pack())]
    await show(tap, Rendered(words.html("desk-new-title", limit=EDITABLE["title"]), rows(cancel)))


@router.message(StateFilter(CardForm.title, CardForm.body, CardForm.made_title), TYPED, MAY)
async def part_typed(message: Message, words: Words, state: FSMContext, raw_state: str | None) -> None:
    """The title, then the text."""
    part = "body" if raw_state == CardForm.body.state else "title"
    text = (message.text or "").strip()
    if len(text) > EDITABLE[part]:
        raise DomainError("card-length", limit=EDITABLE[part])
    following = "body" if raw_state == CardForm.title.state else "source"
    await state.update_data({part: text})
    await state.set_state(CardForm.body if following == "body" else CardForm.source)
    none = (
        [button(words.label("desk-no-source"), NewCardTap(act="save").pack())]
        if following == "source"
        else []
    )
    cancel = [button(words.label("cancel"), MenuTap(to="cards-edit").pack())]
    await say(
        message, Rendered(words.html(f"desk-new-{following}", limit=EDITABLE[following]), rows(none, cancel))
    )


@router.message(StateFilter(CardForm.source), TYPED, MAY)
async def source_typed(
    message: Message, actor: Actor, words: Words, faq: FaqCards, state: FSMContext
) -> None:
    """The source: the card is there."""
    form = await state.get_data()
    card = await faq.add(
        actor, form["theme"], form["audience"], form["title"], form["body"], message.text or ""
    )
    await say(message, desk_view(card, words))
    await state.clear()


@router.callback_query(NewCardTap.filter(F.act == "save"), StateFilter(CardForm.source), MAY)
async def without_source(
    tap: CallbackQuery, actor: Actor, words: Words, faq: FaqCards, state: FSMContext
) -> None:
    """No source: the card has to say that it depends."""
    form = await state.get_data()
    card = await faq.add(actor, form["theme"], form["audience"], form["title"], form["body"], "")
    await show(tap, desk_view(card, words))
    await state.clear()


def needs_look(card: CardView) -> bool:
    """Past its year, never checked here, or often of no help."""
    return not card.hidden and (card.stale or not card.checked or often_unhelpful(card))


def often_unhelpful(card: CardView) -> bool:
    """More often than not, of at least five people."""
    return card.helpful + card.unhelpful >= 5 and card.unhelpful > card.helpful


def desk_label(card: CardView, words: Words) -> str:
    """A title with the mark of what it needs."""
    mark = (
        "hidden"
        if card.hidden
        else "stale"
        if card.stale
        else "unhelpful"
        if often_unhelpful(card)
        else "well"
        if card.checked
        else "unchecked"
    )
    return words.label("desk-card", mark=mark, title=card.title)


def desk_view(card: CardView, words: Words) -> Rendered:
    """The card as people see it, its state, and what can be done."""
    state = words.html(
        "desk-state",
        audience=words.label(f"audience-{card.audience}"),
        checked=card.checked,
        hidden=card.hidden,
        helpful=card.helpful,
        unhelpful=card.unhelpful,
        day=card.as_of,
    )
    edits = [
        button(words.label(f"desk-edit-{field}"), EditTap(id=card.card_id, field=field).pack())
        for field in EDITABLE
    ]
    acts = [
        button(words.label(f"desk-act-{act}"), DeskTap(act=act, id=card.card_id).pack())
        for act in ("check", "year", "show" if card.hidden else "hide")
    ]
    back = way_back(words, DeskTap(act="theme", id=THEMES.index(card.theme)))
    return Rendered(
        text_of(card_text(card, words), BLANK, state), rows(*in_rows(edits, 2), *in_rows(acts, 2), back)
    )
