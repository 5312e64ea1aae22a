"""A programme manager changes a scheme. Calls started before keep their ceilings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.models import CallTheme
from calls.permissions import require_may_set_up
from calls.setting_up import Wrong
from cascade import ceilings, portfolio, summary
from cascade.facts import COLUMNS, THEME, Facts, Theme, facts_of, stated
from cascade.models import Scheme, SchemeTheme, SubGrant
from cascade.schemes import code_for, require_sound
from core import money
from core.errors import DomainError

AWAY = 1000  # added to the places of themes while they are put in another order


class Stale(DomainError):
    """Somebody else changed the scheme since the page was opened: `before` it said, `now` it says."""

    def __init__(self, before: Facts, now: Facts) -> None:
        super().__init__(_("Somebody else has changed this scheme meanwhile. Compare, then save again."))
        self.before, self.now = before, now


@transaction.atomic
def change(
    scheme: Scheme, values: Mapping[str, Any], *, by: User, seen: Facts, themes: Sequence[Theme]
) -> Scheme:
    """Change what the scheme says; `values` has every name of cascade.facts.COLUMNS, `themes` all in order.

    `seen` are the facts that the page showed. Raises Stale when somebody changed one of them and this would
    undo that, Wrong (with the name of the value) and NotAllowed. The scheme's row is locked first, as awards
    and new sub-calls lock it, so that none of them counts on money that goes.
    """
    require_may_set_up(by, scheme.operation.programme_period.programme_id)
    fresh = Scheme.objects.select_for_update(of=("self",)).select_related("operation").get(pk=scheme.pk)
    before = facts_of(fresh)
    coded = _coded(themes, before)
    wanted = stated(values, ((theme.code, theme.title) for theme in coded))
    changed = sorted(name for name in {*before, *wanted} if before.get(name) != wanted.get(name))
    gone = [theme for theme in themes if theme.code and f"{THEME}{theme.code}" not in before]
    if gone or any(before.get(name) != seen.get(name) for name in changed):
        raise Stale(seen, before)
    if not changed:
        return fresh
    _require_possible(fresh, values, changed)
    for name in COLUMNS:
        setattr(fresh, name, values[name])
    fresh.changed_at = timezone.now()
    fresh.save(update_fields=[*COLUMNS, "changed_at"])
    if any(name.startswith(THEME) for name in changed):
        _require_unused(fresh, [name.removeprefix(THEME) for name in changed if name not in wanted])
        _put_themes(fresh, coded)
    told = [{name: facts[name] for name in changed if name in facts} for facts in (before, wanted)]
    trail.record(fresh.chain, "change scheme", by=by, old=told[0], new=told[1])
    portfolio.mark_stale(fresh)
    summary.mark_stale(fresh)
    return fresh


def _coded(themes: Sequence[Theme], before: Facts) -> list[Theme]:
    """The themes with codes for the new ones; a code once given never names another theme."""
    taken = {name.removeprefix(THEME) for name in before if name.startswith(THEME)}
    taken |= {theme.code for theme in themes}
    made = []
    for theme in themes:
        code = theme.code or code_for(theme.title, taken)
        taken.add(code)
        made.append(Theme(theme.title, code))
    return made


def _require_possible(scheme: Scheme, values: Mapping[str, Any], changed: Sequence[str]) -> None:
    require_sound(values)
    if "kind" in changed and scheme.sub_calls.exists():
        raise Wrong(_("The kind cannot change: a call of the scheme was started under it."), "kind")
    if values["total_budget"] < scheme.total_budget:
        bound = ceilings.bound_of(scheme)
        if values["total_budget"] < bound.lowest:
            told = _(
                "At least %(lowest)s: %(awarded)s are awarded, and calls that run hold %(promised)s more."
            )
            language = get_language() or "en"
            names = {name: money.eur(getattr(bound, name), language) for name in _BOUND}
            raise Wrong(told % names, "total_budget")


_BOUND = ("lowest", "awarded", "promised")


def _require_unused(scheme: Scheme, codes: Sequence[str]) -> None:
    """A theme goes only while no call offers it and no sub-grant has it."""
    used = used_themes(scheme)
    for theme in scheme.themes.filter(code__in=codes):
        if theme.code in used:
            text = _("The theme “%(theme)s” stays: a call of the scheme uses it.") % {"theme": theme}
            raise Wrong(text, f"{THEME}{theme.code}")


def used_themes(scheme: Scheme) -> set[str]:
    """The codes of the themes that a call of the scheme offers, or a sub-grant has."""
    offered = CallTheme.objects.filter(call__sub_call__scheme=OuterRef("scheme"), code=OuterRef("code"))
    awarded = SubGrant.objects.filter(theme=OuterRef("pk"))
    found = scheme.themes.filter(Exists(offered) | Exists(awarded))
    return set(found.values_list("code", flat=True))


def _put_themes(scheme: Scheme, themes: Sequence[Theme]) -> None:
    """Bring the rows in line; places are moved out of the way first, since each is taken once."""
    rows = {row.code: row for row in scheme.themes.all()}
    scheme.themes.exclude(code__in=[theme.code for theme in themes]).delete()
    scheme.themes.update(position=F("position") + AWAY)
    for place, theme in enumerate(themes, 1):
        row = rows.get(theme.code) or SchemeTheme(scheme=scheme, code=theme.code)
        row.position, row.title = place, theme.title
        row.save()
