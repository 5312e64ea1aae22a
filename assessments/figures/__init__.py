"""Figures of a call or a programme: what was submitted, eligible, asked and granted, by what and whom."""

from __future__ import annotations

from assessments.figures.counting import Scope, collect
from assessments.figures.record import Count, Figures, IndicatorSum, Times

__all__ = ["Count", "Figures", "IndicatorSum", "Scope", "Times", "collect"]
