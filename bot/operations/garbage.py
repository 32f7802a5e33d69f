"""Python's collector of cyclic garbage, told what it cannot know: what a start has made stays till the end.

Left alone, it looks through 350,000 objects of imported code again and again: half a second of every start,
later 0.2 s at a time in which nobody is answered. Measured: benchmarks/README.md.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 3_000
"""New objects until the young ones are looked through: a tap makes thousands that are gone by themselves."""


@contextmanager
def left_alone() -> Iterator[None]:
    """While the code is imported: nothing of it becomes garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def spared() -> Iterator[None]:
    """While people are served: what was there before is not looked through, and new things more seldom."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
