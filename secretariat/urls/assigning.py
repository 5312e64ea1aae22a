"""Who assesses what."""

from django.urls import path

from secretariat.views import assigning, queue

urlpatterns = [
    path("calls/<slug:code>/assignments/", assigning.assignments, name="assignments"),
    path("calls/<slug:code>/assignments/propose/", assigning.propose_assignments, name="propose_assignments"),
    path("projects/<uuid:uid>/assign/", assigning.assign, name="assign"),
    path("freed-places/<int:pk>/settle/", assigning.settle_place, name="settle_place"),
    path("expertise/<slug:programme>/<uuid:person>/", assigning.expertise_of, name="expertise"),
    path("assessments/next/", queue.next_assessment, name="next_assessment"),
    path("assessments/<int:pk>/skip/", queue.skip_assessment, name="skip_assessment"),
    path("assessments/<int:pk>/leave/", queue.leave_assessment, name="leave_assessment"),
]
