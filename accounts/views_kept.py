"""Keeping a list as one likes it: saving, changing and forgetting views, choosing the first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import SavedView, User
from core.errors import DomainError, NotAllowed

MOST = 40
NAME_LENGTH = 60


@transaction.atomic
def keep(
    page: str, name: str, *, by: User, query: str, columns: Iterable[str], programme: str = ""
) -> SavedView:
    """Save a list under a name, for the person alone or shared with a programme's staff.

    The caller checks that the person works for `programme`. DomainError: a name that is taken, or too many.
    """
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedView.objects.filter(owner=by, page=page)
    if own.count() >= MOST:
        raise DomainError(_("You have %(count)d saved views. Delete one first.") % {"count": MOST})
    _require_free(own, name, programme)
    view = SavedView.objects.create(
        owner=by,
        programme=programme,
        page=page,
        name=name,
        query=query,
        columns=list(columns),
        position=own.count(),
    )
    trail.record(by.chain, "save view", by=by, new=_facts(view))
    return view


@transaction.atomic
def change(
    view: SavedView,
    *,
    by: User,
    name: str | None = None,
    programme: str | None = None,
    query: str | None = None,
    columns: Iterable[str] | None = None,
) -> SavedView:
    """Rename a view, share it or take it back, or let it show something else. Only its owner may."""
    found = _own(view, by)
    before = _facts(found)
    found.name = found.name if name is None else name
    found.programme = found.programme if programme is None else programme
    found.query = found.query if query is None else query
    found.columns = found.columns if columns is None else list(columns)
    own = SavedView.objects.filter(owner=by, page=found.page).exclude(pk=found.pk)
    _require_free(own, found.name, found.programme)
    found.save()
    trail.record(by.chain, "change view", by=by, old=before, new=_facts(found))
    return found


@transaction.atomic
def forget(view: SavedView, *, by: User) -> None:
    """Delete a view, for everybody who shares it. Only its owner may."""
    found = _own(view, by)
    trail.record(by.chain, "delete view", by=by, old=_facts(found))
    found.delete()


@transaction.atomic
def start_with(page: str, view: SavedView | None, *, by: User) -> None:
    """Choose the view that a page opens with for this person; None for the whole list."""
    chosen = SavedView.default_for.through.objects
    chosen.filter(user=by, savedview__page=page).delete()
    if view is not None:
        chosen.create(user=by, savedview=view)


def _own(view: SavedView, by: User) -> SavedView:
    found = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if found is None:
        raise DomainError(_("This view no longer exists."))
    if found.owner_id != by.pk:
        raise NotAllowed(_("Only the person who saved this view may change it."))
    return found


def _require_free(own: Iterable[SavedView], name: str, programme: str) -> None:
    if any(one.name == name and one.programme == programme for one in own):
        raise DomainError(_("You already have a view with this name. Choose another name."))


def _facts(view: SavedView) -> dict[str, object]:
    return {"name": view.name, "page": view.page, "programme": view.programme, "query": view.query}
