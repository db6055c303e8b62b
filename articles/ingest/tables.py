"""Many rows at once into a table, or one column of many rows.

`bulk_create` and `bulk_update` make an object of each row and prepare and escape each of its values, which for rows of
a few numbers takes many times as long as the database does with them. Where thousands are stored together, they go
in as the database takes them: by COPY into PostgreSQL, by one prepared statement into SQLite.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows with their values in the order of `fields`; every field that has no default in the database.

    Values are numbers, plain strings, booleans and None: dates in ISO 8601, JSON as text, of choices the value.
    Raises what Django raises for rows that the table refuses.
    """
    names = [_column(model, field) for field in fields]
    into = f"{_table(model)} ({', '.join(names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(names))})", rows)


def set_aside(model: type[Model], number: int) -> Sequence[int]:
    """Primary keys for so many new rows, that no row has or will get otherwise. To be called in a writer's turn."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_table(model), model._meta.pk.column, number],
            )
            return [key for (key,) in cursor.fetchall()]
        # Tables that Django makes never use a key again; the greatest one so far is kept here.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        first = (cursor.fetchone() or (0,))[0] + 1
    return range(first, first + number)


def assign(model: type[Model], field: str, values: Mapping[int, int | None]) -> None:
    """Give one field of many rows its value; `values` by primary key, a foreign key's by that of the row it is to."""
    table, column, key = _table(model), _column(model, field), connection.ops.quote_name(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {table} SET {column} = new.value"
                f" FROM unnest(%s::bigint[], %s::bigint[]) AS new (key, value) WHERE {table}.{key} = new.key",
                [list(values), list(values.values())],
            )
        else:
            rows = [(value, row) for row, value in values.items()]
            cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", rows)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[Model], field: str) -> str:
    return connection.ops.quote_name(model._meta.get_field(field).column)
