"""The route of a pupil as a picture: a card with a place for the stamp of every step."""

import io
from textwrap import wrap
from typing import Any

from bot.models import StepState
from bot.services.route_views import SheetView, StepView
from bot.texts import Words

COLUMNS = 2
WIDTH = 200
"""Units across the card; every place below is in these, from the upper left corner."""
CELL, HEAD, FOOT, MARGIN = 30, 38, 14, 8
PIXELS = 5.4
"""Of a unit: 1080 pixels across."""
INK = {StepState.DONE: "#1E7B4F", StepState.MISSED: "#9A6A5B"}
PAPER, LINE, TEXT, FAINT = "#FBFAF5", "#D8D3C4", "#26313D", "#7B858F"
TITLE_LETTERS, TITLE_LINES = 30, 3


def route_card(sheet: SheetView, words: Words) -> bytes:
    """The picture as PNG; a step that was replaced gives its place to the one that replaced it."""
    # The library takes most of a second to import, and only whoever asks for a picture needs it.
    from matplotlib.figure import Figure

    steps = [step for step in sheet.steps if step.state is not StepState.REPLACED]
    lines = -(-max(len(steps), 1) // COLUMNS)
    height = HEAD + lines * CELL + FOOT
    figure = Figure(figsize=(WIDTH * PIXELS / 100, height * PIXELS / 100), dpi=100, facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _head(axes, sheet, words)
    wide = (WIDTH - 2 * MARGIN) / COLUMNS
    for place, step in enumerate(steps):
        _cell(axes, step, sheet, MARGIN + place % COLUMNS * wide, HEAD + place // COLUMNS * CELL, wide, words)
    progress = sheet.progress
    foot = words.label("route-card-foot", done=progress.done, total=progress.total - progress.replaced)
    _text(axes, WIDTH / 2, height - FOOT / 2, foot, 13, color=FAINT, middle=True)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor=PAPER)
    return buffer.getvalue()


def _head(axes: Any, sheet: SheetView, words: Words) -> None:
    progress = sheet.progress
    _text(axes, MARGIN, 11, words.label("route-card-title"), 24, bold=True)
    about = words.label(
        "route-card-about",
        code=sheet.student.code,
        **{"class": sheet.student.class_name},
        year=sheet.school_year,
        next=sheet.school_year + 1,
    )
    _text(axes, MARGIN, 20, about, 14, color=FAINT)
    left, long = MARGIN, WIDTH - 2 * MARGIN
    axes.broken_barh([(left, long)], (27, 4), facecolors=LINE, linewidth=0)
    axes.broken_barh(
        [(left, long * progress.percent / 100)], (27, 4), facecolors=INK[StepState.DONE], linewidth=0
    )


def _cell(
    axes: Any, step: StepView, sheet: SheetView, left: float, top: float, wide: float, words: Words
) -> None:
    from matplotlib.patches import Circle

    middle, centre = top + CELL / 2 - 1, left + 13
    done = step.state in INK
    ink = INK.get(step.state, LINE)
    axes.plot([left, left + wide - 4], [top + CELL - 2] * 2, color=LINE, linewidth=0.8)
    axes.add_patch(
        Circle(
            (centre, middle),
            10.5,
            fill=False,
            edgecolor=ink,
            linewidth=3 if done else 1.6,
            linestyle="solid" if done else (0, (4, 3)),
        )
    )
    if done:
        axes.add_patch(Circle((centre, middle), 8.8, fill=False, edgecolor=ink, linewidth=1))
        day = f"{(step.decided_on or step.due):%d.%m}"
        stamp = words.label(f"route-card-{step.state.value}")
        _text(axes, centre, middle, f"{stamp}\n{day}", 8.5, color=ink, bold=True, middle=True, turn=14)
    else:
        _text(axes, centre, middle, f"{step.due:%d.%m}", 11, color=FAINT, middle=True)
    title = wrap(step.title, TITLE_LETTERS, max_lines=TITLE_LINES, placeholder="…")
    _text(axes, left + 27, middle - 2.5, "\n".join(title), 11)
    late = step.is_late(sheet.today)
    state = words.label(
        "route-card-state", state="late" if late else step.state.value, day=f"{step.due:%d.%m.%Y}"
    )
    _text(axes, left + 27, top + CELL - 5.5, state, 8.5, color="#B4552D" if late else FAINT)


def _text(
    axes: Any,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    color: str = TEXT,
    bold: bool = False,
    middle: bool = False,
    turn: float = 0,
) -> None:
    axes.text(
        x,
        y,
        text,
        fontsize=size,
        color=color,
        fontweight="bold" if bold else "normal",
        ha="center" if middle else "left",
        va="center",
        rotation=turn,
        linespacing=1.2,
        parse_math=False,
    )
