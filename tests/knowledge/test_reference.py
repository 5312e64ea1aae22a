"""Learning platforms come from the file, once, and follow it."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from core.loading.problems import BadFiles
from knowledge.models import Criterion, Platform, Topic
from knowledge.reference import load
from tests.factories.programmes import ProgrammeFactory

FILES = settings.BASE_DIR / "fixtures" / "reference"
pytestmark = pytest.mark.django_db


def test_platform_comes_with_topics_and_criteria():
    ProgrammeFactory(code="IE")
    load(FILES)
    platform = Platform.objects.get()
    assert (platform.pk, str(platform)) == ("IE", "Policy Learning Platform")
    assert [service["code"] for service in platform.services] == [
        "community",
        "good_practices",
        "expert_support",
        "knowledge_hub",
    ]
    assert Topic.objects.filter(group=1).count() == 16
    assert Topic.objects.filter(group=2).count() == 7
    assert list(Criterion.objects.values_list("code", flat=True)) == [
        "relevance",
        "evidence",
        "transfer",
        "clarity",
    ]
    assert not load(FILES).changes_anything


def test_topic_must_be_a_known_objective(tmp_path):
    ProgrammeFactory(code="IE")
    files = Path(shutil.copytree(FILES, tmp_path / "reference"))
    text = (files / "platforms.yaml").read_text()
    (files / "platforms.yaml").write_text(text.replace("RSO5.2", "RSO5.9"))
    with pytest.raises(BadFiles, match=r"RSO5\.9 is not an objective"):
        load(files)
    assert not Platform.objects.exists()
