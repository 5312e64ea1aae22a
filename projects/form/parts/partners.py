"""Section B: who each partner is, where, whom to write to, why it takes part, its state-aid self-check."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import YES_NO, Choices, FormField, choice, heading, line, prose
from projects.form.parts import enterprise

MEMBER_COUNTRIES = "partner.member_countries"
# Bodies that have members of their own, of whom the field above is asked.
WITH_MEMBERS = frozenset({"egtc", "cross_border"})
SIZES: Choices = (
    ("micro", _("Micro enterprise (fewer than 10 people)")),
    ("small", _("Small enterprise (fewer than 50 people)")),
    ("medium", _("Medium-sized enterprise (fewer than 250 people)")),
    ("large", _("Larger than that, or not an enterprise")),
)
VAT_RECOVERY: Choices = (("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No")))
_NACE = _("Give a NACE code from the section letter down to the group, such as M72.1.")

_IDENTITY = (
    FormField(
        "partner.abbreviation",
        "partners",
        "line",
        _("Short name"),
        _("The name that tables and charts use for this partner."),
        limit=15,
        required=True,
        default_use="required",
        part="identity",
        is_column=True,
        is_fixed=True,
    ),
    heading(
        "partner.department",
        "partners",
        _("Department"),
        _("The department, unit or division that does the work."),
        limit=250,
        part="identity",
    ),
    choice(
        "partner.legal_form",
        "partners",
        _("Legal status in the programme's list"),
        _("As the programme distinguishes it; it can determine how much money a partner may get."),
        part="identity",
    ),
    FormField(
        MEMBER_COUNTRIES,
        "partners",
        "line",
        _("Countries of its members"),
        _(
            "Of a grouping of territorial cooperation or cross-border legal body: the country of each "
            "member in two letters, such as BE, FR. With members from two of the participating countries "
            "it may be the sole partner."
        ),
        limit=120,
        default_use="optional",
        part="identity",
        is_fixed=True,
        pattern=r"[A-Za-z]{2}([,; ]+[A-Za-z]{2}){0,29}",
        pattern_text=_("Write each country in two letters, with commas between them, such as BE, FR."),
    ),
    choice(
        "partner.size",
        "partners",
        _("Size"),
        _("As in the European definition of small and medium-sized enterprises."),
        choices=SIZES,
        part="identity",
    ),
    FormField(
        "partner.nace",
        "partners",
        "line",
        _("Field of activity (NACE)"),
        _("The code of the economic activity that describes the partner best."),
        limit=10,
        part="identity",
        pattern=r"[A-V]([0-9]{2}(\.[0-9]{1,2})?)?",
        pattern_text=_NACE,
    ),
    FormField(
        "partner.pic",
        "partners",
        "line",
        _("PIC"),
        _("The number of the organisation in the European Commission's participant register, if it has one."),
        limit=9,
        part="identity",
        pattern=r"[0-9]{9}",
        pattern_text=_("A PIC has exactly nine digits."),
    ),
    line(
        "partner.vat",
        "partners",
        _("VAT number"),
        _("With the letters of the country. Write “none” when the organisation has none."),
        limit=50,
        part="identity",
    ),
    choice(
        "partner.vat_recovery",
        "partners",
        _("Can the partner recover VAT for this project?"),
        _("VAT that can be recovered is not an eligible cost."),
        choices=VAT_RECOVERY,
        part="identity",
    ),
    line(
        "partner.other_identifier",
        "partners",
        _("Another number"),
        _("For an organisation that has neither a VAT number nor a company number."),
        limit=50,
        part="identity",
    ),
    heading(
        "partner.other_identifier_description",
        "partners",
        _("What that number is"),
        limit=100,
        part="identity",
    ),
)
_ADDRESS = (
    line("partner.street", "partners", _("Street"), limit=50, part="address"),
    line("partner.house_number", "partners", _("House number"), limit=20, part="address"),
    line("partner.postcode", "partners", _("Postcode"), limit=20, part="address"),
    line("partner.city", "partners", _("Town"), limit=50, part="address"),
    line("partner.homepage", "partners", _("Website"), limit=250, kind="address", part="address"),
    line(
        "partner.department_country",
        "partners",
        _("Country"),
        _("Only when the department is not at the main address."),
        limit=2,
        kind="country",
        part="department",
    ),
    line("partner.department_region", "partners", _("Region"), limit=5, kind="region", part="department"),
    line("partner.department_street", "partners", _("Street"), limit=50, part="department"),
    line("partner.department_house_number", "partners", _("House number"), limit=20, part="department"),
    line("partner.department_postcode", "partners", _("Postcode"), limit=20, part="department"),
    line("partner.department_city", "partners", _("Town"), limit=50, part="department"),
)
_CONTACTS = (
    line("partner.representative_title", "partners", _("Title"), limit=25, part="representative"),
    line("partner.representative_first_name", "partners", _("First name"), limit=50, part="representative"),
    line("partner.representative_last_name", "partners", _("Last name"), limit=50, part="representative"),
    line("partner.contact_title", "partners", _("Title"), limit=25, part="contact"),
    line("partner.contact_first_name", "partners", _("First name"), limit=50, part="contact"),
    line("partner.contact_last_name", "partners", _("Last name"), limit=50, part="contact"),
    line("partner.contact_email", "partners", _("E-mail"), limit=255, kind="email", part="contact"),
    line("partner.contact_phone", "partners", _("Telephone"), limit=25, kind="phone", part="contact"),
)
_MOTIVATION = (
    prose(
        "partner.outside_area",
        "partners",
        _("Why the project needs a partner from outside the programme area"),
        _("Only for a partner outside the area: what it brings that nobody inside can."),
        limit=1000,
        part="motivation",
    ),
    prose(
        "partner.competence",
        "partners",
        _("Competence and experience in the theme"),
        _("What the organisation knows and does that the project needs."),
        limit=3000,
        part="motivation",
    ),
    prose(
        "partner.project_role",
        "partners",
        _("Role in the project"),
        _("What this partner does in the project, and what it will gain from it."),
        limit=3000,
        part="motivation",
    ),
    prose(
        "partner.experience",
        "partners",
        _("Experience with European projects"),
        _("Projects with European or international money, and how they were run."),
        limit=3000,
        part="motivation",
    ),
)
_REASON = _("Why, or why not")
_STATE_AID = (
    choice(
        "partner.state_aid_market",
        "partners",
        _("Does the partner offer goods or services in the project for which there is a market?"),
        choices=YES_NO,
        part="state_aid",
    ),
    prose("partner.state_aid_market_reason", "partners", _REASON, limit=1000, part="state_aid"),
    choice(
        "partner.state_aid_profit",
        "partners",
        _("Could somebody else do this work in the hope of a profit?"),
        choices=YES_NO,
        part="state_aid",
    ),
    prose("partner.state_aid_profit_reason", "partners", _REASON, limit=1000, part="state_aid"),
    choice(
        "partner.state_aid_own",
        "partners",
        _("Does the partner do this work itself, without choosing a provider by public procurement?"),
        choices=YES_NO,
        part="state_aid",
    ),
    prose("partner.state_aid_own_reason", "partners", _REASON, limit=1000, part="state_aid"),
    choice(
        "partner.state_aid_advantage",
        "partners",
        _("Does the partner, or a third party, gain an advantage that it would not have in a normal market?"),
        choices=YES_NO,
        part="state_aid",
    ),
    prose("partner.state_aid_advantage_reason", "partners", _REASON, limit=1000, part="state_aid"),
    FormField(
        "partner.state_aid_activities",
        "partners",
        "activities",
        _("Activities that bring the advantage"),
        _("Those of the work plan to which your answers refer."),
        part="state_aid",
    ),
    choice(
        "partner.state_aid_scheme",
        "partners",
        _("State aid scheme"),
        _("The scheme under which the aid would be allowed, among those of the call."),
        part="state_aid",
    ),
)
FIELDS = (*_IDENTITY, *_ADDRESS, *_CONTACTS, *enterprise.FIELDS, *_MOTIVATION, *_STATE_AID)
# The four questions in their order; the answers lie under these names, the reasons under name + "_reason".
STATE_AID_QUESTIONS = ("state_aid_market", "state_aid_profit", "state_aid_own", "state_aid_advantage")


def is_asked_of(field: FormField, organisation_type: str) -> bool:
    """Whether a field of the partner's page is asked of this type of organisation."""
    return field.key != MEMBER_COUNTRIES or organisation_type in WITH_MEMBERS
