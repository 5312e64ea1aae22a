"""Addresses of schemes of funded projects and of the people of their calls: of the programme alone."""

from tests.house.access.table import SECRETARIAT, Row

SIGN_IN = {302: "anonymous"}


def of_scheme(world):
    return {"code": world.sub_grant.sub_call.scheme.code}


def of_sub_call(world):
    return {"code": world.sub_grant.sub_call.call.code}


def of_role(world):
    return {**of_sub_call(world), "pk": world.call_role.pk}


ROWS = [
    Row("secretariat:schemes", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:scheme_new", {200: "manager", **SIGN_IN}),
    Row("secretariat:scheme", {200: SECRETARIAT, **SIGN_IN}, of=of_scheme),
    Row("secretariat:sub_call_new", {200: "manager", **SIGN_IN}, of=of_scheme),
    Row("secretariat:call_people", {200: "manager", **SIGN_IN}, of=of_sub_call),
    Row("secretariat:call_person_take", {302: "manager anonymous"}, of=of_role, method="post"),
]
