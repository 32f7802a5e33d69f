"""PDF with text: ruled tables, page by page, and the lines between them."""

import io
import logging
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bot.plan_document.blocks import Block, Content, Place, Row, Table, with_spans
from bot.plan_document.failures import BrokenFile, Locked, PlanUnreadable, Scanned, TooMuch
from bot.plan_document.formats.pdf_lines import SOFT, Char, Line, Vocabulary, joined, lines_of

LIMIT_SECONDS = 9.0
"""A page takes about a tenth of a second; what takes longer in all is no plan."""
MOST_PAGES = 300
_MOST_STROKES = 20_000
_NEAR = 4.0
"""Points; the strokes of one border lie closer together, the borders of one cell farther apart."""
_LEAST_TEXT = 40

_MOST_SIGNS = 60_000


def read(data: bytes) -> Content:
    """The pages in order. A table that goes on over a page is a table on each of them."""
    if b"%PDF-" not in data[:1024]:
        raise BrokenFile(format=".pdf")
    # imported here: only this format needs it, and it costs a fifth of a second
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it complains of files, not of itself
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return Content(_blocks(document))
    except (PlanUnreadable, MemoryError):
        raise
    except Exception as error:  # a damaged PDF ends in any of a dozen kinds
        causes = (error, *error.args, error.__cause__, error.__context__)
        for each in causes:
            if isinstance(each, PlanUnreadable):
                raise each from None  # the alarm of `limits` went off inside of the library
        if isinstance(error.__context__, MemoryError):
            raise TooMuch from error
        if any(isinstance(each, PDFPasswordIncorrect) for each in causes):
            raise Locked from error
        raise BrokenFile(format=".pdf") from error


class _Grid(NamedTuple):
    """A table of a page before its words are put together: place → lines, columns, rows, left edge, width."""

    cells: dict[Place, tuple[list[Line], int, int, float, float]]


def _blocks(document: Any) -> list[Block]:
    known = Vocabulary()
    blocks: list[Block] = []
    above: Table | None = None
    lines = 0
    for part in _parts(document, known):
        if isinstance(part, Line):
            blocks.append(part.text)
            lines += 1
            continue
        table = with_spans(
            {
                place: (joined(lines, left, width, known), right, down)
                for place, (lines, right, down, left, width) in part.cells.items()
            }
        )
        if above is not None and len(above.rows[0]) == len(table.rows[0]):
            begin = _after_header(above, table)
            table = _carried(above, table, begin)
            blocks[-1 - lines] = _torn(above, table.rows[begin], known)
        lines = 0
        blocks.append(table)
        above = table
    return blocks


def _after_header(above: Table, table: Table) -> int:
    """The first row of a table that does not repeat the header of the page before."""
    begin = 0
    while begin < min(len(table.rows) - 1, len(above.rows)) and table.rows[begin] == above.rows[begin]:
        begin += 1
    return begin


def _torn(above: Table, following: Row, known: Vocabulary) -> Table:
    """The table with a soft hyphen where a word of its last row goes on after the end of the page."""
    last = tuple(
        f"{text}{SOFT}" if text and known.goes_on(text, after) else text
        for text, after in zip(above.rows[-1], following, strict=True)
    )
    return above._replace(rows=(*above.rows[:-1], last))


def _parts(document: Any, known: Vocabulary) -> list[Line | _Grid]:
    """Lines and tables of all pages; `known` learns the words."""
    started = time.process_time()
    pages = document.pages
    if len(pages) > MOST_PAGES:
        raise TooMuch
    parts: list[Line | _Grid] = []
    signs = readable = 0
    for page in pages:
        if time.process_time() - started > LIMIT_SECONDS:
            raise TooMuch
        chars: list[Char] = page.chars
        signs += len(chars)
        readable += sum(char["text"].isalpha() for char in chars)
        for part in _page(page, chars):
            parts.append(part)
            for lines in [[part]] if isinstance(part, Line) else [cell[0] for cell in part.cells.values()]:
                known.note(lines)
        page.close()
    if readable < _LEAST_TEXT or readable < signs // 4:
        raise Scanned
    return parts


