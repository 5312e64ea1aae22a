"""Addresses of sign-up, sign-in and the second factor. Each shows a person only what is their own."""

from tests.house.access.table import EVERYBODY, SIGNED_IN, Row

ROWS = [
    Row("account_login", {200: "anonymous", 302: SIGNED_IN}),
    Row("account_signup", {200: "anonymous", 302: SIGNED_IN}),
    Row("account_logout", {302: "anonymous", 200: SIGNED_IN}),
    Row("account_inactive", {200: EVERYBODY}),
    Row("account_reset_password", {200: EVERYBODY}),
    Row("account_reset_password_done", {200: EVERYBODY}),
    Row(
        "account_reset_password_from_key",
        {200: EVERYBODY},
        of=lambda world: {"uidb36": "zz", "key": "not-a-key"},
        note="wrong key",
    ),
]
