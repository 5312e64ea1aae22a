"""Sub-grants of funded projects, as the interface gives them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cascade.models import SubGrant
from catalogue.api.fields import STRING, of_column
from catalogue.api.resources import Filter, Narrow, Resource
from publications.exports.tables import tables

# In the tables of the open data "code" is the operation's; here it is that of the thing itself.
NAMES = {"code": "operation", "sub_grant_code": "code"}
OPERATION = "sub_call__scheme__operation__code"


def sub_grants() -> Resource:
    return Resource(
        name="sub-grants",
        about=_("Money that funded projects passed on; part of their own, never to be added to it."),
        fields=tuple(
            of_column(column, NAMES.get(column.key, "")) for column in tables()["sub-grants"].columns
        ),
        rows=SubGrant.objects.published,
        key="code",
        filters=(
            Filter("operation", _("Code of the funded project."), STRING, _by(OPERATION)),
            Filter("call", _("Code of its call."), STRING, _by("sub_call__call__code")),
        ),
    )


def _by(column: str) -> Narrow:
    def narrow(rows: QuerySet[SubGrant], value: str) -> QuerySet[SubGrant]:
        return rows.filter(**{column: value})

    return narrow
