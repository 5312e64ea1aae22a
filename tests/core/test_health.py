"""Whether the portal says truly how it is."""

from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_healthz_answers_without_any_query(client: Client, db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_readyz_tells_that_all_is_there(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "queue": "ok"},
    )
    assert "no-store" in response["Cache-Control"]


def test_readyz_is_degraded_and_ready_without_queue(client: Client, db: None, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "degraded", "database": "ok", "queue": "away"},
    )


def test_readyz_refuses_while_migrations_are_missing(client: Client, db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="projects").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "migrations missing")


def test_health_takes_no_posts(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
