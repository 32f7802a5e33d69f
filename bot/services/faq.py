"""Cards of facts about target training: read by anybody, found by words, kept true by the staff."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import Confidence, Database, FaqCard
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.faq_search import CLEAR, Index, Searched
from bot.services.outbox import insert_new
from bot.services.school_years import campaign_of
from bot.settings import Settings

SHIPPED = Path(__file__).resolve().parent.parent.parent / "facts" / "faq.toml"
THEMES = (
    "basics",
    "customer",
    "admission",
    "college",
    "contract",
    "support",
    "liability",
    "pauses",
    "dates",
)
AUDIENCES = ("9", "11", "both")
NEW = {"helpful": 0, "unhelpful": 0}
EDITABLE = {"title": 100, "body": 900, "source": 400, "keywords": 400}
"""What can be typed anew, with the most characters each may have."""


@dataclass(frozen=True)
class CardView:
    """A card as it is shown."""

    card_id: int
    key: str | None
    theme: str
    audience: str
    title: str
    body: str
    source: str
    keywords: str
    confidence: Confidence | None
    as_of: date
    valid_for_year: int | None
    stale: bool
    """Its year has passed: the title remains, the facts are not shown."""
    checked: bool
    """Somebody of the municipality has checked it."""
    hidden: bool
    helpful: int
    unhelpful: int


@dataclass(frozen=True)
class FaqCards:
    """Use cases around cards."""

    db: Database
    clock: Clock
    settings: Settings

    async def seed(self) -> None:
        """Bring the shipped cards in; those somebody has edited or checked stay as they are."""
        shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
        async with self.db.transaction() as session:
            known = {
                card.key: card
                for card in await session.scalars(select(FaqCard).where(FaqCard.key.is_not(None)))
            }
            new = []
            for values in shipped["card"]:
                wanted = _columns(values, shipped["checked"])
                card = known.get(values["key"])
                if card is None:
                    new.append({"key": values["key"], "changed_at": self.clock.now(), **NEW, **wanted})
                elif card.checked_by is None and any(
                    getattr(card, name) != value for name, value in wanted.items()
                ):
                    for name, value in wanted.items():
                        setattr(card, name, value)
                    card.changed_at = self.clock.now()
            await insert_new(session, FaqCard, new)  # two processes may start at once

    async def themes(self, audience: str) -> list[tuple[str, int]]:
        """The themes that have cards for a family of grade 9 or 11, with how many."""
        cards = [card for card in await self._shown() if card.audience in (audience, "both")]
        counted = [(theme, sum(card.theme == theme for card in cards)) for theme in THEMES]
        return [(theme, count) for theme, count in counted if count]

    async def of_theme(self, audience: str, theme: str) -> list[CardView]:
        """The cards of a theme for such a family."""
        return [
            card
            for card in await self._shown()
            if card.theme == theme and card.audience in (audience, "both")
        ]

    async def card(self, card_id: int) -> CardView:
        """One card that is shown."""
        return _one(await self._shown(), card_id)

    async def by_key(self, key: str) -> CardView:
        """The card of a link: a shipped one by its key, an own one by its number."""
        for card in await self._shown():
            if key in (card.key, str(card.card_id)):
                return card
        raise NotFound

    async def search(self, text: str, limit: int = 5) -> tuple[list[CardView], bool]:
        """The cards that answer a text, the best first; and whether the first one clearly does."""
        cards = {card.card_id: card for card in await self._shown()}
        found = _index(
            tuple(Searched(each.card_id, each.title, each.keywords, each.body) for each in cards.values())
        ).find(text, limit)
        clear = len(found) == 1 or (len(found) > 1 and found[0][1] >= CLEAR * found[1][1])
        return [cards[number] for number, _ in found], clear

    async def vote(self, card_id: int, *, helpful: bool) -> CardView:
        """«Помогло?»: only counted."""
        column = FaqCard.helpful if helpful else FaqCard.unhelpful
        async with self.db.transaction() as session:
            await session.execute(update(FaqCard).where(FaqCard.id == card_id).values({column: column + 1}))
        return await self.card(card_id)

    async def all(self, actor: Actor) -> list[CardView]:
        """Every card, also hidden ones, for those who keep them."""
        scope(actor, Action.CARDS_EDIT)
        return await self._all()

    async def for_editing(self, actor: Actor, card_id: int) -> CardView:
        """One card, hidden or not."""
        return _one(await self.all(actor), card_id)

    async def edit(self, actor: Actor, card_id: int, field: str, text: str) -> CardView:
        """Another title, text, source or other keywords; whoever edits has checked."""
        if field not in EDITABLE:
            raise NotFound
        text = text.strip()
        if len(text) > EDITABLE[field] or (not text and field in ("title", "body")):
            raise DomainError("card-length", limit=EDITABLE[field])
        return await self._change(actor, card_id, "card edited", **{field: text})

    async def check(self, actor: Actor, card_id: int) -> CardView:
        """«Проверено сегодня»."""
        return await self._change(actor, card_id, "card checked", as_of=self.clock.today())

    async def set_year(self, actor: Actor, card_id: int, year: int | None) -> CardView:
        """The year of admission it is true for; None for as long as nobody says otherwise."""
        if year is not None and not 2020 <= year <= 2100:
            raise NotFound
        return await self._change(actor, card_id, "card dated", valid_for_year=year)

    async def hide(self, actor: Actor, card_id: int, *, hidden: bool) -> CardView:
        """Take a card away, or bring it back."""
        return await self._change(
            actor,
            card_id,
            "card hidden" if hidden else "card shown",
            hidden_at=self.clock.now() if hidden else None,
        )

    async def add(
        self, actor: Actor, theme: str, audience: str, title: str, body: str, source: str
    ) -> CardView:
        """A card of one's own. Without a source it has to say that it depends on the contract."""
        scope(actor, Action.CARDS_EDIT)
        if theme not in THEMES or audience not in AUDIENCES:
            raise NotFound
        texts = {"title": title.strip(), "body": body.strip(), "source": source.strip()}
        for field, text in texts.items():
            if len(text) > EDITABLE[field] or (not text and field != "source"):
                raise DomainError("card-length", limit=EDITABLE[field])
        now = self.clock.now()
        async with self.db.transaction() as session:
            card = FaqCard(
                theme=theme,
                audience=audience,
                keywords="",
                confidence=Confidence.MEDIUM if texts["source"] else None,
                as_of=now.date(),
                checked_by=actor.person_id,
                checked_at=now,
                changed_at=now,
                **texts,
            )
            session.add(card)
            await session.flush()
            note(session, now, actor.person_id, "card added", "faq_card", card.id)
            return self._view(card)

    async def _change(self, actor: Actor, card_id: int, action: str, **values: Any) -> CardView:
        scope(actor, Action.CARDS_EDIT)
        now = self.clock.now()
        async with self.db.transaction() as session:
            card = await session.get(FaqCard, card_id, with_for_update=True)
            if card is None:
                raise NotFound
            for name, value in values.items():
                setattr(card, name, value)
            card.checked_by, card.checked_at, card.changed_at = actor.person_id, now, now
            note(session, now, actor.person_id, action, "faq_card", card.id)
            return self._view(card)

    async def _shown(self) -> list[CardView]:
        return [card for card in await self._all() if not card.hidden]

    async def _all(self) -> list[CardView]:
        async with self.db.reading() as session:
            return [self._view(card) for card in await _cards(session)]

    def _view(self, card: FaqCard) -> CardView:
        year = card.valid_for_year
        return CardView(
            card_id=card.id,
            key=card.key,
            theme=card.theme,
            audience=card.audience,
            title=card.title,
            body=card.body,
            source=card.source,
            keywords=card.keywords,
            confidence=card.confidence,
            as_of=card.as_of,
            valid_for_year=year,
            stale=year is not None and year < campaign_of(self.clock.today()),
            checked=card.checked_by is not None,
            hidden=card.hidden_at is not None,
            helpful=card.helpful,
            unhelpful=card.unhelpful,
        )


async def _cards(session: AsyncSession) -> list[FaqCard]:
    return list(await session.scalars(select(FaqCard).order_by(FaqCard.id)))


def _one(cards: list[CardView], card_id: int) -> CardView:
    for card in cards:
        if card.card_id == card_id:
            return card
    raise NotFound


@lru_cache(maxsize=4)
def _index(cards: tuple[Searched, ...]) -> Index:
    """Made anew when a card has changed."""
    return Index(cards)


def _columns(values: dict[str, Any], checked: date | datetime) -> dict[str, Any]:
    confidence = values.get("confidence")
    return {
        "theme": values["theme"],
        "audience": values["audience"],
        "title": values["title"],
        "body": values["body"],
        "source": values["source"],
        "keywords": values["keywords"],
        "confidence": Confidence(confidence) if confidence else None,
        "as_of": checked,
        "valid_for_year": values.get("year"),
    }
