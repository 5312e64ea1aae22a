"""Addresses of documents that could not be made."""

from django.utils import timezone

from documents.models import Document
from documents.states import DocumentState
from tests.house.access.table import SECRETARIAT, Row


def of_failed(world):
    """A document of the programme where the officer works."""
    document, _is_new = Document.objects.get_or_create(
        kind="funding_summary",
        subject="publication:failed",
        language="nl",
        defaults={
            "data": {},
            "programme": world.programme.code,
            "state": DocumentState.FAILED,
            "finished_at": timezone.now(),
        },
    )
    return {"uid": document.uid}


SIGN_IN = {302: "anonymous"}
ROWS = [
    Row("secretariat:documents", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:document_retry", {302: f"{SECRETARIAT} anonymous"}, of=of_failed, method="post"),
    Row("secretariat:documents_retry", {302: f"{SECRETARIAT} officer_elsewhere anonymous"}, method="post"),
]
