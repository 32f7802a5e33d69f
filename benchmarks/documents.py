"""What a very long plan costs: reading it, and bringing it into the database."""

import copy
import io
import json
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

from benchmarks import municipality
from benchmarks.day import RESIDENT
from benchmarks.figure import Figure, Sample
from benchmarks.ground import count_of, must_be
from benchmarks.telegram import ended, start

HEAD = ("№ п/п", "Наименование мероприятия", "Сроки исполнения", "Ответственные исполнители", "Результат")
SECTIONS = 20
_DEADLINES = (
    "ежегодно, до {day} мая",
    "до {day}.02.2027",
    "ежегодно, в течение учебного года",
    "сентябрь – октябрь",
    "до {day} числа каждого месяца",
)
_EXECUTORS = (
    "Управление образования Комитета, муниципальные образовательные организации",
    "отдел кадров, руководители школ",
    "муниципальные организации",
)


class WordRows(Figure):
    """Reading a Word file of thousands of rows, deadlines and executors and all."""

    name: ClassVar[str] = "word-rows"
    title: ClassVar[str] = "a plan of 5,000 rows in Word: read"
    reference: ClassVar[str] = "bare python-docx: the text of every cell"
    unit: ClassVar[str] = "s"
    at_most: ClassVar[float | None] = 1.7
    notes_at_most: ClassVar = {"most memory, MB": 500.0}
    extension: ClassVar[str] = ".docx"
    walk: ClassVar[str] = (
        "import docx, sys\n"
        "document = docx.Document(sys.argv[1])\n"
        "cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]\n"
    )

    async def prepare(self) -> None:
        """The file."""
        self._file = self.ground.folder / f"plan{self.extension}"
        self._file.write_bytes(self.make(self.ground.sizes.plan_rows))

    def make(self, count: int) -> bytes:
        """A file of so many items."""
        return in_word(count)

    async def ours(self) -> Sample:
        """As `plan check` reads it."""
        code = (
            "import sys\nfrom bot.plan_document import read_plan\n"
            f"assert len(read_plan(sys.argv[1]).items) == {self.ground.sizes.plan_rows}\n"
        )
        seconds, megabytes = await self._measured(code)
        return Sample(seconds, {"most memory, MB": megabytes})

    async def theirs(self) -> Sample:
        """The library alone."""
        seconds, megabytes = await self._measured(self.walk)
        return Sample(seconds, {"the reference's, MB": megabytes})

    async def _measured(self, code: str) -> tuple[float, float]:
        """Seconds of a whole process, and the most it held in megabytes."""
        started = time.monotonic()
        process = await start(["-c", code + RESIDENT, str(self._file)], self.ground.folder, piped=True)
        assert process.stdout is not None
        said = await process.stdout.read()
        seconds = time.monotonic() - started
        await ended(process)
        return seconds, json.loads(said)["most"] / 1024


class ExcelRows(WordRows):
    """The same of Excel."""

    name: ClassVar[str] = "excel-rows"
    title: ClassVar[str] = "a plan of 5,000 rows in Excel: read"
    reference: ClassVar[str] = "bare openpyxl: the value of every cell"
    at_most: ClassVar[float | None] = 2.5
    extension: ClassVar[str] = ".xlsx"
    walk: ClassVar[str] = (
        "import openpyxl, sys\n"
        "book = openpyxl.load_workbook(sys.argv[1])\n"
        "cells = [cell.value for sheet in book for row in sheet for cell in row]\n"
    )

    def make(self, count: int) -> bytes:
        """A file of so many items."""
        return in_excel(count)


class Import(Figure):
    """The same file from the chat: read in a process of its own, stored."""

    name: ClassVar[str] = "import-rows"
    title: ClassVar[str] = "a plan of 5,000 rows in Word: imported"
    reference: ClassVar[str] = "bare python-docx: the text of every cell"
    unit: ClassVar[str] = "s"

    @property
    def rounds_at_most(self) -> int:
        """It takes seconds, and hardly varies."""
        return 3

    async def prepare(self) -> None:
        """An empty municipality, the file, the reference."""
        self._empty = await municipality.empty(self.ground.folder)
        self._bare = WordRows(self.ground)
        await self._bare.prepare()

    async def ours(self) -> Sample:
        """One message of the methodist, without the download."""
        count = self.ground.sizes.plan_rows
        database = municipality.copy(self._empty, "imported")
        content = in_word(count)
        async with self.ground.product(database) as app:
            actor = await app.services.people.actor(municipality.ADMINISTRATOR, municipality.ADMINISTRATOR)
            assert actor is not None
            started = time.monotonic()
            await app.services.cycle_plan.import_plan(actor, "plan.docx", content)
            seconds = time.monotonic() - started
        must_be("items", count_of(database, "SELECT count(*) FROM plan_items"), count)
        return Sample(seconds)

    async def theirs(self) -> Sample:
        """The library alone."""
        return await self._bare.theirs()


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """The rows of a plan: headings of sections, and so many items."""
    each = -(-count // SECTIONS)
    for number in range(count):
        section, own = number // each + 1, number % each + 1
        if own == 1:
            yield f"{section}.", f"Направление работы {section}", "", "", ""
        yield (
            f"{section}.{own}.",
            f"Проведение мероприятия {number + 1} по организации целевого обучения граждан",
            _DEADLINES[number % len(_DEADLINES)].format(day=f"{number % 28 + 1:02d}"),
            _EXECUTORS[number % len(_EXECUTORS)],
            f"Проведено мероприятие {number + 1}",
        )


def in_word(count: int) -> bytes:
    """A Word file: its rows are copies of one, which is what Word itself would write."""
    import docx

    document = docx.Document()
    document.add_paragraph("План мероприятий по целевому обучению на 2027 год")
    table = document.add_table(1, len(HEAD))
    table.style = "Table Grid"
    line = table.rows[0]._tr
    for texts in (HEAD, *rows(count)):
        copied = copy.deepcopy(line)
        for cell, text in zip(copied.tc_lst, texts, strict=True):
            cell.p_lst[0].add_r().text = text
        line.getparent().append(copied)
    line.getparent().remove(line)
    document.add_paragraph("")
    return _saved(document.save)


def in_excel(count: int) -> bytes:
    """An Excel file."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("План")
    for texts in (HEAD, *rows(count)):
        sheet.append(texts)
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()
