"""A place in the tokens of a phrase, and the small questions the rules ask there."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from bot.plan_document.grammar.tokens import Token, TokenKind

T = TypeVar("T")

_DATE_KINDS = frozenset({"date", "month", "every", "weekday", "year", "num", "roman", "time"})
_STRONG_WORDS = frozenset(
    {"до", "далее", "течение", "постоянно", "круглогодично", "каждый", "весь", "раз", "дважды"}
)
_GARBLED = re.compile(
    r"\d|[a-z][а-я]|[а-я][a-z]|январ|феврал|апрел|август|сентябр|октябр|ноябр|декабр|кварта|полугод|недел|декад"
    r"|понедель|вторни|четверг|пятниц|суббот|воскрес|еже[гмкндп]|надцат|дцать"
)
_NOTHING: tuple[None, ...] = (None,) * 8
_PERIODS = ("квартал", "полугодие", "декада", "половина", "неделя", "четверть")
_PREPOSITIONS = frozenset({"с", "к", "в", "по", "на", "от"})


def _is_garbled(token: Token) -> bool:
    """Whether an unknown word has figures in it, or what is left of a word of time."""
    return _GARBLED.search(str(token.value)) is not None


@cache
def _split(phrase: str) -> list[str]:
    return phrase.split()


class Cursor:
    """Reads tokens from left to right; a rule that does not fit puts the place back."""

    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.place = 0
        # what the rules ask most, past both ends too (an index before the start falls on the end of the list)
        self._kinds = [*(token.kind for token in tokens), *_NOTHING]
        self._words = [*(token.value if token.kind == "word" else None for token in tokens), *_NOTHING]
        self._marks = [*(token.value if token.kind == "punct" else None for token in tokens), *_NOTHING]

    @property
    def done(self) -> bool:
        """Whether all tokens were read."""
        return self.place >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` places on, None past the ends."""
        index = self.place + ahead
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def kind(self, ahead: int = 0) -> TokenKind | None:
        """Kind of the token `ahead` places on."""
        return self._kinds[self.place + ahead]

    def on_a_new_line(self) -> bool:
        """Whether a line of the printed phrase ends before the token at the place."""
        token = self.peek()
        before = self.tokens[self.place - 1].end if self.place else 0
        return token is not None and "\n" in self.text[before : token.start]

    def is_word(self, *keys: str, ahead: int = 0) -> bool:
        """Whether a dictionary word with one of these keys stands `ahead` places on."""
        return self._words[self.place + ahead] in keys

    def is_mark(self, *marks: str, ahead: int = 0) -> bool:
        """Whether one of these punctuation marks stands `ahead` places on."""
        return self._marks[self.place + ahead] in marks

    def has_word(self, begin: int, *keys: str) -> bool:
        """Whether a dictionary word with one of these keys stands between token `begin` and the place."""
        return any(token.kind == "word" and token.value in keys for token in self.tokens[begin : self.place])

    def take(self, *keys: str) -> bool:
        """Step over one dictionary word with one of these keys."""
        if self._words[self.place] in keys:
            self.place += 1
            return True
        return False

    def take_mark(self, *marks: str) -> bool:
        """Step over one of these punctuation marks."""
        if self._marks[self.place] in marks:
            self.place += 1
            return True
        return False

    def take_words(self, phrase: str) -> bool:
        """Step over these keys in this order, all or none."""
        keys = _split(phrase)
        place = self.place
        if self._words[place] != keys[0] or self._words[place : place + len(keys)] != keys:
            return False
        self.place += len(keys)
        return True

    def take_number(self, *kinds: TokenKind) -> int | None:
        """Step over a token of one of these kinds and give its number."""
        if self._kinds[self.place] not in kinds:
            return None
        number = self.tokens[self.place].value
        if not isinstance(number, int):
            return None
        self.place += 1
        return number

    def take_spelled(self) -> None:
        """Step over the number said again in words: «3 (трёх)»."""
        inside = self.peek(1)
        is_number = inside is not None and inside.kind in ("num", "ord")
        if self.is_mark("(") and is_number and self.is_mark(")", ahead=2):
            self.place += 3

    def take_unknown(self, *words: str) -> bool:
        """Step over one of these words that the dictionary gives no key."""
        if self._kinds[self.place] != "unknown" or self.tokens[self.place].value not in words:
            return False
        self.place += 1
        return True

    def is_many(self) -> bool:
        """Whether an ordinal in the plural stands here: «первые», «последних» are no number of a day."""
        token = self.peek()
        printed = self.text[token.start : token.end].lower() if token is not None else ""
        return token is not None and token.kind == "ord" and printed.endswith(("ые", "ых", "ие", "их"))

    def is_spelled(self) -> bool:
        """Whether a number in words stands here: «две недели» are not the second week."""
        token = self.peek()
        return token is not None and token.kind == "num" and self.text[token.start].isalpha()

    def is_name(self) -> bool:
        """Whether a word without a meaning of its own stands here, and no figures."""
        token = self.peek()
        return token is not None and token.kind == "unknown" and not _is_garbled(token)

    def begins_line(self, index: int) -> bool:
        """Whether token `index` is the first of its line."""
        end = self.tokens[index - 1].end if index else 0
        return index == 0 or "\n" in self.text[end : self.tokens[index].start]

    def quote(self, begin: int) -> str:
        """The printed text from token `begin` to the place, on one line."""
        return " ".join(self.text[self.tokens[begin].start : self.tokens[self.place - 1].end].split())

    def attempt(self, rule: Callable[["Cursor"], T | None]) -> T | None:
        """Run a rule; put the place back when it does not fit."""
        before = self.place
        result = rule(self)
        if result is None:
            self.place = before
        return result

    def speaks_of_time(self, ahead: int = 0) -> bool:
        """Whether something that changes a date begins here, so that free words must stop before it."""
        token = self.peek(ahead)
        if token is None:
            return False
        if token.kind == "unknown" and _is_garbled(token):
            return True
        if token.kind in _DATE_KINDS or (token.kind == "word" and token.value in _STRONG_WORDS):
            return True
        if token.kind == "word" and token.value == "не" and self.is_word("позднее", "ранее", ahead=ahead + 1):
            return True
        if token.kind == "ord" and self.is_word(*_PERIODS, ahead=ahead + 1):
            return True
        quoted = self.is_mark("«", '"', "“", "„", ahead=ahead + 1)
        following = self.peek(ahead + 1 + quoted)
        return (
            token.kind == "word"
            and token.value in _PREPOSITIONS
            and following is not None
            and (following.kind in _DATE_KINDS or following.kind == "ord")
        )

    def take_free_words(self, stop: tuple[str, ...] = ()) -> int:
        """Step over words up to the next mark, word of time or key of `stop`; gives how many were taken."""
        taken = 0
        while not self.done and not self.speaks_of_time() and not self.is_word(*stop):
            if self.kind() == "punct" and not (taken and (self._abbreviation() or self._within_word())):
                quoted = self._quoted_words()
                if not quoted:
                    break
                self.place += quoted
                taken += quoted
                continue
            self.place += 1
            taken += 1
        return taken

    def _quoted_words(self) -> int:
        """How many tokens a name in quotes takes, when nothing in it speaks of time."""
        if not self.is_mark("«", '"', "“"):
            return 0
        for ahead in range(1, len(self.tokens) - self.place):
            if self.is_mark("»", '"', "”", ahead=ahead):
                return ahead + 1
            if self.speaks_of_time(ahead):
                break
        return 0

    def _within_word(self) -> bool:
        """Whether the mark joins two words without spaces: «плана-графика», «и/или»."""
        mark, before, following = self.peek(), self.peek(-1), self.peek(1)
        return (
            self.is_mark("-", "/")
            and mark is not None
            and before is not None
            and following is not None
            and following.kind in ("word", "unknown")
            and before.end == mark.start
            and following.start == mark.end
        )

    def _abbreviation(self) -> bool:
        """Whether the dot here ends a shortened word: no space before, a lower-case word after."""
        dot, following = self.peek(), self.peek(1)
        return (
            self.is_mark(".")
            and dot is not None
            and following is not None
            and following.kind in ("word", "unknown")
            and self.text[following.start].islower()
        )
