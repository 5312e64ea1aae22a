"""The settings of the probe with batches of things, and beat at a quick pace, for workers of the tests."""

import os

from tests.documents.settings import *  # noqa: F403
from tests.documents.settings import CELERY_BROKER_TRANSPORT_OPTIONS

BATCH_KINDS = {"things": "tests.documents.batches.kinds.Things"}
CELERY_BROKER_TRANSPORT_OPTIONS |= {"global_keyprefix": os.environ.get("PROBE_PREFIX", "")}
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"{name}.tasks.sweep", "schedule": 1.0} for name in ("documents", "documents.batches")
}
