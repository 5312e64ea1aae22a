"""What a call offers: objectives and their money, funds and rates, ways of claiming costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls.rates import highest_rates
from calls.states import BudgetForm, CostCategory, FlatRateKind
from core import money
from core.form_fields import AmountField
from programmes.models import Fund, SpecificObjective
from secretariat.call_forms.base import Block, PartForm

# What a flat rate usually is; the first two and the last by Regulation (EU) 2021/1059, Art. 39, 40 and 56.
USUAL_FLAT_RATES = {
    FlatRateKind.STAFF: 20,
    FlatRateKind.OFFICE_ON_STAFF: 15,
    FlatRateKind.OFFICE_ON_DIRECT: 7,
    FlatRateKind.TRAVEL: 15,
    FlatRateKind.OTHER: 40,
}


def ticked(label: Any, is_on: bool, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=is_on, **options)


class ListField(forms.MultipleChoiceField):
    """Rows of a list of the programme, by key; cleans to the rows."""

    def __init__(self, name: str, form: PartForm, **kwargs: Any) -> None:
        held = list(getattr(form.call, name).all())
        model: Any = type(form.call)._meta.get_field(name).related_model
        offered = Q(programme_period=form.call.programme_period_id, retired=False)
        rows = model._default_manager.filter(offered | Q(pk__in=[row.pk for row in held])).distinct()
        self.rows: dict[str, Model] = {str(row.pk): row for row in rows}
        super().__init__(
            choices=[(key, str(row)) for key, row in self.rows.items()],
            initial=[str(row.pk) for row in held],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        return [self.rows[key] for key in super().clean(value)]


class ObjectivesForm(PartForm):
    """The objectives that take proposals, what is set aside for each, and strategies."""

    groups = ("objective", "objective_budget", "strategies", "state_aid_schemes", "budget")

    def build(self) -> None:
        mine = SpecificObjective.objects.filter(
            priority__programme_period=self.call.programme_period_id, priority__is_internal=False
        ).select_related("priority")
        self.objectives = {row.pk: row for row in mine.order_by("priority__number", "code")}
        held = {row.pk for row in self.call.objectives.all()}
        amounts = {row.objective_id: row.amount for row in self.call.objective_budgets.all()}
        for key, row in self.objectives.items():
            self.fields[f"objective_{key}"] = ticked(str(row), key in held)
            self.fields[f"amount_{key}"] = AmountField(
                label=_("Set aside for %(objective)s, in euro") % {"objective": row.code},
                required=False,
                initial=amounts.get(key),
            )
        self.fields["strategies"] = ListField("strategies", self, label=_("Strategies to choose from"))
        self.fields["state_aid_schemes"] = ListField(
            "state_aid_schemes", self, label=_("State aid schemes to choose from")
        )

    def blocks(self) -> list[Block]:
        pairs = [
            Block("", self.bound(f"objective_{key}", f"amount_{key}"), layout="languages")
            for key in self.objectives
        ]
        lists = [Block("", self.bound(name)) for name in ("strategies", "state_aid_schemes") if self[name]]
        return [*pairs, *lists]

    def values(self) -> dict[str, Any]:
        chosen = [row for key, row in self.objectives.items() if self.cleaned_data[f"objective_{key}"]]
        amounts = {row.pk: self.cleaned_data[f"amount_{row.pk}"] for row in chosen}
        return {
            "objectives": chosen,
            "objective_budgets": amounts,
            "strategies": self.cleaned_data["strategies"],
            "state_aid_schemes": self.cleaned_data["state_aid_schemes"],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key in self.objectives:
            if cleaned.get(f"amount_{key}") is not None and not cleaned.get(f"objective_{key}"):
                self.add_error(f"amount_{key}", _("Tick the objective, or take its money away."))
        return cleaned


class MoneyForm(PartForm):
    """The money of the call, and what each fund pays."""

    groups = ("budget", "several_funds", "fund", "objective_budget")

    def build(self) -> None:
        self.fields["budget"] = AmountField(
            label=_("European money in this call, in euro"), initial=self.call.budget
        )
        self.fields["several_funds"] = ticked(
            _("A partner may have money from several funds"), self.call.several_funds
        )
        self.highest = highest_rates(self.call)
        held = {fund.fund_id: fund for fund in self.call.funds.all()}
        self.funds = Fund.objects.in_bulk(list(self.highest))
        for code, highest in self.highest.items():
            fund = held.get(code)
            self.fields[f"fund_{code}"] = ticked(
                _("%(fund)s is offered") % {"fund": self.funds[code]}, bool(fund)
            )
            self.fields[f"rate_{code}"] = forms.DecimalField(
                label=_("Rate in percent"),
                required=False,
                min_value=Decimal("0.01"),
                max_value=highest,
                decimal_places=2,
                localize=True,
                initial=fund.rate if fund else highest,
                help_text=_("The programme's highest is %(rate)s.")
                % {"rate": money.percent(highest, (get_language() or "en")[:2])},
            )
            self.fields[f"fixed_{code}"] = fixed_field(bool(fund and fund.is_fixed))

    def blocks(self) -> list[Block]:
        funds = [
            Block(str(self.funds[code].name), self.bound(f"fund_{code}", f"rate_{code}", f"fixed_{code}"))
            for code in self.highest
        ]
        return [Block("", self.bound("budget")), *funds, Block("", self.bound("several_funds"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for code in self.highest:
            name = f"rate_{code}"
            if cleaned.get(f"fund_{code}") and cleaned.get(name) is None and not self.has_error(name):
                self.add_error(name, _("Give the rate of this fund."))
        return cleaned

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "budget": data["budget"],
            "several_funds": data["several_funds"],
            "funds": {
                code: {"rate": data[f"rate_{code}"], "is_fixed": data[f"fixed_{code}"] == "fixed"}
                for code in self.highest
                if data[f"fund_{code}"]
            },
        }


def fixed_field(is_fixed: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Meaning"),
        choices=[("up_to", _("up to this rate")), ("fixed", _("exactly this rate"))],
        initial="fixed" if is_fixed else "up_to",
    )


class CostsForm(PartForm):
    """How partners claim costs."""

    groups = ("budget_form", "category", "flat_rate", "lump_sums", "unit_costs")

    def build(self) -> None:
        self.fields["budget_form"] = forms.ChoiceField(
            label=_("How partners write their costs"),
            choices=BudgetForm.choices,
            widget=forms.RadioSelect,
            initial=self.call.budget_form,
        )
        self.fields["allowed_categories"] = forms.MultipleChoiceField(
            label=_("Cost categories in which real costs can be entered"),
            choices=CostCategory.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=self.call.allowed_categories,
        )
        held = {rate.kind: rate for rate in self.call.flat_rates.all()}
        for kind in FlatRateKind:
            rate = held.get(kind.value)
            self.fields[f"flat_{kind.value}"] = ticked(_("Offered"), bool(rate))
            self.fields[f"percent_{kind.value}"] = forms.IntegerField(
                label=_("Rate as a whole percentage"),
                required=False,
                min_value=1,
                max_value=100,
                initial=rate.rate if rate else USUAL_FLAT_RATES[kind],
            )
            self.fields[f"fixed_{kind.value}"] = fixed_field(bool(rate and rate.is_fixed))
        self.fields["lump_sums"] = ListField("lump_sums", self, label=_("Lump sums"))
        self.fields["unit_costs"] = ListField("unit_costs", self, label=_("Unit costs"))

    def blocks(self) -> list[Block]:
        flat = [
            Block(
                kind.label, self.bound(f"flat_{kind.value}", f"percent_{kind.value}", f"fixed_{kind.value}")
            )
            for kind in FlatRateKind
        ]
        return [
            Block("", self.bound("budget_form", "allowed_categories")),
            *flat,
            Block("", self.bound("lump_sums", "unit_costs")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in FlatRateKind.values:
            name = f"percent_{kind}"
            if cleaned.get(f"flat_{kind}") and cleaned.get(name) is None and not self.has_error(name):
                self.add_error(name, _("Give the rate."))
        return cleaned

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("budget_form", "allowed_categories", "lump_sums", "unit_costs")
        return {
            **{name: data[name] for name in names},
            "flat_rates": {
                kind: {"rate": data[f"percent_{kind}"], "is_fixed": data[f"fixed_{kind}"] == "fixed"}
                for kind in FlatRateKind.values
                if data[f"flat_{kind}"]
            },
        }
