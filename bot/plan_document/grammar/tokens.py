"""A phrase cut into tokens, each knowing where it stands in the printed text.

Printed noise (`noise`) is levelled before anything is read: the rules see only words, numbers and marks.
"""

import re
from typing import Literal, NamedTuple

from bot.plan_document.grammar.noise import (
    ROMAN,
    ROMAN_LIKE,
    WORD,
    Piece,
    bare,
    level,
    mended,
    short_halves,
    unglued,
)
from bot.plan_document.grammar.words import ABBREVIATIONS, BEGINNINGS, Entry, look_up
from bot.plan_document.timing import Day

TokenKind = Literal[
    "num", "ord", "roman", "year", "date", "time", "month", "weekday", "every", "word", "unknown", "punct"
]


class Token(NamedTuple):
    """One word, number or mark. `value`: number of `num`/`ord`/`roman`/`year`/`month`/`weekday`, key of
    `word`/`every`, the text itself of the rest. `start`/`end` are offsets in the printed phrase; `read_as`
    is set where the reading is not what is printed."""

    kind: TokenKind
    value: int | str
    start: int
    end: int
    day: Day | None = None
    read_as: str | None = None


_ROMAN_MONTHS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8} | {
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_FIGURES = re.compile(
    r"(?P<iso>(?P<iy>\d{4})(?P<is>[-./])(?P<im>\d\d)(?P=is)(?P<id>\d\d)(?!\d))"
    r"|(?P<full>(?P<fd>\d{1,2})(?:\s?[./]{1,2}\s?(?P<fm>\d{1,2})\s?[.,/]{1,2}\s?|,(?P<fm2>\d{1,2})\.|-(?P<fm3>\d\d)-)"
    r"(?P<fy>\d{4}|20\s*\n\s*\d\d)(?!\d))"
    r"|(?P<xdate>(?P<xd>\d{1,2})\.(?P<xm>[ivxх]{1,4})(?:\.(?P<xy>\d{4}|\d\d)(?!\d)|(?![а-яa-z])))"
    r"|(?P<month>(?:0[1-9]|1[0-2])\.(?=(?:19|20)\d\d(?!\d|\.\d)))"
    r"|(?P<clock>\d{1,2}[:.\-]\d\d(?=\s?(?:ч\b|час))|\d{1,2}:\d\d(?!\d)|\d{1,2}[.\-]00(?!\d|\.\d))"
    r"|(?P<date>(?P<d>\d{1,2})(?P<s>[./])\s?(?P<m>\d{1,2})"
    r"(?:(?P=s)(?:\s?(?P<y>\d{4})|(?P<yy>\d\d))(?!\d|\.\d)|(?!\d|[./]\d)))"
    r"|(?P<num>\d+)(?P<suffix>-?(?:ого|го|ого|ему|му|ом|ый|ой|ое|ая|ую|ые|ых|ми|ей|ю|х|й|я|е)(?![а-яa-z]))?"
)
_WORD = re.compile(WORD)
_DASHES = "-–—−‒‐‑―"
_PERIOD_WORDS = frozenset({"квартал", "полугодие", "декада", "четверть", "половина", "неделя"})


def tokenise(text: str) -> list[Token]:
    """All tokens of the printed text in order; whitespace is the only thing left out."""
    levelled = level(text)
    torn = mended(levelled)
    halves = short_halves(levelled)
    tokens: list[Token] = []
    position = 0
    while position < len(levelled):
        char = levelled[position]
        if position in torn:
            position = _add_torn(tokens, *torn[position])
        elif char.isspace():
            position += 1
        elif position in halves:
            end, key = halves[position]
            tokens.append(Token("word", key, position, end))
            position = end
        elif char.isalpha() and (word := _WORD.match(levelled, position)):
            tokens += _word_tokens(word.group(), *word.span())
            position = word.end()
        elif char.isdecimal() and (figures := _FIGURES.match(levelled, position)):
            tokens.append(_figure_token(figures, text))
            position = figures.end()
        else:
            tokens.append(Token("punct", "-" if char in _DASHES else char, position, position + 1))
            position += 1
    return _compound_numbers(_romans(_with_dots(tokens, levelled), levelled), levelled)


def _add_torn(tokens: list[Token], end: int, words: list[Piece], lost_dash: bool) -> int:
    """The words of a tear; gives where it ends."""
    for index, piece in enumerate(words):
        if lost_dash and index and tokens[-1].end == piece.start:
            tokens.append(_lost_dash(piece.start))
        tokens += _word_tokens(*piece)
    return end


def _lost_dash(place: int) -> Token:
    """Two words run together: the dash between them was lost with the tear."""
    return Token("punct", "-", place, place, read_as="–")


def _figure_token(match: re.Match[str], text: str) -> Token:
    token = _read_figures(match)
    printed = text[token.start : token.end]
    differs = printed != match.group() and any(
        char.isdigit() and char != there for char, there in zip(match.group(), printed, strict=False)
    )
    return token._replace(read_as=match.group()) if differs else token


def _read_figures(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["iso"]:
        day = Day(int(match["im"]), int(match["id"]), int(match["iy"]))
        return Token("date", match.group(), start, end, day=day)
    if match["full"]:
        month = int(match["fm"] or match["fm2"] or match["fm3"])
        of_year = int("".join(match["fy"].split()))
        torn = f"{match['fd']}.{month:02}.{of_year}" if len(match["fy"]) > 4 else None
        return Token("date", match.group(), start, end, Day(month, int(match["fd"]), of_year), torn)
    if match["xdate"]:
        return _roman_date(match)
    if match["month"]:
        return Token("month", int(match.group()[:2]), start, end)  # «09.2024»
    if match["clock"]:
        return Token("time", match.group(), start, end)
    if match["date"]:
        return _date_token(match)
    number = int(match["num"])
    is_year = len(match["num"]) == 4 and 1900 <= number <= 2100 and not match["suffix"]
    return Token("year" if is_year else "num", number, start, end)


def _roman_date(match: re.Match[str]) -> Token:
    start, end = match.span()
    month = _ROMAN_MONTHS.get(match["xm"].replace("х", "x"))
    if month is None:
        return Token("unknown", match.group(), start, end)
    return Token("date", match.group(), start, end, day=Day(month, int(match["xd"]), _full_year(match["xy"])))


def _full_year(printed: str | None) -> int | None:
    if printed is None:
        return None
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _date_token(match: re.Match[str]) -> Token:
    start, end = match.span()
    day, month = int(match["d"]), int(match["m"])
    year = _full_year(match["y"] or match["yy"])
    if year is None and (len(match["m"]) == 1 or not 1 <= month <= 12 or not 1 <= day <= 31):
        # «10.45» is a time; «2.1» is a number of something and nobody's date
        is_time = day < 24 and len(match["m"]) == 2 and month < 60 and match["s"] == "."
        return Token("time" if is_time else "unknown", match.group(), start, end)
    return Token("date", match.group(), start, end, day=Day(month, day, year))


def _word_tokens(word: str, start: int, end: int) -> list[Token]:
    if word in ROMAN:
        return [Token("roman", ROMAN[word], start, end)]
    word = bare(word)
    found = look_up(word)
    if found is not None:
        entry, form = found
        return [Token(_kind(entry), entry.value, start, end, read_as=form if form != word else None)]
    glued = unglued(word) if end - start == len(word) else None
    if glued is None:
        return [Token("unknown", word, start, end)]
    tokens: list[Token] = []
    at = start
    for part in glued:
        part_tokens = _word_tokens(part, at, at + len(part))
        if tokens and tokens[-1].kind == part_tokens[0].kind == "month":
            tokens.append(_lost_dash(at))
        tokens.extend(part_tokens)
        at += len(part)
    return tokens


def _kind(entry: Entry) -> TokenKind:
    kinds: dict[str, TokenKind] = {
        "month": "month",
        "weekday": "weekday",
        "every": "every",
        "num": "num",
        "ord": "ord",
    }
    return kinds.get(entry.kind, "word")


def _with_dots(tokens: list[Token], levelled: str) -> list[Token]:
    """The dot of «янв.», «уч.», «г.» belongs to the word."""
    result: list[Token] = []
    for token in tokens:
        before = result[-1] if result else None
        is_dot = token.kind == "punct" and token.value == "." and before is not None
        if is_dot and before is not None and before.end == token.start:
            printed = levelled[before.start : before.end]
            entry = BEGINNINGS.get(printed) if before.kind == "unknown" else None
            if entry is not None:
                result[-1] = Token(_kind(entry), entry.value, before.start, token.end)
                continue
            if printed in ABBREVIATIONS and before.kind != "unknown":
                result[-1] = before._replace(end=token.end)
                continue
        result.append(token)
    return result


def _romans(tokens: list[Token], levelled: str) -> list[Token]:
    """«П квартал», «Ш декада», «11 полугодие», «1V кв.»: letters and figures that stand for roman ones."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        if _is_roman_suffix(tokens, index, levelled):
            result[-2:] = [result[-2]._replace(end=token.end)]
            continue
        here = levelled[token.start : token.end]
        if here == "1" and index + 1 < len(tokens) and tokens[index + 1].start == token.end:
            following = tokens[index + 1]  # «1V» is a figure and a letter
            here = levelled[token.start : following.end]
            if here in ROMAN_LIKE and _before_period(tokens, index + 2):
                read = Token("roman", ROMAN_LIKE[here], token.start, following.end, read_as="IV")
                tokens[index + 1] = read
                continue
        elif here in ROMAN_LIKE and _before_period(tokens, index + 1):
            number = ROMAN_LIKE[here]
            result.append(
                Token("roman", number, token.start, token.end, read_as=("I", "II", "III", "IV")[number - 1])
            )
            continue
        result.append(token)
    return result


def _is_roman_suffix(tokens: list[Token], index: int, levelled: str) -> bool:
    """Whether this is the ending of «I-й», «III-го»."""
    if index < 2 or tokens[index - 2].kind != "roman" or tokens[index - 1].value != "-":
        return False
    joined = levelled[tokens[index - 2].end : tokens[index].end]
    return joined in ("-й", "-го", "-м", "-ом", "-ю", "-я", "-ая", "-е", "-ей", "-ой", "-ую", "-му")


def _before_period(tokens: list[Token], index: int) -> bool:
    """Whether «квартал» or the like follows, perhaps after another number of the same row."""
    for token in tokens[index : index + 4]:
        if token.kind == "word" and token.value in _PERIOD_WORDS:
            return True
        if token.kind not in ("roman", "num", "punct") and str(token.value) not in ("и", "пункт", "ш"):
            return False
    return False


def _compound_numbers(tokens: list[Token], levelled: str) -> list[Token]:
    """«двадцать пятое», «тридцать один»: two words, one number."""
    result: list[Token] = []
    for token in tokens:
        before = result[-1] if result else None
        if (
            before is not None
            and before.kind == "num"
            and before.value in (20, 30)
            and levelled[before.start].isalpha()
            and token.kind in ("num", "ord")
            and isinstance(token.value, int)
            and 1 <= token.value <= 9
            and levelled[token.start].isalpha()
        ):
            result[-1] = Token(token.kind, int(before.value) + token.value, before.start, token.end)
        else:
            result.append(token)
    return result
