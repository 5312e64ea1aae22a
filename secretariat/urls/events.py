"""Addresses of events, and the issues of newsletters."""

from django.urls import URLPattern, path

from secretariat.views.events import events, guest_papers, guests, issues, sending

urlpatterns: list[URLPattern] = [
    path("events/", events.events, name="events"),
    path("events/new/<str:code>/", events.event_new, name="event_new"),
    path("events/<uuid:uid>/", events.event, name="event"),
    path("events/<uuid:uid>/edit/", events.event_edit, name="event_edit"),
    path("events/<uuid:uid>/publish/", events.event_publish, name="event_publish"),
    path("events/<uuid:uid>/call-off/", events.event_call_off, name="event_call_off"),
    path("events/<uuid:uid>/guests/", guests.event_guests, name="event_guests"),
    path("events/<uuid:uid>/guests/pdf/", guest_papers.event_guest_list, name="event_guest_list"),
    path(
        "events/<uuid:uid>/guests/pdf/state/",
        guest_papers.event_guest_list_state,
        name="event_guest_list_state",
    ),
    path(
        "events/<uuid:uid>/guests/pdf/file/", guest_papers.event_guest_list_file, name="event_guest_list_file"
    ),
    path("events/<uuid:uid>/guests/export.<slug:form>", guests.event_export, name="event_export"),
    path("events/<uuid:uid>/guests/<uuid:guest>/tick/", guests.event_tick, name="event_tick"),
    path("events/<uuid:uid>/guests/<uuid:guest>/strike/", guests.event_strike, name="event_strike"),
    path("issues/", issues.issues, name="issues"),
    path("issues/new/<str:code>/", issues.issue_new, name="issue_new"),
    path("issues/<uuid:uid>/", issues.issue, name="issue"),
    path("issues/<uuid:uid>/edit/", issues.issue_edit, name="issue_edit"),
    path("issues/<uuid:uid>/items/", issues.issue_item, name="issue_item"),
    path("issues/<uuid:uid>/mail-<slug:language>.<slug:form>", issues.issue_mail, name="issue_mail"),
    path("issues/<uuid:uid>/test/", issues.issue_test, name="issue_test"),
    path("issues/<uuid:uid>/steps/<slug:step>/", issues.issue_step, name="issue_step"),
    path("issues/<uuid:uid>/send/", sending.issue_send, name="issue_send"),
    path("issues/<uuid:uid>/progress/", sending.issue_progress, name="issue_progress"),
    path("issues/<uuid:uid>/switch/", sending.issue_switch, name="issue_switch"),
    path("issues/<uuid:uid>/settle/", sending.issue_settle, name="issue_settle"),
]
