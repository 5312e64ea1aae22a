"""The addresses of programme staff, assessors and the monitoring committee, by kind of work."""

from django.urls import path

from secretariat.urls import assessing, calls, letters, outbox, projects, ranking, setup, staff, tasks
from secretariat.views import inbox

app_name = "secretariat"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    *tasks.urlpatterns,
    *projects.urlpatterns,
    *assessing.urlpatterns,
    *outbox.urlpatterns,
    *ranking.urlpatterns,
    *letters.urlpatterns,
    *staff.urlpatterns,
    *setup.urlpatterns,
    *calls.urlpatterns,
]
