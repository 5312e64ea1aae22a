"""How often one network address may ask for data: counted in the database, one statement for each request."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

from publications.models import ReaderCount

_COUNT = """
INSERT INTO publications_readercount AS held (key, span, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET span = EXCLUDED.span,
  count = CASE WHEN held.span = EXCLUDED.span THEN held.count + 1 ELSE 1 END
RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    name: str
    amount: int
    seconds: int


@dataclass(frozen=True)
class Standing:
    """Where an address stands: what is left of its limit, and the seconds until it is whole again."""

    limit: Limit
    used: int
    reset: int

    @property
    def is_over(self) -> bool:
        return self.used > self.limit.amount

    @property
    def left(self) -> int:
        return max(self.limit.amount - self.used, 0)

    def headers(self) -> dict[str, str]:
        """RateLimit fields, and Retry-After when the limit is reached."""
        told = {
            "RateLimit-Limit": str(self.limit.amount),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.reset),
            "RateLimit-Policy": f"{self.limit.amount};w={self.limit.seconds}",
        }
        return {**told, "Retry-After": str(self.reset)} if self.is_over else told


def count(limit: Limit, address: str) -> Standing:
    """Count one request of the address. Exact across all processes; needs nothing but the database."""
    now = time.time()
    span = int(now // limit.seconds) * limit.seconds
    key = salted_hmac(
        "publications.exports.limits", f"{limit.name} {address}", algorithm="sha256"
    ).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, span])
        (used,) = cursor.fetchone()
    return Standing(limit, used, max(int(span + limit.seconds - now), 1))


def forget_old() -> int:
    """Delete the counts of addresses that have not asked for a day; how many."""
    return ReaderCount.objects.filter(span__lt=int(time.time()) - 86_400).delete()[0]
