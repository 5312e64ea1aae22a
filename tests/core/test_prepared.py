"""A query whose SQL is worked out once gives what the query itself gives."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from core.prepared import Prepared
from projects.models import Collaborator, Project
from tests.factories.projects import CollaboratorFactory

pytestmark = pytest.mark.django_db


def build(user, uid):
    return (
        Collaborator.objects.filter(user_id=user, project__uid=uid, user__is_active=True)
        .select_related("project__call", "partnership")
        .order_by("pk")
    )


@pytest.fixture
def query():
    return Prepared(build, user=-1, uid=uuid.UUID(int=1))


def test_rows_are_those_of_the_plain_query_with_what_they_bring(query, django_assert_num_queries):
    one, two = CollaboratorFactory(), CollaboratorFactory()
    for each in (one, two, one):
        with django_assert_num_queries(1):
            (found,) = query.rows(user=each.user_id, uid=each.project.uid)
            assert (found, found.project, found.project.call) == (each, each.project, each.project.call)
    assert query.rows(user=one.user_id, uid=two.project.uid) == []


def test_rows_of_one_answer_are_not_those_of_the_next(query):
    one = CollaboratorFactory()
    (first,) = query.rows(user=one.user_id, uid=one.project.uid)
    first.project.acronym = "CHANGED"
    (second,) = query.rows(user=one.user_id, uid=one.project.uid)
    assert second.project.acronym == one.project.acronym


def test_answer_makes_the_rows_of_the_query_again_and_again(query, django_assert_num_queries):
    one = CollaboratorFactory()
    with django_assert_num_queries(1):
        answer = query.answer(user=one.user_id, uid=one.project.uid)
        for _time in range(2):
            (found,) = query.made_of(answer)
            assert (found, found.project, found.project.call) == (one, one.project, one.project.call)
    assert query.made_of([]) == []


def test_equal_answers_come_of_equal_rows_only(query):
    one = CollaboratorFactory()
    asked = {"user": one.user_id, "uid": one.project.uid}
    first = query.answer(**asked)
    assert query.answer(**asked) == first
    Project.objects.filter(pk=one.project_id).update(acronym="OTHER")
    assert query.answer(**asked) != first


def test_stand_in_that_is_no_parameter_is_told_at_once():
    with pytest.raises(ValueError, match="not a plain parameter of the query: other"):
        Prepared(lambda user, other: User.objects.filter(pk=user), user=-1, other=-2).rows(user=1, other=2)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(query):
    one = CollaboratorFactory()
    query.rows(user=one.user_id, uid=one.project.uid)

    def ask(_turn):
        try:
            return [each.pk for each in query.rows(user=one.user_id, uid=one.project.uid)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(12))) == [[one.pk]] * 12
