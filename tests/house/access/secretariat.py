"""Addresses of the front door `secretariat`."""

from accounts.models import SavedView
from assessments.models import Export, ExportTemplate
from projects.models import BulkJob
from tests.factories.calls import CallAnnexFactory
from tests.house.access.table import SECRETARIAT, STAFF, Row

READS = "officer manager committee auditor"
READS_HERE_AND_THERE = f"{READS} officer_elsewhere"
SIGN_IN = {302: "anonymous"}


def of_submitted(world):
    return {"uid": world.submitted.uid}


def of_version(world):
    return {"uid": world.submitted.uid, "number": 1}


def of_foreign_file(world):
    return of_version(world) | {"file": world.attachment.uid}


def of_assessment(world):
    return {"pk": world.assessment.pk}


def of_letter(world):
    return {"uid": world.letter.uid}


def of_call(world):
    return {"code": world.call.code}


def of_view(world):
    view, _is_new = SavedView.objects.get_or_create(owner=world.officer, page="inbox", name="Mine")
    return {"pk": view.pk}


def of_job(world):
    return {"uid": BulkJob.objects.create(kind="open_screening", owner=world.officer).uid}


def of_export(world):
    return {"uid": Export.objects.create(owner=world.officer, kind="table", language="en", projects=[1]).uid}


def of_template(world):
    known = ExportTemplate.objects.filter(owner=world.officer).first()
    made = known or ExportTemplate.objects.create(owner=world.officer, name="Mine", columns=["code"])
    return {"pk": made.pk}


