"""Stencils give what their template would, hold nothing of the last reader, and escape what is filled in."""

from uuid import UUID, uuid4

import pytest
from django.template import Context, engines
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import override

from core import stencils
from core.stencils import Outline, mark

BUTTONS = "apply/parts/entry_buttons.html"
FACTS = {"up": True, "down": False, "removable": True}


def plainly(name, /, **context):
    """What the template makes of the same, drawn each time."""
    return engines["django"].engine.get_template(name).render(Context(context))


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_stencil_is_byte_for_byte_what_the_template_makes(language):
    with override(language):
        for whole in ("Activity 1.2 Bridges", 'A <b> & "quotes" and it\'s more', "\u2028 é"):
            uid = uuid4()
            plain = plainly(BUTTONS, **FACTS, uid=uid, whole=whole)
            assert stencils.draw(BUTTONS, FACTS, {"uid": uid, "whole": whole}) == plain


def test_what_is_html_already_is_not_escaped_again():
    drawn = stencils.draw(BUTTONS, FACTS, {"uid": uuid4(), "whole": SafeString("<i>One</i>")})
    assert "<i>One</i>" in drawn


def test_identities_stand_in_addresses():
    project, partner = uuid4(), uuid4()
    facts = dict.fromkeys(("is_own", "is_lead", "is_first", "is_last", "lacks_facts", "may_shape"), True)
    words = dict.fromkeys(("name", "organisation", "place", "position", "before", "after"), "P1")
    for one, other in ((project, partner), (partner, project)):
        drawn = stencils.draw("apply/parts/partner.html", facts, {"project": one, "uid": other, **words})
        assert drawn == plainly("apply/parts/partner.html", **facts, project=one, uid=other, **words)
        assert f"/apply/{one}/partners/{other}/" in drawn


def test_one_fill_is_never_taken_for_the_mark_of_another():
    """A text of people that looks like a mark stays what it is, also an identity that stands in."""
    stand_in = UUID(stencils.STAND_IN.format(1))
    drawn = stencils.draw(BUTTONS, FACTS, {"uid": stand_in, "whole": f"\x001\x00 {stand_in}"})
    assert drawn == plainly(BUTTONS, **FACTS, uid=stand_in, whole=f"\x001\x00 {stand_in}")


def test_facts_and_languages_have_stencils_of_their_own():
    fills = {"uid": uuid4(), "whole": "W"}
    with override("nl"):
        dutch = stencils.draw(BUTTONS, FACTS, fills)
    with override("en"):
        assert stencils.draw(BUTTONS, FACTS, fills) != dutch
        assert "restore" not in dutch
        closed = stencils.draw(BUTTONS, dict.fromkeys(FACTS, False), fills)
    assert "button" not in closed.replace("entry-buttons", "")


def test_fill_of_another_type_and_html_as_a_fact_are_refused():
    with pytest.raises(TypeError, match="int can't be filled in"):
        stencils.draw(BUTTONS, FACTS, {"uid": uuid4(), "whole": 3})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="HTML is no fact"):
        stencils.draw(BUTTONS, {**FACTS, "more": SafeString("<b>")}, {"uid": uuid4(), "whole": ""})


def test_outline_without_holes_is_the_text():
    assert Outline("").filled([]) == ""
    assert Outline("as it is").filled([]) == "as it is"
    assert Outline(f"{mark(1)}{mark(0)}-{mark(1)}").filled(["a", "b"]) == "ba-b"


def test_tag_takes_facts_and_fills():
    template = engines["django"].from_string(
        '{% stencil "apply/parts/entry_buttons.html" up=True down=x removable=False'
        " fill uid=uid whole=whole %}"
    )
    uid = uuid4()
    drawn = template.render({"x": False, "uid": uid, "whole": "<One>"})
    assert drawn == plainly(BUTTONS, up=True, down=False, removable=False, uid=uid, whole="<One>")
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        engines["django"].from_string('{% stencil "a.html" word fill x %}')
