"""Asked by the container engine: does web answer, does beat still tick? Exit code 0 or 1."""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

BEAT_SILENCE = 600  # seconds; beat writes its schedule every three minutes


def web_is_ready(port: int = 8000) -> bool:
    """Whether /readyz answers 200 under the first of the portal's own hosts."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def beat_ticks(folder: Path) -> bool:
    """Whether beat wrote its schedule lately."""
    return any(time.time() - path.stat().st_mtime < BEAT_SILENCE for path in folder.glob("schedule*"))


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "web"
    state = Path(os.environ.get("STATE_DIR", "var"))
    sys.exit(0 if (beat_ticks(state / "beat") if what == "beat" else web_is_ready()) else 1)
