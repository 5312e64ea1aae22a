"""The figures of a search: from the kept sums where they hold, else added up once and kept for a while."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import get_language

from publications import editions, finding
from publications.figures import kept, reckoned
from publications.figures.sums import Cut, Dimension, Sums, TooMany
from publications.finding import Query
from publications.models import PublicationQuerySet

KEPT = 24 * 3600  # seconds for which the figures of a search are remembered
WAIT = 60  # seconds in which a page does not try again what took too long
TO_DO, MOST_WAITING = "figures-to-do", 50
EVERYTHING = Query()

Task = tuple[str, str, str]  # what to add up, of which search, in whose language


def totals(query: Query = EVERYTHING) -> Sums:
    """What all that the search finds adds up to, each project once. At most three statements."""
    return cuts(query, [])[None].whole


def cuts(
    query: Query, dimensions: Collection[Dimension], *, edition: str = ""
) -> Mapping[Dimension | None, Cut]:
    """A cut for each dimension, of REGION by country; under None one with the whole only.

    `edition` of the public data spares a statement to whoever knows it. Raises TooMany.
    """
    if kept.holds(query):
        countries = keys_of("", 0) if Dimension.REGION in dimensions else None
        return _cuts(kept.read(query, dimensions, countries), dimensions, None)
    name = "-".join(sorted(dimensions))
    rows, made_at = remembered(
        query, f"cuts-{name}", lambda records: reckoned.add_up(records, dimensions), edition
    )
    return _cuts(rows, dimensions, made_at)


def by_region(query: Query, *, within: str = "", level: int = 0, edition: str = "") -> Cut:
    """The regions of a level in a region (a NUTS code, blank for all); `whole` is that of the region.

    `unknown` is what lies in the region but in no known one of the level. A project with partners in two
    regions counts in both; a partner counts in one. Raises TooMany.
    """
    gap = f"{within}?{level}"
    made_at = None
    if kept.holds(query):
        rows = kept.read(query, [], keys_of(within, level))
    else:
        rows, made_at = remembered(
            query,
            f"region-{within}-{level}",
            lambda records: reckoned.add_up(records, [Dimension.REGION], within=within, level=level),
            edition,
        )
    return _by_region(rows, within, gap, made_at)


def _by_region(rows: kept.Rows, within: str, gap: str, made_at: datetime | None) -> Cut:
    found = {key: sums for dimension, key, sums in rows if dimension == Dimension.REGION}
    everything = next((sums for dimension, _key, sums in rows if dimension == "all"), Sums())
    return Cut(
        Dimension.REGION,
        {key: found[key] for key in sorted(found) if key not in (within, gap)},
        found.get(gap, Sums()),
        found.get(within, Sums()) if within else everything,
        made_at,
    )


def cuts_of(
    records: PublicationQuerySet, dimensions: Collection[Dimension]
) -> Mapping[Dimension | None, Cut]:
    """As `cuts`, of records that no search means; nothing is remembered. Raises TooMany."""
    return _cuts(reckoned.add_up(records, dimensions), dimensions, None)


def regions_of(records: PublicationQuerySet, *, level: int = 0) -> Cut:
    """As `by_region` of all Europe, of records that no search means. Raises TooMany."""
    rows = reckoned.add_up(records, [Dimension.REGION], level=level)
    return _by_region(rows, "", f"?{level}", None)


def remembered(
    query: Query, name: str, add_up: Callable[[PublicationQuerySet], Any], edition: str = ""
) -> tuple[Any, datetime | None]:
    """What `add_up` makes of the records, once for each edition of the public data.

    Where it takes too long the last known answer comes with the moment at which it was made; TooMany where
    there is none. Then a worker is asked to take its time (`later`), and no page tries meanwhile.
    """
    language = get_language() or "en"
    key = f"figures-{name}-{hash_of(query)}-{language if query.text else ''}"
    cache = caches["figures"]
    edition, known = edition or editions.current(), cache.get(key)
    if known and known["edition"] == edition:
        return known["answer"], None
    try:
        if cache.get(f"{key}-waits") == edition and not reckoned.is_patient():
            raise TooMany
        answer = add_up(finding.records(query))
    except TooMany:
        _ask_later(f"{key}-waits", edition, (name, query.as_query_string(), language))
        if known is None:
            raise
        return known["answer"], known["at"]
    cache.set(key, {"edition": edition, "answer": answer, "at": timezone.now()}, KEPT)
    return answer, None


def _ask_later(mark: str, edition: str, task: Task) -> None:
    """Leave it to a worker; one that is lost between two who ask is asked for again after a minute."""
    cache = caches["figures"]
    cache.set(mark, edition, WAIT)
    waiting = cache.get(TO_DO, [])
    if task not in waiting:
        cache.set(TO_DO, [*waiting, task][-MOST_WAITING:], KEPT)


def hash_of(query: Query) -> str:
    """A short word for a search, whatever its order."""
    return hashlib.sha256(replace(query, sort="").as_query_string().encode()).hexdigest()[:32]


def keys_of(within: str, level: int) -> Q:
    """Which kept keys tell of the regions of a level in a region."""
    wanted = Q(key__in=[within, f"{within}?{level}"]) if within else Q(key=f"?{level}")
    of_level = Q(Exact(Length("key"), level + 2))  # an index knows it
    return wanted | (of_level & Q(key__startswith=within, key__regex="^[^?]*$"))


def _cuts(
    rows: kept.Rows, dimensions: Collection[Dimension], made_at: datetime | None
) -> Mapping[Dimension | None, Cut]:
    whole = next((sums for dimension, _key, sums in rows if dimension == "all"), Sums())
    found: dict[Dimension | None, Cut] = {None: Cut(Dimension.PROGRAMME, whole=whole, made_at=made_at)}
    for one in dimensions:
        own = {key: sums for dimension, key, sums in rows if dimension == one}
        unknown = own.pop("?0" if one is Dimension.REGION else "", Sums())
        found[one] = Cut(one, dict(sorted(own.items())), unknown, whole, made_at)
    return found
