# One image for web, workers, scheduler and migrations; compose.yaml says which is which.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /srv/venv && /srv/venv/bin/pip install --disable-pip-version-check --no-cache-dir -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/srv/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=aicmo_site.settings.production \
    AICMO_DATA=/srv/var \
    AICMO_STATIC_ROOT=/srv/static \
    AICMO_METRICS_DIR=/tmp/metrics
RUN groupadd --gid 10001 aicmo \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin aicmo \
    && install -d -o aicmo -g aicmo /srv/var
COPY --from=packages /srv/venv /srv/venv
WORKDIR /srv/app
COPY . .
# Static files need no secret and no server: they are collected with the embedded settings.
RUN DJANGO_SETTINGS_MODULE=aicmo_site.settings.embedded AICMO_DATA=/tmp/build AICMO_METRICS_DIR=/tmp/build/metrics \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q aicmo_site apps kernel \
    && rm -rf /tmp/build
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["python", "-m", "aicmo_site.healthcheck", "web"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "30", "--no-access-log", "--log-level", "warning", "aicmo_site.wsgi:application"]
