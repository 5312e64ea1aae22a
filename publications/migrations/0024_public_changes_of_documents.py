"""A document that is taken away or withdrawn makes a new edition too: pages link to it."""

from django.db import migrations

KINDS = "('funding_summary', 'blank_form')"
DROP = "DROP TRIGGER public_document_done ON documents_document"


def noting(states: str) -> str:
    """SQL of the trigger for a document that comes into one of these states."""
    return f"""
        CREATE TRIGGER public_document_done AFTER UPDATE OF state ON documents_document FOR EACH ROW
        WHEN (NEW.kind IN {KINDS} AND NEW.state IN ({states}) AND NEW.state IS DISTINCT FROM OLD.state)
        EXECUTE FUNCTION publications_note_change()
    """


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0023_project_bodies"),
        ("documents", "0004_queues_use_and_progress"),
    ]
    operations = [
        migrations.RunSQL(
            [DROP, noting("'ready', 'failed', 'expired', 'withdrawn'")],
            [DROP, noting("'ready', 'failed'")],
        )
    ]
