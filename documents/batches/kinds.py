"""What kinds of batch there are, each made by a class of the app that knows what the documents are about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import IO, Any, ClassVar, Protocol, Self

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from accounts.models import User
from documents.models import Batch, BatchItem, Document


@dataclass(frozen=True)
class Candidate:
    """A document to be: what it is about in the kind's words, its language, the name of its file."""

    key: str
    language: str
    name: str
    label: str = ""


@dataclass(frozen=True)
class Wanted:
    """A document as the engine knows it: its kind, what it is about, and the data that it shows."""

    kind: str
    subject: str
    data: dict[str, Any]


class Writer(Protocol):
    """Writes the file of a batch: its items in turn inside the block, whole when that ends well."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def add(self, item: BatchItem, *, is_in: bool) -> None:
        """Put the document of an item in where it `is_in`."""


class BatchKind(ABC):
    """Documents of one sort. Both methods are given a portion of items and answer in few statements."""

    label: ClassVar[str | Promise]
    most: ClassVar[int] = 5_000  # documents in one batch

    @abstractmethod
    def wanted(self, items: Sequence[BatchItem], *, by: User) -> Mapping[int, Wanted | Document]:
        """The document of each item by the item's key in the table; what is not there is left out."""

    def writer(self, batch: Batch, target: IO[bytes]) -> Writer | None:
        """What writes the file where that holds more than the documents; None when it does not."""
        return None

    @abstractmethod
    def allowed(self, items: Sequence[BatchItem], *, by: User) -> frozenset[int]:
        """Which of the items (by their keys in the table) the person may have now."""


def kind_of(name: str) -> BatchKind:
    """The kind called `name` in settings.BATCH_KINDS. KeyError when there is none."""
    return _load(settings.BATCH_KINDS[name])


@cache
def _load(path: str) -> BatchKind:
    kind: BatchKind = import_string(path)()
    return kind
