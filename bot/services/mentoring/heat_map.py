"""Meetings by week and mentor as a picture: an empty row or a white month is seen at a glance."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.texts import Words, shorten

LETTERS = 30
"""Of a mentor's position."""
MOST = 40
"""Rows of one picture."""
COLOURS = "YlGn"
TEXT, FAINT, NONE = "#26313D", "#7B858F", "#F1F1EC"


def heat_map(place: str, weeks: Mapping[str, Sequence[int]], since: date, today: date, words: Words) -> bytes:
    """The picture as PNG. `weeks`: for each mentor the number of the week of every meeting, from `since`."""
    # The library takes most of a second to import, and only whoever asks for a picture needs it.
    from matplotlib import colormaps
    from matplotlib.figure import Figure

    names = sorted(weeks)[:MOST]
    count = (today - since).days // 7 + 1
    cells = [[Counter(weeks[name])[week] for week in range(count)] for name in names] or [[0] * count]
    figure = Figure(figsize=(3.4 + 0.3 * count, 1.7 + 0.36 * len(cells)), dpi=130, facecolor="white")
    axes = figure.add_subplot()
    top = max(4, *(max(row) for row in cells))
    axes.imshow(cells, cmap=colormaps[COLOURS].with_extremes(under=NONE), vmin=0.5, vmax=top, aspect="auto")
    axes.set_yticks(range(len(cells)), [shorten(name, LETTERS) for name in names] or [""])
    firsts = [
        week
        for week in range(count)
        if week == 0 or _monday(since, week).month != _monday(since, week - 1).month
    ]
    axes.set_xticks(firsts, [words.short_day(_monday(since, week)) for week in firsts])
    axes.tick_params(length=0, labelsize=8, labelcolor=TEXT)
    for row, line in enumerate(cells):
        for week, met in enumerate(line):
            if met:
                ink = "white" if met > top * 0.6 else TEXT
                axes.text(week, row, str(met), ha="center", va="center", fontsize=7, color=ink)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xticks([edge - 0.5 for edge in range(1, count)], minor=True)
    axes.set_yticks([edge - 0.5 for edge in range(1, len(cells))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.4)
    axes.tick_params(which="minor", length=0)
    axes.set_title(words.label("heat-map-title", place=place), fontsize=11, color=TEXT, loc="left")
    total = sum(sum(row) for row in cells)
    axes.set_xlabel(words.label("heat-map-foot", count=total, day=today), fontsize=8, color=FAINT, loc="left")
    figure.tight_layout()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor="white")
    return buffer.getvalue()


def _monday(since: date, week: int) -> date:
    return since + timedelta(days=7 * week)
