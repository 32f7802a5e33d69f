"""Word: paragraphs and tables, merged cells resolved, automatic numbers written out."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from bot.plan_document.blocks import MOST_CELLS, Block, Content, Place, Table, even
from bot.plan_document.failures import TooMuch
from bot.plan_document.formats.numbering import Numbering
from bot.plan_document.formats.package import opened, part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "/relationships/officeDocument"
_WIDEST = 200
_LARGE = 2 * 1024 * 1024


def read(data: bytes) -> Content:
    """The body of a document: without headers, footers, notes and deleted text."""
    # imported here, as everything slow: only this format needs it
    from lxml import etree

    with opened(data, ".docx") as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        name = _main_part(package, parser)
        content = part(package, name)
        if content.count(b":tc>") > 2 * MOST_CELLS:
            raise TooMuch
        root = _light(content) if len(content) > _LARGE else etree.fromstring(content, parser)
        body = root.find(f"{_W}body")
        if body is None:
            raise ValueError(name)
        word = _Word(Numbering(*_lists(package, name, parser)))
        return Content([block for element in _children(body) for block in word.blocks(element)])


def _light(content: bytes) -> Any:
    """The tree of a large document without what only dresses it, which is most of it."""
    from lxml import etree

    tree = etree.iterparse(
        io.BytesIO(content), tag=(f"{_W}rPr", f"{_W}tcBorders"), resolve_entities=False, no_network=True
    )
    for _, element in tree:
        element.clear(keep_tail=True)
    return tree.root


def _main_part(package: zipfile.ZipFile, parser: Any) -> str:
    """The part with the text: `word/document.xml`, or what the package says instead."""
    from lxml import etree

    relations = etree.fromstring(part(package, "_rels/.rels"), parser)
    for relation in relations.iter(f"{_R}Relationship"):
        if relation.get("Type", "").endswith(_MAIN):
            return str(relation.get("Target", "")).lstrip("/")
    raise ValueError("no main part")


def _lists(package: zipfile.ZipFile, name: str, parser: Any) -> tuple[Any, Any]:
    """The parts that say how lists are numbered and which styles are in a list; None where there is none."""
    from lxml import etree

    names = set(package.namelist())
    found = []
    for each in ("numbering.xml", "styles.xml"):
        path = posixpath.join(posixpath.dirname(name), each)
        found.append(etree.fromstring(part(package, path), parser) if path in names else None)
    return found[0], found[1]


def _children(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables at the level of the body, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _children(element)


class _Word:
    """Walks a document once, from its beginning: the automatic numbers depend on what stood before."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._cells = 0

    def blocks(self, element: Any) -> Iterator[Block]:
        """A paragraph or a table; a table that only lays out others gives what is in its cells."""
        if element.tag == f"{_W}p":
            yield self._text(element)
        elif _is_layout(element):
            for row in element.iterchildren(f"{_W}tr"):
                for cell in _cells_of(row):
                    for child in _children(cell):
                        yield from self.blocks(child)
        else:
            yield self._table(element)

    def _text(self, paragraph: Any) -> str:
        """The printed text of a paragraph: tabs and breaks as such, deleted text left out."""
        parts: list[str] = []
        number = self._numbering.next_of(paragraph)
        if number:
            parts.append(number)
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
            if node.tag == f"{_W}t":
                parts.append(node.text or "")
            elif node.tag == f"{_W}tab":
                # a tab stop of the paragraph's properties is no text
                parts.append("\t" if node.getparent().tag == f"{_W}r" else "")
            else:
                parts.append("-" if node.tag == f"{_W}noBreakHyphen" else "\n")
        return "".join(parts)

    def _table(self, table: Any) -> Table:
        """The grid of a Word table (python-docx's own `row.cells` is quadratic)."""
        rows: list[list[str]] = []
        merged: dict[Place, tuple[int, int]] = {}
        filled: set[Place] = set()
        for line in _rows_of(table):
            if line.find(f"{_W}trPr/{_W}del") is None:
                self._row(line, rows, merged, filled)
        return Table(even(rows), merged, frozenset(filled))

    def _row(
        self,
        line: Any,
        rows: list[list[str]],
        merged: dict[Place, tuple[int, int]],
        filled: set[Place],
    ) -> None:
        at, row = len(rows), [""] * _skipped(line)
        above = rows[-1] if rows else []
        for cell in _cells_of(line):
            column = len(row)
            properties = cell.find(f"{_W}tcPr")
            span, continued = _merge(properties)
            if continued and column < len(above):
                text = above[column]
                _grow(merged, (at, column), span)
            else:
                text = self._cell(cell)
                if span > 1:
                    merged[at, column] = (span, 1)
                if not text and properties is not None and _has_colour(properties):
                    filled.add((at, column))
            row += [text, *("",) * (span - 1)]
            self._cells += span
            if self._cells > MOST_CELLS or len(row) > _WIDEST:
                raise TooMuch
        rows.append(row)

    def _cell(self, cell: Any) -> str:
        return "\n".join([self._text(paragraph) for paragraph in cell.iter(f"{_W}p")])


def _rows_of(table: Any) -> Iterator[Any]:
    """The rows of this table, not of tables inside its cells."""
    for line in table:
        if line.tag == f"{_W}tr":
            yield line
        elif line.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _rows_of(line)


def _cells_of(line: Any) -> Iterator[Any]:
    for cell in line:
        if cell.tag == f"{_W}tc":
            yield cell
        elif cell.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells_of(cell)


def _skipped(line: Any) -> int:
    """Columns left free before the first cell."""
    before = line.find(f"{_W}trPr/{_W}gridBefore")
    return 0 if before is None else min(max(int(before.get(f"{_W}val")), 0), _WIDEST)


def _merge(properties: Any) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it goes on from the row above."""
    if properties is None:
        return 1, False
    span = properties.find(f"{_W}gridSpan")
    merge = properties.find(f"{_W}vMerge")
    columns = 1 if span is None else min(max(int(span.get(f"{_W}val")), 1), _WIDEST)
    return columns, merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _grow(merged: dict[Place, tuple[int, int]], place: Place, span: int) -> None:
    """The cell above goes on for one row more."""
    row, column = place
    for first in range(row - 1, -1, -1):
        right, down = merged.get((first, column), (span, 1))
        if first + down == row:
            merged[first, column] = (right, down + 1)
            return


def _has_colour(properties: Any) -> bool:
    shade = properties.find(f"{_W}shd")
    return shade is not None and shade.get(f"{_W}fill", "auto").lower() not in ("auto", "ffffff", "")


def _is_layout(table: Any) -> bool:
    """Whether a table holds other tables and is no more than two columns wide itself."""
    if next(table.iterdescendants(f"{_W}tbl"), None) is None:
        return False
    return all(sum(1 for _ in _cells_of(line)) <= 2 for line in _rows_of(table))
