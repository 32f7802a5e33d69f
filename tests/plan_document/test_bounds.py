"""What comes from the chat takes so much time and memory and no more, and never a traceback.

The long form: `python -m tests.plan_document.fuzz --files 3000`.
"""

import asyncio
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan_document import NotAPlan, PlanUnreadable, UnsupportedFormat, read_plan
from bot.plan_document.apart import read_apart
from bot.plan_document.failures import BrokenFile, Locked, NeedsOffice, Scanned, TooMuch
from bot.plan_document.formats import MODULES, THROUGH_OFFICE
from tests.plan_document.damage import damaged, grounds
from tests.plan_document.editions import OFFICE
from tests.plan_document.nasty import HAND_MADE, MANY
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, PLANS, plan

TODAY = date(2026, 9, 1)
ENDS = [each for each in MODULES if each not in THROUGH_OFFICE]

REFUSED: list[tuple[str, type[PlanUnreadable]]] = [
    ("a cell in the farthest corner", NotAPlan),
    ("everything merged", TooMuch),
    ("everything merged, with dollars", TooMuch),
    ("a row that cannot be", NotAPlan),
    ("all columns hidden", NotAPlan),
    ("laughs in a sheet", BrokenFile),
    ("laughs in a document", BrokenFile),
    ("laughs in the styles", BrokenFile),
    ("laughs in a page", NotAPlan),
    ("a gigabyte of zeros", TooMuch),
    ("zips in zips", BrokenFile),
    ("a document nested deeply", BrokenFile),
    ("tables in tables", NotAPlan),
    ("a cell as wide as a road", TooMuch),
    ("a row that begins far away", TooMuch),
    ("a span that is no number", BrokenFile),
    ("60 MB of cells", TooMuch),
    ("60 MB of words", TooMuch),
    ("ten thousand tags deep", NotAPlan),
    ("ten thousand tables deep", NotAPlan),
    ("spans without end", TooMuch),
    ("half a tag", NotAPlan),
    ("separators only", TooMuch),
    ("tabs only", TooMuch),
    ("a PDF of zeros", TooMuch),
    ("a PDF whose pages are their own parents", Scanned),
    ("a PDF deep in brackets", BrokenFile),
    ("a PDF without text", Scanned),
]


@pytest.mark.parametrize(("name", "failure"), REFUSED, ids=[name for name, _ in REFUSED])
async def test_a_malicious_file_is_refused(name: str, failure: type[PlanUnreadable]) -> None:
    filename, make = HAND_MADE[name]
    with pytest.raises(PlanUnreadable) as caught:
        await read_apart(make(), filename, TODAY)
    assert type(caught.value) is failure


@pytest.mark.parametrize(
    "name", [f"5,000 rows of {what}" for what in ("Word", "Excel", "a page", "CSV", "text")]
)
async def test_five_thousand_rows_are_read_while_the_loop_goes_on(name: str) -> None:
    filename, make = HAND_MADE[name]
    content = make()
    reading = asyncio.create_task(read_apart(content, filename, TODAY))
    beats = 0
    while not reading.done():
        await asyncio.sleep(0)
        beats += 1
    found = await reading
    assert len(found.items) == MANY
    assert found.items[-1].number == str(MANY)
    assert beats > 100


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    extension, content = damaged(random.Random(seed), grounds(), ENDS)
    try:
        found = read_plan(content, f"x{extension}")
    except PlanUnreadable:
        return
    assert found.items


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(ENDS), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n"]))
def test_random_bytes_are_refused(content: bytes, extension: str, before: bytes) -> None:
    with pytest.raises(PlanUnreadable):
        read_plan(before + content, f"x{extension}")


@pytest.mark.parametrize("name", [CYCLOGRAM, PLAN_2018])
async def test_another_process_reads_the_same(name: str) -> None:
    content = (PLANS / f"{name}.docx").read_bytes()
    assert await read_apart(content, "План.DOCX", date(2020, 1, 1)) == plan(name)


async def test_a_file_of_another_kind_starts_no_process() -> None:
    with pytest.raises(UnsupportedFormat):
        await read_apart(b"x", "x.exe", TODAY)


def run(code: str) -> "subprocess.CompletedProcess[str]":
    """A process with bounds of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_too_long_work_is_stopped() -> None:
    done = run(
        "from bot.plan_document.limits import bounded\n"
        "from bot.plan_document.failures import TooMuch\n"
        "try:\n with bounded(seconds=1):\n  while True: pass\n"
        "except TooMuch: print('stopped')"
    )
    assert done.stdout == "stopped\n", done.stderr


def test_too_much_memory_is_stopped() -> None:
    done = run(
        "from bot.plan_document.limits import bounded\n"
        "try:\n with bounded(megabytes=200):\n  held = bytearray(300_000_000)\n"
        "except MemoryError: print('stopped')\n"
        "held = bytearray(300_000_000); print('free')"
    )
    assert done.stdout == "stopped\nfree\n", done.stderr


def test_a_file_under_a_password_is_told_apart() -> None:
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    for name in ("x.docx", "x.xlsx"):
        with pytest.raises(Locked):
            read_plan(package, name)


@pytest.mark.parametrize("extension", THROUGH_OFFICE)
def test_without_libreoffice_the_message_says_so(extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(NeedsOffice) as caught:
        read_plan(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", f"x{extension}")
    assert "LibreOffice" in caught.value.message
    assert extension in caught.value.message


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", THROUGH_OFFICE)
async def test_libreoffice_refuses_garbage(extension: str, tmp_path: Path) -> None:
    for content in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 9_000, b"PK\x03\x04 broken"):
        with pytest.raises(PlanUnreadable):
            await read_apart(content, f"x{extension}", TODAY)


def test_a_small_file_needs_no_large_library() -> None:
    done = run(
        "import sys\nfrom bot.plan_document import read_plan\n"
        f"read_plan({str(PLANS / (CYCLOGRAM + '.txt'))!r})\n"
        "print(sorted({'openpyxl', 'lxml', 'docx', 'pdfplumber', 'asyncio'} & set(sys.modules)))"
    )
    assert done.stdout == "[]\n", done.stderr
