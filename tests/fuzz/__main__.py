"""python -m tests.fuzz --updates 100000 --seed 1"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.fuzz.checks import Broken
from tests.fuzz.run import pelt


def main() -> int:
    """Run for long and print what was sent."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        try:
            counts = asyncio.run(pelt(Path(folder), wanted.updates, wanted.seed))
        except Broken as fault:
            sys.stderr.write(f"{fault}\n")
            return 1
    counts["seconds"] = round(perf_counter() - start)
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:>10}  {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
