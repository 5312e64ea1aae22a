"""Addresses where a copy of a document is checked, and of the poster of a project."""

from collections.abc import Callable

from documents.models import Document
from documents.numbers import printed
from tests.house.access.table import EVERYBODY, Row
from tests.world import World


def number_of_receipt(world: World) -> dict[str, str]:
    """Of a document that is not public."""
    return {
        "number": printed(
            Document.objects.get(subject=f"{world.frozen.project.chain}:{world.frozen.number}").number
        )
    }


def published(world: World) -> dict[str, str]:
    return {"code": world.publication.code}


def published_in(language: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"code": world.publication.code, "language": language}


ROWS = [
    Row("catalogue:documents", {200: EVERYBODY}),
    Row("catalogue:documents", {200: EVERYBODY}, query="?number=x", note="no number"),
    Row("catalogue:documents", {302: EVERYBODY}, query="?number=7k3m9qxap2rt", note="a number"),
    Row("catalogue:document", {200: EVERYBODY}, of=number_of_receipt, note="of a receipt"),
    Row("catalogue:document", {302: EVERYBODY}, of=lambda world: {"number": "7k3m9qxap2rt"}, note="typed"),
    Row("catalogue:document", {}, of=lambda world: {"number": "7K3M-9QXA-P2RT"}, note="unknown"),
    Row("catalogue:poster", {200: EVERYBODY}, of=published),
    Row("catalogue:poster", {}, of=lambda world: {"code": "nothing"}, note="unknown"),
    Row(
        "catalogue:poster",
        {403: EVERYBODY},
        of=published,
        method="post",
        data=lambda world: {"language": "nl"},
        note="not from an own page",
    ),
    Row("catalogue:poster_state", {200: EVERYBODY}, of=published_in("nl")),
    Row("catalogue:poster_state", {}, of=published_in("de"), note="unknown language"),
    Row("catalogue:poster_file", {503: EVERYBODY}, of=published_in("nl"), note="not made yet"),
]
