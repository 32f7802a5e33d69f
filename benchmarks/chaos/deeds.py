"""What people do while the product is being killed, each deed with an effect and an answer to look for.

A new kind of deed is a subclass of `Deed` that somebody's `next` returns; what it leaves in the database is
one more part of `Effects`.
"""

import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from benchmarks.chaos.house import Street
from bot.handlers.calendar_keyboard import DayTap
from bot.handlers.cards import AssignmentTap
from bot.texts import Words

WORDS = Words("ru")
AGAIN = 0.2
"""How often an app sends the same tap once more."""


@dataclass(frozen=True)
class Effects:
    """What stands in the database."""

    promises: Sequence[tuple[int, date]]
    """Assignment and day, in the order they were made."""
    reports: Counter[str]
    requests: Counter[str]


@dataclass(frozen=True)
class Screens:
    """What people see: messages by chat, the lines shown at taps by query."""

    messages: Mapping[int, Mapping[int, str]]
    answers: Mapping[int, Sequence[tuple[int, str]]]
    """By chat: what the bot wrote there that is no notice."""
    toasts: Mapping[str, Sequence[str]]


@dataclass
class Deed(ABC):
    """One thing one person does about one assignment."""

    kind: ClassVar[str]
    chat: int
    assignment: int

    @abstractmethod
    async def do(self, street: Street, dice: random.Random) -> None:
        """Cause the updates and return at once."""

    @abstractmethod
    def effects(self, effects: Effects) -> int:
        """How often it has had its effect."""

    @abstractmethod
    def answers(self, screens: Screens) -> int:
        """How many right answers the person has got."""


@dataclass
class Promise(Deed):
    """«Принято» with a day."""

    kind: ClassVar[str] = "promise"
    day: date
    message: int = 0
    queries: list[str] = field(default_factory=list)

    async def do(self, street: Street, dice: random.Random) -> None:
        """A tap on a day; sometimes the app repeats it."""
        data = DayTap(use="p", id=self.assignment, day=self.day.toordinal()).pack()
        tapped = await street.ask("tap", chat=self.chat, data=data, text="К какому дню?")
        self.message = tapped["message"]
        self.queries.append(tapped["query"])
        if dice.random() < AGAIN:
            tapped = await street.ask("tap_again", chat=self.chat, message=self.message, data=data)
            self.queries.append(tapped["query"])

    def effects(self, effects: Effects) -> int:
        """In the log of changes."""
        return effects.promises.count((self.assignment, self.day))

    def answers(self, screens: Screens) -> int:
        """The card with the day under the button, and the waiting of every tap ended."""
        shown = WORDS.day(self.day) in screens.messages[self.chat].get(self.message, "")
        return int(shown and all(screens.toasts.get(query) for query in self.queries))


@dataclass
class _Words(Deed):
    """A button that asks for words, and the words."""

    act: ClassVar[str]
    text: str

    async def do(self, street: Street, dice: random.Random) -> None:
        """The tap and, without waiting for the question, the words."""
        data = AssignmentTap(act=self.act, id=self.assignment).pack()
        await street.ask("tap", chat=self.chat, data=data, text="Поручение")
        await street.ask("say", chat=self.chat, text=self.text)

    def answers(self, screens: Screens) -> int:
        """Messages that say it was taken and show the card."""
        head = self.head()
        written = screens.answers.get(self.chat, ())
        return sum(text.startswith(head) and self.text in text for _, text in written)

    @abstractmethod
    def head(self) -> str:
        """How the answer begins."""


@dataclass
class Report(_Words):
    """«Готово» with a text; the last thing a person does about an assignment."""

    kind: ClassVar[str] = "report"
    act: ClassVar[str] = "complete"

    def effects(self, effects: Effects) -> int:
        """Reports with this text."""
        return effects.reports[self.text]

    def head(self) -> str:
        """«Отправлено контролёру»."""
        return WORDS.label("evidence-taken")


@dataclass
class CallForHelp(_Words):
    """«Нужна помощь» with a question."""

    kind: ClassVar[str] = "help"
    act: ClassVar[str] = "help"

    def effects(self, effects: Effects) -> int:
        """Requests with this text."""
        return effects.requests[self.text]

    def head(self) -> str:
        """«Вопрос отправлен»."""
        return WORDS.label("done-help")


@dataclass
class Menu(Deed):
    """/menu: nothing changes, but an answer is due."""

    kind: ClassVar[str] = "menu"
    ordinal: int
    """The how-manieth of this person it is."""

    async def do(self, street: Street, dice: random.Random) -> None:
        """The command."""
        await street.ask("say", chat=self.chat, text="/menu")

    def effects(self, effects: Effects) -> int:
        """None to be seen."""
        return 1

    def answers(self, screens: Screens) -> int:
        """As many menus as were asked for up to this one, or it has not been answered."""
        head = WORDS.label("menu-head")
        menus = sum(text.startswith(head) for _, text in screens.answers.get(self.chat, ()))
        return max(0, menus - self.ordinal + 1)


@dataclass
class Doer:
    """Somebody who does things, and what is still left for them to do."""

    chat: int
    assignment: int
    first_day: date
    last_day: date
    menus: int = 0
    promised: int = 0
    asked: bool = False
    reported: bool = False

    def next(self, dice: random.Random) -> Deed:
        """Something that makes sense after what was done before."""
        day = self.first_day + timedelta(days=self.promised)
        possible = ["menu"]
        if not self.reported:
            possible += ["report"] + ["help"] * (not self.asked) + ["promise"] * 4 * (day <= self.last_day)
        match dice.choice(possible):
            case "promise":
                self.promised += 1
                return Promise(self.chat, self.assignment, day)
            case "help":
                self.asked = True
                return CallForHelp(self.chat, self.assignment, f"Вопрос по поручению № {self.assignment}")
            case "report":
                self.reported = True
                return Report(self.chat, self.assignment, f"Отчёт о поручении № {self.assignment}")
            case _:
                self.menus += 1
                return Menu(self.chat, self.assignment, self.menus)


@dataclass
class Outcome:
    """What became of the deeds."""

    deeds: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    answered_twice: int = 0
    misordered: list[str] = field(default_factory=list)


def judge(deeds: Sequence[Deed], effects: Effects, screens: Screens) -> Outcome:
    """Every effect once, every answer at least once, everybody's promises in their order."""
    outcome = Outcome(deeds=len(deeds))
    for deed in deeds:
        count, name = deed.effects(effects), f"{deed.kind} {deed.assignment}"
        if count == 0:
            outcome.lost.append(name)
        if count > 1:
            outcome.repeated.append(name)
        answers = deed.answers(screens)
        if answers == 0:
            outcome.unanswered.append(name)
        if isinstance(deed, _Words):
            outcome.answered_twice += max(0, answers - 1)
    meant = [(deed.assignment, deed.day) for deed in deeds if isinstance(deed, Promise)]
    for assignment in {number for number, _ in meant}:
        wanted = [day for number, day in meant if number == assignment]
        made = [day for number, day in effects.promises if number == assignment]
        if [day for day in wanted if day in made] != made:
            outcome.misordered.append(f"promises {assignment}")
    return outcome
