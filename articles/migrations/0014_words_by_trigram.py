"""PostgreSQL finds words within the text of a call by an index of their trigrams, in place of reading every text.

Built without keeping writers out. Where the extension may not be made, search works as before, only slower.
"""

import logging

from django.db import ProgrammingError, migrations

log = logging.getLogger(__name__)
INDEX = "meeting_words"


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as error:
        log.warning("Search will be slow: %s See docs/operate.md.", str(error).strip())
        return
    # What an attempt that was broken off left behind is no index.
    schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")
    schema_editor.execute(
        f"CREATE INDEX CONCURRENTLY {INDEX} ON articles_meeting USING gin (search_text gin_trgm_ops)"
    )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0013_syndication")]
    operations = [migrations.RunPython(make_index, drop_index, atomic=False)]
