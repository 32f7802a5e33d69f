"""A file that is no plan is refused with a sentence, whatever it holds."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Unreadable
from bot.plan_document import NotAPlan, PlanUnreadable, UnsupportedFormat, read_plan
from bot.plan_document.failures import BrokenFile, EmptyFile, NoSuchFile, TooBig, TooMuch
from tests.plan_document.samples import CYCLOGRAM, PLANS

PLAN = (PLANS / f"{CYCLOGRAM}.docx").read_bytes()


def letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("Уважаемые коллеги!")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def archive(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "failure"),
    [
        (letter(), "письмо.docx", NotAPlan),
        ("Уважаемые коллеги!".encode(), "письмо.txt", NotAPlan),
        (b"", "план.docx", EmptyFile),
        (b" \n", "план.txt", EmptyFile),
        (b"not a zip", "план.docx", BrokenFile),
        (PLAN[: len(PLAN) // 2], "план.docx", BrokenFile),
        (archive("hello.txt", b"hello"), "план.docx", BrokenFile),
        (archive("word/document.xml", b"<broken"), "план.docx", BrokenFile),
        (archive("word/document.xml", b"\0" * (65 * 1024 * 1024)), "план.docx", TooMuch),
        (bytes(range(256)) * 10, "план.txt", BrokenFile),
        (b"%PDF-1.4", "план.pdf", BrokenFile),
        (b"text", "план.pptx", UnsupportedFormat),
        (b"text", "без расширения", UnsupportedFormat),
        (b"x" * (20 * 1024 * 1024 + 1), "план.txt", TooBig),
    ],
)
def test_refusals(content: bytes, name: str, failure: type[PlanUnreadable]) -> None:
    with pytest.raises(failure) as caught:
        read_plan(content, name)
    assert type(caught.value) is failure
    assert isinstance(caught.value, Unreadable)
    assert caught.value.key.startswith("error-plan-")
    assert caught.value.message.endswith(".")
    assert "{" not in caught.value.message


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        read_plan(tmp_path / "нет.docx")
    with pytest.raises(NoSuchFile):
        read_plan(tmp_path, "папка.docx")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["план.docx", "план.txt"]))
def test_random_bytes(content: bytes, name: str) -> None:
    with pytest.raises(PlanUnreadable):
        read_plan(content, name)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAN) - 1), st.binary(min_size=1, max_size=20))
def test_a_damaged_plan_is_read_or_refused(place: int, noise: bytes) -> None:
    try:
        found = read_plan(PLAN[:place] + noise + PLAN[place + len(noise) :], "план.docx")
    except PlanUnreadable:
        return
    assert found.items
