"""Where the project lies, and where it keeps what it makes."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def state_folder() -> Path:
    """Where everything lives that the portal keeps: STATE_DIR, or `var` in the project."""
    return Path(os.environ.get("STATE_DIR") or ROOT / "var").resolve()
