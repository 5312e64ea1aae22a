"""One proposal: its page, its steps, what is judged of it."""

from django.urls import path

from secretariat.views import annexes, assessments, decisions, languages, printing, projects, screening

urlpatterns = [
    path("projects/<uuid:uid>/", projects.project, name="project"),
    path("projects/<uuid:uid>/screening/", screening.screening, name="screening"),
    path("projects/<uuid:uid>/assessments/", assessments.assessments, name="assessments"),
    path("projects/<uuid:uid>/decision/", decisions.decision, name="decision"),
    path("projects/<uuid:uid>/steps/<slug:key>/", projects.step, name="step"),
    path("projects/<uuid:uid>/publish/", projects.publish, name="publish"),
    path("projects/<uuid:uid>/versions/<int:number>/form/", printing.form, name="form"),
    path("projects/<uuid:uid>/versions/<int:number>/form/state/", printing.form_state, name="form_state"),
    path("projects/<uuid:uid>/versions/<int:number>/form/file/", printing.form_file, name="form_file"),
    path("projects/<uuid:uid>/languages/", languages.languages, name="languages"),
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
