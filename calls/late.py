"""Codes by which one applicant may submit after the closing: issued, used once, revoked; all in the trail.

The code is shown once, to who issues it. The database keeps a keyed hash of it; whoever reads the table
can't submit with it.
"""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.models import Call, LateCode
from calls.permissions import require_may_set_up
from calls.setting_up.verbs import locked
from calls.states import CallState
from core.errors import DomainError

# Without letters that are read as others; 12 signs of 32 hold 60 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
REASON_LIMIT = 500
_READ_AS = str.maketrans("OIL", "011")


@transaction.atomic
def issue(
    call: Call, *, email: str, valid_until: datetime, reason: str, by: User, key: UUID | None = None
) -> tuple[LateCode, str]:
    """A new code for the person with this address; the second value is the code itself, to be shown once.

    The same `key` of a form, sent again by the same person, gives the same code.

    NotAllowed for others than managers; DomainError for a draft call, a moment that has passed or lies
    before the closing, an address that is none, no reason.
    """
    fresh = locked(call)
    require_may_set_up(by, fresh.programme_period.programme_id)
    now = timezone.now()
    plain = _code(key or uuid4(), by)
    if before := LateCode.objects.filter(call=fresh, code_hash=_hash(plain), issued_by=by).first():
        return before, _in_groups(plain)
    if fresh.state != CallState.PUBLISHED:
        raise DomainError(_("A call takes late submissions only once it is published."))
    if valid_until <= max(now, fresh.opens_at):
        raise DomainError(_("The code must be valid until a moment that is still to come."))
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise DomainError(_("Give the reason, in at most %(limit)d characters.") % {"limit": REASON_LIMIT})
    try:
        validate_email(email)
    except ValidationError as error:
        raise DomainError(_("Give the e-mail address with which the applicant signs in.")) from error
    code = LateCode.objects.create(
        call=fresh,
        email=email.lower(),
        code_hash=_hash(plain),
        valid_until=valid_until,
        reason=reason,
        issued_by=by,
        issued_at=now,
    )
    new = {"code": code.pk, "until": valid_until}
    trail.record(fresh.chain, "issue late code", by=by, new=new, note=reason)
    return code, _in_groups(plain)


@transaction.atomic
def redeem(call: Call, code: str, *, by: User, now: datetime) -> LateCode:
    """Use up the code for one submission, within its transaction; `now` is when the submission arrived.

    DomainError, with the same words for a code that is wrong and one that is somebody else's.
    """
    held = LateCode.objects.select_for_update().filter(call=call, code_hash=_hash(code)).first()
    if held is None or not _belongs_to(held, by):
        raise DomainError(
            _("This late code is not one of yours for this call. Check it, or ask the secretariat for one.")
        )
    if held.used_at is not None:
        raise DomainError(_("This late code has been used. Ask the secretariat for another."))
    if held.revoked_at is not None or now >= held.valid_until:
        raise DomainError(_("This late code is no longer valid. Ask the secretariat for another."))
    held.used_at, held.used_by = now, by
    held.save(update_fields=["used_at", "used_by"])
    trail.record(call.chain, "use late code", by=by, new={"code": held.pk, "at": now})
    return held


@transaction.atomic
def revoke(code: LateCode, *, by: User, note: str = "") -> LateCode:
    """Take back a code that was not used. Taking back twice changes nothing."""
    held = LateCode.objects.select_for_update(of=("self",)).select_related("call__programme_period")
    fresh = held.get(pk=code.pk)
    require_may_set_up(by, fresh.call.programme_period.programme_id)
    if fresh.used_at is not None:
        raise DomainError(_("The code has been used, so it can't be taken back."))
    if fresh.revoked_at is None:
        fresh.revoked_at = timezone.now()
        fresh.save(update_fields=["revoked_at"])
        trail.record(fresh.call.chain, "revoke late code", by=by, old={"code": fresh.pk}, note=note)
    return fresh


def _belongs_to(code: LateCode, user: User) -> bool:
    mine = EmailAddress.objects.filter(user=user, verified=True)
    return user.is_active and mine.filter(email__iexact=code.email).exists()


def _code(key: UUID, by: User) -> str:
    """A code that only this portal can make of the key."""
    digest = salted_hmac("calls.late.code", f"{key}:{by.pk}", algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def _in_groups(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))


def _hash(code: str) -> str:
    read = re.sub(r"[^0-9A-Z]", "", code.upper().translate(_READ_AS))
    return salted_hmac("calls.late", read, algorithm="sha256").hexdigest()
