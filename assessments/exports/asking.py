"""Asking for exports, stopping them, and keeping chosen columns as templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.exports.columns import chosen
from assessments.models import Export, ExportKind, ExportTemplate, RowsOf
from core.errors import DomainError, NotAllowed
from core.sheets import Format
from documents import jobs
from programmes.models import Programme
from programmes.permissions import has_role, programmes_where
from programmes.states import TAKES_DATA
from projects.models import ProjectQuerySet

MOST_PROPOSALS = 25_000
MOST_WAITING = 5  # of one person at a time
KEPT_FOR = timedelta(days=14)


@transaction.atomic
def ask_for_table(
    projects: ProjectQuerySet,
    *,
    by: User,
    columns: Iterable[str],
    rows_of: str,
    kind: str,
    key: UUID,
) -> Export:
    """A table of these proposals in their order; a worker makes it. The same `key` gives the same export.

    `projects` are already narrowed to what the person may export. DomainError says what to mend.
    """
    if rows_of not in RowsOf.values or kind not in Format.values:
        raise DomainError(_("Choose what the rows stand for, and a kind of file."))
    keys = [column.key for column in chosen(columns, rows_of)]
    if not keys:
        raise DomainError(_("Choose at least one column."))
    return _ask(
        projects, by, key, MOST_PROPOSALS, kind=ExportKind.TABLE, format=kind, rows_of=rows_of, columns=keys
    )


def _ask(projects: ProjectQuerySet, by: User, key: UUID, most: int, **facts: object) -> Export:
    known = Export.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    if Export.objects.of(by).waiting().count() >= MOST_WAITING:
        raise DomainError(_("Some of your exports are still being made. Wait for them, or stop one."))
    keys = list(projects.values_list("pk", flat=True)[: most + 1])
    if not keys:
        raise DomainError(_("No proposal is selected."))
    if len(keys) > most:
        raise DomainError(_("Choose at most %(most)d proposals at a time.") % {"most": most})
    facts |= {"creation_key": key, "language": get_language() or by.language}
    return Export.objects.create(owner=by, projects=list(dict.fromkeys(keys)), **facts)


def stop(export: Export, *, by: User) -> None:
    """Let an export that is not ready be. Without effect on one that ended."""
    jobs.stop(Export.objects.of(by), export.pk, seen_at=timezone.now())


def put_away(export: Export, *, by: User) -> None:
    """The owner saw that it ended: it leaves the tasks."""
    ended = Export.objects.of(by).filter(pk=export.pk, seen_at__isnull=True, finished_at__isnull=False)
    ended.update(seen_at=timezone.now())


@transaction.atomic
def keep_template(
    name: str, *, by: User, columns: Iterable[str], rows_of: str, programme: Programme | None = None
) -> ExportTemplate:
    """Keep chosen columns under a name; one's own of that name is replaced. With a programme it is shared."""
    name = " ".join(name.split())[:80]
    keys = [column.key for column in chosen(columns, rows_of)]
    if not name or not keys:
        raise DomainError(_("Give the template a name, and choose at least one column."))
    if programme is not None and not has_role(by, programme.code, TAKES_DATA):
        raise NotAllowed(_("You cannot share a template with this programme."))
    try:
        template, _is_new = ExportTemplate.objects.update_or_create(
            owner=by, name=name, defaults={"columns": keys, "rows_of": rows_of, "programme": programme}
        )
    except IntegrityError as error:
        raise DomainError(_("A template with this name was just saved. Choose another name.")) from error
    return template


def drop_template(template: ExportTemplate, *, by: User) -> None:
    """Forget one's own template. NotAllowed for somebody else's."""
    if template.owner_id != by.pk:
        raise NotAllowed(_("Only the person who saved a template may remove it."))
    template.delete()


def templates_for(user: User) -> list[ExportTemplate]:
    """The templates that the person can use, by name."""
    return list(ExportTemplate.objects.usable_by(user, programmes_where(user, TAKES_DATA)))
