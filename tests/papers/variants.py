"""What can stand in the data of a document: the same sample with hostile, endless, empty or foreign texts."""

import copy
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

Data = dict[str, Any]
# A code, number, date, address, fingerprint: one word without a space, in plain characters.
CODE = re.compile(r"[\x21-\x7e]*")
KEPT = frozenset({"zone", "time_zone"})
PARTNERS = 50

MARKUP = (
    "<script>alert(1)</script><style>*{color:red}</style><b>bold</b><img src='file:///etc/passwd'>"
    "<img src='{there}/a.png'><link rel='stylesheet' href='{there}/b.css'><svg><use href='{there}/c'/></svg>"
    "url({there}/d.png) @import '{there}/e.css'; javascript:alert(1) {{ 7|add:7 }} {% load static %} "
    "<!-- --> &amp; </p></td></table></body></html> file:///etc/hostname {there}/f"
)
# One character of every plane that has any, controls of direction, halves of pairs, marks upon marks.
PLANES = (
    "A\u00e9\u0416\u05d0\u0639\u4e2d\ufb01 \U00010348\U0001d54f\U0001f30d\U00020000\U00030000 "
    + "".join(chr(plane << 16 | 0x41) for plane in range(4, 17))
    + " \u202eabc\u202c \u2066def\u2069 \u200f\u061c \ud800 \udfff \ufffe \x0b\x07 e"
    + "\u0301" * 40
)
RIGHT_TO_LEFT = "بلدية مدينة الساحل الغربي (عيرייה של חוף הים) Lead 123"
WORD = "x" * 300
ENDLESS = "y" * 100_000


def changed(data: Data, change: Callable[[str], str]) -> Data:
    """The data with each free text changed."""

    def walk(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: walk(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [walk(item, key) for item in value]
        if isinstance(value, str) and key not in KEPT and not CODE.fullmatch(value):
            return change(value)
        return value

    walked: Data = walk(data, "")
    return walked


def hostile(data: Data, there: str) -> Data:
    """Markup, addresses and strange characters in every text."""
    text = f"{MARKUP.replace('{there}', there)} {PLANES}"
    return changed(data, lambda _old: text)


def endless(data: Data) -> Data:
    """A word of 300 characters in every text, and in the longest of them one of 100,000."""
    lengths: list[int] = []
    changed(data, lambda old: lengths.append(len(old)) or old)
    longest = max(lengths, default=0)
    is_given = [False]

    def change(old: str) -> str:
        if len(old) == longest and not is_given[0]:
            is_given[0] = True
            return ENDLESS
        return WORD

    return changed(data, change)


def empty(data: Data) -> Data:
    """No text in any field."""
    return changed(data, lambda _old: "")


def crowded(data: Data, partners: int = PARTNERS) -> Data:
    """Fifty partners, all with names that are written from right to left."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            found = {name: walk(item) for name, item in value.items()}
            rows = found.get("partners")
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                found["partners"] = [_another(rows[place % len(rows)], place) for place in range(partners)]
            return found
        return [walk(item) for item in value] if isinstance(value, list) else value

    walked: Data = walk(data)
    return changed(walked, lambda _old: RIGHT_TO_LEFT)


def _another(row: Data, place: int) -> Data:
    """A partner like another one, under an identity of its own."""
    made = copy.deepcopy(row)
    if place and "uid" in made:
        made["uid"] = str(uuid4())
    return made
