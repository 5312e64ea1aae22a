"""The addresses of programme staff, assessors and the monitoring committee."""

from django.urls import path

from secretariat.call_urls import call_urls
from secretariat.views import (
    annexes,
    assessments,
    assessors,
    decisions,
    inbox,
    outbox,
    printing,
    projects,
    screening,
    setup,
    setup_area,
    setup_import,
    setup_items,
    setup_strategies,
    staff,
)

app_name = "secretariat"

project_urls = [
    path("projects/<uuid:uid>/", projects.project, name="project"),
    path("projects/<uuid:uid>/screening/", screening.screening, name="screening"),
    path("projects/<uuid:uid>/assessments/", assessments.assessments, name="assessments"),
    path("projects/<uuid:uid>/decision/", decisions.decision, name="decision"),
    path("projects/<uuid:uid>/steps/<slug:key>/", projects.step, name="step"),
    path("projects/<uuid:uid>/publish/", projects.publish, name="publish"),
    path("projects/<uuid:uid>/versions/<int:number>/form/", printing.form, name="form"),
    path("projects/<uuid:uid>/versions/<int:number>/form/state/", printing.form_state, name="form_state"),
    path("projects/<uuid:uid>/versions/<int:number>/form/file/", printing.form_file, name="form_file"),
    path("projects/<uuid:uid>/compare/", printing.compare, name="compare"),
    path("projects/<uuid:uid>/compare/state/", printing.compare_state, name="compare_state"),
    path("projects/<uuid:uid>/compare/file/", printing.compare_file, name="compare_file"),
    path("projects/<uuid:uid>/versions/<int:number>/annexes/", annexes.annexes, name="annexes"),
    path(
        "projects/<uuid:uid>/versions/<int:number>/annexes.zip", annexes.annex_archive, name="annex_archive"
    ),
    path(
        "projects/<uuid:uid>/versions/<int:number>/annexes/<uuid:file>/",
        annexes.annex_file,
        name="annex_file",
    ),
]
assessor_urls = [
    path("assessments/", assessments.my_assessments, name="my_assessments"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/annexes/", annexes.assessed_annexes, name="assessed_annexes"),
    path("assessments/<int:pk>/annexes.zip", annexes.assessed_archive, name="assessed_archive"),
    path("assessments/<int:pk>/annexes/<uuid:file>/", annexes.assessed_file, name="assessed_file"),
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
setup_urls = [
    path("setup/", setup.setup, name="setup"),
    path("setup/<slug:code>/", setup.setup_edition, name="setup_edition"),
    path("setup/<slug:code>/basics/", setup_items.setup_basics, name="setup_basics"),
    path("setup/<slug:code>/texts/", setup.setup_texts, name="setup_texts"),
    path("setup/<slug:code>/history/", setup.setup_history, name="setup_history"),
    path("setup/<slug:code>/area/", setup_area.setup_area, name="setup_area"),
    path("setup/<slug:code>/area/<slug:country>/", setup_area.setup_country, name="setup_country"),
    path("setup/<slug:code>/strategies/choose/", setup_strategies.setup_strategies, name="setup_strategies"),
    path("setup/<slug:code>/indicators/import/", setup_import.setup_import, name="setup_import"),
    path("setup/<slug:code>/indicators/export/", setup_import.setup_export, name="setup_export"),
    path("setup/<slug:code>/<slug:key>/", setup_items.setup_part, name="setup_part"),
    path("setup/<slug:code>/<slug:key>/new/", setup_items.setup_new, name="setup_new"),
    path("setup/<slug:code>/<slug:key>/<int:pk>/", setup_items.setup_item, name="setup_item"),
    path("setup/<slug:code>/<slug:key>/<int:pk>/<slug:act>/", setup_items.setup_act, name="setup_act"),
]

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    *project_urls,
    *assessor_urls,
    *outbox_urls,
    *staff_urls,
    *setup_urls,
    *call_urls,
]
