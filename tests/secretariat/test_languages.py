"""Languages side by side: what the officer sees of a submitted proposal, and blocking in the submission."""

import pytest
from django.urls import reverse

from programmes.states import Role
from projects import lifecycle
from projects.lifecycle.readiness import NotReady
from projects.models import Answer
from tests.factories.assessments import staff_of
from tests.factories.calls import CallRuleFactory
from tests.factories.projects import complete_call, complete_project

pytestmark = pytest.mark.django_db
TERMS = {"allowed": ["nl", "fr"], "share": 60}


def project_with(client, **texts):
    call = complete_call(languages=["nl", "fr"])
    CallRuleFactory(
        call=call, kind="equal_content", parameters=TERMS, severity=texts.pop("severity", "error")
    )
    made = complete_project(call=call)
    for code, text in texts.items():
        Answer.objects.filter(project=made, field="summary", language=code).update(text=text)
    return made


def submitted(client, **texts):
    made = project_with(client, severity="warning", **texts)
    lifecycle.submit(made, by=made.created_by)
    client.force_login(staff_of(made, Role.OFFICER))
    return reverse("secretariat:languages", args=[made.uid])


def test_texts_stand_side_by_side_with_their_lengths(client):
    page = submitted(client, nl="a" * 100, fr="b" * 30)

    shown = client.get(page)
    one = next(one for one in shown.context["comparisons"] if one.key == "summary")
    assert [(side.language, side.letters) for side in one.sides] == [("nl", 100), ("fr", 30)]
    words = shown.content.decode()
    assert 'lang="fr">' + "b" * 30 in words
    assert "Shorter than the rule asks:" in words


def test_only_what_differs_can_be_shown(client):
    page = submitted(client, nl="a" * 100, fr="b" * 30)

    assert {one.key for one in client.get(f"{page}?only=different").context["comparisons"]} == {"summary"}
    assert client.get(f"{page}?only=%F0%9F%92%A9").status_code == 200


def test_the_screening_names_the_text_and_leads_to_the_comparison(client):
    page = submitted(client, nl="a" * 100, fr="b" * 30)
    screening = page.replace("/languages/", "/screening/")
    client.post(screening, {"open": "yes"})

    words = client.get(screening).content.decode()
    assert "Equal content in each language: Summary" in words
    assert "The text in French has 30 letters, which is 30% of the 100 in Dutch" in words
    assert f'href="{page}"' in words


def test_a_blocking_rule_refuses_the_submission(client):
    made = project_with(client, nl="a" * 100, fr="b" * 30)

    with pytest.raises(NotReady):
        lifecycle.submit(made, by=made.created_by)
