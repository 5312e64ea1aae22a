"""What a company declares of its size and soundness, with the figures by which the portal checks it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import YES_NO, FormField, Words, choice


def _figure(key: str, label: Words, hint: Words, *, digits: int) -> FormField:
    """A whole number in digits."""
    return FormField(
        key,
        "partners",
        "line",
        label,
        hint,
        digits,
        part="enterprise",
        pattern=f"[0-9]{{1,{digits}}}",
        pattern_text=_("Write a whole number in digits, without points or spaces."),
    )


FIELDS = (
    _figure(
        "partner.sme_staff",
        _("People employed"),
        _("Annual work units in the last closed financial year, as in Recommendation 2003/361/EC."),
        digits=7,
    ),
    _figure(
        "partner.sme_turnover",
        _("Annual turnover in EUR"),
        _(
            "In the last closed financial year, without VAT. An SME has at most EUR 50 million, or the "
            "total below."
        ),
        digits=12,
    ),
    _figure(
        "partner.sme_balance",
        _("Balance sheet total in EUR"),
        _(
            "At the end of the last closed financial year. An SME has at most EUR 43 million, or the "
            "turnover above."
        ),
        digits=12,
    ),
    choice(
        "partner.sme_independent",
        "partners",
        _("Is the company independent?"),
        _("No other enterprise holds 25% or more of it, nor does it hold that much of another."),
        choices=YES_NO,
        part="enterprise",
    ),
    choice(
        "partner.in_difficulty",
        "partners",
        _("Is the company an undertaking in difficulty?"),
        _("As in Regulation (EU) No 651/2014, Article 2(18), such as one in insolvency proceedings."),
        choices=YES_NO,
        part="enterprise",
    ),
)
