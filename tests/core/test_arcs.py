"""Arcs: a row for each name, an arc for each pair, the stronger the thicker; the same in words."""

import re
import xml.etree.ElementTree as ET

from core.arcs import ROW, THICKEST, THINNEST, arcs


def drawn(joined, names=("One & all", "Two", "Three")):
    return arcs(names, joined, title="Who <with> whom", summary="One and Two: 4", language="en")


def widths(figure):
    return [float(width) for width in re.findall(r'<path [^>]*stroke-width="([\d.]+)"', figure)]


def test_nothing_joined_draws_nothing():
    assert drawn([]) == ""


def test_figure_is_whole_and_tells_its_title_and_words():
    figure = drawn([(0, 1, 4)])
    assert ET.fromstring(figure).tag == "figure"  # noqa: S314 - of our own making
    assert "<title>Who &lt;with&gt; whom</title><desc>One and Two: 4</desc>" in figure
    assert "One &amp; all" in figure
    assert f'height="{3 * ROW}"' in figure


def test_strongest_arc_is_the_thickest_and_drawn_last():
    thin, thick = widths(drawn([(0, 1, 8), (1, 2, 2)]))
    assert thick == THICKEST
    assert thin == round(THINNEST + (THICKEST - THINNEST) / 4, 1)


def test_direction_of_a_pair_does_not_matter():
    assert drawn([(0, 2, 3)]) == drawn([(2, 0, 3)])


def test_names_are_whole_and_long_words_stay_together():
    names = ("Brabantse Ontwikkelingsmaatschappij", "APB Provinciaal Secretariaat Europese Structuurfondsen")
    figure = drawn([(0, 1, 1)], names)
    assert re.findall(r"<text [^>]*>([^<]*)</text>", figure) == [
        "Brabantse",
        "Ontwikkelingsmaatschappij",
        "APB Provinciaal",
        "Secretariaat Europese",
        "Structuurfondsen",
    ]
