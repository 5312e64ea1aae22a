"""A kind and a renderer for the tests: quick, and as slow or faulty as the data say."""

import time
from typing import Any

from documents.kinds import Kind


class Probe(Kind):
    template = "probe/page.html"

    def title(self, data: dict[str, Any], language: str) -> str:
        return f"Probe {data['name']}"

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"probe-{data['name']}.pdf"

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        if data.get("fault"):
            raise ValueError(data["fault"])
        time.sleep(data.get("seconds", 0))
        return data


def plain(html: str, *, language: str, title: str) -> bytes:
    """Stands for the PDF maker: the same text, and which process made it does not matter."""
    return f"%PDF {language} {title} {html}".encode()
