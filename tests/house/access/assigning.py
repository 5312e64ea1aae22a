"""Addresses of declarations of interests, and of who assesses what."""

from collections.abc import Mapping
from typing import Any

from tests.factories.assessments import FreedPlaceFactory
from tests.factories.projects import InterestFactory
from tests.house.access.table import SECRETARIAT, Row
from tests.world import World

SIGN_IN = {302: "anonymous"}
DECLARES = "officer manager assessor committee"


def of_call(world: World) -> Mapping[str, Any]:
    return {"code": world.call.code}


def of_submitted(world: World) -> Mapping[str, Any]:
    return {"uid": world.submitted.uid}


def of_invited(world: World) -> Mapping[str, Any]:
    return {"uid": world.assessment.project.uid}


def of_interest(world: World) -> Mapping[str, Any]:
    """Of somebody who is none of the people of the world."""
    return {"pk": InterestFactory(project=world.submitted).pk}


def of_assessment(world: World) -> Mapping[str, Any]:
    return {"pk": world.assessment.pk}


def of_assessor(world: World) -> Mapping[str, Any]:
    return {"programme": world.programme.pk, "person": world.assessor.uid}


def of_freed_place(world: World) -> Mapping[str, Any]:
    version = world.submitted.versions.get()
    return {"pk": FreedPlaceFactory(project=world.submitted, version=version).pk}


ROWS = [
    Row("secretariat:declare_interests", {200: f"{DECLARES} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row("secretariat:my_interests", {200: f"{DECLARES} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row("secretariat:interest", {200: "officer manager committee", **SIGN_IN}, of=of_submitted),
    Row("secretariat:interest", {200: DECLARES, **SIGN_IN}, of=of_invited, note="invited to assess"),
    Row("secretariat:call_interests", {200: "officer manager auditor", **SIGN_IN}, of=of_call),
    Row("secretariat:assignments", {200: SECRETARIAT, **SIGN_IN}, of=of_call),
    Row("secretariat:assignments", {302: "officer manager anonymous"}, of=of_call, method="post"),
    Row("secretariat:propose_assignments", {200: SECRETARIAT, **SIGN_IN}, of=of_call),
    Row("secretariat:share_out", {200: "officer manager officer_elsewhere", **SIGN_IN}),
    Row(
        "secretariat:share_out",
        {400: "officer manager officer_elsewhere", **SIGN_IN},
        method="post",
        note="nothing asked",
    ),
    Row(
        "secretariat:propose_assignments",
        {409: SECRETARIAT, **SIGN_IN},
        of=of_call,
        method="post",
        note="nothing ticked",
    ),
    Row("secretariat:assign", {200: SECRETARIAT, **SIGN_IN}, of=of_submitted),
    Row("secretariat:settle_place", {302: "officer manager anonymous"}, of=of_freed_place, method="post"),
    Row("secretariat:expertise", {200: "officer manager assessor", **SIGN_IN}, of=of_assessor),
    Row("secretariat:next_assessment", {302: "assessor anonymous cascade_officer"}, method="post"),
    Row("secretariat:skip_assessment", {302: "assessor anonymous"}, of=of_assessment, method="post"),
    Row("secretariat:leave_assessment", {200: "assessor", **SIGN_IN}, of=of_assessment),
    Row("secretariat:correct_interest", {200: SECRETARIAT, **SIGN_IN}, of=of_interest),
]
