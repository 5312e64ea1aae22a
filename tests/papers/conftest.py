"""Every kind of document, made once for each language and variant, and shared by all checks."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import transaction

from documents.models import Document
from documents.rendering import to_pdf
from tests.listening import listening
from tests.papers import variants
from tests.papers.samples import SAMPLES, Data

Maker = Callable[..., bytes]


class Samples(dict[str, Data]):
    """The data of each kind, made when first asked for; the rows from which they are made are gone again."""

    def __init__(self, blocker: Any) -> None:
        super().__init__()
        self.blocker = blocker

    def __missing__(self, kind: str) -> Data:
        with self.blocker.unblock(), transaction.atomic():
            self[kind] = SAMPLES[kind]()
            transaction.set_rollback(True)
        return self[kind]


@pytest.fixture(scope="session")
def samples(django_db_setup: None, django_db_blocker: Any) -> Samples:
    return Samples(django_db_blocker)


@pytest.fixture(scope="session")
def caller() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what anybody who called there said."""
    with listening() as found:
        yield found


@pytest.fixture(scope="session")
def made(samples: Samples, caller: tuple[str, list[bytes]]) -> Maker:
    """`made(kind, language, variant)`: the PDF, from its data alone."""
    there, _heard = caller
    changes: dict[str, Callable[[Data], Data]] = {
        "plain": lambda data: data,
        "hostile": lambda data: variants.hostile(data, there),
        "endless": variants.endless,
        "empty": variants.empty,
        "crowded": variants.crowded,
        "many": lambda data: variants.crowded(data, partners=12),
    }

    @cache
    def make(kind: str, language: str, variant: str = "plain") -> bytes:
        return to_pdf(
            Document(
                kind=kind,
                subject="sample",
                language=language,
                data=changes[variant](samples[kind]),
                data_hash="0" * 64,
            )
        )

    return make
