"""A database of the bench's own, gone when it is done: what is in use is never touched."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection


@contextmanager
def throwaway_database() -> Iterator[None]:
    """An empty, migrated database in place of the one that is in use, for as long as it lasts.

    A file in a temporary folder, or for PostgreSQL a database of its own on the same server.
    It is removed also when the work is interrupted.
    """
    in_use = connection.settings_dict["NAME"]
    before = dict(connection.settings_dict["TEST"])
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as folder:
        if connection.vendor == "sqlite":
            name = str(Path(folder) / "bench.sqlite3")
        else:
            name = f"rodtrad_bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = name
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            # Kept from the database that was in use; the numbers differ here.
            ContentType.objects.clear_cache()
            yield
        finally:
            if connection.settings_dict["NAME"] != in_use:
                connection.creation.destroy_test_db(in_use, verbosity=0)
            connection.settings_dict["TEST"].update(before)
            ContentType.objects.clear_cache()
