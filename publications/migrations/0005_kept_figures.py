"""The triggers that keep the kept sums true in the transaction of every change."""

from django.db import migrations

RECORD = (
    "programme_period_id, objective_id, theme_id, start_date, status, eu_funding, total_budget, "
    "partner_count, countries, regions, partner_types"
)
PARTNER = "publication_id, country, region, kind, eu_funding"
COLUMNS = (
    "edition, dimension, key, projects, paid, eu_funding, budgeted, total_budget, "
    "partners, partners_paid, partners_funding"
)

# The regions of every level that codes lie in, and for each region around nothing known of a deeper level
# a key such as "BE?3": somewhere in Belgium, in no known region of level 3.
KEYS = """
CREATE FUNCTION publications_region_keys(codes text[]) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH known AS (
    SELECT DISTINCT left(code, size) AS code, size
    FROM unnest(codes) AS code CROSS JOIN generate_series(2, 5) AS size
    WHERE length(code) >= size
  ), around AS (
    SELECT '' AS code, 1 AS size UNION ALL SELECT code, size FROM known WHERE size < 5
  )
  SELECT code FROM known
  UNION ALL
  SELECT around.code || '?' || (deeper.size - 2)
  FROM around CROSS JOIN generate_series(2, 5) AS deeper (size)
  WHERE deeper.size > around.size
    AND NOT EXISTS (
      SELECT FROM known WHERE known.size = deeper.size AND starts_with(known.code, around.code)
    )
$$
"""


def columns(prefix: str, names: str) -> str:
    return ", ".join(f"{prefix}.{name}" for name in names.split(", "))


def changes(names: str) -> dict[str, str]:
    """What each kind of statement takes away (-1) and adds (1)."""
    differ = f"ROW({columns('fresh', names)}) IS DISTINCT FROM ROW({columns('gone', names)})"
    pairs = f"FROM new_rows fresh JOIN old_rows gone ON gone.id = fresh.id WHERE {differ}"
    return {
        "insert": f"SELECT 1 AS sign, {names} FROM new_rows",
        "delete": f"SELECT -1 AS sign, {names} FROM old_rows",
        "update": f"SELECT 1 AS sign, {columns('fresh', names)} {pairs}"
        f" UNION ALL SELECT -1, {columns('gone', names)} {pairs}",
    }


def of_records(source: str) -> str:
    return f"""
      INSERT INTO publications_keptfigure ({COLUMNS})
      SELECT changed.programme_period_id, place.dimension, place.key,
        sum(sign), coalesce(sum(sign) FILTER (WHERE eu_funding IS NOT NULL), 0),
        coalesce(sum(sign * eu_funding), 0),
        coalesce(sum(sign) FILTER (WHERE total_budget IS NOT NULL), 0),
        coalesce(sum(sign * total_budget), 0),
        coalesce(sum(sign * partner_count) FILTER (WHERE place.dimension NOT IN ('region', 'kind')), 0), 0, 0
      FROM ({source}) AS changed
      CROSS JOIN LATERAL (
        VALUES ('all', ''), ('objective', coalesce(objective_id::text, '')),
          ('theme', coalesce(theme_id::text, '')),
          ('year', coalesce(extract(year FROM start_date)::int::text, '')), ('status', status)
        UNION ALL SELECT 'region', key FROM publications_region_keys(countries || regions) AS key
        UNION ALL SELECT 'pair', one || '-' || other
          FROM unnest(countries) AS one CROSS JOIN unnest(countries) AS other WHERE one < other
        UNION ALL SELECT 'kind', unnest(CASE WHEN partner_types = '{{}}' THEN '{{""}}' ELSE partner_types END)
      ) AS place (dimension, key)
      GROUP BY 1, 2, 3
      HAVING sum(sign) <> 0 OR sum(sign * eu_funding) <> 0 OR sum(sign * total_budget) <> 0
        OR sum(sign * partner_count) <> 0 OR sum(sign) FILTER (WHERE eu_funding IS NOT NULL) <> 0
        OR sum(sign) FILTER (WHERE total_budget IS NOT NULL) <> 0;
    """  # noqa: S608 - built from constants


