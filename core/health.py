"""Whether the portal lives, and whether it can work: for load balancers and container engines."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import anyone
from core.queue import Breaker


@anyone
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nobody else."""
    return JsonResponse({"status": "ok"})


@anyone
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Requests may be sent here: 200 when the database is there and migrated, else 503.

    A queue that is away is told as "degraded" and does not fail: pages serve, and jobs wait in the database.
    """
    database, queue = database_state(), queue_state()
    ready = database == "ok"
    status = "unavailable" if not ready else "ok" if queue == "ok" else "degraded"
    return JsonResponse(
        {"status": status, "database": database, "queue": queue}, status=200 if ready else 503
    )


def database_state() -> str:
    """ "ok", "away", or "migrations missing"."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured):
        return "away"
    return "migrations missing" if plan else "ok"


def queue_state(url: str = "") -> str:
    """Says "ok" or "away"; gives up after half a second, so that a health check is never late for it."""
    return "ok" if Breaker(url or settings.REDIS_URL).is_there() else "away"
