"""Addresses of the set-up of programmes, in the front door `secretariat`."""

from tests.house.access.table import SECRETARIAT, Row

SIGN_IN = {302: "anonymous"}


def of_edition(world):
    return {"code": world.call.programme_period_id}


def of_part(world):
    return {**of_edition(world), "key": "lump-sums"}


def of_row(world):
    return {**of_part(world), "pk": world.lump_sum.pk}


def of_country(world):
    return {**of_edition(world), "country": world.country.code}


ROWS = [
    Row("secretariat:setup", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    *(
        Row(f"secretariat:setup_{page}", {200: SECRETARIAT, **SIGN_IN}, of=of_edition)
        for page in ("edition", "basics", "texts", "history", "area", "export", "strategies")
    ),
    Row("secretariat:setup_basics", {400: "manager", **SIGN_IN}, of=of_edition, method="post", note="empty"),
    Row("secretariat:setup_country", {200: SECRETARIAT, **SIGN_IN}, of=of_country),
    Row(
        "secretariat:setup_country", {302: "anonymous manager"}, of=of_country, method="post", note="as it is"
    ),
    Row(
        "secretariat:setup_strategies",
        {302: "anonymous manager"},
        of=of_edition,
        method="post",
        note="as it is",
    ),
    Row("secretariat:setup_import", {200: "manager", **SIGN_IN}, of=of_edition),
    Row("secretariat:setup_import", {400: "manager", **SIGN_IN}, of=of_edition, method="post", note="empty"),
    Row("secretariat:setup_part", {200: SECRETARIAT, **SIGN_IN}, of=of_part),
    Row("secretariat:setup_new", {200: "manager", **SIGN_IN}, of=of_part),
    Row("secretariat:setup_new", {400: "manager", **SIGN_IN}, of=of_part, method="post", note="empty"),
    Row("secretariat:setup_item", {200: SECRETARIAT, **SIGN_IN}, of=of_row),
    Row("secretariat:setup_item", {400: "manager", **SIGN_IN}, of=of_row, method="post", note="empty"),
    Row(
        "secretariat:setup_act",
        {200: "manager", **SIGN_IN},
        of=lambda world: {**of_row(world), "act": "retire"},
    ),
    Row(
        "secretariat:setup_act",
        {302: "anonymous manager"},
        of=lambda world: {**of_row(world), "act": "remove"},
        method="post",
    ),
    Row(
        "secretariat:setup_act",
        SIGN_IN,
        of=lambda world: {**of_row(world), "act": "burn"},
        note="no such act",
    ),
]
