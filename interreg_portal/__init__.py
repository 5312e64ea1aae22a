"""The wiring of the portal: settings, addresses, Celery. Imported by nobody."""

from interreg_portal.celery import app as celery_app

__all__ = ["celery_app"]
