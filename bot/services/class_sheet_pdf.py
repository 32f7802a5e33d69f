"""A sheet for the wall of a class, and slips to cut out: A4 pages with QR codes to be printed."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import segno

from bot.services.class_links import NewLinks
from bot.texts import Words

WIDTH, HEIGHT = 210, 297
"""Millimetres of an A4 page; every place below is in millimetres from its upper left corner."""
POINT = 25.4 / 72
LETTER = 0.6
"""How wide a letter is on average, in parts of its size."""
COLUMNS, ROWS = 2, 5
"""Slips on a page."""
MARGIN = 12
QUIET = 4
"""Modules of white around a QR code, as its standard asks."""


def class_sheet(links: NewLinks, addresses: Sequence[str], words: Words) -> bytes:
    """The PDF: one poster for a link of a class, pages of slips for personal ones."""
    # The library takes most of a second to import, and only whoever prints needs it.
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = io.BytesIO()
    pages = slips(links, addresses, words) if links.slips else [poster(links, addresses[0], words)]
    with PdfPages(buffer, metadata={"Title": words.label("sheet-title"), "CreationDate": None}) as made:
        for page in pages:
            made.savefig(page)
    return buffer.getvalue()


def poster(links: NewLinks, address: str, words: Words) -> Any:
    """One page: who, the code, three steps, what is not asked."""
    figure, axes = _page()
    place = links.school if not links.class_name else f"{links.school}, {links.class_name}"
    _text(axes, WIDTH / 2, 26, words.label("sheet-title"), 34, bold=True)
    _text(axes, WIDTH / 2, 40, words.label("sheet-subtitle"), 15)
    _text(axes, WIDTH / 2, 57, place, 18, bold=True)
    _qr(axes, address, WIDTH / 2 - 55, 66, 110)
    for number in (1, 2, 3):
        y = 190 + (number - 1) * 17
        _text(axes, 30, y, str(number), 26, bold=True)
        _text(axes, 40, y, words.label(f"sheet-step-{number}"), 15, left=True)
    _line(axes, 24, 240, WIDTH - 24)
    _text(axes, 24, 244, words.label("sheet-privacy"), 12, left=True, top=True)
    until = words.label("sheet-until", day=links.expires_on)
    _text(axes, 24, 275, until, 11, left=True)
    return figure


def slips(links: NewLinks, addresses: Sequence[str], words: Words) -> Iterator[Any]:
    """Pages of ten slips, each with a code of its own and lines to cut along."""
    a_page = COLUMNS * ROWS
    wide, high = (WIDTH - 2 * MARGIN) / COLUMNS, (HEIGHT - 2 * MARGIN) / ROWS
    for start in range(0, len(addresses), a_page):
        figure, axes = _page()
        for place, address in enumerate(addresses[start : start + a_page]):
            left, top = MARGIN + place % COLUMNS * wide, MARGIN + place // COLUMNS * high
            _frame(axes, left, top, wide, high)
            _qr(axes, address, left + 3, top + (high - 46) / 2, 46)
            number = words.label("sheet-slip", number=start + place + 1)
            _text(axes, left + 52, top + 10, f"{links.class_name} {number}".strip(), 13, bold=True, left=True)
            _text(
                axes,
                left + 52,
                top + 19,
                words.label("sheet-slip-steps"),
                8.5,
                left=True,
                top=True,
                room=wide - 54,
            )
            until = words.label("sheet-slip-until", day=f"{links.expires_on:%d.%m.%Y}")
            _text(axes, left + 52, top + high - 6, until, 8, left=True, room=wide - 54)
        yield figure


def _page() -> tuple[Any, Any]:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(WIDTH / 25.4, HEIGHT / 25.4))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.axis("off")
    return figure, axes


def _text(
    axes: Any,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    left: bool = False,
    top: bool = False,
    room: float = WIDTH - 48,
) -> None:
    """Lines of text around or beside a point; what is longer than its room gets smaller until it fits."""
    longest = max(len(line) for line in text.split("\n"))
    axes.text(
        x,
        y,
        text,
        fontsize=min(size, room / (longest * LETTER * POINT)),
        fontweight="bold" if bold else "normal",
        ha="left" if left else "center",
        va="top" if top else "center",
        linespacing=1.35,
        parse_math=False,
    )


def _line(axes: Any, x: float, y: float, to: float) -> None:
    axes.plot([x, to], [y, y], color="0.6", linewidth=0.8)


def _frame(axes: Any, left: float, top: float, wide: float, high: float) -> None:
    x, y = [left, left + wide, left + wide, left, left], [top, top, top + high, top + high, top]
    axes.plot(x, y, color="0.7", linewidth=0.5, linestyle=(0, (4, 4)))


def _qr(axes: Any, address: str, left: float, top: float, size: float) -> None:
    """The code drawn as bars of modules: sharp at any size, and no seams between neighbours."""
    matrix = qr_matrix(address)
    module = size / (len(matrix) + 2 * QUIET)
    for number, row in enumerate(matrix):
        bars = [(left + (QUIET + first) * module, length * module) for first, length in _runs(row)]
        y = top + (QUIET + number) * module
        axes.broken_barh(bars, (y, module * 1.02), facecolors="black", linewidth=0)


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and how many follow each other."""
    start = None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def qr_matrix(address: str) -> list[list[bool]]:
    """The modules of a code, dark ones true."""
    return [[bool(module) for module in row] for row in segno.make(address, error="m", micro=False).matrix]
