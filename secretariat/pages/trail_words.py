"""The acts of a proposal's trail in words. The names under which they are kept never change."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from projects.form import GROUPS
from projects.states import BY_KEY


def in_words(action: str) -> str | Promise:
    """An act in words: of its own, of the step that it was, or of the row of the form that it moved."""
    if action in ACTIONS:
        return ACTIONS[action]
    if action in BY_KEY:
        return BY_KEY[action].label
    verb, _space, kind = action.partition(" ")
    group = GROUPS.get(kind.replace(" ", "_"))
    if verb in ROW_VERBS and group is not None:
        return format_lazy("{row}: {verb}", row=group.label, verb=ROW_VERBS[verb])
    return action


ROW_VERBS: Mapping[str, Promise] = {
    "add": _("row added"),
    "remove": _("row removed"),
    "restore": _("row restored"),
    "move": _("row moved"),
}
ACTIONS: Mapping[str, Promise] = {
    "start good practice": _("Good practice started"),
    "submit good practice": _("Good practice submitted"),
    "take back good practice": _("Good practice taken back"),
    "revise good practice": _("New version begun"),
    "ask expert": _("Expert asked for a review"),
    "cancel review": _("Review cancelled"),
    "decline review": _("Review declined by the expert"),
    "finish review": _("Review handed in"),
    "decide good practice": _("Decided on the good practice"),
    "withdraw good practice": _("Good practice taken off the platform"),
    "tell transfer": _("Transfer told"),
    "handle transfer": _("Transfer looked at"),
    "accept remark": _("Remark accepted"),
    "call remark spam": _("Remark called spam"),
    "decline remark": _("Remark declined"),
    "issue contract": _("Contract issued to be signed"),
    "reopen remark": _("Remark opened again"),
    "accept invitation": _("Invitation accepted"),
    "add contribution": _("Contribution added"),
    "add cost item": _("Cost item added"),
    "add file": _("File added"),
    "add partner": _("Partner added"),
    "add to agenda": _("Put on the agenda"),
    "answer condition": _("Condition answered"),
    "answer consolidation": _("Consolidation answered"),
    "ask for corrections": _("Corrections asked for"),
    "ask for modification": _("Modification asked for"),
    "ask to confirm submission": _("A second person asked to confirm the submission"),
    "assign officer": _("Officer assigned"),
    "award sub-grant": _("Sub-grant awarded"),
    "cancel invitation": _("Invitation cancelled"),
    "cancel message": _("Message cancelled"),
    "change blind copy": _("Anonymous copy changed"),
    "change contract": _("Contract changed"),
    "change level": _("Rights of a person changed"),
    "close condition": _("Condition closed"),
    "close contract": _("Contract closed"),
    "close item": _("Vote closed"),
    "collect correction": _("Correction noted for the request"),
    "conclude consolidation": _("Consolidation concluded"),
    "conclude quality": _("Quality assessment concluded"),
    "conclude screening": _("Screening concluded"),
    "confirm bank account": _("Bank account confirmed"),
    "confirm decision": _("Decision confirmed"),
    "confirm message": _("Message confirmed"),
    "confirm part": _("Partner’s part confirmed"),
    "confirm passed checks": _("Passed checks confirmed"),
    "correct interest": _("Declaration of interests corrected"),
    "date assessment": _("Due date of an assessment set"),
    "decide on objection": _("Decided on the objection"),
    "declare interest": _("Interests declared"),
    "decline invitation": _("Invitation declined"),
    "delete_draft": _("Draft deleted"),
    "delete_rehearsal": _("Rehearsal deleted"),
    "describe file": _("File described"),
    "discard decision": _("Prepared decision discarded"),
    "dismiss assessor": _("Assessor dismissed"),
    "drop correction": _("Correction taken out of the request"),
    "drop lump sum": _("Lump sum taken out"),
    "edit message": _("Message edited"),
    "end correction round": _("Correction round ended"),
    "export dossier": _("Dossier exported"),
    "extend correction": _("Time for corrections extended"),
    "finish assessment": _("Assessment finished"),
    "freeze version": _("Version frozen"),
    "give bank account": _("Bank account given"),
    "invite": _("Person invited"),
    "invite assessor": _("Assessor invited"),
    "leave assessment": _("Assessment given back by the assessor"),
    "make advice link": _("Link for advice made"),
    "make lead": _("Lead partner changed"),
    "modification in force": _("Modification entered into force"),
    "move on agenda": _("Moved on the agenda"),
    "move partner": _("Partner moved"),
    "name rapporteur": _("Rapporteur named"),
    "object": _("Objection made"),
    "open screening": _("Screening opened"),
    "open second round": _("Second round opened"),
    "order tie": _("Order within a tie set"),
    "override contract checklist": _("Contract recorded against the checklist"),
    "draft letters": _("Letters prepared"),
    "remind of corrections": _("Reminded of corrections"),
    "prepare decision": _("Decision prepared"),
    "publish": _("Published"),
    "publish sub-grant": _("Sub-grant made public"),
    "put file back": _("File put back"),
    "record check": _("Check answered"),
    "refuse bank account": _("Bank account refused"),
    "refuse file": _("File refused"),
    "release blind copy": _("Anonymous copy released"),
    "remove collaborator": _("Person removed"),
    "remove contribution": _("Contribution removed"),
    "remove cost item": _("Cost item removed"),
    "remove file": _("File removed"),
    "remove from agenda": _("Taken off the agenda"),
    "remove partner": _("Partner removed"),
    "reopen assessment": _("Assessment reopened"),
    "reopen condition": _("Condition reopened"),
    "reopen consolidation": _("Consolidation reopened"),
    "reopen contract": _("Contract reopened"),
    "reopen item": _("Vote reopened"),
    "restore version": _("Approved version restored"),
    "retry": _("Document made again"),
    "revoke advice link": _("Link for advice revoked"),
    "send consolidation": _("Consolidation sent to the assessors"),
    "set terms of correction": _("Terms of the correction set"),
    "settle free place": _("Free place of an assessor settled"),
    "settle message": _("Message settled"),
    "start_draft": _("Draft started"),
    "start_rehearsal": _("Rehearsal started"),
    "report policy work": _("Work on policy reported"),
    "take back report": _("Report on policy taken back"),
    "handle report": _("Report on policy handled"),
    "take back contract": _("Edition of the contract taken back"),
    "take back letter": _("Letter taken back"),
    "take back request to submit": _("Request to confirm the submission taken back"),
    "use late code": _("Late code used"),
    "use lump sum": _("Lump sum used"),
    "vote": _("Vote cast"),
    "withhold blind copy": _("Anonymous copy withheld"),
    "take back sub-grant": _("Sub-grant taken back"),
    "withdraw_publication": _("Publication withdrawn"),
    "word correction": _("Words of a correction changed"),
    "write message anew": _("Message written anew"),
}
