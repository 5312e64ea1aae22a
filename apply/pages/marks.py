"""How far each section of the form is: not started, in work, complete, or with errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Stand = Literal["rest", "work", "done", "wrong"]


class Found(Protocol):
    """What a check said: its verdict, the section, and whether something is only missing yet."""

    @property
    def verdict(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def is_gap(self) -> bool: ...


@dataclass(frozen=True)
class Mark:
    """How far a section is. `count` is the number of things to mend in it."""

    stand: Stand
    words: str
    count: int = 0

    @property
    def tone(self) -> str:
        """The state that the badge has a colour for."""
        return {"rest": "rest", "work": "warning", "done": "passed", "wrong": "error"}[self.stand]


def mark_of(section: str, started: Collection[str], found: Iterable[Found], *, is_draft: bool = True) -> Mark:
    """The mark of one section; `started` are the sections in which something was written.

    What is blank and may be so is not yet started in a draft, and was left blank once it is submitted.
    """
    faults = [one for one in found if one.section == section and one.verdict == "error"]
    count = len(faults)
    if any(not one.is_gap for one in faults):
        words = ngettext("Has errors: %(count)s to correct", "Has errors: %(count)s to correct", count)
        return Mark("wrong", words % {"count": count}, count)
    if section not in started and (is_draft or not count):
        return Mark("rest", _("Not started") if is_draft else _("Left blank"), count)
    if count:
        words = ngettext(
            "In progress: %(count)s thing missing", "In progress: %(count)s things missing", count
        )
        return Mark("work", words % {"count": count}, count)
    return Mark("done", _("Complete"))
