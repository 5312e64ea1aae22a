"""The blank form names all that a call asks for, in each language, and is made once for the same facts."""

import json
from datetime import UTC, datetime

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts import trail
from calls.models import Call
from documents.models import Document
from documents.rendering import to_pdf
from projects.form import FIELDS, STANDARD
from projects.printing import blank, tasks
from tests.factories.calls import CallAnnexFactory, CallFactory, CallFieldFactory, CriterionFactory
from tests.factories.projects import complete_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return complete_call(title={"en": "First call", "nl": "Eerste oproep"})


def plain(call):
    return json.loads(json.dumps(blank.data_of(call), cls=DjangoJSONEncoder))


def html_of(call, language="en"):
    kind = blank.BlankForm()
    data = plain(call)
    with translation.override(language):
        return render_to_string(kind.template, kind.context(data, language))


def labels(call, **more):
    shown = blank.sections(plain(call)["fields"], is_two_step=call.is_two_step)
    return {field.label: field for section in shown for group in section.groups for field in group.fields}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_form_shows_every_field_of_the_standard_with_its_limit(call, language):
    for key, standard in STANDARD.items():
        use = "optional" if standard == "hidden" else standard  # what only some calls ask
        if use != FIELDS[key].default_use:
            CallFieldFactory(call=call, key=key, use=use)
    html = html_of(call, language)
    with translation.override(language):
        for field in FIELDS.values():
            if field.kind != "table":
                assert str(field.label).split("“")[0] in html.replace("&#x27;", "'")


def test_hidden_fields_are_left_out_and_shown_ones_say_whether_they_are_needed(call):
    found = labels(call)
    assert "Theme" in found
    assert found["Theme"].is_required is False
    assert found["Acronym"].is_required is True
    CallFieldFactory(call=call, key="theme", use="hidden")
    assert "Theme" not in labels(call)


def test_two_step_call_says_from_which_step_a_field_is_asked(call):
    call.step1_closes_at = call.opens_at + (call.closes_at - call.opens_at) / 2
    call.save()
    CallFieldFactory(call=call, key="durability", use="required", step=2)
    found = labels(call)
    assert (found["Acronym"].step, found["Durability"].step) == (1, 2)


def test_form_holds_criteria_with_weights_and_annexes(call):
    CriterionFactory(call=call, title={"en": "Relevance"}, weight=3)
    CallAnnexFactory(call=call, title={"en": "Letter of support"}, per_partner=True)
    html = html_of(call)
    assert "Relevance" in html
    assert '<td class="amount">3</td>' in html
    assert "Letter of support" in html
    assert "each partner" in html


def test_form_reads_nothing_but_its_data(call, django_assert_num_queries):
    data = plain(call)
    with django_assert_num_queries(0):
        kind = blank.BlankForm()
        render_to_string(kind.template, kind.context(data, "en"))


def test_form_is_of_the_day_on_which_the_call_was_changed_last(call):
    kind = blank.BlankForm()
    Call.objects.filter(pk=call.pk).update(published_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    call.refresh_from_db()
    assert kind.data_date(plain(call)) == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    with transaction.atomic():
        changed = trail.record(call.chain, "change dates", by=None)
        trail.record(call.chain, "give role", by=None)  # is no change of what the form says
    assert kind.data_date(plain(call)) == changed.at
    assert kind.data_date({}) is None


def test_form_escapes_what_the_call_says(call):
    Call.objects.update(introduction={"en": "<script>x</script>"})
    call.refresh_from_db()
    assert "<script>" not in html_of(call)


def test_task_asks_once_for_announced_calls_only(call):
    CallFactory(state="draft")
    tasks.keep_blank_forms()
    tasks.keep_blank_forms()
    asked = Document.objects.filter(kind="blank_form")
    assert sorted(asked.values_list("subject", "language")) == [
        (f"call:{call.code}", language) for language in ("en", "fr", "nl")
    ]
    Call.objects.filter(pk=call.pk).update(budget=1)
    tasks.keep_blank_forms()
    assert asked.count() == 6


def test_form_is_public_before_anybody_signs_up(call, client):
    blank.request_all(call)
    document = Document.objects.get(language="nl")
    address = reverse("catalogue:call_form", args=[call.code, "nl"])
    page = reverse("catalogue:call", args=[call.code])
    assert client.get(address).status_code == 503
    assert address not in client.get(page).content.decode()
    content = to_pdf(document)
    assert content.startswith(b"%PDF-")
    Document.objects.filter(pk=document.pk).update(state="ready", sha256="0" * 64)
    assert address in client.get(page).content.decode()
    Call.objects.update(state="draft")
    assert client.get(address).status_code == 404
