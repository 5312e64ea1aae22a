"""Section B: organisations that take part without money of the project."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import FormField, Kind, Words, column, line, prose

_NAME = "associated_organisation"


def _line(attribute: str, label: Words, limit: int, part: str, kind: Kind = "line") -> FormField:
    return line(f"{_NAME}.{attribute}", "associated", label, limit=limit, kind=kind, part=part)


FIELDS = (
    line(
        f"{_NAME}.name",
        "associated",
        _("Name"),
        _("In the language of the organisation itself."),
        limit=250,
        part="identity",
    ),
    _line("name_english", _("Name in English"), 250, "identity"),
    column(
        f"{_NAME}.partner",
        "associated",
        "partner",
        _("Partner that it is associated with"),
        _("This partner answers for the organisation, and pays its travel if need be."),
        part="identity",
    ),
    _line("country", _("Country"), 2, "address", "country"),
    _line("region", _("Region"), 5, "address", "region"),
    _line("street", _("Street"), 50, "address"),
    _line("house_number", _("House number"), 20, "address"),
    _line("postcode", _("Postcode"), 20, "address"),
    _line("city", _("Town"), 50, "address"),
    _line("homepage", _("Website"), 250, "address", "address"),
    _line("representative_title", _("Title"), 25, "representative"),
    _line("representative_first_name", _("First name"), 50, "representative"),
    _line("representative_last_name", _("Last name"), 50, "representative"),
    _line("contact_title", _("Title"), 25, "contact"),
    _line("contact_first_name", _("First name"), 50, "contact"),
    _line("contact_last_name", _("Last name"), 50, "contact"),
    _line("contact_email", _("E-mail"), 255, "contact", "email"),
    _line("contact_phone", _("Telephone"), 25, "contact", "phone"),
    prose(
        f"{_NAME}.description",
        "associated",
        _("Role in the project"),
        _("What the organisation contributes without money, and what it will use."),
        limit=3000,
        part="motivation",
    ),
)
