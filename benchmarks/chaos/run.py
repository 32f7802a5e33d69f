"""`python -m benchmarks chaos [scenario…] [--kills 200] [--people 2000] [--seed N] [--json FILE]`."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks import municipality
from benchmarks.chaos import announcements, answers, clocks, mornings, year
from benchmarks.chaos.databases import POSTGRESQL, SQLITE
from benchmarks.chaos.evidence import Row
from benchmarks.chaos.house import Nursery, Street, a_street, nursery_of
from benchmarks.chaos.nursery import LOG
from benchmarks.chaos.stage import SHORT, Sizes, Stage
from benchmarks.ground import to_json
from bot import logs

Scenario = Callable[[Stage], Awaitable[Row]]

SCENARIOS: dict[str, Scenario] = {
    "morning": mornings.killed,
    "unpaced": mornings.killed_in_a_hurry,
    "region": mornings.of_a_region,
    "year": year.killed,
    "announcement": announcements.killed,
    "answers": answers.killed,
    "429": mornings.flood_waits,
    "500": mornings.server_errors,
    "cut-before": mornings.cut_before,
    "cut-after": mornings.cut_after,
    "refused": mornings.nobody_listens,
    "database": mornings.no_database,
    "clock": clocks.jumping,
}
HEAD = (
    "| Scenario | Database | Seconds | Kills | Troubles | Messages | Delivered | Lost "
    "| Doubled (most by one kill) | Wrongly ordered | Uncertain: there / not there / in no call list "
    "| Deeds of people | Deeds lost / twice / unanswered | Answered twice | Verdict |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)
WARNING = '"level": "warning"'
LOGGED, LONGEST_LINE = 20, 300
"""Lines of what the processes said, and characters of each, that are shown when something is wrong."""


def main(arguments: Sequence[str]) -> None:
    """Let go wrong what was asked for (everything by default), print the table; exit code 1 for a fault."""
    wanted = _parser().parse_args(arguments)
    sizes = SHORT if wanted.short else Sizes()
    chosen = {
        "announced": wanted.announced,
        "kills": wanted.kills,
        "people": wanted.people,
        "region": wanted.region,
        "troubled": wanted.troubled,
    }
    sizes = replace(sizes, **{name: value for name, value in chosen.items() if value is not None})
    logs.configure("WARNING")
    rows = asyncio.run(
        run(
            {name: SCENARIOS[name] for name in wanted.scenarios or SCENARIOS},
            sizes,
            wanted.seed,
            database=wanted.database,
            processes=wanted.processes,
            side_by_side=wanted.side_by_side,
            tell=_say,
        )
    )
    if wanted.json:
        report = {"seed": wanted.seed, "processes": wanted.processes, "rows": [row.to_json() for row in rows]}
        wanted.json.write_text(to_json(report), encoding="utf-8")
    sys.exit(publish(rows))


def publish(rows: Sequence[Row]) -> int:
    """Print the table and what is wrong; 1 where something is, else 0."""
    _say(f"\n{HEAD}", *map(line, rows))
    for row in rows:
        _say(*(f"{row.scenario}: {each}" for each in (*row.faults, *row.details)))
    return int(any(row.faults for row in rows))


async def run(
    scenarios: Mapping[str, Scenario],
    sizes: Sizes,
    seed: int,
    *,
    database: str = SQLITE,
    processes: int = 1,
    side_by_side: int = 1,
    tell: Callable[..., None] = lambda *_: None,
) -> list[Row]:
    """The scenarios, so many at once, each beside a local Telegram of its own; rows in the order given."""
    rows: dict[str, Row] = {}
    waiting = list(scenarios)[::-1]

    async def live(street: Street, nursery: Nursery, folder: Path, empty: Path, alone: asyncio.Lock) -> None:
        while waiting:
            name = waiting.pop()
            own = folder / name
            own.mkdir()
            stage = Stage(street, nursery, own, empty, sizes, seed, alone, database, processes)
            row = await scenarios[name](stage)
            _keep_log(own, row)
            rows[name] = row
            tell(f"{row.scenario}: {row.seconds:.0f} s, {_verdict(row)}")

    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        nursery = await stack.enter_async_context(nursery_of(folder))
        streets = [await stack.enter_async_context(a_street()) for _ in range(side_by_side)]
        empty, alone = await municipality.empty(folder), asyncio.Lock()
        async with asyncio.TaskGroup() as group:
            for street in streets:
                group.create_task(live(street, nursery, folder, empty, alone))
    return [rows[name] for name in scenarios]


def line(row: Row) -> str:
    """A row of the table."""
    doubled = f"{row.doubled} ({row.most_doubled_by_one})"
    uncertain = f"{row.uncertain_delivered} / {row.uncertain_absent} / {row.uncertain_unlisted}"
    deeds = f"{row.deeds_lost} / {row.deeds_repeated} / {row.unanswered}"
    cells = (
        row.scenario,
        row.database,
        f"{row.seconds:.0f}",
        row.kills,
        row.troubles,
        row.notices,
        row.delivered,
        row.lost,
        doubled,
        row.misordered,
        uncertain,
        row.deeds,
        deeds,
        row.answered_twice,
        _verdict(row),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _verdict(row: Row) -> str:
    return "; ".join([*(row.faults or ["well"]), *([row.missed] if row.missed else [])])


def _keep_log(folder: Path, row: Row) -> None:
    """What the processes said goes into the row where something is wrong."""
    log = folder / LOG
    if log.exists():
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()
        if row.faults:
            worse = [each for each in said if WARNING not in each]
            row.details += [each[:LONGEST_LINE] for each in worse[:LOGGED]]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks chaos", description="What remains true.")
    names = ", ".join(SCENARIOS)
    parser.add_argument(
        "scenarios", nargs="*", choices=[[], *SCENARIOS], help=f"of {names}", metavar="scenario"
    )
    parser.add_argument("--kills", type=int, help="of the morning, and of the year (default 200 each)")
    parser.add_argument("--people", type=int, help="of the morning that is killed (default 2000)")
    parser.add_argument("--region", type=int, help="people of the region's morning (default 12000)")
    parser.add_argument("--announced", type=int, help="people an announcement is for (default 5000)")
    parser.add_argument("--troubled", type=int, help="people of every other morning (default 300)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed chooses the same moments")
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    parser.add_argument("--processes", type=int, default=1, help="so many at once, over PostgreSQL")
    parser.add_argument("--side-by-side", type=int, default=1, help="scenarios lived at the same time")
    parser.add_argument("--short", action="store_true", help="the sizes of the test suite")
    parser.add_argument("--json", type=Path, help="write everything found to this file")
    return parser


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{each}\n" for each in lines))
    sys.stdout.flush()
