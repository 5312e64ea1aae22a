# The image of the portal: web, workers and beat run from the same one.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/state --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /srv/state /srv/state/files /srv/state/beat /srv/static
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Compiled once: a process that compiles at its start keeps the holes that this leaves in its memory.
RUN python -m compileall -q .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=interreg_portal.settings.production \
    STATE_DIR=/srv/state \
    STATIC_ROOT=/srv/static
# The settings want a complete environment; these values stay in this one step.
RUN python -m scripts.messages compile \
    && env SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
       DATABASE_URL=postgres:///none REDIS_URL=redis://none EMAIL_URL=consolemail:// \
       ALLOWED_HOSTS=none PORTAL_URL=https://none CONTACT_EMAIL=none@none DEFAULT_FROM_EMAIL=none@none \
       python manage.py collectstatic --noinput --verbosity 0
USER portal
EXPOSE 8000
CMD ["gunicorn", "-c", "scripts/gunicorn_settings.py", "-b", "0.0.0.0:8000", "interreg_portal.wsgi"]
