"""Printed noise levelled: look-alike letters and figures, torn and glued words. Every offset stays as it was.

What changes a figure is told to the caller by the difference to the printed text; letters that only look like
others change nothing that a reader sees.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bot.plan_document.grammar.words import DICTIONARY, LONGEST_WORD

_LOOK_ALIKE = str.maketrans("aceopxykmtbhunrëё", "асеорхукмтвнипгее")
_FIGURES_AS_LETTERS = str.maketrans("0346", "озбч")
_LETTERS_AS_FIGURES = str.maketrans("оoзlіi|", "0031111")
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "і": 1,
    "іі": 2,
    "ііі": 3,
    "іv": 4,
    "ⅰ": 1,
    "ⅱ": 2,
    "ⅲ": 3,
    "ⅳ": 4,
}
# letters and figures in place of roman figures, trusted only before «квартал» and the like
ROMAN_LIKE = {
    "п": 2,
    "ш": 3,
    "l": 1,
    "ll": 2,
    "lll": 3,
    "lv": 4,
    "iy": 4,
    "іу": 4,
    "iу": 4,
    "lу": 4,
    "1v": 4,
    "1у": 4,
    "11": 2,
    "111": 3,
    "i1": 2,
    "1i": 2,
}
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"  # soft hyphens and the like, and letters of two characters
WORD = rf"[^\W\d_](?:[{_MARKS}]*[^\W\d_])*[{_MARKS}]*"
_MIXED_WORD = re.compile(r"(?<![^\W_])[а-я]*(?:[0346][а-я]+)+(?![^\W_])")
_MIXED_FIGURES = re.compile(r"(?<![^\W_])(?=[\doозlіi|]*\d)(?=\d*[oозlіi|])[\doозlіi|]{1,4}(?![^\W_])")
_TEAR = r"(?:-?[ \t]*\n\s*|-[ \t]+|[ \t]+)"
_WORD = re.compile(WORD)
_FOREIGN = re.compile(f"[a-zё{_MARKS}]")
_FIGURE = re.compile(r"\d")
_LATIN = re.compile("[a-z]")
_INVISIBLE = re.compile(f"[{_MARKS}]")
_LETTERS = re.compile("[а-я]+")
_RUN = re.compile(rf"[а-я]+(?:{_TEAR}[а-я]+)+")
_MOST_PIECES = 14
# «п.г.» and «пол.» are halves only after the number of one or a rhythm
_SHORT_HALF = re.compile(r"(?<![^\W\d_])(?:п\s?/\s?г(?:оди[еяию])?|п\.\s?г|пол)(?![^\W_])\.?")
_WHICH_HALF = re.compile(
    r"(?<![^\W_])(?:(?:11?|2|[iіl]{1,2}|п)(?:\s?-?\s?(?:ое|ом|ого|го|ой|ая|ую|[емяюй]))?|(?:перв|втор|кажд)[а-я]+|раза?\s+в)\s*\Z"
)
_LONGEST_NUMBER = 12
_FOLLOWING = re.compile(r"\s*([а-я]+)")


class Piece(NamedTuple):
    """Letters of the phrase and where they stand."""

    word: str
    start: int
    end: int


def level(text: str) -> str:
    """The phrase in lower case with look-alikes made what they stand for, as long as the phrase."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    levelled = _WORD.sub(_cyrillic, lowered) if _FOREIGN.search(lowered) else lowered
    if _FIGURE.search(levelled) is None:
        return levelled
    levelled = _MIXED_WORD.sub(_word_of_mixed, levelled)
    return _MIXED_FIGURES.sub(_figures_of_mixed, levelled)


def short_halves(levelled: str) -> dict[int, tuple[int, str]]:
    """Short forms of «полугодие», before a month of «половина»: start → (where they end, the word)."""
    found: dict[int, tuple[int, str]] = {}
    for short in _SHORT_HALF.finditer(levelled):
        start, end = short.span()
        if "/" not in short.group() and not _WHICH_HALF.search(
            levelled, max(0, start - _LONGEST_NUMBER), start
        ):
            continue
        following = _FOLLOWING.match(levelled, end)
        entry = DICTIONARY.get(following.group(1)) if following else None
        found[start] = end, "половина" if entry is not None and entry.kind == "month" else "полугодие"
    return found