TAKES = "officer manager auditor"
EXPORT_ROWS = [
    *(
        Row(f"secretariat:{name}", {200: f"{TAKES} officer_elsewhere", **SIGN_IN})
        for name in ("exports", "export_new", "export_dossiers")
    ),
    Row("secretariat:export", {200: "officer", **SIGN_IN}, of=of_export),
    Row("secretariat:export_file", {**SIGN_IN}, of=of_export),
    Row("secretariat:export_stop", {302: "anonymous officer"}, of=of_export, method="post"),
    Row("secretariat:export_template_remove", {302: "anonymous officer"}, of=of_template, method="post"),
    Row("secretariat:trail", {200: TAKES, **SIGN_IN}, of=of_submitted),
    Row("secretariat:trail_csv", {200: TAKES, **SIGN_IN}, of=of_submitted),
]
CALL_ROWS = [
    Row("secretariat:calls", {200: "officer manager officer_elsewhere", **SIGN_IN}),
    Row(
        "secretariat:call_new",
        {200: "manager", **SIGN_IN},
        of=lambda world: {"edition": world.call.programme_period_id},
    ),
    *(
        Row(f"secretariat:{name}", {200: SECRETARIAT, **SIGN_IN}, of=of_call)
        for name in ("call", "call_annexes", "call_mails", "call_late")
    ),
    Row(
        "secretariat:call_part",
        {200: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"code": world.call.code, "key": "basics"},
    ),
    *(
        Row(f"secretariat:{name}", {200: "manager", **SIGN_IN}, of=of_call)
        for name in ("call_annex_new", "call_publish", "call_copy")
    ),
    Row(
        "secretariat:call_mail",
        {200: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"code": world.call.code, "kind": "receipt"},
    ),
    Row(
        "secretariat:call_late_revoke",
        SIGN_IN,
        of=lambda world: {"code": world.call.code, "pk": 0},
        method="post",
        note="no such code",
    ),
    Row("secretariat:call_criteria", SIGN_IN, of=of_call, method="post", note="no set named"),
    Row("secretariat:call_rules", SIGN_IN, of=of_call, method="post", note="no set named"),
    Row("secretariat:call_state", SIGN_IN, of=of_call, method="post", note="unknown act"),
    Row(
        "secretariat:call_annex",
        {200: "manager", **SIGN_IN},
        of=lambda world: {"code": world.call.code, "pk": CallAnnexFactory(call=world.call).pk},
    ),
    Row(
        "secretariat:call_annex_template",
        SIGN_IN,
        of=lambda world: {"code": world.call.code, "pk": CallAnnexFactory(call=world.call).pk},
        note="without a template",
    ),
]
RANKING_ROWS = [
    Row("secretariat:figures", {200: f"{READS} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row(
        "secretariat:figures_file",
        SIGN_IN,
        of=lambda world: {"key": "nothing", "kind": "csv"},
        note="no such table",
    ),
    Row("secretariat:rankings", {200: f"{READS} officer_elsewhere cascade_officer", **SIGN_IN}),
    *(
        Row(f"secretariat:{name}", {200: READS, **SIGN_IN}, of=of_call)
        for name in ("ranking", "what_if", "compare_scenarios")
    ),
    Row(
        "secretariat:ranking_file",
        {200: READS, **SIGN_IN},
        of=lambda world: {"code": world.call.code, "kind": "csv"},
    ),
    Row("secretariat:scenario_save", {302: f"anonymous {READS}"}, of=of_call, method="post"),
    Row(
        "secretariat:scenario_delete",
        SIGN_IN,
        of=lambda world: {"code": world.call.code, "pk": 0},
        method="post",
        note="no such what-if",
    ),
    Row(
        "secretariat:tie",
        SIGN_IN,
        of=lambda world: {"code": world.call.code, "uid": world.submitted.uid},
        note="no tie",
    ),
]
ROWS = [
    *EXPORT_ROWS,
    *CALL_ROWS,
    Row("secretariat:tasks", {200: f"{STAFF} cascade_officer", **SIGN_IN}),
    *RANKING_ROWS,
    Row("secretariat:inbox_filters", {200: f"{READS_HERE_AND_THERE} cascade_officer", **SIGN_IN}),
    Row("secretariat:open_by", {200: READS, **SIGN_IN}, of=of_submitted, method="post"),
    Row("secretariat:views", {200: f"{READS_HERE_AND_THERE} cascade_officer", **SIGN_IN}),
    Row("secretariat:view", {200: "officer", **SIGN_IN}, of=of_view),
    Row(
        "secretariat:view_show",
        {302: "anonymous officer"},
        of=of_view,
        method="post",
    ),
    Row("secretariat:view_start", {302: f"anonymous {READS_HERE_AND_THERE} cascade_officer"}, method="post"),
    Row("secretariat:view_delete", {302: "anonymous officer"}, of=of_view, method="post"),
    Row(
        "secretariat:bulk_new",
        {200: "officer manager officer_elsewhere", **SIGN_IN},
        query="?act=assign_officer",
    ),
    Row("secretariat:bulk_job", {200: "officer", **SIGN_IN}, of=of_job),
    Row("secretariat:bulk_put_away", {302: "anonymous officer"}, of=of_job, method="post"),
    Row("secretariat:bulk_stop", {302: "anonymous officer"}, of=of_job, method="post"),
    Row("secretariat:staff", {200: "manager", **SIGN_IN}),
    Row(
        "secretariat:take_role",
        {302: "anonymous manager"},
        of=lambda world: {"pk": world.auditor.staff_roles.get().pk},
        method="post",
    ),
    Row(
        "secretariat:inbox",
        {200: f"{READS} officer_elsewhere cascade_officer", 302: "anonymous assessor editor"},
    ),
    Row("secretariat:project", {200: READS, **SIGN_IN}, of=of_submitted),
    Row("secretariat:project", SIGN_IN, of=lambda world: {"uid": world.draft.uid}, note="draft"),
    Row("secretariat:screening", {200: READS, **SIGN_IN}, of=of_submitted),
    Row(
        "secretariat:screening",
        {302: f"anonymous {SECRETARIAT}"},
        of=of_submitted,
        method="post",
        data=lambda world: {"open": "yes"},
    ),
    Row("secretariat:corrections", {200: READS, **SIGN_IN}, of=of_submitted),
    Row("secretariat:correction_send", {409: SECRETARIAT, **SIGN_IN}, of=of_submitted, note="no request"),
    Row(
        "secretariat:correction_add",
        {302: f"anonymous {SECRETARIAT}"},
        of=of_submitted,
        method="post",
        data=lambda world: {"ask": "yes", "key": "acronym", "note": "Mend it."},
    ),
    Row(
        "secretariat:correction_item",
        SIGN_IN,
        of=lambda world: of_submitted(world) | {"pk": 0},
        method="post",
        note="not there",
    ),
    *(
        Row(f"secretariat:{name}", {status: SECRETARIAT, **SIGN_IN}, of=of_submitted, method="post")
        for name, status in (
            ("correction_terms", 409),
            ("correction_more_time", 409),
            ("correction_end", 400),
        )
    ),
    Row(
        "secretariat:correction_changes",
        SIGN_IN,
        of=lambda world: of_submitted(world) | {"correction": "00000000-0000-4000-8000-00000000000c"},
        note="not there",
    ),
    Row("secretariat:assessments", {200: READS, **SIGN_IN}, of=of_submitted),
    Row("secretariat:assessments", {200: SECRETARIAT, **SIGN_IN}, of=of_submitted, method="post"),
    Row("secretariat:blind_copy", SIGN_IN, of=of_submitted, note="the call hides nobody"),
    Row("secretariat:blind_release", SIGN_IN, of=of_submitted, method="post", note="the call hides nobody"),
    Row("secretariat:consolidation", {200: READS, **SIGN_IN}, of=of_submitted),
    *(
        Row(f"secretariat:{name}", {200: SECRETARIAT, **SIGN_IN}, of=of_submitted)
        for name in ("consolidation_rapporteur", "second_round")
    ),
    Row(
        "secretariat:consolidation_act",
        SIGN_IN,
        of=lambda world: {"uid": world.submitted.uid, "act": "send"},
        note="no rapporteur was named",
    ),
    Row(
        "secretariat:consolidation_field",
        {401: "anonymous"},
        of=of_submitted,
        method="post",
        note="no rapporteur was named",
    ),
    Row("secretariat:decision", {200: READS, **SIGN_IN}, of=of_submitted),
    Row(
        "secretariat:decision",
        {400: "manager committee", **SIGN_IN},  # an empty form, from who may decide once it is eligible
        of=of_submitted,
        method="post",
    ),
    Row(
        "secretariat:step",
        {200: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"uid": world.submitted.uid, "key": "return_to_applicant"},
    ),
    Row("secretariat:form", {200: READS, **SIGN_IN}, of=of_version),
    Row("secretariat:form", {302: f"anonymous {READS}"}, of=of_version, method="post"),
    Row("secretariat:form_state", SIGN_IN, of=of_version, note="not asked for"),
    Row("secretariat:form_file", SIGN_IN, of=of_version, note="not asked for"),
    Row("secretariat:languages", {200: READS, **SIGN_IN}, of=of_submitted, query="?only=different"),
    Row("secretariat:compare", {200: READS, **SIGN_IN}, of=of_submitted),
    Row("secretariat:compare_state", SIGN_IN, of=of_submitted, note="nothing to compare"),
    Row("secretariat:compare_file", SIGN_IN, of=of_submitted, note="nothing to compare"),
    Row("secretariat:annexes", {200: READS, **SIGN_IN}, of=of_version),
    Row("secretariat:annex_archive", {409: READS, **SIGN_IN}, of=of_version, note="no files"),
    Row("secretariat:annex_file", SIGN_IN, of=of_foreign_file, note="of another proposal"),
    *(
        Row(f"secretariat:{name}", SIGN_IN, of=of_assessment, note="nothing declared")
        for name in ("assessment_progress", "assessment_finish")
    ),
    Row(
        "secretariat:assessment_field",
        {401: "anonymous"},
        of=of_assessment,
        method="post",
        note="nothing declared",
    ),
    Row("secretariat:assessed_annexes", SIGN_IN, of=of_assessment, note="nothing declared"),
    Row("secretariat:assessed_archive", SIGN_IN, of=of_assessment, note="nothing declared"),
    Row(
        "secretariat:assessed_file",
        SIGN_IN,
        of=lambda world: {"pk": world.assessment.pk, "file": world.attachment.uid},
        note="nothing declared",
    ),
    Row("secretariat:publish", SIGN_IN, of=of_submitted, note="not funded"),
    Row("secretariat:my_assessments", {200: "assessor cascade_officer", **SIGN_IN}),
    Row("secretariat:assessment", {200: "assessor", **SIGN_IN}, of=lambda world: {"pk": world.assessment.pk}),
    *(
        Row(name, {200: SECRETARIAT, **SIGN_IN}, of=lambda world: {"pk": world.assessment.pk})
        for name in (
            "secretariat:dismiss_assessor",
            "secretariat:reopen_assessment",
            "secretariat:date_assessment",
            "secretariat:reassign_assessment",
        )
    ),
    Row(
        "secretariat:date_assessment",
        {302: f"anonymous {SECRETARIAT}"},
        of=lambda world: {"pk": world.assessment.pk},
        method="post",
        data=lambda world: {"due": "2030-01-02"},
    ),
    Row(
        "secretariat:reassign_assessment",
        {400: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"pk": world.assessment.pk},
        method="post",
        note="nobody is named",
    ),
    Row(
        "secretariat:dismiss_assessor",
        {302: f"anonymous {SECRETARIAT}"},
        of=lambda world: {"pk": world.assessment.pk},
        method="post",
    ),
    Row(
        "secretariat:reopen_assessment",
        {409: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"pk": world.assessment.pk},
        method="post",
        data=lambda world: {"note": "Look again."},
        note="not finished",
    ),
    Row("secretariat:outbox", {200: f"{READS} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row("secretariat:message", {200: READS, **SIGN_IN}, of=of_letter),
    Row("secretariat:confirm_messages", {200: f"{SECRETARIAT} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row(
        "secretariat:confirm_message",
        {302: f"anonymous {SECRETARIAT}"},
        of=of_letter,
        method="post",
        data=lambda world: {"seen": world.letter.revision},
    ),
    Row("secretariat:cancel_message", {302: f"anonymous {SECRETARIAT}"}, of=of_letter, method="post"),
]
