"""Addresses of events, and the issues of newsletters."""

from django.urls import URLPattern, path

from catalogue.views.events import issues, pages, registering

urlpatterns: list[URLPattern] = [
    path("events/", pages.events, name="events"),
    path("events.ics", pages.events_calendar, name="events_calendar"),
    path("events/registration/asked/", registering.event_asked, name="event_asked"),
    path("events/registration/confirm/<str:token>/", registering.event_confirm, name="event_confirm"),
    path("events/registration/cancel/<str:token>/", registering.event_cancel, name="event_cancel"),
    path("events/<slug:slug>/", pages.event, name="event"),
    path("events/<slug:slug>.ics", pages.event_calendar, name="event_calendar"),
    path("events/<slug:slug>/register/", registering.event_register, name="event_register"),
    path("events/<slug:slug>/register/mine/", registering.event_register_mine, name="event_register_mine"),
    path("newsletter/<slug:slug>/", issues.issues, name="issues"),
    path("newsletter/<slug:slug>/<int:number>/", issues.issue, name="issue"),
]
