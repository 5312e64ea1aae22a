"""Cards of records as HTML, drawn once for each version of a record and kept in the database.

A card names the versions of the rows that it was drawn from, as PostgreSQL knows them (xmin and ctid): it is
used only while these are the rows that are there. So nothing need be dropped, and no card is out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models import CharField
from django.db.models.expressions import RawSQL
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from core.planned import Planned
from core.release import release
from publications.models import Publication

VERSION = "row_version"
KEPT = 600_000  # cards; the longest kept go first

_FIND = """
    SELECT card.publication_id, card.html FROM publications_fragment card
    JOIN publications_publication record ON record.id = card.publication_id
    JOIN programmes_programmeperiod edition ON edition.code = record.programme_period_id
    JOIN programmes_programme programme ON programme.code = edition.programme_id
    WHERE card.publication_id = ANY($1) AND card.language = $2 AND card.release = $3
        AND card.version = concat_ws(' ', record.xmin, record.ctid, edition.xmin, edition.ctid,
            programme.xmin, programme.ctid)
"""
_FOUND = Planned("record_cards", _FIND, "bigint[]", "text", "text")
_VERSION = """(
    SELECT concat_ws(' ', publications_publication.xmin, publications_publication.ctid,
        edition.xmin, edition.ctid, programme.xmin, programme.ctid)
    FROM programmes_programmeperiod edition
    JOIN programmes_programme programme ON programme.code = edition.programme_id
    WHERE edition.code = publications_publication.programme_period_id
)"""
_KEEP = """
    INSERT INTO publications_fragment (publication_id, language, release, version, html)
    SELECT made.key, %s, %s, made.version, made.html
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS made(key, version, html)
    JOIN publications_publication record ON record.id = made.key
    ON CONFLICT (publication_id, language)
    DO UPDATE SET release = excluded.release, version = excluded.version, html = excluded.html
"""


def cards(keys: Sequence[int], language: str) -> dict[int, SafeString]:
    """The cards of these records for a reader of `language`; one statement, three when some must be drawn.

    A record that is gone has none.
    """
    rows = _FOUND.rows(list(keys), language, release())
    found = {int(key): mark_safe(html) for key, html in rows}  # noqa: S308 - drawn by us
    missing = [key for key in keys if key not in found]
    return {**found, **_drawn(missing, language)} if missing else found


def prune() -> int:
    """Forget the cards that were kept the longest, beyond `KEPT`; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM publications_fragment WHERE id < (SELECT max(id) FROM publications_fragment) - %s",
            [KEPT],
        )
        return int(cursor.rowcount)


def _drawn(keys: Sequence[int], language: str) -> dict[int, SafeString]:
    version = RawSQL(_VERSION, [], output_field=CharField())  # noqa: S611 - a constant
    rows = list(Publication.objects.filter(pk__in=keys).for_cards().annotate(**{VERSION: version}))
    made = {row.pk: _renderer()(row, language) for row in rows}
    versions = [str(getattr(row, VERSION)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP, [language, release(), list(made), versions, [str(html) for html in made.values()]]
        )
    return made


@cache
def _renderer() -> Callable[[Publication, str], SafeString]:
    return import_string(settings.CARD_RENDERER)  # type: ignore[no-any-return]
