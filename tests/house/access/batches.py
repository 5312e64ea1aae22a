"""Addresses of documents put together: only who asked for a batch ever sees it."""

from documents.models import Batch
from tests.house.access.table import Row

TAKES = "officer officer_elsewhere manager auditor"
SIGN_IN = {302: "anonymous"}


def of_batch(world):
    return {
        "uid": Batch.objects.create(owner=world.officer, kind="summaries", title="All", language="en").uid
    }


ROWS = [
    *(
        Row(f"secretariat:{name}", {200: TAKES, **SIGN_IN})
        for name in ("batches", "batch_summaries", "batch_letters", "batch_proposals")
    ),
    Row("secretariat:batch", {200: "officer", **SIGN_IN}, of=of_batch),
    Row("secretariat:batch_file", {**SIGN_IN}, of=of_batch, note="before it is ready"),
    Row("secretariat:batch_stop", {302: "anonymous officer"}, of=of_batch, method="post"),
    Row("secretariat:batch_again", {302: "anonymous", 409: "officer"}, of=of_batch, method="post"),
]
