"""Addresses where a copy of a document is checked."""

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


ROWS = [
    Row("catalogue:documents", {200: EVERYBODY}),
    Row("catalogue:documents", {200: EVERYBODY}, query="?number=x", note="no number"),
    Row("catalogue:documents", {302: EVERYBODY}, query="?number=7k3m9qxap2rt", note="a number"),
    Row("catalogue:document", {200: EVERYBODY}, of=number_of_receipt, note="of a receipt"),
    Row("catalogue:document", {302: EVERYBODY}, of=lambda world: {"number": "7k3m9qxap2rt"}, note="typed"),
    Row("catalogue:document", {}, of=lambda world: {"number": "7K3M-9QXA-P2RT"}, note="unknown"),
]
