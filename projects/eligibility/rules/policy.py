"""Rules on policy instruments: one for each region, their link with the Structural Funds, stakeholders.

Each holds where the form of the call has the section; elsewhere it says that it has nothing to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.rules import Terms
from projects.dossier import Dossier, EntryRecord, months_of, policy_region
from projects.eligibility.check import words
from projects.eligibility.rules.judgement import Judgement, is_within
from projects.form.parts.policy import LINKED, SWITCH

Judge = Callable[[Dossier, Terms], Judgement]
INSTRUMENT, STAKEHOLDER = "policy_instrument", "stakeholder"


def where_asked(judge: Judge) -> Judge:
    """A rule that holds only in calls whose form has the section."""

    def judged(dossier: Dossier, terms: Terms) -> Judgement:
        if dossier.call.shows(SWITCH):
            return judge(dossier, terms)
        return Judgement(True, _("The form of this call has no policy instruments."), "")

    return judged


@where_asked
def follow_up(dossier: Dossier, terms: Terms) -> Judgement:
    months = months_of(dossier, "follow_up_months")
    if months is None:
        return Judgement(False, _("Its length is not given yet."), "follow_up_months")
    figures = ngettext("It lasts %(count)d month now.", "It lasts %(count)d months now.", months)
    return Judgement(is_within(Decimal(months), terms), figures % {"count": months}, "follow_up_months")


@where_asked
def region_instruments(dossier: Dossier, terms: Terms) -> Judgement:
    """A region is NUTS 2, else as far as it is known; an instrument is of the regions of its partners."""
    instruments = dossier.entries_in(INSTRUMENT)
    by_region: dict[str, list[str]] = defaultdict(list)
    working: dict[str, set[object]] = defaultdict(set)
    for partner in dossier.partners:
        place = policy_region(partner)
        by_region[place].append(partner.abbreviation)
        working[place] |= {one.uid for one in instruments if partner.uid in one.partners}
    none = [_with(place, names) for place, names in sorted(by_region.items()) if not working[place]]
    several = [_with(place, names) for place, names in sorted(by_region.items()) if len(working[place]) > 1]
    idle = next((one for one in instruments if not one.partners), None)
    if none:
        figures = _("No instrument names the partners of: %(regions)s.") % {"regions": words(none)}
        return Judgement(False, figures, INSTRUMENT)
    if several:
        figures = _("More than one instrument names partners of: %(regions)s.") % {"regions": words(several)}
        return Judgement(False, figures, INSTRUMENT)
    if idle is not None:
        figures = _("Policy instrument %(number)s names no partner yet.") % {"number": idle.number}
        return Judgement(False, figures, idle.key("partners"))
    return Judgement(bool(instruments), _("Every region has its own.") if instruments else "", INSTRUMENT)


def _with(place: str, names: list[str]) -> str:
    return f"{place} ({words(names)})" if place else words(names)


@where_asked
def funds_link(dossier: Dossier, terms: Terms) -> Judgement:
    """Interreg Europe 2021-2027: one instrument of a project has such a link, where all had one before."""
    instruments = dossier.entries_in(INSTRUMENT)
    linked = [one for one in instruments if dossier.plain(one.key("funds_link")) == LINKED]
    figures = ngettext("%(count)d is linked now.", "%(count)d are linked now.", len(linked))
    where = instruments[0].key("funds_link") if instruments else INSTRUMENT
    return Judgement(is_within(Decimal(len(linked)), terms), figures % {"count": len(linked)}, where)


@where_asked
def stakeholders(dossier: Dossier, terms: Terms) -> Judgement:
    wanted = int(terms.minimum or 0)
    short = [(one, len(dossier.entries_in(STAKEHOLDER, one.uid))) for one in dossier.entries_in(INSTRUMENT)]
    short = [(one, count) for one, count in short if count < wanted]
    if not short:
        return Judgement(True, _("All have as many."), INSTRUMENT)
    said = words(
        _("policy instrument %(number)s has %(count)d") % {"number": one.number, "count": count}
        for one, count in short
    )
    return Judgement(False, _("Too few: %(said)s.") % {"said": said}, _group(short[0][0]))


def _group(instrument: EntryRecord) -> str:
    return f"{STAKEHOLDER}.{instrument.uid}"
