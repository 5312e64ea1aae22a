"""Finding published good practices: an address read, the rows of a page, and the number of each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Floor
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.models import PublishedPractice
from publications.finding.words import as_sql, read

PAGE, LAST_PAGE, TEXT_LENGTH, MOST_VALUES = 20, 500, 200, 20
NONE = "none"
LABELS: Mapping[str, str | Promise] = {
    "topic": _("Theme"),
    "country": _("Country"),
    "region": _("Region"),
    "period": _("Programming period"),
    "score": _("Score of the experts"),
    "language": _("Language"),
    "transfer": _("Taken over elsewhere"),
}
ORDERS: Mapping[str, str | Promise] = {
    "best": _("Best match"),
    "newest": _("Newest first"),
    "score": _("Highest score first"),
    "title": _("Title"),
}


@dataclass(frozen=True)
class Query:
    """What an address asks for: words, values by facet, an order, a page. Unknown parts are left out."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.chosen)

    @property
    def sorting(self) -> str:
        """The order in force."""
        return self.order or ("best" if self.text else "newest")

    def address(self) -> str:
        """The query string of this search at its first page."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, ",".join(self.chosen[name])) for name in LABELS if self.chosen.get(name)]
        return urlencode([*pairs, *([("sort", self.order)] if self.order else [])], safe=",")

    def toggled(self, name: str, value: str) -> Query:
        """With one value more, or without it when it was chosen."""
        held = set(self.chosen.get(name, ())) ^ {value}
        chosen = {**self.chosen, name: tuple(sorted(held))}
        return replace(self, chosen={key: values for key, values in chosen.items() if values}, page=1)


@dataclass(frozen=True)
class Choice:
    """A value of a facet, and how many practices would be found with it."""

    value: str
    number: int
    is_chosen: bool
    address: str


def query(given: Mapping[str, Any]) -> Query:
    """Read the parameters of an address, whatever they hold."""
    text = " ".join(str(given.get("q", "")).replace("\0", " ").split())[:TEXT_LENGTH]
    text = text.encode("utf-8", "ignore").decode()
    chosen = {}
    for name in LABELS:
        values = {value for value in str(given.get(name, "")).split(",") if _fits(value)}
        if values:
            chosen[name] = tuple(sorted(values)[:MOST_VALUES])
    order = str(given.get("sort", ""))
    page = str(given.get("page", "1"))
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Query(text, chosen, order if order in ORDERS else "", min(max(number, 1), LAST_PAGE))


def found(platform: str, wanted: Query, *, without: str = "") -> QuerySet[PublishedPractice]:
    """The published practices of a platform that fit; the choices of one facet can be left out of it."""
    rows = PublishedPractice.objects.filter(platform=platform)
    if wanted.text:
        parts = read(wanted.text)
        if not parts:
            return rows.annotate(rank=Value(0.0)).none()
        sql, typed = as_sql(parts)
        asked = RawSQL(sql, typed, output_field=TextField())  # noqa: S611 - parameters only
        rank = Func(F("words"), asked, function="ts_rank_cd", output_field=FloatField())
        rows = rows.annotate(rank=rank).filter(pk__in=_matching(platform, sql, typed))
    for name, values in wanted.chosen.items():
        if name != without:
            rows = rows.filter(_condition(name, values))
    return rows


def ordered(rows: QuerySet[PublishedPractice], wanted: Query) -> QuerySet[PublishedPractice]:
    """In the order in force; equal ones the newest first."""
    if wanted.sorting == "best" and wanted.text:
        return rows.order_by(F("rank").desc(), "-published_at", "-pk")
    keys = {"score": "-score", "title": "name_key"}
    first = keys.get(wanted.sorting)
    return rows.order_by(*([first] if first else []), "-published_at", "-pk")


def facets(platform: str, wanted: Query) -> dict[str, list[Choice]]:
    """For each facet its values with their numbers, the largest first; one statement for all."""
    parts = []
    for name in LABELS:
        value = _VALUES[name]
        counted = found(platform, wanted, without=name).order_by().annotate(value=value)
        parts.append(
            counted.values("value")
            .annotate(facet=Value(name, output_field=CharField()), number=Count("pk", distinct=True))
            .values_list("facet", "value", "number")
        )
    rows: dict[str, list[Choice]] = {name: [] for name in LABELS}
    for name, value, number in parts[0].union(*parts[1:], all=True):
        chosen = value in wanted.chosen.get(name, ())
        rows[name].append(Choice(value, number, chosen, wanted.toggled(name, value).address()))
    return {name: sorted(held, key=_by_number(name)) for name, held in rows.items()}


def _matching(platform: str, sql: str, values: Sequence[Any]) -> RawSQL:
    return RawSQL(  # noqa: S611 - parameters only
        "SELECT practice_id FROM knowledge_publishedpractice "  # noqa: S608 - parameters only
        f"WHERE platform_id = %s AND words @@ {sql}",
        [platform, *values],
    )


def _condition(name: str, values: Sequence[str]) -> Q:
    if name == "topic":
        return Q(topic__code__in=values)
    if name == "language":
        return Q(languages__overlap=list(values))
    if name == "score":
        bands = Q()
        for value in values:
            low = int(value) if value.isdecimal() else 0
            bands |= Q(score__gte=low, score__lt=low + 1) if 1 <= low <= 5 else Q(pk__in=[])
        return bands
    if name == "transfer":
        is_yes, is_no = "yes" in values, NONE in values
        return Q(transfers__gte=0) if is_yes and is_no else Q(transfers__gt=0) if is_yes else Q(transfers=0)
    blank = Q(**{name: ""}) if NONE in values else Q()
    return Q(**{f"{name}__in": values}) | blank


def _filled(name: str) -> Any:
    """The value of a column, or `NONE` where it is blank."""
    from_blank = Func(F(name), Value(""), function="nullif", output_field=TextField())
    return Func(from_blank, Value(NONE), function="coalesce", output_field=TextField())


_VALUES: Mapping[str, Any] = {
    "topic": Cast(F("topic__code"), TextField()),
    "country": Cast(F("country"), TextField()),
    "region": _filled("region"),
    "period": _filled("period"),
    "score": Cast(Floor("score", output_field=CharField()), TextField()),
    "language": Func(F("languages"), function="unnest", output_field=TextField()),
    "transfer": Func(
        F("transfers"),
        template="CASE WHEN %(expressions)s > 0 THEN 'yes' ELSE 'none' END",
        output_field=TextField(),
    ),
}


def _by_number(name: str) -> Any:
    if name == "score":
        return lambda choice: -Decimal(choice.value)
    return lambda choice: (-choice.number, choice.value)


def _fits(value: str) -> bool:
    return 0 < len(value) <= 12 and value.isascii() and value.replace("-", "").replace(".", "").isalnum()
