"""The talk about a proposal as one person reads it: comments with replies, what is new, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from projects.models import Audience, Comment, CommentRevision, Project
from projects.models.talk import EDITABLE_FOR
from projects.talking import may_edit


@dataclass(frozen=True)
class Entry:
    """One comment as this person sees it."""

    comment: Comment
    is_new: bool
    is_own: bool
    may_edit: bool
    may_discard: bool
    earlier: tuple[CommentRevision, ...]
    replies: tuple[Entry, ...] = ()

    @property
    def editable_until(self) -> datetime | None:
        published = self.comment.published_at
        return published + EDITABLE_FOR if published else None


def thread(project: Project, *, by: User, by_staff: bool, since: datetime | None) -> list[Entry]:
    """The talk in order; a reply stands under the first comment of its line. Two queries."""
    shown = project.comments.for_staff(by) if by_staff else project.comments.for_applicants(by)
    found = list(shown.select_related("author").prefetch_related("revisions").order_by("created_at", "pk"))
    known = {one.pk: one for one in found}
    roots: dict[int, list[Comment]] = {}
    for one in found:
        roots.setdefault(_root(one, known), []).append(one)
    return [
        _entry(known[root], by, since, [_entry(one, by, since) for one in line if one.pk != root])
        for root, line in roots.items()
    ]


def _root(comment: Comment, known: dict[int, Comment]) -> int:
    """The first comment of a line of replies, among those that the person may read."""
    seen = {comment.pk}
    while comment.answers_id in known and comment.answers_id not in seen:
        comment = known[comment.answers_id]
        seen.add(comment.pk)
    return comment.pk


def _entry(comment: Comment, by: User, since: datetime | None, replies: Iterable[Entry] = ()) -> Entry:
    published, is_own = comment.published_at, comment.author_id == by.pk
    return Entry(
        comment=comment,
        is_new=not is_own and published is not None and (since is None or published > since),
        is_own=is_own,
        may_edit=may_edit(comment, by),
        may_discard=is_own and comment.audience == Audience.PRIVATE,
        earlier=tuple(comment.revisions.all()),
        replies=tuple(replies),
    )
