"""The characters of a PDF → lines as they were meant: did a narrow column break them, or a person?"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Char = dict[str, Any]

_PADDING = 5.4
"""Points between the border of a cell and its text, where the text itself does not show them."""
_SHORT = 4
"""Letters; where nothing else tells a torn word from two, only so short a rest is taken for one."""
_LEEWAY = 2.0
_SPACE = 0.28
"""A space, as a part of the height of the signs."""
SOFT = "\u00ad"
_LAST, _FIRST = re.compile(r"[^\W\d_]+-?$"), re.compile(r"[a-zа-яё]+")
_ENDS_AS_WORDS_DO = re.compile(
    r"(?:[ыио]е|[ая]я|[ыи]й|[ыи]х|[ыиое]м|[ыи]ми|[ое]го|[ое]му|[ое]й|[ое]в|[ая]м|[ая]ми|[ая]х|ни[яюе]|ци[яюий]|ость|ости"
    r"|ться|ть|[а-я]ка|ства?|тво)$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Line(NamedTuple):
    """A printed line: its words, where it begins, its width, that of its first word, its height."""

    text: str
    left: float
    width: float
    first: float
    height: float


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The printed lines from top to bottom."""
    from pdfplumber.utils.text import extract_words

    if not chars:
        return []
    rows: list[list[Char]] = []
    for word in extract_words(list(chars)):
        middle = (word["top"] + word["bottom"]) / 2
        last = rows[-1][0] if rows else None
        if last is not None and last["top"] <= middle <= last["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: float(word["x0"]))) for row in rows]


def _line(words: Sequence[Char]) -> Line:
    return Line(
        " ".join(word["text"] for word in words),
        words[0]["x0"],
        words[-1]["x1"] - words[0]["x0"],
        words[0]["x1"] - words[0]["x0"],
        words[0]["bottom"] - words[0]["top"],
    )


class Vocabulary:
    """The words that stand whole somewhere in the document."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def note(self, lines: Sequence[Line]) -> None:
        """Remember the words of lines that follow each other, but for those that may be torn."""
        torn = bool(lines) and lines[0].text[:1].islower()  # the rest of a cell of the page before
        for line in lines:
            words = _WORD.findall(line.text.lower())
            alone = " " not in line.text
            if line.text.endswith(("-", SOFT)):
                words = words[:-1]
            self._known.update(words[1:] if torn else [] if alone else words)
            torn = alone or line.text.endswith(("-", SOFT))

    def is_torn(self, before: str, after: str) -> bool:
        """Whether two pieces on full lines are one word: it is known, or the first looks like none."""
        if self.is_whole(before, after):
            return True
        return before.lower() not in self._known and not _ENDS_AS_WORDS_DO.search(before.lower())

    def goes_on(self, before: str, after: str) -> bool:
        """Whether the text of a cell breaks inside of a word at the end of a page."""
        last, first = _LAST.search(before), _FIRST.match(after)
        if not last or not first:
            return False
        rest = len(first[0]) <= _SHORT and first[0] not in self._known and self.is_torn(last[0], first[0])
        return rest or self.is_whole(last[0], first[0])

    def is_whole(self, before: str, after: str) -> bool:
        """Whether two pieces are printed elsewhere as one word without a hyphen."""
        return before.lower() + after.lower() in self._known


def joined(lines: Sequence[Line], left: float, width: float, known: Vocabulary) -> str:
    """The text of a cell that begins at `left` and is `width` points wide.

    A break that the column made becomes a space, or nothing inside of a word; one that a person made stays.
    """
    room = width - 2 * _padding(lines, left)
    said = lines[0].text if lines else ""
    for above, line in pairwise(lines):
        last, first = _LAST.search(said), _FIRST.match(line.text)
        if said.endswith(SOFT) or (_broken_at_hyphen(said, line) and _falls_away(last, first, known)):
            said = said[:-1] + line.text
        elif _broken_at_hyphen(said, line):
            said += line.text
        elif above.width + _SPACE * line.height + line.first < room - _LEEWAY:
            said += f"\n{line.text}"  # the next word had room: somebody broke the line here
        elif _is_full(above, line, room) and last and first and known.is_torn(last[0], first[0]):
            said += line.text
        else:
            said += f" {line.text}"
    return said.replace(SOFT, "")


def _broken_at_hyphen(said: str, line: Line) -> bool:
    return len(said) > 1 and said[-1] == "-" and said[-2].isalnum() and line.text[:1].isalnum()


def _falls_away(last: re.Match[str] | None, first: re.Match[str] | None, known: Vocabulary) -> bool:
    return bool(last and first and known.is_whole(last[0].rstrip("-"), first[0]))


def _is_full(above: Line, line: Line, room: float) -> bool:
    """Whether a single word fills its line to the last sign, so that it may go on in the next."""
    sign = line.first / max(len(line.text.split()[0]), 1)
    return " " not in above.text and above.width + sign > room - 0.3


def _padding(lines: Sequence[Line], left: float) -> float:
    least = min((line.left - left for line in lines), default=_PADDING)
    return least if 1.0 <= least <= 2 * _PADDING else _PADDING
