"""Rules on what the project says: its dates, its texts, and that it is said once."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.rules import Terms
from projects.dossier import Dossier
from projects.eligibility.check import day, language_name, words
from projects.eligibility.rules.judgement import Judgement, is_within


def duration(dossier: Dossier, terms: Terms) -> Judgement:
    count = dossier.duration_months
    if count is None:
        return Judgement(False, _("Give a start and an end, in this order."), "end_date")
    figures = ngettext("It lasts %(count)d month now.", "It lasts %(count)d months now.", count)
    return Judgement(is_within(Decimal(count), terms), figures % {"count": count}, "end_date")


def window(dossier: Dossier, terms: Terms) -> Judgement:
    start, end = dossier.start_date, dossier.end_date
    if start is None or end is None:
        return Judgement(False, _("Give a start and an end, in this order."), "start_date")
    is_early = terms.earliest is not None and start < terms.earliest
    is_late = terms.latest is not None and end > terms.latest
    figures = _("It runs from %(start)s to %(end)s now.") % {"start": day(start), "end": day(end)}
    return Judgement(not (is_early or is_late), figures, "end_date" if is_late else "start_date")


def languages(dossier: Dossier, terms: Terms) -> Judgement:
    """What is written in one language stands in each of them, whether the field is required or not."""
    texts = {"title": dict(dossier.title), "summary": dict(dossier.summary), **dossier.answers}
    for key, by_language in texts.items():
        written = {code for code, text in by_language.items() if code and text.strip()}
        if written and (lacking := [code for code in terms.allowed if code not in written]):
            names = words(language_name(code) for code in lacking)
            return Judgement(
                False, _("A text is missing in %(languages)s.") % {"languages": names}, f"{key}.{lacking[0]}"
            )
    return Judgement(True, _("All do."), "")


def same_proposal(dossier: Dossier, terms: Terms) -> Judgement:
    """The lead partner has no other submitted proposal of this name in the call."""
    if not dossier.twins:
        return Judgement(True, _("There is no other proposal of the lead partner with this name."), "")
    figures = _("The lead partner has submitted a proposal with the same title or acronym: %(codes)s.")
    return Judgement(False, figures % {"codes": words(dossier.twins)}, "title")
