"""What stands on the page of one partner's money, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apply.pages.boxes import Box, Filling, Group, box
from core.texts import colon
from projects import dossier as dossier_records
from projects.content.money import part_name
from projects.dossier import Dossier, Financing, Partner, parts_of
from projects.form import FIELDS, FINANCED_APART, fields_of, rate_key
from projects.models import Contribution

RATE_KINDS = ("staff", "office_on_staff", "office_on_direct", "travel", "other")


@dataclass(frozen=True)
class Part:
    """A heading with its fields, on the page of one partner's money."""

    key: str
    label: str
    hint: str
    groups: tuple[Group, ...]
    takes_sources: bool = False  # of money, to the part of the costs that `of` names
    of: str = ""

    @property
    def is_grid(self) -> bool:
        """Single fields stand in columns; groups have a row of their own."""
        return not any(group.label for group in self.groups)

    @property
    def drawn(self) -> SafeString:
        """Its fields as HTML."""
        return SafeString("".join(group.drawn for group in self.groups))


def money_parts(dossier: Dossier, partner: Partner, filling: Filling) -> list[Part]:
    """The fields of one partner's money: flat rates that the call offers, costs, funds, contributions."""
    rates = tuple(_rate_group(dossier, partner, kind, filling) for kind in RATE_KINDS)
    costs = [one for one in fields_of("budget") if _is_open(one.key, dossier, partner, filling)]
    parts = [
        Part(
            "rates",
            _("Flat rates"),
            _("Choose before you enter costs: what a flat rate covers need not be entered."),
            tuple(group for group in rates if group),
        ),
        Part(
            "costs",
            _("Costs in euro"),
            "",
            tuple(
                Group("", (box(one, _row_key(one.key, partner.uid), filling, row=partner.abbreviation),))
                for one in costs
            ),
        ),
    ]
    for financing in parts_of(dossier.call, partner):
        parts += _financing(dossier, partner, financing, filling)
    return [part for part in parts if part.groups or part.takes_sources]


def _financing(
    dossier: Dossier, partner: Partner, financing: Financing, filling: Filling
) -> tuple[Part, Part]:
    """The funds and the contributions of a part of the partner's costs."""
    part, end = financing.part, f"-{financing.part}" if financing.part else ""
    funds, given = _("European funds"), _("Contributions")
    hint = _("What the partner itself and others pay of the partner's share.")
    if dossier.call.is_apart:
        funds, given = (f"{label}{colon()} {part_name(part)}" for label in (funds, given))
    if part:
        hint = _("Who pays what the funds leave of the small projects. Name each source.")
    return (
        Part(f"funds{end}", funds, "", tuple(_fund_groups(dossier, partner, part, filling))),
        Part(
            f"contributions{end}",
            given,
            hint,
            tuple(_contribution_group(dossier.uid, row, filling) for row in financing.contributions),
            takes_sources=True,
            of=part,
        ),
    )


def _is_open(key: str, dossier: Dossier, partner: Partner, filling: Filling) -> bool:
    """Whether a cost category stands on the page: the call takes real costs in it, or there are some."""
    group, _dot, category = key.partition(".")
    stored = filling.stored.get(_row_key(key, partner.uid))
    return group == "budget" and (category in dossier.call.terms.categories or bool(stored and stored.value))


def _rate_group(dossier: Dossier, partner: Partner, kind: str, filling: Filling) -> Group | None:
    offer = next((offer for offer in dossier.call.flat_rates if offer.kind == kind), None)
    key = f"partner.{partner.uid}.{kind}_rate"
    is_chosen = key in filling.stored and bool(filling.stored[key].value)
    if not is_chosen and (offer is None or not filling.may_write(key)):
        return None
    of = FIELDS[f"partner.{kind}_rate"]
    hint = _("The call does not offer this rate.") if offer is None else _offer(offer.rate, offer.is_fixed)
    return Group("", (_with_hint(box(of, key, filling, row=partner.abbreviation), f"{of.help} {hint}"),))


def _fund_groups(dossier: Dossier, partner: Partner, part: str, filling: Filling) -> list[Group]:
    of = FIELDS[FINANCED_APART if part else "rate"]
    told = str(of.help)
    if dossier.call.is_apart and not part:
        told = _("Percentage of the cost of managing the small project fund that this European fund pays.")
    groups = []
    for fund in dossier.call.funds:
        one = box(of, rate_key(partner.uid, fund.code, part), filling, row=partner.abbreviation)
        named = _with_hint(one, f"{told} {_offer(fund.rate.normalize(), fund.is_fixed)}")
        groups.append(Group("", (_with_label(named, f"{fund.name}{colon()} {one.label}"),)))
    return groups


def _contribution_group(uid: UUID, row: dossier_records.Contribution, filling: Filling) -> Group:
    name = row.source or _("The partner itself")
    attributes = ["source", "status", "amount"] if row.source else ["status", "amount"]
    boxes = tuple(
        box(
            FIELDS[f"contribution.{attribute}"],
            f"contribution.{row.id}.{attribute}",
            filling,
            choices=Contribution.Status.choices if attribute == "status" else (),
            row=name,
            is_hinted=False,
        )
        for attribute in attributes
    )
    removable = bool(row.source) and filling.may_write(f"contribution.{row.id}.source")
    address = reverse("apply:contribution_remove", args=[uid, row.id]) if removable else ""
    return Group(name, boxes, remove_url=address)


def _offer(rate: Decimal | int, is_fixed: bool) -> str:
    text = _("The call fixes it at %(rate)s%%.") if is_fixed else _("The call allows at most %(rate)s%%.")
    return text % {"rate": f"{rate:f}" if isinstance(rate, Decimal) else rate}


def _row_key(key: str, uid: UUID) -> str:
    group, _dot, attribute = key.partition(".")
    return f"{group}.{uid}.{attribute}"


def _with_hint(one: Box, hint: str) -> Box:
    return replace(one, hint=hint.strip())


def _with_label(one: Box, label: str) -> Box:
    return replace(one, label=label)
