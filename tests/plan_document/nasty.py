"""Files that nobody means well with, or that are simply far too large."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.plan_document.samples import CYCLOGRAM, PLANS
from tests.plan_document.zoo.layout import Rows
from tests.plan_document.zoo.office import book, word
from tests.plan_document.zoo.paper import html, pdf

MANY = 5_000
HEAD = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ха">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
_CELL = "<w:tc><w:p><w:r><w:t>Срок</w:t></w:r></w:p></w:tc>"


def rows(count: int) -> list[list[str]]:
    """A plan of so many items."""
    return [
        HEAD,
        *(
            [
                str(number),
                f"Мероприятие по целевому обучению № {number} для школ города",
                f"ежегодно, до {number % 28 + 1} мая",
                "Управление образования, муниципальные образовательные организации",
                f"Отчёт {number} составлен",
            ]
            for number in range(1, count + 1)
        ),
    ]


def with_part(data: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """A package with one part replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            old = source.read(entry)
            new = (content(old) if callable(content) else content) if entry.filename == name else old
            target.writestr(entry.filename, new)
    return buffer.getvalue()


def _document(body: str, before: str = "") -> bytes:
    content = f"{_XML}{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    return with_part(word("x"), "word/document.xml", content.encode())


def _sheet(body: str, before: str = "") -> bytes:
    content = f"{_XML}{before}<worksheet {_S}>{body}</worksheet>"
    return with_part(book({"Лист1": [HEAD]}), "xl/worksheets/sheet1.xml", content.encode())


def _far(reference: str) -> str:
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip("ABC", HEAD, strict=False)
    )
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>x</t></is></c></row>'
    return f'<dimension ref="A1:{reference}"/><sheetData><row r="1">{cells}</row>{far}</sheetData>'


