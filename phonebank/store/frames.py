"""Tables of a million rows out of the database: COPY text that polars reads, never Python rows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.store.connection import plain_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

_NULL = "\\N"
_MEMORY = "set local work_mem = '192MB'"


def copied(engine: Engine, query: str, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a query without parameters, as a frame of these columns."""
    buffer = io.BytesIO()
    with plain_errors(), engine.begin() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the connection was closed under way")
        with driver.cursor() as cursor:
            cursor.execute(_MEMORY)
            with cursor.copy(f"copy ({query}) to stdout (format csv, null '{_NULL}')") as copy:
                for block in copy:
                    buffer.write(block)
    if buffer.tell() == 0:
        return pl.DataFrame(schema=dict(schema))
    buffer.seek(0)
    return pl.read_csv(buffer, has_header=False, schema=dict(schema), null_values=_NULL)
