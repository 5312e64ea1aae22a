"""What is written once must be found where the file says that it is."""

import re
import zlib

from core.pdf.rendering import render

PAGE = """<!doctype html><html><body><div class="running-foot"><p>Foot that nobody reads</p></div>
<h1>Title</h1><table><caption>One</caption><tr><th>A</th><td>1</td></tr></table><p>Text</p></body></html>"""


def _places(content: bytes) -> tuple[dict[int, int], dict[int, int]]:
    """Objects by their places in the stream of objects: what the list of objects says, and what is there."""
    streams = list(re.finditer(rb"<<(/[^\n]*)>>\nstream\n", content))
    by_kind = {}
    for kind in (b"/ObjStm", b"/XRef"):
        (found,) = [one for one in streams if kind in one[1]]
        by_kind[kind] = zlib.decompress(content[found.end() : content.index(b"\nendstream", found.end())])
        header = found[1]
    widths = [int(width) for width in re.search(rb"/W \[(\d+) (\d+) (\d+)\]", header).groups()]
    rows, size = by_kind[b"/XRef"], sum(widths)
    said = {}
    for number in range(len(rows) // size):
        row = rows[number * size : (number + 1) * size]
        if int.from_bytes(row[: widths[0]]) == 2:
            said[number] = int.from_bytes(row[-widths[2] :])
    numbers = [int(word) for word in by_kind[b"/ObjStm"].split(b"\n")[0].split()[::2]]
    return said, {number: place for place, number in enumerate(numbers)}


def test_each_object_stands_where_the_list_of_objects_says() -> None:
    said, there = _places(render(PAGE, language="en", title="Title"))
    assert len(there) > 20
    assert said == there
