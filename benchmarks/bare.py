"""Bare WeasyPrint: pages of a file into tagged PDFs, one after the other, as a plain loop would.

Stylesheet and fonts are read once, everything else is the library's own way; nothing is stored. Reads a JSON
file of {"styles", "folder", "pages"}, answers "hello" once it is warm, and any other line with its times.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main() -> None:
    """Print the seconds of each page, and the CPU seconds of all, as one line of JSON."""
    given = json.loads(Path(sys.argv[1]).read_text())
    base, fonts = f"file://{given['folder']}/", FontConfiguration()
    styles = [CSS(string=text, base_url=base + name, font_config=fonts) for name, text in given["styles"]]

    def made(page: str) -> float:
        started = time.perf_counter()
        HTML(string=page, base_url=base).write_pdf(
            stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"
        )
        return time.perf_counter() - started

    made(given["pages"][0])
    for line in iter(sys.stdin.readline, ""):
        if line == "hello\n":
            print("ready", flush=True)
            continue
        begun = time.process_time()
        seconds = [made(page) for page in given["pages"]]
        print(json.dumps({"seconds": seconds, "cpu": time.process_time() - begun}), flush=True)


if __name__ == "__main__":
    main()