def bare(word: str) -> str:
    """A word without invisible marks, its letters in one character each."""
    if word.isalpha():
        return word
    whole = unicodedata.normalize("NFC", word)
    return _INVISIBLE.sub("", whole).replace("ё", "е")


def _cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    if word in ROMAN or word in ROMAN_LIKE:
        return word
    swapped = word.translate(_LOOK_ALIKE)
    return word if _LATIN.search(swapped) else swapped


def _word_of_mixed(match: re.Match[str]) -> str:
    """«0ктябрь», but not «31мая»."""
    word = match.group()
    read = word.translate(_FIGURES_AS_LETTERS)
    return read if read in DICTIONARY and word.lstrip("0123456789") not in DICTIONARY else word


def _figures_of_mixed(match: re.Match[str]) -> str:
    """«О1», «l5», «2О24»."""
    figures = match.group().translate(_LETTERS_AS_FIGURES)
    number = int(figures)
    is_day_or_month = len(figures) <= 2 and 1 <= number <= 31
    return figures if is_day_or_month or 1990 <= number <= 2100 else match.group()


def mended(levelled: str) -> dict[int, tuple[int, list[Piece], bool]]:
    """Torn words: start → (where they end, the words they were torn from, whether a dash was lost too)."""
    found: dict[int, tuple[int, list[Piece], bool]] = {}
    for run in _RUN.finditer(levelled):
        pieces = [Piece(match.group(), *match.span()) for match in _LETTERS.finditer(levelled, *run.span())]
        known = [piece.word in DICTIONARY for piece in pieces]
        if all(known):
            continue
        index = 0
        while index < len(pieces):
            count, words = _joined(levelled, pieces, known, index)
            if words:
                found[pieces[index].start] = (pieces[index + count - 1].end, words, len(words) > 1)
            index += count
    return found


def _joined(levelled: str, pieces: list[Piece], known: list[bool], begin: int) -> tuple[int, list[Piece]]:
    """How many pieces make words together, the most there can be, and which; one and none if they do not."""
    best: tuple[int, list[Piece]] = (1, [])
    whole = pieces[begin].word
    only_lines = True
    for end in range(begin + 1, min(len(pieces), begin + _MOST_PIECES)):
        only_lines = only_lines and "\n" in levelled[pieces[end - 1].end : pieces[end].start]
        whole += pieces[end].word
        if not only_lines and len(whole) > LONGEST_WORD:
            break
        if all(known[begin : end + 1]):
            continue
        if only_lines:
            words = segments(whole, 3)
        else:
            words = [whole] if len(whole) >= 5 and whole in DICTIONARY else None
        if words:
            best = end + 1 - begin, list(_placed(words, pieces[begin : end + 1]))
    return best


def _placed(words: list[str], pieces: list[Piece]) -> Iterator[Piece]:
    places = [piece.start + at for piece in pieces for at in range(len(piece.word))]
    at = 0
    for word in words:
        yield Piece(word, places[at], places[at + len(word) - 1] + 1)
        at += len(word)


def unglued(word: str) -> list[str] | None:
    """An unknown word as the words it was glued from: «вноябре», «сентябрьоктябрь»; None if it is not."""
    for length in (1, 2, 3):
        head, rest = word[:length], word[length:]
        entry = DICTIONARY.get(rest)
        if head in ROMAN and rest in DICTIONARY:
            return [head, rest]  # «IVкв»
        if entry is None or head not in ("в", "во", "с", "со", "к", "до", "по", "на", "не", "за"):
            continue
        if entry.kind in ("month", "weekday", "every") or len(rest) >= 5:
            return [head, rest]
    return segments(word, 4) if len(word) >= 8 else None


def segments(letters: str, shortest: int) -> list[str] | None:
    """The letters as a chain of the fewest dictionary words that are not too short, if they are one."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(shortest, len(letters) + 1):
        for start in range(max(0, end - LONGEST_WORD), end - shortest + 1):
            before, word = best[start], letters[start:end]
            if before is None or word not in DICTIONARY:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = [*before, word]
    return best[-1]
