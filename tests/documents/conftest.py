import copy
from pathlib import Path

import pytest
from django.conf import settings as configured

from tests.documents.kinds import Probe

PROBE_TEMPLATES = copy.deepcopy(configured.TEMPLATES)
PROBE_TEMPLATES[0]["DIRS"] = [*PROBE_TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]


@pytest.fixture(autouse=True)
def _probe(settings, tmp_path):
    """The probe is the only kind, and each test has a storage of its own."""
    settings.DOCUMENT_KINDS = {"probe": "tests.documents.kinds.Probe"}
    settings.DOCUMENT_RENDERER = "tests.documents.kinds.plain"
    settings.TEMPLATES = PROBE_TEMPLATES
    settings.MEDIA_ROOT = tmp_path / "files"
    Probe.present.clear()
