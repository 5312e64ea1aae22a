"""Why a file is not accepted, in words that say how to mend it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """What is wrong with a file. The value is stored; the label is read by whoever brought the file."""

    EMPTY = "empty", _("The file is empty. Choose it again once it is saved.")
    TYPE = "type", _("Files of this type are not accepted. Save the file as PDF and upload that.")
    DISGUISED = "disguised", _("The content is not what the name says. Save it anew in the right format.")
    LOCKED = "locked", _("The file is protected by a password. Save it without one and upload that.")
    BROKEN = (
        "broken",
        _("The file can't be opened: it is damaged or incomplete. Save it anew and upload that."),
    )
    MACROS = "macros", _("The file holds macros. Save it without them, or as PDF, and upload that.")
    ACTIVE = (
        "active",
        _("The file holds a program that it could start. Print it to a new PDF and upload that."),
    )
    NESTED = "nested", _("The archive holds another archive. Put the files themselves into one archive.")
    PATHS = "paths", _("The archive holds names that lead out of it. Pack the files anew.")
    CONTENT = "content", _("The archive holds a file of a type that is not accepted. Take that file out.")
    SWELLS = (
        "swells",
        _("The file unpacks to far more than is accepted. Split it, or upload the files singly."),
    )
    PICTURE = "picture", _("The picture has too many pixels. Save it with at most 40 megapixels.")
    VIRUS = (
        "virus",
        _("The scanner for viruses found something harmful. Clean your computer; make the file anew."),
    )
    UNCHECKED = (
        "unchecked",
        _("The check of this file went wrong several times. Save it as PDF and upload that."),
    )


class Unfit(Exception):
    """A file that is not accepted; `fault` says why, `detail` is for the log."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = detail
