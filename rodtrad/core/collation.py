"""Swedish letters in the database: Å, Ä and Ö sort last and have capitals, on both databases.

On PostgreSQL the first migration makes the collation from ICU. SQLite gets ours under the same
name on each connection. The columns that are sorted by name say that they use it. SQLite's own
LIKE knows no capitals beyond A–Z, so that "östra" would not find "Östra": it gets ours.
"""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from rodtrad.core.numbers import sort_key

SWEDISH = "swedish"

_key = lru_cache(maxsize=50_000)(sort_key)


def _compare(a: str, b: str) -> int:
    if a == b:
        return 0
    return -1 if _key(a) < _key(b) else 1


@lru_cache(maxsize=1_000)
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    parts = []
    letters = iter(pattern.casefold())
    for letter in letters:
        if letter == escape:
            parts.append(re.escape(next(letters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(letter, re.escape(letter)))
    return re.compile("".join(parts), re.DOTALL)


def _like(pattern: str | None, text: str | None, escape: str = "") -> bool | None:
    if pattern is None or text is None:
        return None
    return _pattern(pattern, escape).fullmatch(str(text).casefold()) is not None


def register(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Teach a new SQLite connection Swedish order and Swedish capitals."""
    if connection.vendor == "sqlite":
        database = connection.connection
        database.create_collation(SWEDISH, _compare)
        database.create_function("like", 2, _like, deterministic=True)
        database.create_function("like", 3, _like, deterministic=True)
