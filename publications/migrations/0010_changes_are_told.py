"""Each commit that changes public data says so to web processes, which need not ask for each page then."""

from django.db import migrations

NUMBER = """
    CREATE OR REPLACE FUNCTION publications_number_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE publications_publicchange
        SET id = nextval(pg_get_serial_sequence('publications_publicchange', 'id')), at = clock_timestamp()
        WHERE id = NEW.id;
        {tells}RETURN NULL;
    END $$
"""
TELLS = """PERFORM pg_notify('public_change', '');
        """


class Migration(migrations.Migration):
    dependencies = [("publications", "0009_public_changes_of_call_themes")]

    operations = [migrations.RunSQL(NUMBER.format(tells=TELLS), NUMBER.format(tells=""))]
