"""The stamp on documents, and its QR code."""

import re

import pytest
import segno

from documents import engine
from documents.stamps import qr, stamp_of

pytestmark = pytest.mark.django_db


def test_qr_draws_each_dark_module_within_its_quiet_zone():
    address = "https://portal.example/nl/documents/7K3M-9QXA-P2RT/"
    drawn = str(qr(address, 'A "title" & <more>'))
    (path,) = re.findall(r'<path fill="none" stroke="#000" d="([^"]*)"/>', drawn)
    dark, left, top = set(), 0, 0
    for letter, values in re.findall(r"([Mmh])([\d. ]+)", path):
        first, *rest = values.split()
        if letter == "M":
            left, top = int(first), int(rest[0].removesuffix(".5"))  # the middle of the row
        elif letter == "h":
            dark |= {(left + step, top) for step in range(int(first))}
        left += int(first) if letter != "M" else 0
    rows = list(segno.make_qr(address, error="m", boost_error=False).matrix_iter(border=4))
    assert dark == {(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
    assert min(min(place) for place in dark) == 4
    assert "<title>A &quot;title&quot; &amp; &lt;more&gt;</title>" in drawn


def test_stamp_says_where_a_copy_is_checked(settings):
    settings.PORTAL_URL = "https://portal.example"
    document = engine.request("probe", "thing:1", "nl", {"name": "one"})
    document.number = "7K3M9QXAP2RT"
    stamp = stamp_of(document)
    assert stamp.number == "7K3M-9QXA-P2RT"
    assert stamp.address.endswith("/documents/7K3M-9QXA-P2RT/")
    assert (stamp.fingerprint, stamp.dated) == (document.data_hash, None)
