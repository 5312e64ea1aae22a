"""The kinds of public pages in words, for whoever reads what readers say of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGE_NAMES: dict[str, Promise] = {
    "home": _("Home"),
    "programmes": _("Programmes"),
    "programme": _("Programme"),
    "edition": _("Period"),
    "priority": _("Priority"),
    "objective": _("Specific objective"),
    "theme": _("Theme"),
    "calls": _("Calls for proposals"),
    "call": _("Call"),
    "events": _("Events"),
    "event": _("Event"),
    "issues": _("Newsletter: all issues"),
    "issue": _("Issue of a newsletter"),
    "projects": _("Find projects"),
    "map": _("Map of the funded projects"),
    "figures": _("Funded projects in figures"),
    "network": _("Who works with whom"),
    "project": _("Project"),
    "organisations": _("Partners"),
    "organisation": _("Partner"),
    "regions": _("Regions"),
    "region": _("Region"),
    "documents": _("Check a document"),
    "data": _("Open data"),
    "data_columns": _("Guide to the columns"),
    "data_api": _("Interface for programs (API)"),
    "about": _("About this site"),
    "reading_figures": _("How to read the figures"),
    "newsletter": _("Newsletter"),
    "accessibility": _("Accessibility statement"),
    "privacy": _("Privacy"),
    "other": _("Other"),
}


def page_name(view: str) -> str:
    """What people call the pages of this public view; its own name in plain words when they have none."""
    known = PAGE_NAMES.get(view)
    return str(known) if known else view.replace("_", " ").capitalize()
