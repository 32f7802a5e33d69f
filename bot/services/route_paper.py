"""Route sheets on paper: a page or more for each pupil, to be signed."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt

from bot.services.official_docx import clean, fill, unbroken, underline, use_portrait
from bot.services.paper import put_table
from bot.services.route_views import SheetView, StepView
from bot.texts import Words

COLUMNS = (("number", 0.9), ("step", 5.3), ("kind", 3.5), ("due", 2.5), ("responsible", 3.4), ("mark", 2.8))
"""Of a sheet, with their widths in centimetres."""
SIGNERS = ("pupil", "parent", "tutor", "school")


def pages(views: Sequence[SheetView], words: Words) -> bytes:
    """A document of sheets, each beginning on a page of its own."""
    document = docx.Document()
    use_portrait(document, words)
    for place, view in enumerate(views):
        if place:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _page(document, view, words)
    if not views:
        document.add_paragraph(words.label("route-nobody"))
    document.core_properties.title = words.label("route-paper-title")
    document.core_properties.author = document.core_properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Any, view: SheetView, words: Words) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(words.label("route-paper-title")).bold = True
    about = document.add_paragraph(words.label("route-paper-about"))
    about.alignment = WD_ALIGN_PARAGRAPH.CENTER
    about.paragraph_format.space_after = Pt(8)
    student = view.student
    for name, value in (
        ("code", student.code),
        ("school", f"{student.school}, {student.class_name}"),
        ("sphere", words.label(f"sphere-{student.sphere.value}")),
        ("level", words.label(f"level-{student.level.value}")),
        ("year", words.label("route-year", year=view.school_year, next=view.school_year + 1)),
    ):
        line = document.add_paragraph()
        line.add_run(words.label(f"route-paper-{name}") + " ")
        line.add_run(clean(value)).bold = True
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    _steps(document, view, words)
    progress = view.progress
    foot = document.add_paragraph(
        words.label(
            "route-paper-foot",
            done=progress.done,
            total=progress.total - progress.replaced,
            day=f"{view.today:%d.%m.%Y}",
        )
    )
    foot.paragraph_format.space_before = Pt(8)
    _signatures(document, words)


def _steps(document: Any, view: SheetView, words: Words) -> None:
    lines = [
        [
            str(number),
            step.title,
            words.label(f"route-kind-{step.kind.value}"),
            f"{step.due:%d.%m.%Y}",
            step.responsible,
            mark_of(step, words),
        ]
        for number, step in enumerate(view.steps, start=1)
    ]
    heads = [(words.label(f"route-column-{name}"), width) for name, width in COLUMNS]
    put_table(document, heads, lines, across=sum(width for _, width in COLUMNS), size=10)


def _signatures(document: Any, words: Words) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=len(SIGNERS), cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for row, signer in zip(table.rows, SIGNERS, strict=True):
        unbroken(row)
        row.height = Cm(0.95)
        for place, (cell, width) in enumerate(zip(row.cells, (8.0, 9.0), strict=True)):
            cell.width = table.columns[place].width = Cm(width)
            cell.paragraphs[0].paragraph_format.keep_with_next = row is not table.rows[-1]
        fill(row.cells[0], words.label(f"route-signer-{signer}"))
        underline(row.cells[1])


def mark_of(step: StepView, words: Words) -> str:
    """What stands in the last column: how it went, and when or why."""
    day = f"{step.decided_on:%d.%m.%Y}" if step.decided_on else ""
    reason = words.label(f"route-reason-{step.reason}") if step.reason else ""
    mark = words.label(
        "route-paper-mark", state=step.state.value, day=day, dated=bool(day), reason=reason, why=bool(reason)
    )
    return f"{mark}\n{step.evidence}".strip()
