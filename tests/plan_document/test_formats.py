"""The official plans in every format: the same items, whatever the file."""

import pytest

from bot.plan_document import PlanDocument, read_plan
from tests.plan_document.editions import BY_HAND, BY_OFFICE, OFFICE, edition, printed
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, plan

NAMES = [CYCLOGRAM, PLAN_2018]
needs_office = pytest.mark.skipif(
    OFFICE is None,
    reason="LibreOffice is not installed: apt install libreoffice-writer-nogui libreoffice-calc-nogui",
)


def rows(found: PlanDocument) -> list[tuple[str, ...]]:
    return [
        (item.section, item.number, item.title, item.timing.phrase, item.executors_text, item.result)
        for item in found.items
    ]


def same_as_published(found: PlanDocument, name: str) -> None:
    """Item by item, so that a difference is easy to see."""
    published = plan(name)
    for left, right in zip(rows(found), rows(published), strict=True):
        assert left == right
    assert found.sections == published.sections
    assert [item.timing for item in found.items] == [item.timing for item in published.items]
    assert [item.executors for item in found.items] == [item.executors for item in published.items]
    assert (found.title, found.number, found.approved_on, found.period) == (
        published.title,
        published.number,
        published.approved_on,
        published.period,
    )
    assert found.warnings == published.warnings


@pytest.mark.parametrize("extension", BY_HAND)
@pytest.mark.parametrize("name", NAMES)
def test_other_formats_give_the_same_plan(name: str, extension: str) -> None:
    same_as_published(read_plan(edition(name, extension), f"план.{extension}"), name)


@needs_office
@pytest.mark.parametrize("extension", BY_OFFICE)
@pytest.mark.parametrize("name", NAMES)
def test_formats_of_other_programs_give_the_same_plan(name: str, extension: str) -> None:
    same_as_published(read_plan(edition(name, extension), f"план.{extension}"), name)


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_a_doc_that_ends_with_a_table_is_not_run_together(name: str) -> None:
    same_as_published(read_plan(printed(name, "doc", ended=False), "план.doc"), name)


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_that_an_office_program_printed_gives_the_same_plan(name: str) -> None:
    same_as_published(read_plan(printed(name, "pdf"), "план.pdf"), name)
