import pytest

from tests.documents.batches import kinds


@pytest.fixture(autouse=True)
def _things(settings):
    """Things are the only kind of batch, and none is hidden at first."""
    settings.BATCH_KINDS = {"things": "tests.documents.batches.kinds.Things"}
    kinds.HIDDEN.clear()
