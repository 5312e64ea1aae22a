"""What is wrong in a file: where, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: the file, the entry in it, and the reason, in words that say how to mend it."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.entry}" if self.entry else self.file
        return f"{place}: {self.reason}"


class BadFiles(Exception):
    """The files hold faults; nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def refuse_if_any(problems: Sequence[Problem]) -> None:
    """Raise `BadFiles` when there is a problem."""
    if problems:
        raise BadFiles(problems)