def of_partners(source: str) -> str:
    """`source` gives sign, edition, country, region, kind and eu_funding of partners."""
    return f"""
      INSERT INTO publications_keptfigure ({COLUMNS})
      SELECT changed.edition, place.dimension, place.key, 0, 0, 0, 0, 0,
        coalesce(sum(number) FILTER (WHERE place.dimension <> 'all'), 0), sum(paid), sum(money)
      FROM (
        SELECT edition, coalesce(nullif(region, ''), country) AS code, kind, sum(sign) AS number,
          coalesce(sum(sign) FILTER (WHERE eu_funding IS NOT NULL), 0) AS paid,
          coalesce(sum(sign * eu_funding), 0) AS money
        FROM ({source}) AS partners GROUP BY 1, 2, 3
      ) AS changed
      CROSS JOIN LATERAL (
        VALUES ('all', ''), ('kind', kind)
        UNION ALL SELECT 'region', key FROM publications_region_keys(ARRAY[code]) AS key
      ) AS place (dimension, key)
      GROUP BY 1, 2, 3
      HAVING sum(number) <> 0 OR sum(money) <> 0 OR sum(paid) <> 0;
    """  # noqa: S608 - built from constants


def with_edition(source: str) -> str:
    return f"""
      SELECT sign, record.programme_period_id AS edition, partner.country, partner.region, partner.kind,
        partner.eu_funding
      FROM ({source}) AS partner
      JOIN publications_publication record ON record.id = partner.publication_id
    """  # noqa: S608 - built from constants


# A record that moves to another edition takes the sums of its partners along.
MOVED = "".join(
    of_partners(f"""
      SELECT {sign} AS sign, {row}.programme_period_id AS edition, partner.country, partner.region,
        partner.kind, partner.eu_funding
      FROM new_rows fresh JOIN old_rows gone ON gone.id = fresh.id
      JOIN publications_publishedpartner partner ON partner.publication_id = fresh.id
      WHERE fresh.programme_period_id <> gone.programme_period_id
    """)  # noqa: S608 - built from constants
    for sign, row in ((1, "fresh"), (-1, "gone"))
)
RENEW = f"""
CREATE FUNCTION publications_renew_figures() RETURNS void LANGUAGE plpgsql SET jit = off AS $$
BEGIN
  LOCK TABLE publications_publication, publications_publishedpartner IN SHARE MODE;
  DELETE FROM publications_keptfigure;
  {of_records(f"SELECT 1 AS sign, {RECORD} FROM publications_publication")}
  {of_partners(with_edition(f"SELECT 1 AS sign, {PARTNER} FROM publications_publishedpartner"))}
END $$
"""  # noqa: S608 - built from constants
TABLES = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
TABLES["update"] = f"{TABLES['delete']} {TABLES['insert']}"


def triggers() -> list[str]:
    sql = [KEYS]
    for event, tables in TABLES.items():
        bodies = {
            "publication": of_records(changes(RECORD)[event]) + (MOVED if event == "update" else ""),
            "publishedpartner": of_partners(with_edition(changes(PARTNER)[event])),
        }
        for table, body in bodies.items():
            name = f"publications_figures_{table}_{event}"
            sql.append(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $$ BEGIN {body} RETURN NULL; END $$"
            )
            sql.append(
                f"CREATE TRIGGER keep_figures_{event} AFTER {event.upper()} ON publications_{table} "
                f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
    return [*sql, RENEW]


def undo() -> list[str]:
    sql = []
    for event in TABLES:
        for table in ("publication", "publishedpartner"):
            sql.append(f"DROP TRIGGER IF EXISTS keep_figures_{event} ON publications_{table}")
            sql.append(f"DROP FUNCTION IF EXISTS publications_figures_{table}_{event}()")
    return [
        *sql,
        "DROP FUNCTION IF EXISTS publications_renew_figures()",
        "DROP FUNCTION IF EXISTS publications_region_keys(text[])",
    ]


class Migration(migrations.Migration):
    replaces = [("publications", "0010_kept_figures")]
    dependencies = [("publications", "0004_public_changes")]

    operations = [migrations.RunSQL(triggers(), undo())]
