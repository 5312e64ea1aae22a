"""The test settings with the probe kind, for worker processes that the tests start."""

import os
from pathlib import Path

from interreg_portal.settings.test import *  # noqa: F403
from interreg_portal.settings.test import TEMPLATES

DOCUMENT_KINDS = {"probe": "tests.documents.kinds.Probe"}
DOCUMENT_RENDERER = "tests.documents.kinds.plain"
TEMPLATES[0]["DIRS"] += [Path(__file__).parent / "templates"]
MEDIA_ROOT = Path(os.environ["PROBE_FILES"]) if "PROBE_FILES" in os.environ else None
CELERY_TASK_ALWAYS_EAGER = False
