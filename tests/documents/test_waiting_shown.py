"""Who asks for a document of any kind reads how many are made before it."""

import pytest
from django.template.loader import render_to_string

from documents import engine
from documents.models import Document
from documents.pace import Wait
from documents.serving import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    monkeypatch.setattr("documents.queues.enqueue", lambda *args, **limits: None)


@pytest.mark.parametrize("component", ["components/paper.html", "components/paper_state.html"])
def test_a_paper_that_waits_shows_its_place(component):
    engine.request("probe", "thing:1", "nl", {"name": "1"})
    second = engine.request("probe", "thing:2", "nl", {"name": "2"})
    context = paper(second, "Form", "catalogue:portfolio", query="of=x")
    assert context["wait"] == Wait(1, None)
    assert "1 document is before it." in render_to_string(component, context)
    Document.objects.filter(pk=second.pk).update(state="ready", sha256="0" * 64)
    second.refresh_from_db()
    assert "before it" not in render_to_string(component, paper(second, "Form", "catalogue:portfolio"))


def test_what_nobody_asked_for_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert paper(None, "Form", "catalogue:portfolio")["wait"] is None
