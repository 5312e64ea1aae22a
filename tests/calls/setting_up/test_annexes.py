"""Annexes that a call asks for, with templates."""

import pytest
from django.core.files.base import ContentFile

from calls import setting_up
from calls.models import CallAnnex
from calls.setting_up import Hurts, Wrong
from calls.states import CallState
from core.texts import Text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def template(text=b"one"):
    return ContentFile(text), "Letter of intent.docx"


def content(annex):
    with CallAnnex.objects.get(pk=annex.pk).template.open() as file:
        return file.read()


def test_annexes_stand_in_their_order_under_keys_of_their_own(call, manager):
    for _time in range(2):
        setting_up.add_annex(call, {"title": Text(nl="Intentieverklaring")}, by=manager, template=template())

    first, second = call.annexes.all()
    assert (first.key, second.key) == ("intentieverklaring", "intentieverklaring-2")
    assert (first.position, second.position) == (0, 1)
    assert first.template_name == "Letter of intent.docx"
    assert content(first) == b"one"


def test_template_is_replaced_and_dropped(call, manager):
    annex = setting_up.add_annex(call, {"title": Text(en="Letter")}, by=manager, template=template())
    old = annex.template.name

    changed = setting_up.change_annex(annex, {"is_required": False}, by=manager, template=template(b"two"))
    assert (changed.is_required, content(changed)) == (False, b"two")
    assert changed.template.name != old
    setting_up.change_annex(annex, {}, by=manager, drop_template=True)

    found = CallAnnex.objects.get(pk=annex.pk)
    assert (bool(found.template), found.template_name) == (False, "")


def test_annex_needs_a_title(call, manager):
    with pytest.raises(Wrong, match="title"):
        setting_up.add_annex(call, {"title": Text()}, by=manager)


def test_published_call_takes_only_optional_annexes(call, manager):
    annex = setting_up.add_annex(call, {"title": Text(en="Letter")}, by=manager)
    call.state = CallState.PUBLISHED
    call.save()

    with pytest.raises(Hurts):
        setting_up.add_annex(call, {"title": Text(en="Another")}, by=manager)
    with pytest.raises(Hurts):
        setting_up.remove_annex(annex, by=manager)
    setting_up.add_annex(call, {"title": Text(en="Another"), "is_required": False}, by=manager)
    assert call.annexes.count() == 2
