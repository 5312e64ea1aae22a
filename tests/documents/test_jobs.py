"""Jobs that meet a full disk wait for room; other errors end them."""

import errno
from datetime import timedelta

import pytest
from django.utils import timezone

from documents import jobs
from documents.models import Batch, JobState
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def waiting(**facts):
    return Batch.objects.create(owner=UserFactory(), kind="probe", title="Probe", language="en", **facts)


def no_room(job):
    raise OSError(errno.ENOSPC, "No space left on device")


def ready(job):
    return jobs.deliver(job, "probes", "zip", lambda target: target.write(b"whole"))


def test_work_leaves_a_job_waiting_while_the_disk_is_full_and_ends_it_once_there_is_room():
    job = waiting()
    for _ in range(jobs.MOST_ATTEMPTS + 1):
        assert jobs.work(Batch.objects.all(), job.pk, no_room) is False
    job.refresh_from_db()
    assert (job.state, job.attempts, job.claim) == (JobState.WAITING, 0, None)
    Batch.objects.update(touched_at=timezone.now() - jobs.PATIENCE - timedelta(seconds=1))
    assert jobs.left_behind(Batch.objects.all()) == [job.pk]
    assert jobs.work(Batch.objects.all(), job.pk, ready) is True
    job.refresh_from_db()
    assert job.state == JobState.READY


def test_work_gives_up_on_a_disk_that_stays_full_for_a_day():
    job = waiting(asked_at=timezone.now() - timedelta(days=2))
    assert jobs.work(Batch.objects.all(), job.pk, no_room) is False
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_work_ends_a_job_at_any_other_error():
    def wrong(job):
        raise ValueError("ink is out")

    job = waiting()
    assert jobs.work(Batch.objects.all(), job.pk, wrong) is False
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "ValueError: ink is out")
