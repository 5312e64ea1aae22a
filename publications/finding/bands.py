"""Bands of money by which projects are counted: each with its lowest amount; the next one begins the next."""

from __future__ import annotations

from collections.abc import Mapping

# Key in the address: lowest amount in euro (included) and the amount from which the next band counts.
BANDS: Mapping[str, tuple[int, int | None]] = {
    "under-100k": (0, 100_000),
    "100k-500k": (100_000, 500_000),
    "500k-1m": (500_000, 1_000_000),
    "1m-2m": (1_000_000, 2_000_000),
    "2m-5m": (2_000_000, 5_000_000),
    "5m-10m": (5_000_000, 10_000_000),
    "over-10m": (10_000_000, None),
}
