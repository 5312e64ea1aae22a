"""What the files of invented calls say of a call, as it is set up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.texts import Text


def basics(row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of calls.setting_up.create; `opens` and `closes` are days from this hour."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return {
        **{name: row[name] for name in ("code", "number", "languages")},
        **{name: Text(row[name]) for name in ("title", "introduction")},
        "opens_at": now + timedelta(days=row["opens"]),
        "closes_at": now + timedelta(days=row["closes"]),
        "time_zone": "Europe/Brussels",
        "budget": Decimal(row["budget"]),
    }
