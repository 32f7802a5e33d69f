"""The collector of cyclic garbage: at rest while code is imported, spared the old objects while it serves."""

import gc

import pytest

from bot.operations.garbage import YOUNG, left_alone, spared


def import_what_is_not_there() -> None:
    with left_alone():
        assert not gc.isenabled()
        raise ImportError


def test_it_rests_during_the_import_and_works_again_after_a_fault() -> None:
    with pytest.raises(ImportError):
        import_what_is_not_there()
    assert gc.isenabled()


def test_what_was_there_before_is_not_looked_through_until_the_end() -> None:
    before = gc.get_threshold()
    with spared():
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] == YOUNG
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before
