"""What programmes offer in the demo calls."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from core.errors import DomainError
from core.loading.problems import BadFiles
from programmes import reference
from programmes.demo_setup import load_set_up
from programmes.models import (
    LegalStatusOption,
    LumpSum,
    ProgrammeIndicator,
    ProgrammePeriod,
    StateAidScheme,
    Strategy,
    UnitCost,
)

pytestmark = pytest.mark.django_db
DEMO = Path(project.BASE_DIR) / "fixtures" / "demo"
MODELS = (LegalStatusOption, LumpSum, ProgrammeIndicator, StateAidScheme, Strategy, UnitCost)


@pytest.fixture
def reference_data():
    reference.load(Path(project.BASE_DIR) / "fixtures" / "reference")


def test_every_row_is_marked_as_demo(reference_data):
    load_set_up(DEMO)
    for model in MODELS:
        assert model.objects.exists()
        assert not model.objects.filter(is_demo=False).exists()


def test_outputs_lead_to_results_of_their_own_objective(reference_data):
    load_set_up(DEMO)
    output = ProgrammeIndicator.objects.get(programme_period="FWVL-VI", identifier="1.1-O1")
    assert output.common_id == "RCO84"
    assert output.unit == output.common.unit
    assert [result.identifier for result in output.results.all()] == ["1.1-R1"]
    for one in ProgrammeIndicator.objects.prefetch_related("results"):
        assert {result.objective_id for result in one.results.all()} <= {one.objective_id}


def test_loading_again_changes_nothing(reference_data):
    load_set_up(DEMO)
    assert not load_set_up(DEMO).changes_anything


def test_edition_kept_in_the_portal_is_left_alone(reference_data):
    load_set_up(DEMO)
    ProgrammePeriod.objects.filter(code="IE-VI").update(set_up_since=timezone.now())
    LumpSum.objects.filter(programme_period="IE-VI").delete()
    assert not load_set_up(DEMO).changes_anything
    assert not LumpSum.objects.filter(programme_period="IE-VI").exists()


def test_wrong_file_changes_nothing_and_says_where(reference_data, tmp_path):
    copy = Path(shutil.copytree(DEMO, tmp_path / "demo")) / "setup.yaml"
    text = copy.read_text(encoding="utf-8").replace(
        "categories: [external, travel]", "categories: [gifts]", 1
    )
    copy.write_text(text, encoding="utf-8")
    with pytest.raises(BadFiles, match="edition FWVL-VI > lump_sums"):
        load_set_up(copy.parent)
    assert not Strategy.objects.exists()


def test_loading_needs_the_demo_setting(reference_data, settings):
    settings.DEMO = False
    with pytest.raises(DomainError, match="DEMO"):
        load_set_up(DEMO)
