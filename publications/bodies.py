"""Bodies of project pages, drawn at first use and kept in the database for as long as they are true.

A body names the versions of all rows that it was drawn from, as PostgreSQL knows them (xmin and ctid). They
are compared only when something public changed since the body was last found true (publications.editions);
then the related projects are looked up anew too, which depend on all other records.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from core.planned import Planned
from core.release import release

KEPT = 150_000  # bodies; the longest kept go first
SHOWN_VERSIONS = 11  # of a record, newest first


def _rows(names: str) -> str:
    return ", ".join(f"{name}.xmin, {name}.ctid" for name in names.split())


# Every row that a page shows something of. Documents and versions are those that the page can name.
_VERSION = f"""md5(concat_ws(' ', {_rows("record")},
    (SELECT concat_ws(' ', {_rows("edition programme")}) FROM programmes_programmeperiod edition
        JOIN programmes_programme programme ON programme.code = edition.programme_id
        WHERE edition.code = record.programme_period_id),
    (SELECT concat_ws(' ', {_rows("objective priority")}) FROM programmes_specificobjective objective
        JOIN programmes_priority priority ON priority.id = objective.priority_id
        WHERE objective.id = record.objective_id),
    (SELECT concat_ws(' ', {_rows("priority")}) FROM programmes_priority priority
        WHERE priority.id = record.priority_id),
    (SELECT concat_ws(' ', {_rows("theme")}) FROM programmes_theme theme WHERE theme.id = record.theme_id),
    (SELECT concat_ws(' ', {_rows("fund")}) FROM programmes_fund fund WHERE fund.code = record.fund_id),
    '/', (SELECT string_agg(concat_ws(' ', {_rows("partner organisation region")}), ','
            ORDER BY partner.position)
        FROM publications_publishedpartner partner
        LEFT JOIN publications_organisation organisation ON organisation.id = partner.organisation_id
        LEFT JOIN programmes_region region ON region.code = partner.region
        WHERE partner.publication_id = record.id),
    '/', (SELECT string_agg(concat_ws(' ', {_rows("document")}), ',' ORDER BY document.id)
        FROM documents_document document
        WHERE document.kind = 'funding_summary' AND document.subject = 'publication:' || record.code),
    '/', (SELECT string_agg(concat_ws(' ', {_rows("instrument outcome")}), ','
            ORDER BY instrument.position, outcome.position)
        FROM publications_publishedinstrument instrument
        LEFT JOIN publications_policyoutcome outcome ON outcome.instrument_id = instrument.id
        WHERE instrument.publication_id = record.id),
    '/', (SELECT string_agg(concat_ws(' ', {_rows("contractor")}), ',' ORDER BY contractor.position)
        FROM publications_publishedcontractor contractor WHERE contractor.publication_id = record.id),
    '/', (SELECT string_agg(newest.row, ',') FROM (
        SELECT concat_ws(' ', {_rows("past")}) AS row FROM publications_recordversion past
        WHERE past.code = record.code ORDER BY past.number DESC LIMIT {SHOWN_VERSIONS}) AS newest)
))"""  # noqa: S608 - constants
_FIND = f"""
    SELECT record.id, body.parts, body.related, body.changed_at, body.version, coalesce(body.edition, ''),
        CASE WHEN $4 <> '' AND body.edition = $4 THEN body.version ELSE {_VERSION} END
    FROM publications_publication record
    LEFT JOIN publications_projectbody body ON body.publication_id = record.id AND body.language = $2
        AND body.release = $3 AND body.expires_at > clock_timestamp()
    WHERE record.code = $1
"""  # noqa: S608
_FOUND = Planned("project_body", _FIND, "text", "text", "text", "text")
_KEEP = """
    INSERT INTO publications_projectbody
        (publication_id, language, release, version, edition, parts, related, changed_at, expires_at)
    SELECT record.id, %s, %s, %s, %s, %s, %s, %s, %s FROM publications_publication record WHERE record.id = %s
    ON CONFLICT (publication_id, language) DO UPDATE SET release = excluded.release,
        version = excluded.version, edition = excluded.edition, parts = excluded.parts,
        related = excluded.related, changed_at = excluded.changed_at, expires_at = excluded.expires_at
"""
_CONFIRM = """
    UPDATE publications_projectbody SET edition = %s, related = %s
    WHERE publication_id = %s AND language = %s AND release = %s AND version = %s
"""


@dataclass(frozen=True)
class Body:
    """What a page of a record is put together from: HTML by block, and the related projects."""

    parts: Mapping[str, str]
    related: str
    changed_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Found:
    """A record that is there, its version now, and its body if one is kept and true.

    `is_current` tells whether the related projects of the body are those of this edition.
    """

    publication: int
    version: str
    body: Body | None
    is_current: bool


def find(code: str, language: str, edition: str) -> Found | None:
    """The record of this code for a reader of `language`, in one statement; None when there is none.

    `edition` was read before, or is empty where no edition can be counted on.
    """
    row = _FOUND.row(code, language, release(), edition)
    if row is None:
        return None
    key, parts, related, changed_at, drawn_from, seen_in, version = row
    if parts is None or drawn_from != version:
        return Found(int(key), version, None, False)
    return Found(
        int(key), version, Body(json.loads(parts), related, changed_at), bool(edition) and seen_in == edition
    )


def keep(found: Found, language: str, edition: str, body: Body) -> None:
    """Keep what was drawn after `found` was read: a change since then makes it untrue at once."""
    values = [found.version, edition, json.dumps(body.parts, ensure_ascii=False), body.related]
    times = [body.changed_at, body.expires_at or body.changed_at]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [language, release(), *values, *times, found.publication])


def confirm(found: Found, language: str, edition: str, related: str) -> None:
    """Note that a body is true in this edition too, with the related projects of now."""
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM, [edition, related, found.publication, language, release(), found.version])


def prune() -> int:
    """Forget the bodies that were kept the longest, beyond `KEPT`; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM publications_projectbody WHERE id < "
            "(SELECT max(id) FROM publications_projectbody) - %s",
            [KEPT],
        )
        return int(cursor.rowcount)
