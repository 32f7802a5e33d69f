"""Tables → PDF and HTML.

The PDF is written by hand, as small as it can be: ruled tables in a font of fixed width that is named but not
embedded, each character with its Unicode value. It breaks rows at the end of a page and repeats headers.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.plan_document.zoo.layout import Cell, Rows, place, size

WIDTH, HEIGHT, MARGIN = 842, 595, 36
FONT, LEADING, PAD = 8.0, 10.0, 3.0
_GLYPH = FONT / 2


@dataclass
class _Pages:
    streams: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = HEIGHT - MARGIN

    def turn(self) -> None:
        self.streams.append([])
        self.y = HEIGHT - MARGIN

    def write(self, x: float, y: float, text: str) -> None:
        if text.strip():
            code = text.encode("utf-16-be").hex()
            self.streams[-1].append(f"BT /F {FONT} Tf {x:.2f} {y:.2f} Td <{code}> Tj ET")

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.streams[-1].append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")


def pdf(
    *parts: str | Rows,
    shares: Mapping[int, Sequence[int]] | None = None,
    header: int = 0,
    narrow: bool = False,
    cut: bool = False,
) -> bytes:
    """A PDF of paragraphs and tables.

    `shares` divides the width for tables of so many columns, `header` rows are repeated on every page,
    `narrow` pages are short, `cut` rows have no border where a page cuts them, as browsers print.
    """
    pages = _Pages()
    bottom = HEIGHT - 200 if narrow else MARGIN
    for part in parts:
        if isinstance(part, str):
            for line in textwrap.wrap(part, int((WIDTH - 2 * MARGIN) / _GLYPH)) or [""]:
                if pages.y - LEADING < bottom:
                    pages.turn()
                pages.y -= LEADING
                pages.write(MARGIN, pages.y, line)
            pages.y -= LEADING
        else:
            _table(pages, part, shares or {}, header, bottom, cut)
    return _file(["\n".join(stream) for stream in pages.streams])


def _table(
    pages: _Pages,
    rows: Rows,
    shares: Mapping[int, Sequence[int]],
    header: int,
    bottom: float,
    cut: bool,
) -> None:
    drawing = _Drawing(pages, rows, shares, cut)
    for at in range(len(rows)):
        begin, count = 0, drawing.height(at)
        while begin < count:
            room = int((pages.y - bottom - 2 * PAD) // LEADING)
            if room < min(2, count - begin):
                if not (cut and begin):
                    drawing.close()
                pages.turn()
                for head in range(header):
                    drawing.strip(head, 0, drawing.height(head))
                room = int((pages.y - bottom - 2 * PAD) // LEADING)
            end = min(count, begin + room)
            drawing.strip(at, begin, end)
            begin = end
    pages.y -= LEADING


class _Drawing:
    """A table with its lines broken to the width of the columns."""

    def __init__(self, pages: _Pages, rows: Rows, shares: Mapping[int, Sequence[int]], cut: bool) -> None:
        self._cut = cut
        _, self._width = size(rows)
        parts = shares.get(self._width, [1] * self._width)
        unit = (WIDTH - 2 * MARGIN) / sum(parts)
        self._pages = pages
        self._edges = [MARGIN + unit * sum(parts[:column]) for column in range(self._width + 1)]
        self._cells = {(at, column): cell for at, column, cell in place(rows)}
        self._covers = {
            (at + d, column + r): (at, column)
            for (at, column), cell in self._cells.items()
            for d in range(cell.down)
            for r in range(cell.right)
        }

    def height(self, at: int) -> int:
        """Lines of the tallest cell of a row; a cell of several rows is shared out among them."""
        return max(
            (-(-len(texts) // self._cells[at, column].down) for column, texts in self._lines(at).items()),
            default=1,
        )

    def strip(self, at: int, begin: int, end: int) -> None:
        """Draw lines `begin` to `end` of a row as a strip with its borders."""
        top = self._pages.y
        low = top - (end - begin) * LEADING - 2 * PAD
        for column, texts in self._lines(at).items():
            for number, text in enumerate(texts[begin:end]):
                self._pages.write(self._edges[column] + PAD, top - PAD - (number + 1) * LEADING + 2, text)
        for column in range(self._width):
            owner, below = self._covers.get((at, column)), self._covers.get((at + 1, column))
            left, right = self._edges[column], self._edges[column + 1]
            if (begin and not self._cut) or (not begin and (owner is None or owner[0] == at)):
                self._pages.rule(left, top, right, top)
            goes_on = end < self.height(at)
            if (goes_on and not self._cut) or (not goes_on and (below is None or below != owner)):
                self._pages.rule(left, low, right, low)
            if column == 0 or self._covers.get((at, column - 1)) != owner:
                self._pages.rule(left, top, left, low)
        self._pages.rule(self._edges[-1], top, self._edges[-1], low)
        self._pages.y = low

    def close(self) -> None:
        """The border at the end of a page."""
        self._pages.rule(self._edges[0], self._pages.y, self._edges[-1], self._pages.y)

    def _lines(self, at: int) -> dict[int, list[str]]:
        found = {}
        for column in range(self._width):
            cell = self._cells.get((at, column))
            if cell:
                room = int((self._edges[column + cell.right] - self._edges[column] - 2 * PAD) / _GLYPH)
                found[column] = [
                    line
                    for part in cell.text.split("\n")
                    for line in textwrap.wrap(part, max(room, 3)) or [""]
                ]
        return found


def _file(streams: Sequence[str]) -> bytes:
    blocks = "\n".join(
        f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in (0, 4, 0x20, 0x21, 0x22, 0x25, 0x26, 0x27)
    )
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"8 beginbfrange\n{blocks}\nendbfrange endcmap end end"
    )
    objects: list[str] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /Demo /Encoding /Identity-H /DescendantFonts [4 0 R] "
            "/ToUnicode 6 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Demo /DW 500 /FontDescriptor 5 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /Demo /Flags 4 /FontBBox [0 -200 500 800] /ItalicAngle 0 "
            "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
        ),
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream",
    ]
    kids = []
    for stream in streams:
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place_:010d} 00000 n \n".encode() for place_ in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def html(*parts: str | Rows, encoding: str = "utf-8") -> bytes:
    """A page; a part that begins with `<` is kept as it is."""
    body = "\n".join(
        part if isinstance(part, str) and part.startswith("<") else _part(part) for part in parts
    )
    head = f'<meta charset="{encoding}"><title>Документ</title>'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def _part(part: str | Rows) -> str:
    return f"<p>{escape(part)}</p>" if isinstance(part, str) else table(part)


def table(rows: Rows) -> str:
    """The markup of a table."""
    lines = "".join("<tr>" + "".join(map(_td, row)) + "</tr>" for row in rows)
    return f"<table border='1'>{lines}</table>"


def _td(given: str | Cell) -> str:
    cell = given if isinstance(given, Cell) else Cell(given)
    spans = (f" colspan='{cell.right}'" if cell.right > 1 else "") + (
        f" rowspan='{cell.down}'" if cell.down > 1 else ""
    )
    text = cell.text if cell.text.startswith("<") else escape(cell.text).replace("\n", "<br>")
    return f"<td{spans}>{text}</td>"