def _stream(content: bytes, extra: str = "") -> bytes:
    """A PDF of one page with a compressed stream."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {extra} >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    out = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1)
    )
    return out + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


def _nested_zip() -> bytes:
    inner = b"\0" * 10_000_000
    for level in range(4):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for copy in range(4):
                packed.writestr(f"word/{level}-{copy}.xml", inner)
        inner = buffer.getvalue()
    return inner


def _grid(columns: int, height: int, cell: str = _CELL) -> str:
    return f"<w:tbl>{f'<w:tr>{cell * columns}</w:tr>' * height}</w:tbl>"


_DOCX = (PLANS / f"{CYCLOGRAM}.docx").read_bytes()
_TABLE: Rows = rows(3)

HAND_MADE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a cell in the farthest corner": ("x.xlsx", lambda: _sheet(_far("XFD1048576"))),
    "everything merged": (
        "x.xlsx",
        lambda: _sheet(_far("C3") + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ),
    "everything merged, with dollars": (
        "x.xlsx",
        lambda: _sheet(_far("C3") + "<mergeCells><mergeCell  ref='$A$1:$XFD$1048576' /></mergeCells>"),
    ),
    "a row that cannot be": ("x.xlsx", lambda: _sheet(_far("A99999999999999"))),
    "all columns hidden": (
        "x.xlsx",
        lambda: _sheet('<cols><col min="1" max="99999999" hidden="1"/></cols>' + _far("C3")),
    ),
    "laughs in a sheet": (
        "x.xlsx",
        lambda: _sheet("<sheetData><row><c><v>&j;</v></c></row></sheetData>", _LAUGHS),
    ),
    "laughs in a document": ("x.docx", lambda: _document("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", _LAUGHS)),
    "laughs in the styles": (
        "x.docx",
        lambda: with_part(_DOCX, "word/styles.xml", f"{_LAUGHS}<x>&j;</x>".encode()),
    ),
    "a sheet of a million rows": (
        "x.xlsx",
        lambda: _sheet(f"<sheetData>{'<row><c><v>1</v></c></row>' * 1_000_000}</sheetData>"),
    ),
    "a gigabyte of zeros": (
        "x.docx",
        lambda: with_part(_DOCX, "word/document.xml", b"\0" * 200_000_000),
    ),
    "zips in zips": ("x.docx", _nested_zip),
    "a document nested deeply": ("x.docx", lambda: _document("<w:sdt>" * 100_000)),
    "tables in tables": (
        "x.docx",
        lambda: _document(
            "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80,
        ),
    ),
    "a cell as wide as a road": (
        "x.docx",
        lambda: _document(_grid(4, 2, '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc>')),
    ),
    "a row that begins far away": (
        "x.docx",
        lambda: _document(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>{_CELL * 4}</w:tr></w:tbl>'
        ),
    ),
    "a span that is no number": (
        "x.docx",
        lambda: _document(_grid(4, 2, '<w:tc><w:tcPr><w:gridSpan w:val="many"/></w:tcPr><w:p/></w:tc>')),
    ),
    "60 MB of cells": ("x.docx", lambda: _document(_grid(100, 10_000, "<w:tc><w:p/></w:tc>"))),
    "60 MB of words": ("x.docx", lambda: _document("<w:p><w:r><w:t>слово</w:t></w:r></w:p>" * 1_200_000)),
    "one cell of ten megabytes": (
        "x.docx",
        lambda: word([HEAD, ["1", "а", "до 1 мая " * 300_000, "школа, " * 300_000, "да"]]),
    ),
    "a million shared strings": (
        "x.xlsx",
        lambda: with_part(
            book({"Лист1": [HEAD]}),
            "xl/sharedStrings.xml",
            f"{_XML}<sst {_S}>{'<si><t>x</t></si>' * 1_500_000}</sst>".encode(),
        ),
    ),
    "a million styles": (
        "x.xlsx",
        lambda: with_part(
            book({"Лист1": [HEAD]}),
            "xl/styles.xml",
            f"{_XML}<styleSheet {_S}><cellXfs>{'<xf/>' * 1_000_000}</cellXfs></styleSheet>".encode(),
        ),
    ),
    "a million lists": (
        "x.docx",
        lambda: with_part(
            _DOCX,
            "word/styles.xml",
            f"{_XML}<w:styles {_W}>{'<w:style><w:pPr/></w:style>' * 1_500_000}</w:styles>".encode(),
        ),
    ),
    "a million paragraphs of a page": ("x.html", lambda: b"<p>x" * 990_000),
    "a million nested spans": ("x.html", lambda: b"<table><tr><td>" + b"<span><b>x" * 490_000),
    "ten thousand tags deep": ("x.html", lambda: b"<div>" * 10_000 + b"x" + b"</div>" * 10_000),
    "ten thousand tables deep": ("x.html", lambda: b"<table><tr><td>" * 10_000 + "Срок".encode()),
    "spans without end": (
        "x.html",
        lambda: ("<table>" + "<tr><td rowspan=65000 colspan=1000>Срок</td></tr>" * 2_000).encode(),
    ),
    "twenty megabytes of cells": ("x.html", lambda: b"<table>" + b"<tr><td>x" * 2_000_000),
    "laughs in a page": ("x.html", lambda: f"{_LAUGHS}<html><p>&j;</p></html>".encode()),
    "half a tag": ("x.html", lambda: b"<table><tr><td" * 100_000),
    "one line of twenty megabytes": ("x.csv", lambda: b"a;" * 9_000_000),
    "a quote that does not end": ("x.csv", lambda: b'"' + b"a;b\n" * 3_000_000),
    "separators only": ("x.csv", lambda: b";;;;\n" * 3_000_000),
    "tabs only": ("x.txt", lambda: b"\t" * 19_000_000 + b"x"),
    "a word of nineteen megabytes": ("x.txt", lambda: b"x" * 19_000_000),
    "markup only": ("x.txt", lambda: b"<p " * 6_000_000),
    "a letterhead without end": (
        "x.txt",
        lambda: ("комитета " + "слово, " * 100_000 + "\n" + "\t".join(HEAD) + "\n1\tа\tмай\tб\tв").encode(),
    ),
    "strokes only": ("x.txt", lambda: b"|" * 15_000_000),
    "lines with tabs": ("x.txt", lambda: b"\ta\n" * 5_000_000),
    "a PDF of zeros": ("x.pdf", lambda: _stream(b"\0" * 500_000_000)),
    "a PDF of strokes": (
        "x.pdf",
        lambda: _stream(b"".join(b"%d 0 m %d 800 l S\n" % (n % 600, n % 599) for n in range(60_000))),
    ),
    "a PDF of boxes": (
        "x.pdf",
        lambda: _stream(b"".join(b"%d %d 5 5 re S\n" % (n % 100 * 6, n // 100 * 6) for n in range(4_900))),
    ),
    "a PDF whose pages are their own parents": (
        "x.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        ),
    ),
    "a PDF deep in brackets": (
        "x.pdf",
        lambda: b"%PDF-1.4\n1 0 obj" + b"[" * 500_000 + b"\ntrailer<</Root 1 0 R>>",
    ),
    "a PDF without text": ("x.pdf", lambda: _stream(b"0 0 100 100 re f")),
    "a document that is a PDF": ("x.docx", lambda: pdf(_TABLE)),
    "5,000 rows of Word": ("x.docx", lambda: large_word()),
    "5,000 rows of Excel": ("x.xlsx", lambda: book({"План": rows(MANY)})),
    "5,000 rows of a page": ("x.html", lambda: html(rows(MANY))),
    "5,000 rows of CSV": ("x.csv", lambda: "\n".join(map(";".join, rows(MANY))).encode("cp1251")),
    "5,000 rows of text": ("x.txt", lambda: "\n".join(map("\t".join, rows(MANY))).encode()),
    "5,000 rows of a PDF": ("x.pdf", lambda: pdf(rows(MANY), shares={5: (1, 4, 3, 4, 3)})),
}
"""What → a name of a file and its content."""


def large_word(count: int = MANY) -> bytes:
    """A Word file of many rows (python-docx would take minutes to write it)."""

    def cell(text: str) -> str:
        return f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows(count))
    return _document(f"<w:tbl>{lines}</w:tbl><w:p/>")
