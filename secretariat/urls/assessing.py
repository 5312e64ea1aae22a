"""The work of assessors."""

from django.urls import path

from secretariat.views import annexes, assessments, assessors, queue, scoring, sheet_papers

urlpatterns = [
    path("assessments/", queue.my_assessments, name="my_assessments"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/field/", scoring.assessment_field, name="assessment_field"),
    path("assessments/<int:pk>/progress/", scoring.assessment_progress, name="assessment_progress"),
    path("assessments/<int:pk>/finish/", scoring.assessment_finish, name="assessment_finish"),
    path("assessments/<int:pk>/sheet/", sheet_papers.assessment_sheet, name="assessment_sheet"),
    path(
        "assessments/<int:pk>/sheet/state/",
        sheet_papers.assessment_sheet_state,
        name="assessment_sheet_state",
    ),
    path(
        "assessments/<int:pk>/sheet/file/", sheet_papers.assessment_sheet_file, name="assessment_sheet_file"
    ),
    path("assessments/<int:pk>/annexes/", annexes.assessed_annexes, name="assessed_annexes"),
    path("assessments/<int:pk>/annexes.zip", annexes.assessed_archive, name="assessed_archive"),
    path("assessments/<int:pk>/annexes/<uuid:file>/", annexes.assessed_file, name="assessed_file"),
    path("assessments/<int:pk>/dismiss/", assessors.dismiss_assessor, name="dismiss_assessor"),
    path("assessments/<int:pk>/date/", assessors.date_assessment, name="date_assessment"),
    path("assessments/<int:pk>/reassign/", assessors.reassign_assessment, name="reassign_assessment"),
    path("assessments/<int:pk>/reopen/", assessors.reopen_assessment, name="reopen_assessment"),
]
