"""The addresses of programme staff, assessors and the monitoring committee, by kind of work."""

from secretariat.urls import (
    appeals,
    assessing,
    assigning,
    bulk,
    calls,
    committee,
    contracts,
    corrections,
    inbox,
    interests,
    letters,
    outbox,
    projects,
    ranking,
    scoring,
    setup,
    staff,
    talk,
    tasks,
)

app_name = "secretariat"

urlpatterns = [
    *inbox.urlpatterns,
    *tasks.urlpatterns,
    *bulk.urlpatterns,
    *projects.urlpatterns,
    *assessing.urlpatterns,
    *assigning.urlpatterns,
    *interests.urlpatterns,
    *corrections.urlpatterns,
    *outbox.urlpatterns,
    *ranking.urlpatterns,
    *scoring.urlpatterns,
    *letters.urlpatterns,
    *talk.urlpatterns,
    *appeals.urlpatterns,
    *committee.urlpatterns,
    *contracts.urlpatterns,
    *staff.urlpatterns,
    *setup.urlpatterns,
    *calls.urlpatterns,
]
