"""Checks of policy work that hold in every call with its section: phases, owners, links, pilot actions.

How many instruments, stakeholders and months there must be is said by rules of the call.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.dossier import Dossier, EntryRecord, months_of, owner_of
from projects.eligibility.check import Check, eur, failed, passed
from projects.form import GROUPS
from projects.form.parts.policy import ATTACHED, LINKED, OUTSIDE, PARTNER, SWITCH

INSTRUMENT, PILOT = "policy_instrument", "pilot_action"


def checks(dossier: Dossier) -> Iterator[Check]:
    """The two phases first, then instrument by instrument, then what pilot actions cost."""
    if not dossier.call.shows(SWITCH):
        return
    yield from _phases(dossier)
    for instrument in dossier.entries_in(INSTRUMENT):
        yield from _owner(dossier, instrument)
        yield from _programme(dossier, instrument)
    yield from _pilots(dossier)


def _phases(dossier: Dossier) -> Iterator[Check]:
    """Both phases together last as long as the project; nothing to say before all three are known."""
    core, after = months_of(dossier, "core_months"), months_of(dossier, "follow_up_months")
    if core is None or after is None or dossier.duration_months is None:
        return
    title = _("Core phase and follow-up phase")
    said = {"core": core, "after": after, "whole": core + after, "duration": dossier.duration_months}
    if core + after == dossier.duration_months:
        reason = _("%(core)d and %(after)d months add up to the %(duration)d of the project.") % said
        yield passed("phases", title, reason, "core_months")
        return
    advice = _(
        "%(core)d and %(after)d months add up to %(whole)d, and the project lasts %(duration)d. Change a "
        "phase, or the dates of the project."
    )
    yield failed("phases", title, advice % said, "core_months")


def _owner(dossier: Dossier, instrument: EntryRecord) -> Iterator[Check]:
    """A partner that owns it, or the name of another organisation with its letter of support."""
    said, title = dossier.plain(instrument.key("owner_kind")), _title(instrument, _("owner"))
    if said == PARTNER and owner_of(dossier, instrument) is None:
        advice = _("Choose the partner that owns the instrument.")
        yield failed("policy_owner", title, advice, instrument.key("partner"))
    if said != OUTSIDE:
        return
    if not dossier.plain(instrument.key("owner_name")).strip():
        advice = _("Name the organisation that owns the instrument.")
        yield failed("policy_owner", title, advice, instrument.key("owner_name"))
    if dossier.plain(instrument.key("letter")) != ATTACHED:
        advice = _("An owner that is not a partner supports the project in a letter. Attach it, and say so.")
        yield failed("policy_letter", title, advice, instrument.key("letter"))
    elif not dossier.annexes:
        advice = _("There is no file among the annexes yet. Attach the letter of support.")
        yield failed("policy_letter", title, advice, instrument.key("letter"))


def _programme(dossier: Dossier, instrument: EntryRecord) -> Iterator[Check]:
    is_linked = dossier.plain(instrument.key("funds_link")) == LINKED
    if is_linked and not dossier.plain(instrument.key("funds_programme")).strip():
        title = _title(instrument, _("Structural Funds"))
        advice = _("Name the programme that the instrument is part of.")
        yield failed("policy_programme", title, advice, instrument.key("funds_programme"))


def _pilots(dossier: Dossier) -> Iterator[Check]:
    """A pilot action is paid from the budget of its partner: all of one partner together fit into that."""
    pilots = dossier.entries_in(PILOT)
    for partner in dossier.partners:
        own = [one for one in pilots if one.partner == partner.uid]
        cost = sum((one.price for one in own if one.price is not None), start=partner.budget.total * 0)
        if not own:
            continue
        said = {"partner": partner.abbreviation, "cost": eur(cost), "budget": eur(partner.budget.total)}
        title = _("%(partner)s: pilot actions") % said
        where = own[0].key("cost")
        if cost <= partner.budget.total and partner.budget.total > 0:
            reason = _("They cost %(cost)s of a budget of %(budget)s.") % said
            yield passed("pilot_budget", title, reason, where)
            continue
        advice = _(
            "They cost %(cost)s, and the budget of %(partner)s is %(budget)s. Pilot actions are part of the "
            "budget: enter their costs there, or lower them."
        )
        yield failed("pilot_budget", title, advice % said, where)


def _title(instrument: EntryRecord, what: str) -> str:
    names = {"instrument": GROUPS[INSTRUMENT].label, "number": instrument.number, "what": what}
    return _("%(instrument)s %(number)s: %(what)s") % names
