"""A day of the product in a process of its own, to see what it holds at the end.

Its morning is written and partly delivered, then it says so on stdout and answers until stdin ends.
"""

import asyncio
import sys
from pathlib import Path

RESIDENT = """
import json
lines = open("/proc/self/status").read().splitlines()
found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "VmHWM"))}
print(json.dumps({"now": found["VmRSS"], "most": found["VmHWM"]}), flush=True)
"""
"""A program that tells what its process holds, in kilobytes (Linux)."""


async def live(address: str, database: Path, deliveries: int) -> None:
    """Morning, deliveries, answers."""
    from benchmarks.deliveries import SENT, fetch_and_handle
    from benchmarks.ground import Ground, Sizes, count_of
    from benchmarks.telegram import Telegram

    ground = Ground(Sizes(), database.parent, Telegram(None, address))
    async with ground.product(database) as app:
        await app.services.reminders.tick()
        delivering = asyncio.create_task(app.sender.deliver())
        while count_of(database, SENT) < deliveries and not delivering.done():
            await asyncio.wait({delivering}, timeout=0.1)
        delivering.cancel()
        polling = asyncio.create_task(fetch_and_handle(app))
        sys.stdout.write("\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        polling.cancel()
        await asyncio.gather(delivering, polling, return_exceptions=True)
        exec(RESIDENT)  # noqa: S102 - the very same words as in the reference


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