def _page(page: Any, chars: Sequence[Char]) -> list[Line | _Grid]:
    """Tables and the lines between them, from top to bottom."""
    strokes = sum(len(page.objects.get(kind, ())) for kind in ("line", "rect", "curve"))
    if strokes > _MOST_STROKES or len(chars) > _MOST_SIGNS or len(page.edges) > _MOST_STROKES:
        raise TooMuch
    # a bordered line of text is no table
    found = page.find_tables({"explicit_horizontal_lines": _missing_borders(page.edges)})
    tables = sorted((table for table in found if len(table.cells) > 1), key=lambda table: table.bbox[1])
    parts: list[Line | _Grid] = []
    left = list(chars)
    for table in tables:
        inside, left = _parted(left, table.bbox)
        above, left = _above(left, table.bbox[1])
        parts += [*lines_of(above), _grid(table.cells, inside)]
    return [*parts, *lines_of(left)]


def _missing_borders(edges: Sequence[Any]) -> list[float]:
    """Where a page cuts through a row, browsers draw no border: the upright ones end in nothing."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    # the ends of a thin box that is an upright border are no level ones
    level = [edge for edge in edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _NEAR]
    ends = [min(upright, key=_top)["top"], max(upright, key=_bottom)["bottom"]] if upright else []
    return [y for y in ends if not any(abs(edge["top"] - y) <= _NEAR for edge in level)]


def _top(edge: Any) -> float:
    return float(edge["top"])


def _bottom(edge: Any) -> float:
    return float(edge["bottom"])


def _parted(chars: Iterable[Char], box: Sequence[float]) -> tuple[list[Char], list[Char]]:
    """The characters inside a box, and the others."""
    inside: list[Char] = []
    outside: list[Char] = []
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        within = box[0] <= x <= box[2] and box[1] <= y <= box[3]
        (inside if within else outside).append(char)
    return inside, outside


def _above(chars: Iterable[Char], y: float) -> tuple[list[Char], list[Char]]:
    above: list[Char] = []
    below: list[Char] = []
    for char in chars:
        (above if char["bottom"] <= y + _NEAR else below).append(char)
    return above, below


def _grid(cells: Sequence[tuple[float, float, float, float]], chars: Sequence[Char]) -> _Grid:
    """Boxes and characters → a grid; merged cells are those that reach over more than one step of it."""
    columns = _steps(x for cell in cells for x in (cell[0], cell[2]))
    rows = _steps(y for cell in cells for y in (cell[1], cell[3]))
    owner: dict[Place, int] = {}
    spans: list[tuple[Place, int, int]] = []
    for index, (x0, top, x1, bottom) in enumerate(cells):
        first, last = _at(columns, x0), max(_at(columns, x1), _at(columns, x0) + 1)
        upper, lower = _at(rows, top), max(_at(rows, bottom), _at(rows, top) + 1)
        spans.append(((upper, first), last - first, lower - upper))
        for row in range(upper, lower):
            for column in range(first, last):
                owner.setdefault((row, column), index)
    held: dict[int, list[Char]] = {}
    for char in chars:
        place = (
            bisect_right(rows, (char["top"] + char["bottom"]) / 2) - 1,
            bisect_right(columns, (char["x0"] + char["x1"]) / 2) - 1,
        )
        if place in owner:
            held.setdefault(owner[place], []).append(char)
    return _Grid(
        {
            place: (lines_of(held.get(index, ())), right, down, x0, x1 - x0)
            for index, ((place, right, down), (x0, _, x1, _)) in enumerate(zip(spans, cells, strict=True))
        }
    )


def _steps(values: Iterable[float]) -> list[float]:
    """The values without those that are nearly the one before."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > _NEAR:
            steps.append(value)
    return steps


def _at(steps: Sequence[float], value: float) -> int:
    return max(bisect_right(steps, value + 0.01) - 1, 0)


def _carried(above: Table, table: Table, begin: int) -> Table:
    """A cell merged downwards over the end of a page says on the next what it said on the page before."""
    rows = [list(row) for row in table.rows]
    for column, text in enumerate(above.rows[-1]):
        _, down = table.merged.get((begin, column), (1, 1))
        if text and down > 1 and not rows[begin][column]:
            for row in range(begin, min(begin + down, len(rows))):
                rows[row][column] = text
    return table._replace(rows=tuple(map(tuple, rows)))
