"""Whatever is posted, a save stores it, or says in words why not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError
from projects import fields
from projects.form import FIELDS
from tests.factories.projects import complete_project

pytestmark = pytest.mark.django_db

MEAN = [
    "",
    "\x00",
    "\ud800",
    "é" * 5001,
    "x" * 6000,
    "1e308",
    "NaN",
    "-0",
    "9" * 500,
    "=1+1",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "%(name)s %s {0}",
    "<script>alert(1)</script>",
    "\u202eevil\u200b",
    "٣",
    "½",
]
texts = st.sampled_from(MEAN) | st.text(max_size=30)


@pytest.fixture
def project():
    return complete_project()


def keys_of(project):
    """Real keys, keys with a real row and a strange end, and any text at all."""
    real = sorted(fields.tokens(project))
    uid = project.partnerships.first().uid
    strange = st.builds(
        "{}.{}.{}".format, st.sampled_from(["partner", "budget", "rate", "contribution"]), texts, texts
    )
    bent = st.builds("{}.{}.{}".format, st.sampled_from(["partner", "budget", "rate"]), st.just(uid), texts)
    return st.one_of(st.sampled_from(real), st.sampled_from(sorted(FIELDS)), strange, bent, texts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_save_is_stored_or_refused_in_words(project, data):
    key = data.draw(keys_of(project))
    value, base, language = data.draw(texts), data.draw(texts), data.draw(texts | st.just("nl"))
    current = fields.tokens(project).get(key)
    base = data.draw(st.sampled_from([base, current.token if current else "0"]))
    try:
        saved = fields.save(project, key, value, base=base, by=project.created_by, language=language)
    except DomainError as refusal:
        said = str(refusal.text)
    else:
        said = saved.token
        full = f"{saved.key}.{saved.language}" if saved.language and "." not in key else key
        assert fields.tokens(project)[full] == (saved.value, saved.token)
    assert said


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_posted_as_a_whole_answers_for_each_field(project, data):
    posted = data.draw(st.dictionaries(keys_of(project), st.tuples(texts, texts), max_size=8))
    outcomes = fields.save_section(project, posted, by=project.created_by)
    assert list(outcomes) == list(posted)
    assert all(isinstance(each, fields.Saved) or str(each.text) for each in outcomes.values())
