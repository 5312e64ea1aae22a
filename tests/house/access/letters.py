"""Addresses about letters, the talk about a proposal and objections, in both doors."""

from tests.house.access.table import SECRETARIAT, Row

READS = "officer manager committee auditor"
SIGN_IN = {302: "anonymous"}


def of_letter(world):
    return {"uid": world.letter.uid}


def of_words(world):
    return {"code": world.letter.programme, "kind": "decision_approved"}


def of_programme(world):
    return {"code": world.letter.programme}


ROWS = [
    Row("secretariat:hold_message", {302: f"anonymous {SECRETARIAT}"}, of=of_letter, method="post"),
    Row("secretariat:settle_message", {409: SECRETARIAT, **SIGN_IN}, of=of_letter, method="post"),
    Row("secretariat:write_message_anew", {409: SECRETARIAT, **SIGN_IN}, of=of_letter, method="post"),
    Row("secretariat:message_file", SIGN_IN, of=of_letter, note="without a file"),
    Row("secretariat:letters", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:letter_words", {200: SECRETARIAT, **SIGN_IN}, of=of_words),
    Row(
        "secretariat:letter_built_in",
        {302: "anonymous manager"},
        of=of_words,
        method="post",
        data=lambda world: {"seen": "built-in"},
    ),
    Row("secretariat:letterhead", {200: "manager", **SIGN_IN}, of=of_programme),
    Row("secretariat:letters_history", {200: SECRETARIAT, **SIGN_IN}, of=of_programme),
]
