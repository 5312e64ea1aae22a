"""The monitoring committee: its set-up, its sessions, and its members' own view."""

from django.urls import path

from secretariat.views import (
    conditions,
    delegations,
    session_agenda,
    session_decisions,
    session_items,
    session_minutes,
    session_papers,
    session_voting,
    sessions,
)

urlpatterns = [
    path("projects/<uuid:uid>/conditions/", conditions.conditions, name="conditions"),
    path("projects/<uuid:uid>/conditions/<int:pk>/", conditions.condition, name="condition"),
    path(
        "projects/<uuid:uid>/conditions/files/<uuid:file>/", conditions.condition_file, name="condition_file"
    ),
    path("committee/", sessions.sessions, name="sessions"),
    path("committee/delegations/<str:code>/", delegations.delegations, name="delegations"),
    path("committee/delegations/<str:code>/new/", delegations.delegation_new, name="delegation_new"),
    path("committee/delegations/<str:code>/<int:pk>/", delegations.delegation, name="delegation"),
    path("committee/delegations/<str:code>/<int:pk>/act/", delegations.delegation_act, name="delegation_act"),
    path("committee/new/<str:code>/", sessions.session_new, name="session_new"),
    path("committee/<uuid:uid>/", sessions.session, name="session"),
    path("committee/<uuid:uid>/edit/", sessions.session_edit, name="session_edit"),
    path("committee/<uuid:uid>/steps/<slug:key>/", sessions.session_step, name="session_step"),
    path("committee/<uuid:uid>/agenda/", session_agenda.session_agenda, name="session_agenda"),
    path("committee/<uuid:uid>/agenda/<int:pk>/", session_agenda.session_order, name="session_order"),
    path("committee/<uuid:uid>/agenda/<int:pk>/text/", session_agenda.session_point, name="session_point"),
    path("committee/<uuid:uid>/attendance/", session_items.session_attendance, name="session_attendance"),
    path("committee/<uuid:uid>/items/<int:pk>/", session_items.session_item, name="session_item"),
    path("committee/<uuid:uid>/decisions/", session_decisions.session_decisions, name="session_decisions"),
    path("committee/<uuid:uid>/vote/", session_voting.session_vote, name="session_vote"),
    path("committee/<uuid:uid>/papers/", session_papers.session_papers, name="session_papers"),
    path(
        "committee/<uuid:uid>/papers/state/",
        session_papers.session_papers_state,
        name="session_papers_state",
    ),
    path("committee/<uuid:uid>/papers/file/", session_papers.session_papers_file, name="session_papers_file"),
    path("committee/<uuid:uid>/minutes/", session_minutes.session_minutes, name="session_minutes"),
    path(
        "committee/<uuid:uid>/minutes/field/",
        session_minutes.session_minutes_field,
        name="session_minutes_field",
    ),
    path(
        "committee/<uuid:uid>/minutes/pdf/", session_minutes.session_minutes_pdf, name="session_minutes_pdf"
    ),
    path(
        "committee/<uuid:uid>/minutes/pdf/state/",
        session_minutes.session_minutes_pdf_state,
        name="session_minutes_pdf_state",
    ),
    path(
        "committee/<uuid:uid>/minutes/pdf/file/",
        session_minutes.session_minutes_pdf_file,
        name="session_minutes_pdf_file",
    ),
]
