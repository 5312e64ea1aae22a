"""Setting up a call: verbs for managers, each atomic, checked and in the trail."""

from calls.setting_up.annexes import Upload, add_annex, change_annex, remove_annex
from calls.setting_up.columns import INTRODUCTION_LIMIT, TITLE_LIMIT
from calls.setting_up.copying import copy
from calls.setting_up.publishing import (
    announce,
    delete,
    digest_of_all,
    discard,
    publish,
    withdraw_announcement,
)
from calls.setting_up.verbs import Hurts, Stale, begin, change, create
from calls.setting_up.wrong import Wrong

__all__ = [
    "INTRODUCTION_LIMIT",
    "TITLE_LIMIT",
    "Hurts",
    "Stale",
    "Upload",
    "Wrong",
    "add_annex",
    "announce",
    "begin",
    "change",
    "change_annex",
    "copy",
    "create",
    "delete",
    "digest_of_all",
    "discard",
    "publish",
    "remove_annex",
    "withdraw_announcement",
]
