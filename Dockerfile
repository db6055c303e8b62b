FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DEBUG=0 \
    PORT=8000 \
    DATABASE_URL=sqlite:////data/hotline.sqlite3 \
    DATA_DIR=/data/published \
    BACKUP_DIR=/backups

WORKDIR /app

# pg_dump and pg_restore, for `backup` and `restore_backup`; compose.yaml names a PostgreSQL of the same version.
RUN apt-get update -q && apt-get install -y -q --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*

# Installed before the source is copied: a change of the source does not install again.
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt \
    && useradd --uid 1000 --no-create-home --home-dir /app --shell /usr/sbin/nologin archive \
    && install --directory --owner archive /data /backups

COPY . .

# Byte code and static files once, at build: at run time nothing writes to /app. The settings only have to load.
RUN python -m compileall -q articles diplomacy \
    && SECRET_KEY=build ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput --verbosity 0

USER archive
VOLUME /data /backups
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "docker/healthcheck.py"]
ENTRYPOINT ["docker/entrypoint"]
CMD ["gunicorn", "diplomacy.wsgi", "--no-control-socket"]
