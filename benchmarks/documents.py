"""Funding summaries: the making of a PDF in one process, against the bare renderer on the same page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.world import Server, in_shell

# Runs where Django is set up; prints one line of JSON.
SCRIPT = """
import json, time
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from documents import rendering
from documents.kinds import kind_of
from documents.models import Document
from core.pdf.rendering import render
from documents.stamps import stamp_of
from publications import summary
from publications.models import Publication
records = list(Publication.objects.for_page().order_by("-partner_count", "pk")[:10])
data = [json.loads(json.dumps(summary.data_of(one), cls=DjangoJSONEncoder)) for one in records]
documents = [Document(kind=summary.KIND, language="nl", data=one) for one in data]
rendering.to_pdf(documents[0])
kind = kind_of(summary.KIND)
stamp = {"stamp": stamp_of(documents[0])}
pages = [render_to_string(kind.template, {**kind.context(one, "nl"), **stamp}) for one in data]
def timed(act, things):
    times = []
    for thing in things:
        started = time.process_time()
        act(thing)
        times.append((time.process_time() - started) * 1000)
    return sorted(times)
whole = timed(rendering.to_pdf, documents)
bare = timed(lambda page: render(page, language="nl", title="t"), pages)
half = len(whole) // 2
print(json.dumps({
    "documents": len(whole),
    "cpu_p50_ms": round(whole[half], 1),
    "cpu_max_ms": round(whole[-1], 1),
    "bare_cpu_p50_ms": round(bare[half], 1),
    "over_bare": round(whole[half] / bare[half], 2),
}))
"""


def run(server: Server) -> Iterator[dict[str, Any]]:
    """One line: CPU milliseconds of each of the ten summaries with most partners, and over bare rendering."""
    yield {
        "bench": "document: funding summary",
        "n": server.publications,
        **in_shell(SCRIPT),
    }
