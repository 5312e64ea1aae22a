"""Mails about a contract that leave at once, as a protection against fraud."""

from __future__ import annotations

from accounts.models import User
from correspondence import outbox
from projects import mails
from projects.models import BankAccount, Modification, Project


def tell_account(project: Project, account: BankAccount, template: str, *, by: User, note: str = "") -> None:
    """Everybody who manages the project learns at once what happened to its account, by whom."""
    for person in mails.managers_of(project):
        context = {"project": project, "account": account, "by": by, "note": note or account.reason}
        outbox.write(
            template,
            to=person,
            template=template,
            context=context,
            about=project.chain,
            programme=mails.outbox_of(project),
            by=by,
            dedupe_key=f"{template}:{account.uid}:{person.pk}",
            confirmed=True,
        )


def draft_declined(project: Project, modification: Modification, *, by: User) -> None:
    """A letter to each manager that the modification is not opened; it waits in the outbox."""
    for person in mails.managers_of(project):
        outbox.write(
            "modification_declined",
            to=person,
            template="modification_declined",
            context={"project": project, "modification": modification, "note": modification.answer},
            about=project.chain,
            programme=mails.outbox_of(project),
            by=by,
            dedupe_key=f"modification_declined:{modification.uid}:{person.pk}",
        )
