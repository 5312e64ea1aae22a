"""The catalogue of the form's fields: where each stands, what it takes, how long it may be, what to write.

A field's key names it everywhere: in addresses of findings, in saves, in the history (projects.form.keys).
Which fields a call shows is said by its deviations from the catalogue (projects.form.uses).

Characters are counted as the server counts them: Unicode code points after line ends became one character.
"""

from calls.states import FINANCED_APART
from projects.form.catalogue import CATALOGUE, FIELDS, fields_of, fields_of_group
from projects.form.field import ROW_GROUPS, Choices, FormField, FullKey, Kind, Use, Words
from projects.form.groups import GROUPS, Group, children_of
from projects.form.keys import find, full_key, part_and_fund, rate_key, row_key
from projects.form.parts.management import CRITERIA, PRINCIPLES
from projects.form.parts.partners import MEMBER_COUNTRIES, STATE_AID_QUESTIONS, WITH_MEMBERS, is_asked_of
from projects.form.sections import PARTS, SECTIONS
from projects.form.uses import DEFAULTS, STANDARD, is_shown, sections_of, uses_from, uses_of

__all__ = [
    "CATALOGUE",
    "CRITERIA",
    "DEFAULTS",
    "FIELDS",
    "FINANCED_APART",
    "GROUPS",
    "MEMBER_COUNTRIES",
    "PARTS",
    "PRINCIPLES",
    "ROW_GROUPS",
    "SECTIONS",
    "STANDARD",
    "STATE_AID_QUESTIONS",
    "WITH_MEMBERS",
    "Choices",
    "FormField",
    "FullKey",
    "Group",
    "Kind",
    "Use",
    "Words",
    "children_of",
    "fields_of",
    "fields_of_group",
    "find",
    "full_key",
    "is_asked_of",
    "is_shown",
    "part_and_fund",
    "rate_key",
    "row_key",
    "sections_of",
    "uses_from",
    "uses_of",
]
