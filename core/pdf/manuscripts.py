"""What a long document is before it is laid out: an opening, then blocks that flow over many pages.

Light to import: what lays it out is `core.pdf.binding`, which only workers load.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LINK = "to:"  # in an href: leads to the block of this key, in whatever part it stands
UNKNOWN_NUMBER = 888  # stands for page numbers that are not known yet; as wide as any

INDEX = "index"  # the key of the heading of the index, of which the page is known before its lines are

Numbers = Mapping[str, int]  # printed page numbers by key


@dataclass(frozen=True)
class Block:
    """HTML that is kept on one page; its outermost element has `key` as id."""

    key: str
    html: str


class Manuscript(ABC):
    """The parts in their order: opening, contents, front, body, index.

    All but the opening flow on from each other.

    Page numbers count from the opening. What `contents` and `index` say of a page is known from `numbers`;
    the number of lines must not depend on them.
    """

    @abstractmethod
    def opening(self) -> str:
        """A whole HTML page; its first `h1` is the title."""

    @abstractmethod
    def contents(self, numbers: Numbers) -> Sequence[Block]:
        """The lines of the table of contents; `UNKNOWN_NUMBER` stands for what is not in `numbers`."""

    def front(self) -> Sequence[Block]:
        """What stands between the contents and the body; a block of it may be longer than a page."""
        return ()

    @abstractmethod
    def body(self) -> Sequence[Block]:
        """What the document is about."""

    @abstractmethod
    def index(self, numbers: Numbers) -> Sequence[Block]:
        """The lines of the index."""

    @abstractmethod
    def frame(self, part: str, blocks: str, *, is_first: bool) -> str:
        """A whole HTML page around blocks of a part ("contents", "front", "body", "index"), or others of it.

        It must begin with a page of its own, which is left out: that of a document's opening.
        """
