"""How each column is read from the public records: expressions for the database, no objects in between."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat, Left, NullIf, TruncDate
from django.urls import reverse
from django.utils import translation

from core.texts import FALLBACKS
from publications.models import PublishedContractor, PublishedPartner

EMPTY = Value("", output_field=TextField())
PIC = r"^\s*PIC\s*[:|]?\s*\d{9}\s*$"  # an identifier that says so itself


def text(field: str) -> Combinable:
    """A column of text; blank is not known."""
    return NullIf(F(field), EMPTY, output_field=TextField())


def in_language(field: str, language: str) -> Combinable:
    """A text in one language, nothing when it is not in that language."""
    return KeyTextTransform(language, field)


def first_in_language(language: str, *fields: str) -> Combinable:
    """The first of several texts that there is in this language."""
    found = [in_language(field, language) for field in fields]
    return Coalesce(*found, output_field=TextField()) if len(found) > 1 else found[0]


def in_english(field: str) -> Combinable:
    """A text in English, else in the next language in which there is one."""
    return Coalesce(
        *(in_language(field, language) for language in ("en", *FALLBACKS["en"])), output_field=TextField()
    )


def day_of(field: str) -> Combinable:
    """The day of a moment, by the portal's clock."""
    return TruncDate(field)


def page(route: str = "catalogue:project") -> Combinable:
    """The full address of the row's page in English; a page leads on to the other languages."""
    with translation.override("en"):
        address = str(settings.PORTAL_URL) + reverse(route, args=["CODE"])
    start, end = address.split("CODE")
    return Concat(Value(start), F("code"), Value(end), output_field=TextField())


def names_of(*, persons: bool) -> Combinable:
    """Names of the partners that are legal entities, or natural persons; those forgotten are in neither."""
    named = _partners().filter(is_natural_person=persons, forgotten_at__isnull=True).exclude(name="")
    return ArraySubquery(named.values("name"))


def contractors(*, persons: bool) -> Combinable:
    """Names of the contractors, with or without natural persons; those forgotten are not among them."""
    rows = PublishedContractor.objects.filter(publication=OuterRef("pk")).exclude(name="")
    named = rows if persons else rows.filter(is_natural_person=False)
    return where_any(named, ArraySubquery(named.order_by("position").values("name")), no_names())


def where_any(rows: QuerySet[Any], read: Combinable, nothing: Combinable | None = None) -> Combinable:
    """What is read of operations that have such rows, which most have not; of others `nothing`.

    The database looks at those few rows once for a whole portion, and not for each operation, where that is
    quicker.
    """
    return Case(When(Exists(rows.order_by()), then=read), default=nothing or Value(None))


def no_names() -> Combinable:
    """An empty list of names."""
    return Value([], output_field=ArrayField(TextField()))


def places_of_partners() -> Combinable:
    """Postcode, town, region and country of each partner."""
    line = Func(
        Value(" "),
        public_of_person("postcode"),
        public_of_person("city"),
        region_of_partner(),
        text("country"),
        function="concat_ws",
        output_field=TextField(),
    )
    return ArraySubquery(_partners().annotate(line=NullIf(line, EMPTY)).exclude(line=None).values("line"))


def region_of_partner() -> Combinable:
    """The NUTS 3 code; of a natural person NUTS 2, CPR Art. 49(3)(m)."""
    return Case(
        When(is_natural_person=True, then=NullIf(Left("region", 4), EMPTY)),
        default=text("region"),
        output_field=CharField(),
    )


def public_of_person(field: str) -> Combinable:
    """A part of an address: published of legal entities only."""
    return Case(When(is_natural_person=False, then=text(field)), output_field=CharField())


def name_of_partner(field: str = "name") -> Combinable:
    """The name unless it was forgotten."""
    return Case(When(forgotten_at__isnull=True, then=text(field)), output_field=CharField())


def name_of_legal_entity(field: str = "name") -> Combinable:
    """The name of a partner that is a legal entity: older lists hold no natural persons."""
    return Case(When(is_natural_person=False, then=text(field)), output_field=CharField())


def is_lead() -> Combinable:
    """Whether the partner leads; unknown where the source does not say."""
    return Case(
        When(role="", then=Value(None)),
        When(role="lead", then=Value(True)),
        default=Value(False),
        output_field=BooleanField(null=True),
    )


def websites() -> Combinable:
    """The items of the JSON list as an array of texts."""
    return Func(
        F("websites"),
        template="ARRAY(SELECT jsonb_array_elements_text(%(expressions)s))",
        output_field=ArrayField(TextField()),
    )


def pic() -> Combinable:
    """The nine digits of an identifier that is a PIC."""
    digits = Func(
        F("identifier"), Value(r"\D"), EMPTY, Value("g"), function="regexp_replace", output_field=CharField()
    )
    return Case(When(_is_pic(), then=digits), output_field=CharField())


def other_identifier() -> Combinable:
    """An identifier that is no PIC; a natural person's is not published."""
    return Case(
        When(_is_pic() | Q(is_natural_person=True), then=Value(None)),
        default=text("identifier"),
        output_field=CharField(),
    )


def _is_pic() -> Q:
    return Q(identifier__iregex=PIC, is_natural_person=False)


def _partners() -> QuerySet[PublishedPartner]:
    return PublishedPartner.objects.filter(publication=OuterRef("pk")).order_by("position")
