"""The demo world's news: public, marked as demo, and never twice."""

import pytest
from django.conf import settings

from editorial import demo
from editorial.models import Piece
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_demo_pieces_are_loaded_once_and_marked() -> None:
    for code in ("VLNED", "FWVL", "IE"):
        ProgrammeFactory(code=code)
    reports = [demo.load(settings.BASE_DIR / "fixtures" / "demo") for _ in range(2)]
    assert [report.changes_anything for report in reports] == [True, False]
    assert Piece.objects.published().count() == Piece.objects.filter(is_demo=True).count() == 5
