"""Which encoding a list is in: every usual one gives the same letters."""

import io

import pytest

from core.uploads import Unfit
from publications.importing.decoding import encoding_of

NORDIC = "Projekt;Västerbottens län;Övre Norrland;Luleå tekniska universitet;Skåne;€ 12\n" * 3
FRENCH = "Opération;Région;Université d’Artois à Béthune;coopération transfrontalière;Évaluée\n" * 3
CZECH = "Projekt;Kraj Vysočina;Jihočeský kraj;České Budějovice;příhraniční spolupráce;město Třeboň\n" * 3


@pytest.mark.parametrize("text", [NORDIC, FRENCH])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "iso8859-15"],
)
def test_encoding_of_western_lists_gives_their_letters(text, encoding):
    if encoding == "iso8859-15":
        text = text.replace("’", "'")
    content = text.encode(encoding)
    assert content.decode(encoding_of(io.BytesIO(content))).lstrip("\ufeff") == text


def test_encoding_of_a_central_european_list():
    content = CZECH.encode("cp1250")
    assert content.decode(encoding_of(io.BytesIO(content))) == CZECH


def test_encoding_of_plain_letters_is_utf_8():
    assert encoding_of(io.BytesIO(b"Code;Title\n1;Plain\n")) == "utf-8"


def test_encoding_of_no_text_is_refused():
    with pytest.raises(Unfit):
        encoding_of(io.BytesIO(b"ab\0cd\0\0\0ef\x01\x02gh" * 50))
