"""Addresses of schemes of funded projects, of the people of their calls, and of asking for a call."""

from projects.models import Project
from tests.house.access.table import SECRETARIAT, Row

SIGN_IN = {302: "anonymous"}


def of_scheme(world):
    return {"code": world.sub_grant.sub_call.scheme.code}


def of_sub_call(world):
    return {"code": world.sub_grant.sub_call.call.code}


def of_role(world):
    return {**of_sub_call(world), "pk": world.call_role.pk}


def of_project(world):
    return {"uid": Project.objects.get(code=world.asked_call.scheme.operation.code).uid}


def of_own_scheme(world):
    return {**of_project(world), "code": world.asked_call.scheme.code}


def of_asked_call(world):
    return {**of_project(world), "code": world.asked_call.call.code}


ROWS = [
    Row("apply:project_schemes", {200: "applicant colleague", **SIGN_IN}, of=of_project),
    Row("apply:sub_call_ask", {200: "applicant", 403: "colleague", **SIGN_IN}, of=of_own_scheme),
    Row(
        "apply:sub_call_ask",
        {400: "applicant", 403: "colleague", **SIGN_IN},
        of=of_own_scheme,
        method="post",
        note="nothing typed",
    ),
    Row(
        "apply:sub_call_take_back",
        {302: "applicant anonymous", 403: "colleague"},
        of=of_asked_call,
        method="post",
    ),
    Row("secretariat:schemes", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:scheme_new", {200: "manager", **SIGN_IN}),
    Row("secretariat:scheme", {200: SECRETARIAT, **SIGN_IN}, of=of_scheme),
    Row("secretariat:scheme_change", {200: "manager", **SIGN_IN}, of=of_scheme),
    Row("secretariat:sub_call_new", {200: "manager", **SIGN_IN}, of=of_scheme),
    Row("secretariat:call_people", {200: "manager", **SIGN_IN}, of=of_sub_call),
    Row("secretariat:call_person_take", {302: "manager anonymous"}, of=of_role, method="post"),
]
