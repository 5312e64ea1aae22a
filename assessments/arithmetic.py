"""What scores add up to: weighted totals, means, percentages, spread. Pure arithmetic on exact decimals.

A total is the sum of weight x score over the criteria; the most that can be reached is the sum of weight x
best score. Means and percentages are rounded half up to two decimals, and thresholds are held against these
rounded figures: what a page shows decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.rounding import half_up2, percentage


@dataclass(frozen=True)
class Measure:
    """By what a call's scores are measured: weights and thresholds by criterion, the scale, the threshold.

    `threshold` is a percentage of the most that can be reached.
    """

    weights: Mapping[int, int]
    thresholds: Mapping[int, Decimal]
    lowest: int
    highest: int
    threshold: Decimal | None

    @property
    def most(self) -> Decimal:
        """The most that can be reached."""
        return half_up2(Decimal(sum(self.weights.values()) * self.highest))

    def is_wide(self, spread: int | None) -> bool:
        """Whether scores differ by two fifths of the scale or more, so that they want talking over."""
        return spread is not None and spread * 5 >= (self.highest - self.lowest) * 2


@dataclass(frozen=True)
class Figures:
    """What the scores of a project add up to; None where nobody has finished."""

    total: Decimal | None
    percent: Decimal | None
    spread: Decimal | None
    finished: int
    meets: bool | None


def figures(given: Sequence[Mapping[int, int | None]], measure: Measure) -> Figures:
    """Of finished sheets of scores by criterion; a sheet that lacks a score counts for its other criteria."""
    totals = [total for one in given if (total := weighted_total(one, measure.weights)) is not None]
    mean = average(totals)
    percent = half_up2(percentage(mean, measure.most)) if mean is not None else None
    return Figures(
        total=mean,
        percent=percent,
        spread=max(totals) - min(totals) if len(totals) > 1 else None,
        finished=len(given),
        meets=None if percent is None else not _falls_short(given, percent, measure),
    )


def _falls_short(given: Sequence[Mapping[int, int | None]], percent: Decimal, measure: Measure) -> bool:
    if measure.threshold is not None and percent < measure.threshold:
        return True
    means = {key: average(one.get(key) for one in given) for key in measure.thresholds}
    return any(mean is None or mean < measure.thresholds[key] for key, mean in means.items())


def weighted_total(scores: Mapping[int, int | None], weights: Mapping[int, int]) -> Decimal | None:
    """The sum of weight x score over all criteria; None while a score is missing, or without criteria."""
    parts = []
    for key, weight in weights.items():
        value = scores.get(key)
        if value is None:
            return None
        parts.append(weight * value)
    return half_up2(Decimal(sum(parts))) if parts else None


def average(values: Iterable[Decimal | int | None]) -> Decimal | None:
    """The mean of what is known, rounded half up to two decimals; None of nothing."""
    known = [Decimal(value) for value in values if value is not None]
    return half_up2(sum(known, Decimal(0)) / len(known)) if known else None


def spread(values: Sequence[int]) -> int | None:
    """Between the highest and the lowest; None of fewer than two."""
    return max(values) - min(values) if len(values) > 1 else None
