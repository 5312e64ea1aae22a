import shutil
from pathlib import Path

import pytest

from tests.programmes.reference_files import FILES


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    return Path(shutil.copytree(FILES, tmp_path / "reference"))
