"""Checks of what the project says of itself: name, texts in every language of the call, objective, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.texts import Text
from projects.dossier import CallFacts, Dossier
from projects.eligibility.check import Check, day, failed, language_name, passed, words

# Expenditure counts between these dates: Regulation (EU) 2021/1060, Art. 63(2); Regulation (EU) 1303/2013,
# Art. 65(2); Regulation (EC) 1083/2006, Art. 56(1).
ELIGIBLE = {
    2021: (date(2021, 1, 1), date(2029, 12, 31)),
    2014: (date(2014, 1, 1), date(2023, 12, 31)),
    2007: (date(2007, 1, 1), date(2015, 12, 31)),
}


def checks(dossier: Dossier) -> Iterator[Check]:
    """Acronym, title, summary, objective, start and end."""
    yield _given("acronym", _("Acronym"), bool(dossier.acronym.strip()), _("Give the project an acronym."))
    yield from _in_languages("title", _("Title"), dossier.title, dossier.call.languages)
    objective = _("Choose the specific objective to which the project contributes.")
    yield _given("objective", _("Specific objective"), dossier.objective is not None, objective)
    yield from _dates(dossier)
    if dossier.call.asks_for("theme"):
        advice = _("Choose the theme under which people will look for the project.")
        yield _given("theme", _("Theme"), dossier.theme is not None, advice)
    if dossier.call.asks_for("call_theme"):
        yield _theme_of_call(dossier)
    if dossier.call.asks_for("summary"):
        yield from _in_languages("summary", _("Summary"), dossier.summary, dossier.call.languages)


def _theme_of_call(dossier: Dossier) -> Check:
    """One of those that the call offers; what an earlier form brought along may be none of them."""
    title, key = _("Theme of the call"), "call_theme"
    chosen, offered = dossier.plain(key), dossier.call.options.get(key, {})
    if chosen not in offered:
        return failed(key, title, _("Choose one of the themes of the call."), key)
    told = _("The proposal belongs to “%(theme)s”.") % {"theme": offered[chosen]}
    return passed(key, title, told, key)


def _given(key: str, title: str, is_given: bool, advice: str) -> Check:
    return passed(key, title, _("Given."), key) if is_given else failed(key, title, advice, key)


def _in_languages(key: str, title: str, text: Text, languages: tuple[str, ...]) -> list[Check]:
    missing = text.missing(languages)
    if not missing:
        names = words([language_name(code) for code in languages])
        return [passed(key, title, _("Given in %(languages)s.") % {"languages": names}, key)]
    advice = _("Missing in %(language)s. The call asks for this text in each of its languages.")
    return [
        failed(key, title, advice % {"language": language_name(code)}, f"{key}.{code}") for code in missing
    ]


def _dates(dossier: Dossier) -> Iterator[Check]:
    start, end = dossier.start_date, dossier.end_date
    yield _given("start_date", _("Start"), start is not None, _("Give the first day of the project."))
    yield _given("end_date", _("End"), end is not None, _("Give the last day of the project."))
    if start is None or end is None:
        return
    title = _("Dates in order")
    span = {"start": day(start), "end": day(end)}
    if end < start:
        advice = _("The end, %(end)s, lies before the start, %(start)s. Correct one of them.")
        yield failed("dates_in_order", title, advice % span, "end_date")
        return
    yield passed("dates_in_order", title, _("From %(start)s to %(end)s.") % span, "start_date")
    yield from _window(dossier.call, start, end)


def _window(call: CallFacts, start: date, end: date) -> Iterator[Check]:
    """The project lies where expenditure counts, and is not over before the call (Art. 63(6))."""
    if call.period_first_year in ELIGIBLE:
        title = _("Within the period in which costs count")
        first, last = ELIGIBLE[call.period_first_year]
        span = {"first": day(first), "last": day(last)}
        if first <= start and end <= last:
            reason = _("Costs count from %(first)s to %(last)s.") % span
            yield passed("eligible_period", title, reason, "start_date")
        else:
            advice = _("Costs count from %(first)s to %(last)s only. Let the project start and end within.")
            yield failed(
                "eligible_period", title, advice % span, "start_date" if start < first else "end_date"
            )
    title = _("Not finished before the call")
    opened = {"day": day(call.opens_at.astimezone(ZoneInfo(call.time_zone)).date())}
    if end >= call.opens_at.astimezone(ZoneInfo(call.time_zone)).date():
        yield passed("not_finished", title, _("The call opened on %(day)s.") % opened, "end_date")
    else:
        advice = _("The project ends before the call opened on %(day)s: finished work cannot be funded.")
        yield failed("not_finished", title, advice % opened, "end_date")
