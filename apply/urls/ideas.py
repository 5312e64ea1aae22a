"""Addresses of the search for partners."""

from django.urls import URLPattern, path

from apply.views.ideas import cards, contacts, turning

urlpatterns: list[URLPattern] = [
    path("partners/", cards.ideas, name="ideas"),
    path("calls/<slug:code>/partners/new/<slug:kind>/", cards.idea_new, name="idea_new"),
    path("partners/<uuid:uid>/", cards.idea, name="idea"),
    path("partners/<uuid:uid>/edit/", cards.idea_edit, name="idea_edit"),
    path("partners/<uuid:uid>/withdraw/", cards.idea_withdraw, name="idea_withdraw"),
    path("partners/<uuid:uid>/notices/", cards.idea_notices, name="idea_notices"),
    path("partners/<uuid:uid>/draft/", turning.idea_draft, name="idea_draft"),
    path("partners/<uuid:uid>/ask/", contacts.idea_ask, name="idea_ask"),
    path("partners/<uuid:uid>/report/", contacts.idea_report, name="idea_report"),
    path("partners/talks/<uuid:uid>/", contacts.idea_contact, name="idea_contact"),
    path("partners/talks/<uuid:uid>/share/", contacts.idea_share, name="idea_share"),
    path("partners/talks/<uuid:uid>/lead/", contacts.idea_let_lead, name="idea_let_lead"),
    path("partners/talks/<uuid:uid>/close/", contacts.idea_close, name="idea_close"),
]
