"""How people narrow the list of projects: the choices that exist, and what each does to the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from core.texts import colon
from programmes.models import ProgrammePeriod, SpecificObjective, Theme
from publications.models import Publication, PublicationQuerySet
from publications.states import Status

SORTS: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "newest": (_("Newest facts first"), ("-data_date", "-pk")),
    "start": (_("Latest start first"), (F("start_date").desc(nulls_last=True), "-pk")),
    "funding": (_("Most European money first"), (F("eu_funding").desc(nulls_last=True), "-pk")),
    "name": (_("By name"), (Lower("acronym"), "pk")),
}


class Vocabulary:
    """The choices that the programmes offer, read in three queries."""

    @cached_property
    def editions(self) -> list[ProgrammePeriod]:
        return list(ProgrammePeriod.objects.select_related("programme", "period"))

    @cached_property
    def objectives(self) -> list[tuple[int, str, Any]]:
        return list(SpecificObjective.objects.order_by("code", "pk").values_list("pk", "code", "title"))

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.order_by("programme_period", "code"))

    def programme_choices(self) -> list[tuple[str, str]]:
        return list({edition.programme.slug: str(edition.programme) for edition in self.editions}.items())

    def period_choices(self) -> list[tuple[str, str]]:
        codes = {edition.period_id for edition in self.editions}
        return [(code, code) for code in sorted(codes, reverse=True)]

    def objective_choices(self) -> list[tuple[str, str]]:
        labels: dict[str, str] = {}
        for _pk, code, title in self.objectives:
            labels.setdefault(code, f"{code} {title}")
        return list(labels.items())

    def theme_choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        names = {edition.pk: str(edition) for edition in self.editions}
        for theme in self.themes:
            name = names[theme.programme_period_id]
            groups.setdefault(name, []).append((theme_key(theme), str(theme)))
        return list(groups.items())

    def country_choices(self) -> list[tuple[str, str]]:
        codes = {code for edition in self.editions for code in edition.programme.countries}
        return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])

    def editions_of(self, **wanted: str) -> list[str]:
        """The keys of editions of a programme (by slug) or of a period."""
        return [
            edition.pk
            for edition in self.editions
            if wanted.get("slug", edition.programme.slug) == edition.programme.slug
            and wanted.get("period", edition.period_id) == edition.period_id
        ]


def theme_key(theme: Theme) -> str:
    """A theme in an address: "FWVL-V-3"."""
    return f"{theme.programme_period_id}-{theme.code}"


class ProjectFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of the list of funded projects; each is one readable parameter of the address."""

    q = django_filters.CharFilter(method="find", label=_("Words, names or places"))
    programme = django_filters.ChoiceFilter(method="of_programme", label=_("Programme"))
    period = django_filters.ChoiceFilter(method="of_period", label=pgettext_lazy("years", "Period"))
    objective = django_filters.ChoiceFilter(method="of_objective", label=_("Specific objective"))
    theme = django_filters.ChoiceFilter(method="of_theme", label=_("Theme"))
    country = django_filters.ChoiceFilter(method="of_country", label=_("Country of a partner"))
    status = django_filters.ChoiceFilter(choices=Status.choices, label=_("Status"))
    sort = django_filters.ChoiceFilter(method="leave", label=_("Order"))

    class Meta:
        model = Publication
        fields: list[str] = []

    def __init__(self, data: Any, *, queryset: QuerySet[Publication], vocabulary: Vocabulary) -> None:
        super().__init__(data, queryset=queryset)
        self.vocabulary = vocabulary
        choices = {
            "programme": (_("All programmes"), vocabulary.programme_choices()),
            "period": (_("All periods"), vocabulary.period_choices()),
            "objective": (_("All objectives"), vocabulary.objective_choices()),
            "theme": (_("All themes"), vocabulary.theme_choices()),
            "country": (_("All countries"), vocabulary.country_choices()),
            "status": (_("Every status"), Status.choices),
            "sort": (
                _("Best match first") if self.typed else SORTS["newest"][0],
                [(key, label) for key, (label, _order) in SORTS.items() if self.typed or key != "newest"],
            ),
        }
        for name, (empty, offered) in choices.items():
            self.filters[name].extra.update(
                choices=offered, empty_label=empty, widget=forms.Select(attrs={"class": "form-select"})
            )
        self.filters["q"].extra["widget"] = forms.TextInput(
            attrs={"type": "search", "maxlength": 200, "autocomplete": "off"}
        )

    @property
    def typed(self) -> str:
        return str(self.data.get("q", "")).strip()

    @cached_property
    def rows(self) -> PublicationQuerySet:
        """The projects that pass; none when a filter in the address is unknown."""
        found: PublicationQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    @property
    def chosen_order(self) -> str:
        return str(self.form.cleaned_data.get("sort") or "") if self.is_valid() else ""

    @property
    def is_by_fit(self) -> bool:
        """Whether the best match comes first: when words were typed and no other order was chosen."""
        return bool(self.typed and not self.chosen_order)

    @cached_property
    def ordered(self) -> PublicationQuerySet:
        """The rows in the chosen order, else the newest facts first."""
        if self.is_by_fit:
            return self.rows.by_relevance(self.typed, get_language() or "en")
        return self.rows.order_by(*SORTS[self.chosen_order or "newest"][1])

    def find(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.search(value, get_language() or "en")

    def of_programme(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(programme_period__in=self.vocabulary.editions_of(slug=value))

    def of_period(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(programme_period__in=self.vocabulary.editions_of(period=value))

    def of_objective(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        keys = [key for key, code, _title in self.vocabulary.objectives if code == value]
        return rows.filter(objective__in=keys)

    def of_theme(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(theme__in=[one.pk for one in self.vocabulary.themes if theme_key(one) == value])

    def of_country(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(countries__contains=[value])

    def leave(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows

    def chips(self) -> list[dict[str, str]]:
        """What was chosen, each with the address of the list without it."""
        found = []
        for name, field in self.form.fields.items():
            value = self.data.get(name, "")
            if value and name != "sort":
                label = dict(_flat(getattr(field, "choices", ()))).get(value, value)
                found.append({"label": f"{field.label}{colon()} {label}", "url": self._without(name)})
        return found

    def _without(self, name: str) -> str:
        query = self.data.copy()
        for gone in (name, "page"):
            query.pop(gone, None)
        return f"?{query.urlencode()}"


def _flat(choices: Any) -> list[tuple[str, str]]:
    """Choices without their groups."""
    flat: list[tuple[str, str]] = []
    for value, label in choices:
        flat.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
    return flat
