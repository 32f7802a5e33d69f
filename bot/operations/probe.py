"""`python -m bot.operations.probe`: is the process beside this one well? For the container's health check.

Asks /health; where HEALTH_PORT is not set, or the demo runs, which has no endpoint, looks at the age of the
file that the bot touches while its loop is alive. Imports nothing heavy: it is started every half minute.
"""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HEARTBEAT = Path("data/heartbeat")
OLDEST = 120.0
PATIENCE = 6.0

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # no proxy on the way to ourselves


def is_well() -> bool:
    """The verdict."""
    port = os.environ.get("HEALTH_PORT", "").strip() or "0"
    if port != "0":
        host = os.environ.get("HEALTH_HOST", "").strip() or "127.0.0.1"
        host = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not listened on
        try:
            with _direct.open(f"http://{host}:{port}/health", timeout=PATIENCE):
                return True
        except urllib.error.HTTPError:
            return False
        except urllib.error.URLError as refusal:
            if not isinstance(refusal.reason, ConnectionRefusedError):
                return False
        except OSError:
            return False
    try:
        return time.time() - HEARTBEAT.stat().st_mtime < OLDEST
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
