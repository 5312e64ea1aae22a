"""The addresses of this front door."""

from django.urls import path

from apply.views import (
    budget,
    dashboard,
    documents,
    field,
    guide,
    invitations,
    partners,
    people,
    proposal,
    section,
    start,
    steps,
)

app_name = "apply"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("calls/", start.calls, name="calls"),
    path("calls/<slug:code>/start/", start.start, name="start"),
    path("invitations/<uuid:invitation>/", invitations.invitation, name="invitation"),
    path("<uuid:uid>/", proposal.proposal, name="proposal"),
    path("<uuid:uid>/field/", field.field, name="field"),
    path("<uuid:uid>/guide/", guide.guide, name="guide"),
    path("<uuid:uid>/check/", proposal.check, name="check"),
    path("<uuid:uid>/submit/", steps.submit, name="submit"),
    path("<uuid:uid>/submitted/", steps.submitted, name="submitted"),
    path("<uuid:uid>/withdraw/", steps.withdraw, name="withdraw"),
    path("<uuid:uid>/delete/", steps.delete, name="delete"),
    path("<uuid:uid>/people/", people.people, name="people"),
    path("<uuid:uid>/people/<uuid:person>/level/", people.person_level, name="person_level"),
    path("<uuid:uid>/people/<uuid:person>/remove/", people.person_remove, name="person_remove"),
    path("<uuid:uid>/people/<uuid:person>/replace/", people.person_replace, name="person_replace"),
    path("<uuid:uid>/invitations/<uuid:invitation>/", people.invitation_cancel, name="invitation_cancel"),
    path("<uuid:uid>/versions/<int:number>/", proposal.version, name="version"),
    path("<uuid:uid>/versions/<int:number>/receipt/", documents.receipt, name="receipt"),
    path("<uuid:uid>/versions/<int:number>/receipt/state/", documents.document, name="document"),
    path("<uuid:uid>/partners/add/", partners.partner_find, name="partner_find"),
    path("<uuid:uid>/partners/add/<uuid:organisation>/", partners.partner_join, name="partner_join"),
    path("<uuid:uid>/partners/new/<str:country>/", partners.partner_new, name="partner_new"),
    path("<uuid:uid>/partners/<uuid:partner>/place/", partners.partner_place, name="partner_place"),
    path("<uuid:uid>/partners/<uuid:partner>/facts/", partners.partner_facts, name="partner_facts"),
    path("<uuid:uid>/partners/<uuid:partner>/remove/", partners.partner_remove, name="partner_remove"),
    path("<uuid:uid>/budget/<uuid:partner>/", budget.partner_budget, name="partner_budget"),
    path("<uuid:uid>/budget/<uuid:partner>/figures/", budget.partner_figures, name="partner_figures"),
    path("<uuid:uid>/budget/<uuid:partner>/add/", budget.contribution_add, name="contribution_add"),
    path(
        "<uuid:uid>/contributions/<int:contribution>/remove/",
        budget.contribution_remove,
        name="contribution_remove",
    ),
    path("<uuid:uid>/<slug:section>/", section.section, name="section"),
]
