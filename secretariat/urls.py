"""The addresses of programme staff, assessors and the monitoring committee."""

from django.urls import path

from secretariat.views import assessments, assessors, decisions, inbox, outbox, projects, screening, staff

app_name = "secretariat"

project_urls = [
    path("projects/<uuid:uid>/", projects.project, name="project"),
    path("projects/<uuid:uid>/screening/", screening.screening, name="screening"),
    path("projects/<uuid:uid>/assessments/", assessments.assessments, name="assessments"),
    path("projects/<uuid:uid>/decision/", decisions.decision, name="decision"),
    path("projects/<uuid:uid>/steps/<slug:key>/", projects.step, name="step"),
    path("projects/<uuid:uid>/publish/", projects.publish, name="publish"),
]
assessor_urls = [
    path("assessments/", assessments.my_assessments, name="my_assessments"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/dismiss/", assessors.dismiss_assessor, name="dismiss_assessor"),
    path("assessments/<int:pk>/reopen/", assessors.reopen_assessment, name="reopen_assessment"),
]
outbox_urls = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/confirm/", outbox.confirm_messages, name="confirm_messages"),
    path("outbox/<uuid:uid>/", outbox.message, name="message"),
    path("outbox/<uuid:uid>/confirm/", outbox.confirm_message, name="confirm_message"),
    path("outbox/<uuid:uid>/cancel/", outbox.cancel_message, name="cancel_message"),
]
staff_urls = [
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/take/", staff.take_role, name="take_role"),
]

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    *project_urls,
    *assessor_urls,
    *outbox_urls,
    *staff_urls,
]
