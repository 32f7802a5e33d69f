"""HTML: pages saved from a site, and what office programs save as one."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.plan_document.blocks import MOST_CELLS, Block, Content, Place, Table, with_spans
from bot.plan_document.failures import BrokenFile, TooMuch
from bot.plan_document.formats.encodings import decoded

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "del", "select", "button", "svg"})
_LINES = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dl", "dt", "dd"),
        *("section", "article", "header", "footer", "blockquote", "center", "caption"),
    }
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_COLOUR = re.compile(
    r"background(?:-color)?\s*:\s*(?!none|transparent|white|inherit|#f{3,6}\b)", re.IGNORECASE
)
_WIDEST, _LONGEST = 100, 1_000


def read(data: bytes) -> Content:
    """Paragraphs and tables of a page; what a browser does not show is left out."""
    # imported here, as everything slow
    from lxml import etree, html

    declared = _DECLARED.search(data, 0, 4096)
    if data.count(b"<") > 2 * MOST_CELLS:
        raise TooMuch
    text = decoded(data, ".html", declared[1].decode("ascii") if declared else None)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise BrokenFile(format=".html") from error
    page = _Page()
    # without recursion: a page may be nested as deep as it likes
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            page.begins(node)
        elif event == "end":
            page.ends(node)
        page.says(node.text if event == "start" else node.tail if node is not root else None)
    return Content(page.finished())


@dataclass
class _Flow:
    """Text that runs on: the whole page, or a cell."""

    blocks: list[Block] = field(default_factory=list)
    line: str = ""

    def end_line(self) -> None:
        text = " ".join(self.line.split())
        if text:
            self.blocks.append(text)
        self.line = ""


@dataclass
class _Open:
    """A table that is being read."""

    cells: dict[Place, tuple[str, int, int]] = field(default_factory=dict)
    flows: list[_Flow] = field(default_factory=list)
    taken: set[Place] = field(default_factory=set)
    filled: set[Place] = field(default_factory=set)
    row: int = -1
    column: int = 0
    span: tuple[int, int] = (1, 1)
    in_cell: bool = False
    has_tables: bool = False
    in_row: int = 0
    widest: int = 0


class _Page:
    """What has been seen of a page so far."""

    def __init__(self) -> None:
        self._flow = [_Flow()]
        self._tables: list[_Open] = []
        self._unseen = 0
        self._count = 0
        self._lists: list[int | None] = []

    def finished(self) -> list[Block]:
        """Everything, in order."""
        while self._tables:
            self._end_table()
        self._flow[0].end_line()
        return self._flow[0].blocks

    def says(self, text: str | None) -> None:
        if text and not self._unseen and self._may_speak():
            self._flow[-1].line += text if len(text) < 1000 else f" {text} "

    def begins(self, node: Any) -> None:
        tag = node.tag
        if self._unseen or _is_unseen(node):
            self._unseen += 1
            return
        if tag == "br" or tag in _LINES:
            self._flow[-1].end_line()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self._lists:
            self._point()
        elif tag == "table":
            self._flow[-1].end_line()
            self._tables.append(_Open())
        elif tag == "tr" and self._tables:
            self._end_cell()
            table = self._tables[-1]
            table.row, table.column, table.in_row = table.row + 1, 0, 0
        elif tag in _CELLS and self._tables:
            self._begin_cell(node)

    def ends(self, node: Any) -> None:
        tag = node.tag
        if self._unseen:
            self._unseen -= 1
            return
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _LINES:
            self._flow[-1].end_line()
        if tag in (*_CELLS, "tr") and self._tables:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()

    def _may_speak(self) -> bool:
        """Between the cells of a table there is no text."""
        return not self._tables or self._tables[-1].in_cell

    def _point(self) -> None:
        count = self._lists[-1]
        if count is not None:
            self._lists[-1] = count + 1
        self.says("– " if count is None else f"{count + 1}. ")

    def _begin_cell(self, node: Any) -> None:
        self._end_cell()
        table = self._tables[-1]
        table.row = max(table.row, 0)
        while (table.row, table.column) in table.taken:
            table.column += 1
        right, down = _span(node, "colspan", _WIDEST), _span(node, "rowspan", _LONGEST)
        self._count += right * down
        if self._count > MOST_CELLS:
            raise TooMuch
        table.taken |= {(table.row + d, table.column + r) for d in range(down) for r in range(right)}
        table.span, table.in_cell = (right, down), True
        if _has_colour(node):
            table.filled.add((table.row, table.column))
        self._flow.append(_Flow())

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if not table.in_cell:
            return
        flow = self._flow.pop()
        flow.end_line()
        table.in_cell = False
        table.flows.append(flow)
        place = (table.row, table.column)
        text = "\n".join(_plain(block) for block in flow.blocks)
        table.cells[place] = (text, *table.span)
        if text:
            table.filled.discard(place)
        table.has_tables |= any(isinstance(block, Table) for block in flow.blocks)
        table.in_row += 1
        table.widest = max(table.widest, table.in_row)
        table.column += table.span[0]

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        into = self._flow[-1].blocks
        if table.has_tables and table.widest <= 2:
            into += [block for flow in table.flows for block in flow.blocks]
        elif table.cells:
            rows = table.row + 1
            cut = {
                place: (text, right, min(down, rows - place[0]))
                for place, (text, right, down) in table.cells.items()
            }
            into.append(with_spans(cut, frozenset(table.filled)))


def _plain(block: Block) -> str:
    """A block inside a cell as text."""
    if isinstance(block, Table):
        return "\n".join(" ".join(filter(None, row)) for row in block.rows)
    return block


def _is_unseen(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in _UNSEEN:
        return True
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def _has_colour(node: Any) -> bool:
    given = node.get("bgcolor", "").lower()
    return given not in ("", "#ffffff", "white") or bool(_COLOUR.search(node.get("style", "")))


def _span(node: Any, name: str, most: int) -> int:
    digits = re.match(r"\s*(\d{1,6})", node.get(name, ""))
    return min(max(int(digits[1]), 1), most) if digits else 1
