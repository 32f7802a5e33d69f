"""A phrase cut into tokens, each knowing where it stands in the printed text.

Printed noise is levelled here and only here: Latin letters that look like Cyrillic ones, «ё», words torn by
a line break of a narrow column, days in quotes, dates and times in figures.
"""

import re
from typing import Literal, NamedTuple

from bot.plan_document.grammar.words import DICTIONARY, Entry, look_up
from bot.plan_document.timing import Day

TokenKind = Literal[
    "num", "ord", "roman", "year", "date", "time", "month", "weekday", "every", "word", "unknown", "punct"
]


class Token(NamedTuple):
    """One word, number or mark. `value`: number of `num`/`ord`/`roman`/`year`/`month`/`weekday`, key of
    `word`/`every`, the text itself of the rest. `start`/`end` are offsets in the printed phrase."""

    kind: TokenKind
    value: int | str
    start: int
    end: int
    day: Day | None = None
    read_as: str | None = None


_LOOK_ALIKE = str.maketrans("aceopxykmtbhëё", "асеорхукмтвнее")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4}
_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<clock>\d{1,2}[:.\-]\d\d(?=\s?(?:ч\b|час))|\d{1,2}:\d\d(?!\d)|\d{1,2}[.\-]00(?!\d|\.\d))"
    r"|(?P<date>(?P<d>\d{1,2})(?P<s>[./])\s?(?P<m>\d{1,2})"
    r"(?:(?P=s)(?:\s?(?P<y>\d{4})|(?P<yy>\d\d))(?!\d|\.\d)|(?!\d|[./]\d)))"
    r"|(?P<num>\d+)(?P<suffix>-?(?:го|ого|ему|му|ом|ый|ой|ое|ая|ые|ых|ми|ей|ю|х|й|я|е)(?![а-яa-z]))?"
    r"|(?P<word>[^\W\d_]+(?:[\u00ad\u200b-\u200d\u2060]+[^\W\d_]+)*)"
    r"|(?P<punct>\S)"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060]")  # soft hyphens and the like, inside words
_TORN = re.compile(r"[а-я]+(?:[ \t]*\n[ \t]*[а-я]+)+")


def level(text: str) -> str:
    """The phrase in lower case with look-alike letters made Cyrillic; every offset stays where it was."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return re.sub(r"[^\W\d_]+", _cyrillic, lowered)


def _cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    if word in _ROMAN:
        return word
    swapped = word.translate(_LOOK_ALIKE)
    return word if re.search("[a-z]", swapped) else swapped


def tokenise(text: str) -> list[Token]:
    """All tokens of the printed text in order; whitespace is the only thing left out."""
    levelled = level(text)
    torn = _mended(levelled)
    tokens: list[Token] = []
    position = 0
    while match := _PIECE.search(levelled, position):
        start = match.start()
        if start in torn:
            position, pieces = torn[start]
            tokens.extend(pieces)
            continue
        tokens.append(_token(match))
        position = match.end()
    return tokens


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    kind = match.lastgroup
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return Token("date", match.group(), start, end, day=Day(month, day, year))
    if match["clock"]:
        return Token("time", match.group(), start, end)
    if match["date"]:
        return _date_token(match)
    if match["num"]:
        number = int(match["num"])
        is_year = len(match["num"]) == 4 and 1900 <= number <= 2100 and not match["suffix"]
        return Token("year" if is_year else "num", number, start, end)
    if kind == "punct":
        mark = "-" if match.group() in "-–—−‒" else match.group()
        return Token("punct", mark, start, end)
    return _word_token(match.group(), start, end)


def _word_token(word: str, start: int, end: int) -> Token:
    if word in _ROMAN:
        return Token("roman", _ROMAN[word], start, end)
    word = _INVISIBLE.sub("", word)
    found = look_up(word)
    if found is None:
        return Token("unknown", word, start, end)
    entry, form = found
    return Token(_kind(entry), entry.value, start, end, read_as=form if form != word else None)


def _kind(entry: Entry) -> TokenKind:
    kinds: dict[str, TokenKind] = {
        "month": "month",
        "weekday": "weekday",
        "every": "every",
        "num": "num",
        "ord": "ord",
    }
    return kinds.get(entry.kind, "word")


def _date_token(match: re.Match[str]) -> Token:
    start, end = match.span()
    day, month = int(match["d"]), int(match["m"])
    year = int(match["y"]) if match["y"] else None
    if match["yy"]:
        year = 2000 + int(match["yy"])
    if year is None and (len(match["m"]) == 1 or not 1 <= month <= 12 or not 1 <= day <= 31):
        # «10.45» is a time; «2.1» is a number of something and nobody's date
        is_time = day < 24 and len(match["m"]) == 2 and month < 60 and match["s"] == "."
        return Token("time" if is_time else "unknown", match.group(), start, end)
    return Token("date", match.group(), start, end, day=Day(month, day, year))


def _mended(levelled: str) -> dict[int, tuple[int, list[Token]]]:
    """Words torn by line breaks: start → (where they end, the tokens they were torn from)."""
    found: dict[int, tuple[int, list[Token]]] = {}
    for match in _TORN.finditer(levelled):
        letters = [
            (char, match.start() + index) for index, char in enumerate(match.group()) if char.isalpha()
        ]
        pieces = match.group().split()
        if all(piece in DICTIONARY for piece in pieces):
            continue
        words = _segments("".join(char for char, _ in letters))
        if words is None:
            continue
        tokens: list[Token] = []
        at = 0
        for word in words:
            if tokens and letters[at][1] == tokens[-1].end:
                # two words run together: the dash between them was lost with the tear
                tokens.append(Token("punct", "-", tokens[-1].end, tokens[-1].end, read_as="–"))
            tokens.append(_word_token(word, letters[at][1], letters[at + len(word) - 1][1] + 1))
            at += len(word)
        found[match.start()] = (match.end(), tokens)
    return found


def _segments(letters: str) -> list[str] | None:
    """The letters as a chain of the fewest dictionary words of three letters or more, if they are one."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(3, len(letters) + 1):
        for start in range(max(0, end - 14), end - 2):
            before, word = best[start], letters[start:end]
            if before is None or word not in DICTIONARY:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = [*before, word]
    return best[-1]
