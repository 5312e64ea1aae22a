"""The addresses of programme staff, assessors and the monitoring committee, by kind of work."""

from secretariat.urls import (======= from django.urls import path  from secretariat.urls import (     assessing, >>>>>>> 33d9914 (Ask for declarations of interests before anything is read, a page of proposals at once, assessing, bulk, calls, inbox, interests, with a register for each call)
    letters,
    outbox,
    projects,
    ranking,
    setup,
    staff,
    tasks,
)
from secretariat.views import inbox

app_name = "secretariat"

urlpatterns = [
    *inbox.urlpatterns,
    *tasks.urlpatterns,
    *bulk.urlpatterns,
    *projects.urlpatterns,
    *assessing.urlpatterns,
    *interests.urlpatterns,
    *outbox.urlpatterns,
    *ranking.urlpatterns,
    *letters.urlpatterns,
    *staff.urlpatterns,
    *setup.urlpatterns,
    *calls.urlpatterns,
]
