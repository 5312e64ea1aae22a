"""Who writes for a programme: its secretariat and its editors."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed
from editorial.models import Piece, PieceQuerySet
from programmes.permissions import has_role, programmes_where
from programmes.states import EDITORS


def edits(user: User, programme: str) -> bool:
    """Whether the person writes for the programme with this code."""
    return has_role(user, programme, EDITORS)


def require_editor(user: User, programme: str) -> None:
    """NotAllowed unless the person writes for the programme with this code."""
    if not edits(user, programme):
        raise NotAllowed(_("Only the secretariat and the editors of the programme write its pages."))


def pieces_of(user: User) -> PieceQuerySet:
    """The pieces of all programmes that the person writes for."""
    return Piece.objects.of_programmes(programmes_where(user, EDITORS))
