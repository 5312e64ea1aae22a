"""What is kept for a while, and where: each kind apart, so that many of one never push out another."""

from pathlib import Path
from typing import Any


def of(state: Path) -> dict[str, dict[str, Any]]:
    """The caches of a portal that keeps its state in this folder."""
    return {
        # In the database, so that throttling and sessions outlive a Redis that is gone.
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
        # Figures of searches, apart from counts of attempts, which they must never push out.
        "figures": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "figures_cache",
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        },
        # Drawn pictures, on this machine's disk: some 60 MB at most, and nothing is lost with them.
        "pictures": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": state / "pictures",
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        },
    }
