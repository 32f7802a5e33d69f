"""Grades of a school in short."""

from collections.abc import Sequence


def in_short(grades: Sequence[int]) -> str:
    """«5–9», «8, 10–11»."""
    runs: list[list[int]] = []
    for grade in sorted(grades):
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
