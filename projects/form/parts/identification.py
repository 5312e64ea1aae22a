"""Section A: what the project is called, its objective, its dates, its summary."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import FormField

FIELDS = (
    FormField(
        "acronym",
        "identification",
        "line",
        _("Acronym"),
        _("A short name by which everybody will know the project."),
        limit=25,
        required=True,
        default_use="required",
        is_column=True,
        is_fixed=True,
    ),
    FormField(
        "title",
        "identification",
        "line",
        _("Title"),
        _("What the project does, in one line that a citizen understands."),
        limit=250,
        required=True,
        multilingual=True,
        default_use="required",
        is_fixed=True,
    ),
    FormField(
        "objective",
        "identification",
        "choice",
        _("Specific objective"),
        _("The objective of the programme to which the project contributes most."),
        required=True,
        default_use="required",
        is_column=True,
        is_fixed=True,
    ),
    FormField(
        "theme",
        "identification",
        "choice",
        _("Theme"),
        _("The theme under which people will look for the project."),
        default_use="optional",
        is_column=True,
    ),
    FormField(
        "call_theme",
        "identification",
        "choice",
        _("Theme of the call"),
        _("The one theme of the call under which the proposal is submitted."),
    ),
    FormField(
        "start_date",
        "identification",
        "date",
        _("Start"),
        _("The first day of the project."),
        required=True,
        default_use="required",
        is_column=True,
        is_fixed=True,
    ),
    FormField(
        "end_date",
        "identification",
        "date",
        _("End"),
        _("The last day of the project; all work and payments fall before it."),
        required=True,
        default_use="required",
        is_column=True,
        is_fixed=True,
    ),
    FormField(
        "summary",
        "summary",
        "text",
        _("Summary"),
        _("The challenge, what you will do about it together, for whom, and what will have changed."),
        limit=5000,
        required=True,
        multilingual=True,
        default_use="required",
    ),
)
