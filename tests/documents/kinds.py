"""A kind and a renderer for the tests: quick, and as slow or faulty as the data say."""

import errno
import time
from typing import Any, ClassVar

from documents import progress
from documents.kinds import Kind


class Probe(Kind):
    template = "probe/page.html"
    reads_anew = True
    days_unused = 30
    present: ClassVar[dict[str, dict[str, Any]]] = {}  # what `data_of` finds, by subject

    def data_of(self, subject: str) -> dict[str, Any] | None:
        return self.present.get(subject)

    def title(self, data: dict[str, Any], language: str) -> str:
        return f"Probe {data['name']}"

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"probe-{data['name']}.pdf"

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        if data.get("is_full"):
            raise OSError(errno.ENOSPC, "No space left on device")
        if data.get("fault"):
            raise ValueError(data["fault"])
        progress.tell(1, 2)
        time.sleep(data.get("seconds", 0))
        return data


def plain(html: str, *, language: str, title: str, **_more: Any) -> bytes:
    """Stands for the PDF maker: the same text, and which process made it does not matter."""
    return f"%PDF {language} {title} {html}".encode()
