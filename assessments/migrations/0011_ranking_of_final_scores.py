"""Final scores and the money of lists are kept in rows of their own: rankings follow those alone."""

from django.db import migrations

FOLLOWED = "state, returned_from, objective_id, code, call_id, is_rehearsal"


def changed(columns: str) -> str:
    old = ", ".join(f"OLD.{name.strip()}" for name in columns.split(","))
    new = ", ".join(f"NEW.{name.strip()}" for name in columns.split(","))
    return f"""
DROP TRIGGER ranking_project_changed ON projects_project;
CREATE TRIGGER ranking_project_changed AFTER UPDATE ON projects_project FOR EACH ROW
  WHEN (NEW.first_submitted_at IS NOT NULL AND ({old}) IS DISTINCT FROM ({new}))
  EXECUTE FUNCTION ranking_note_own();
"""


FORWARD = """
DROP FUNCTION ranking_note_scores() CASCADE;
DROP TRIGGER ranking_of_projects_version ON projects_version;
DROP TRIGGER ranking_of_projects_interest ON projects_interest;
DROP TRIGGER ranking_of_assessments_assessment ON assessments_assessment;
"""
EVENTS = {
    "projects_version": "INSERT",
    "projects_interest": "INSERT OR DELETE OR UPDATE OF has_conflict",
    "assessments_assessment": "INSERT OR DELETE OR UPDATE OF finished_at, version_id",
}
SCORES = """
CREATE FUNCTION ranking_note_scores() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
"""
BACKWARD = SCORES + "".join(
    f"CREATE TRIGGER ranking_of_{table} AFTER {events} ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION ranking_note_project();"
    for table, events in EVENTS.items()
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_screening_sheet"), ("projects", "0015_inbox")]

    operations = [
        migrations.RunSQL(FORWARD + changed(f"{FOLLOWED}, eu_asked"), BACKWARD + changed(FOLLOWED))
    ]
