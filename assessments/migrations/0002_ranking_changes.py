"""Triggers that note in which call, and in which proposal of it, something changed that its ranking rests on.

Rows are only ever added, without looking for a like one: a like one might be taken away at this moment by
somebody who does not see this change yet.
"""

from django.db import migrations

# table: events
OF_PROJECT = {
    "assessments_finalscore": "INSERT OR DELETE OR UPDATE",
    "assessments_tieorder": "INSERT OR DELETE OR UPDATE",
    "assessments_decision": "INSERT OR DELETE OR UPDATE OF granted, reserve_rank, reverted_at, outcome, project_id",
}
# table: (events, column of the call)
OF_CALL = {
    "calls_call": ("UPDATE OF budget, step1_closes_at, threshold, score_highest", "id"),
    "calls_criterion": ("INSERT OR DELETE OR UPDATE", "call_id"),
    "calls_callobjectivebudget": ("INSERT OR DELETE OR UPDATE", "call_id"),
}
FUNCTIONS = """
CREATE FUNCTION ranking_note_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assessments_rankingchange (call_number, project_number)
    SELECT call_id, id FROM projects_project
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.project_id ELSE NEW.project_id END;
  RETURN NULL;
END $$;
CREATE FUNCTION ranking_note_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assessments_rankingchange (call_number)
    VALUES ((to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END) ->> TG_ARGV[0])::bigint);
  RETURN NULL;
END $$;
CREATE FUNCTION ranking_note_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO assessments_rankingchange (call_number, project_number) VALUES (NEW.call_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER ranking_project_added AFTER INSERT ON projects_project FOR EACH ROW
  WHEN (NEW.first_submitted_at IS NOT NULL) EXECUTE FUNCTION ranking_note_own();
CREATE TRIGGER ranking_project_changed AFTER UPDATE ON projects_project FOR EACH ROW
  WHEN (NEW.first_submitted_at IS NOT NULL AND
        (OLD.state, OLD.returned_from, OLD.objective_id, OLD.code, OLD.call_id, OLD.is_rehearsal, OLD.eu_asked)
        IS DISTINCT FROM
        (NEW.state, NEW.returned_from, NEW.objective_id, NEW.code, NEW.call_id, NEW.is_rehearsal, NEW.eu_asked))
  EXECUTE FUNCTION ranking_note_own();
"""
DROPPED = """
DROP FUNCTION ranking_note_own() CASCADE;
DROP FUNCTION ranking_note_call() CASCADE;
DROP FUNCTION ranking_note_project() CASCADE;
"""


def _triggers() -> str:
    made = [
        f"CREATE TRIGGER ranking_of_{table} AFTER {events} ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION ranking_note_project();"
        for table, events in OF_PROJECT.items()
    ]
    made += [
        f"CREATE TRIGGER ranking_of_{table} AFTER {events} ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION ranking_note_call('{column}');"
        for table, (events, column) in OF_CALL.items()
    ]
    return "\n".join(made)


class Migration(migrations.Migration):
    replaces = [("assessments", "0009_ranking_changes"), ("assessments", "0011_ranking_of_final_scores"), ("assessments", "0015_ranking_follows_decisions"), ("assessments", "0019_waiting_bundles_end")]
    dependencies = [("assessments", "0001_tables")]

    operations = [migrations.RunSQL(FUNCTIONS + _triggers(), DROPPED)]
