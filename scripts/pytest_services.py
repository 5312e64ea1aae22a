"""Gives a test run its own PostgreSQL and Redis, before the settings are read.

Load it early: `python -m pytest -p scripts.pytest_services`. Workers of pytest-xdist inherit the addresses.
"""

from __future__ import annotations

import atexit
import os

import pytest

from scripts import services
from scripts.children import StartError

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    try:
        _services = services.for_tests()
        _services.start()
    except StartError as error:
        pytest.exit(str(error), returncode=3)
    atexit.register(_services.stop)
