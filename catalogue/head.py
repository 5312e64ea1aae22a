"""What a public page tells machines of itself: a title, a description, a picture for cards, linked data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator

from catalogue import linked_data
from core.texts import Text

DESCRIPTION = 200  # characters that search engines and cards show at most


@dataclass(frozen=True)
class Head:
    """`image` is a path on this site, with the words that stand for it; `data` are blocks of linked data."""

    title: str
    description: str = ""
    image: str = ""
    image_words: str = ""
    kind: str = "website"
    data: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def short(text: Text | str) -> str:
    """The beginning of a text on one line."""
    return Truncator(" ".join(str(text).split())).chars(DESCRIPTION, truncate=" …")


def of_page(
    title: object,
    text: Text | str = "",
    *,
    crumbs: Sequence[Mapping[str, object]] = (),
    data: Sequence[Any] = (),
) -> Head:
    """The head of a page with its way from the home page as linked data."""
    blocks = [*data, linked_data.breadcrumbs(crumbs)] if crumbs else list(data)
    return Head(title=str(title), description=short(text), data=[block for block in blocks if block])
