"""Addresses of a person's own account and of signing in. Each shows a person only what is their own."""

from tests.house.access.table import EVERYBODY, SIGNED_IN, Row

OWN = {200: SIGNED_IN, 302: "anonymous"}
AFTER_PASSWORD = {302: EVERYBODY}  # to the sign-in, or to giving the password once more
NOT_SET_UP = {302: "anonymous"}  # the people of the tests have no second factor

ROWS = [
    Row("accounts:profile", OWN),
    Row("accounts:sessions", OWN),
    Row("accounts:sessions_end", {302: EVERYBODY}, method="post"),
    Row("usersessions_list", OWN, note="the package's name for accounts:sessions"),
    Row("accounts:export", OWN),
    Row("accounts:erase", OWN),
    Row("account_login", {200: "anonymous", 302: SIGNED_IN}),
    Row("account_signup", {200: "anonymous", 302: SIGNED_IN}),
    Row("account_logout", {302: "anonymous", 200: SIGNED_IN}),
    Row("account_inactive", {200: EVERYBODY}),
    Row("account_email", OWN),
    Row("account_email_verification_sent", {200: EVERYBODY}),
    Row("account_confirm_email", {200: EVERYBODY}, of=lambda world: {"key": "wrong"}, note="wrong key"),
    Row("account_confirm_login_code", {302: EVERYBODY}),
    Row("account_change_password", OWN),
    Row("account_set_password", {302: EVERYBODY}),
    Row("account_reset_password", {200: EVERYBODY}),
    Row("account_reset_password_done", {200: EVERYBODY}),
    Row(
        "account_reset_password_from_key",
        {200: EVERYBODY},
        of=lambda world: {"uidb36": "zz", "key": "wrong"},
        note="wrong key",
    ),
    Row("account_reset_password_from_key_done", {200: EVERYBODY}),
    Row("account_reauthenticate", OWN),
    Row("mfa_index", OWN),
    Row("mfa_authenticate", {302: EVERYBODY}),
    Row("mfa_login_webauthn", {302: EVERYBODY}),
    Row("mfa_reauthenticate", AFTER_PASSWORD),
    Row("mfa_activate_totp", AFTER_PASSWORD),
    Row("mfa_deactivate_totp", NOT_SET_UP),
    Row("mfa_view_recovery_codes", NOT_SET_UP),
    Row("mfa_generate_recovery_codes", AFTER_PASSWORD),
    Row("mfa_download_recovery_codes", NOT_SET_UP),
    Row("mfa_list_webauthn", OWN),
    Row("mfa_add_webauthn", AFTER_PASSWORD),
    Row("mfa_reauthenticate_webauthn", AFTER_PASSWORD),
    Row("mfa_remove_webauthn", AFTER_PASSWORD, of=lambda world: {"pk": 1}, note="of nobody"),
    Row("mfa_edit_webauthn", AFTER_PASSWORD, of=lambda world: {"pk": 1}, note="of nobody"),
]
