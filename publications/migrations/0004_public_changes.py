"""Each transaction that changes what public pages show leaves one row, numbered when it commits."""

from django.db import migrations

from publications.editions import no_longer_noting, noting

TABLES = [
    "publications_publication",
    "publications_publishedpartner",
    "publications_publishedinstrument",
    "publications_policyoutcome",
    "publications_organisation",
    "publications_recordversion",
    "publications_datafile",
    "programmes_region",
    "programmes_policyobjective",
    "programmes_programmingperiod",
    "programmes_programme",
    "programmes_programmeperiod",
    "programmes_programmeperiod_area",
    "programmes_strategy",
    "programmes_knownstrategy",
    "programmes_stateaidscheme",
    "programmes_legalstatusoption",
    "programmes_lumpsum",
    "programmes_unitcost",
    "programmes_fund",
    "programmes_programmefund",
    "programmes_priority",
    "programmes_specificobjective",
    "programmes_theme",
    "programmes_exampleaction",
    "programmes_indicator",
    "programmes_indicator_results",
    "programmes_programmeindicator",
    "programmes_programmeindicator_results",
    "calls_call",
    "calls_call_objectives",
    "calls_call_lump_sums",
    "calls_call_unit_costs",
    "calls_call_strategies",
    "calls_call_state_aid_schemes",
    "calls_callfield",
    "calls_callannex",
    "calls_calltext",
    "calls_callrule",
    "calls_scalepoint",
    "calls_criterion",
    "calls_callfund",
    "calls_callflatrate",
    "calls_callobjectivebudget",
    "calls_callcheck",
]
NOTE = """
    CREATE OR REPLACE FUNCTION publications_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO publications_publicchange (transaction, started, at)
        VALUES (pg_current_xact_id()::text::bigint, transaction_timestamp(), clock_timestamp())
        ON CONFLICT (transaction, started) DO NOTHING;
        RETURN NULL;
    END $$
"""
# When the transaction commits, its row moves to the end: a long one is not overtaken by many short ones.
NUMBER = """
    CREATE OR REPLACE FUNCTION publications_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE publications_publicchange
        SET id = nextval(pg_get_serial_sequence('publications_publicchange', 'id')), at = clock_timestamp()
        WHERE id = NEW.id;
        RETURN NULL;
    END $$
"""
AT_COMMIT = """
    CREATE CONSTRAINT TRIGGER numbered_at_commit AFTER INSERT ON publications_publicchange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publications_number_change()
"""
# Of documents only those count that public pages link to, and only once they are there, failed or gone.
KINDS = "('funding_summary', 'blank_form')"
DOCUMENT_DONE = f"""
    CREATE TRIGGER public_document_done AFTER UPDATE OF state ON documents_document FOR EACH ROW
    WHEN (NEW.kind IN {KINDS} AND NEW.state IN ('ready', 'failed', 'expired', 'withdrawn') AND NEW.state IS DISTINCT FROM OLD.state)
    EXECUTE FUNCTION publications_note_change()
"""
DOCUMENT_GONE = f"""
    CREATE TRIGGER public_document_gone AFTER DELETE ON documents_document FOR EACH ROW
    WHEN (OLD.kind IN {KINDS}) EXECUTE FUNCTION publications_note_change()
"""


class Migration(migrations.Migration):
    replaces = [("publications", "0006_public_changes"), ("publications", "0009_public_changes_of_organisations"), ("publications", "0021_public_changes_of_files"), ("publications", "0024_public_changes_of_documents")]
    dependencies = [
        ("publications", "0003_names_of_organisations"),
        ("calls", "0001_tables"),
        ("programmes", "0001_tables"),
        ("documents", "0001_tables"),
    ]

    operations = [
        migrations.RunSQL(NOTE, "DROP FUNCTION publications_note_change()"),
        migrations.RunSQL(NUMBER, "DROP FUNCTION publications_number_change()"),
        migrations.RunSQL(AT_COMMIT, "DROP TRIGGER numbered_at_commit ON publications_publicchange"),
        migrations.RunSQL(noting(*TABLES), no_longer_noting(*TABLES)),
        migrations.RunSQL(DOCUMENT_DONE, "DROP TRIGGER public_document_done ON documents_document"),
        migrations.RunSQL(DOCUMENT_GONE, "DROP TRIGGER public_document_gone ON documents_document"),
    ]
