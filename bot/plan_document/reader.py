"""A file → neutral blocks: paragraphs and tables of plain text, in the order of the document.

What a format does to a table ends here. In a `Table` every row has the same number of cells; a cell merged
to the right is followed by empty ones, a cell merged downwards is repeated in each row it covers.
"""

import io
import re
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.plan_document.failures import (
    BrokenFile,
    EmptyFile,
    NoSuchFile,
    TooBig,
    UnsupportedFormat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_MB = 20
FORMATS = (".docx", ".txt")
_MAX_UNPACKED = 200 * 1024 * 1024

Row = tuple[str, ...]


class Table(NamedTuple):
    """Rows of cells, as printed; line breaks inside a cell are kept."""

    rows: tuple[Row, ...]


Block = str | Table


def read_blocks(source: Path | bytes, filename: str) -> list[Block]:
    """The blocks of a file; the format is told by the extension of `filename`.

    Raises a `PlanUnreadable` for a missing, oversized, empty, damaged or unsupported file.
    """
    data = _content(source, filename)
    check_format(filename)
    return _read_docx(data) if Path(filename).suffix.lower() == ".docx" else _read_txt(data)


def check_format(filename: str) -> None:
    """Refuse a file by its name alone, before anybody fetches or opens it."""
    extension = Path(filename).suffix.lower()
    if extension not in FORMATS:
        raise UnsupportedFormat(extension=extension or filename)


def _content(source: Path | bytes, filename: str) -> bytes:
    limit = LIMIT_MB * 1024 * 1024
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > limit:
                raise TooBig(limit=LIMIT_MB)
            data = source.read_bytes()
        except OSError as error:
            raise NoSuchFile(name=filename) from error
    if len(data) > limit:
        raise TooBig(limit=LIMIT_MB)
    if not data.strip():
        raise EmptyFile
    return data


# --- Word ----------------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _read_docx(data: bytes) -> list[Block]:
    if not data.startswith(b"PK"):
        raise BrokenFile(format=".docx")
    # imported here: only this format needs it, and it costs a tenth of a second
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise TooBig(limit=LIMIT_MB)
        body = docx.Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, zlib.error, OpcError, SyntaxError, LookupError, ValueError, OSError) as error:
        raise BrokenFile(format=".docx") from error  # a SyntaxError is the XML parser's
    except (AttributeError, RuntimeError, NotImplementedError) as error:
        raise BrokenFile(
            format=".docx"
        ) from error  # parts of the package are of the wrong sort, or encrypted
    return [_block(element) for element in _body_elements(body)]


def _body_elements(parent: Any) -> "Iterator[Any]":
    """Paragraphs and tables at the level of the body, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _body_elements(element)


def _block(element: Any) -> Block:
    return _text(element) if element.tag == f"{_W}p" else _word_table(element)


def _text(paragraph: Any) -> str:
    """The printed text of a paragraph: tabs and breaks as such, deleted text left out."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            # a tab stop of the paragraph's properties is no text
            parts.append("\t" if node.getparent().tag == f"{_W}r" else "")
        else:
            parts.append("-" if node.tag == f"{_W}noBreakHyphen" else "\n")
    return "".join(parts)


def _word_table(table: Any) -> Table:
    """The grid of a Word table with merged cells resolved (python-docx's own `row.cells` is quadratic)."""
    rows: list[list[str]] = []
    for line in table.iter(f"{_W}tr"):
        if next(line.iterancestors(f"{_W}tbl")) is not table:
            continue  # a row of a table inside a cell
        rows.append(_word_row(line, rows[-1] if rows else []))
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _word_row(line: Any, above: list[str]) -> list[str]:
    row: list[str] = []
    skipped = line.find(f"{_W}trPr/{_W}gridBefore")
    if skipped is not None:
        row += [""] * int(skipped.get(f"{_W}val"))
    for cell in line.iterchildren(f"{_W}tc", f"{_W}sdt"):
        for inner in [cell] if cell.tag == f"{_W}tc" else cell.iter(f"{_W}tc"):
            properties = inner.find(f"{_W}tcPr")
            span = None if properties is None else properties.find(f"{_W}gridSpan")
            merge = None if properties is None else properties.find(f"{_W}vMerge")
            continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            text = above[len(row)] if continued and len(row) < len(above) else _cell_text(inner)
            row += [text] + [""] * (int(span.get(f"{_W}val")) - 1 if span is not None else 0)
    return row


def _cell_text(cell: Any) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))


# --- plain text ----------------------------------------------------------------------------------------

_NUMBER_CELL = re.compile(r"\d+(?:\.\d+)*\.?$")


def _read_txt(data: bytes) -> list[Block]:
    lines = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inline = sum(1 for line in lines if line.count("\t") >= 2)
    standing = sum(1 for line in lines if line.startswith("\t") and line.count("\t") == 1)
    return _rows_on_lines(lines) if inline > standing else _cells_on_lines(lines)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(char < " " and char not in "\t\n\r\f" for char in text) > len(text) // 100:
            break
        return text
    raise BrokenFile(format=".txt")


def _rows_on_lines(lines: list[str]) -> list[Block]:
    """One row a line, cells between tabs; a line without a tab is a paragraph."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in lines:
        if "\t" in line:
            rows.append(line.split("\t"))
        elif line.strip():
            _close(rows, blocks)
            blocks.append(line)
    _close(rows, blocks)
    return blocks


def _close(rows: list[list[str]], blocks: list[Block]) -> None:
    if rows:
        width = max(len(row) for row in rows)
        blocks.append(Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows)))
        rows.clear()


def _cells_on_lines(lines: list[str]) -> list[Block]:
    """One cell a line, each opened by a tab; a cell goes on in the lines without a tab at their beginning.

    Two blank lines end a table; one may stand inside a cell.
    """
    blocks: list[Block] = []
    cells: list[tuple[str, bool]] = []  # text, and whether a blank line stood before it
    blanks = 2
    for line in lines:
        if line.startswith("\t"):
            cells.append((line[1:], blanks > 0))
            blanks = 0
        elif not line.strip():
            blanks += 1
        else:
            if cells and blanks < 2:
                cells[-1] = (cells[-1][0] + "\n" + line, cells[-1][1])
            else:
                blocks.extend(_tables(cells))
                cells = []
                blocks.append(line)
            blanks = 0
    return [*blocks, *_tables(cells)]


def _tables(cells: list[tuple[str, bool]]) -> list[Table]:
    """Cells → tables. A header cell «№…» after a blank line begins a table of its own."""
    heads = [index for index, (text, blank) in enumerate(cells) if blank and text.lstrip().startswith("№")]
    cuts = [0, *(index for index in heads if index), len(cells)]
    return [_table(cells[begin:end]) for begin, end in pairwise(cuts) if begin < end]


def _table(cells: list[tuple[str, bool]]) -> Table:
    """Cells → rows. A row is full when it has the width of the first one, or holds one merged cell."""
    width = next((index for index, (_, blank) in enumerate(cells) if blank and index > 0), len(cells))
    rows: list[Row] = []
    row: list[str] = []
    for text, blank in cells:
        merged = len(row) == 1 and blank and not _NUMBER_CELL.match(row[0].strip())
        if row and (len(row) >= width or merged):
            rows.append(tuple(row + [""] * (width - len(row))))
            row = []
        row.append(text)
    rows.append(tuple(row + [""] * (width - len(row))))
    return Table(tuple(rows))
