"""Two people on the same text: nobody's words are overwritten."""

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class Conflict(Exception):
    """Somebody else saved since the text was read.

    Attributes:
        theirs: the row as it is stored now.
    """

    def __init__(self, theirs: Any) -> None:
        super().__init__("Någon annan har sparat sedan du öppnade sidan.")
        self.theirs = theirs


def check_revision(row: M, revision: int) -> M:
    """The stored row, locked until the transaction ends, if it is still the one that was read.

    Raises:
        Conflict: when its revision is another than the one that was read.
    """
    manager: models.Manager[M] = type(row)._default_manager
    stored = manager.select_for_update().get(pk=row.pk)
    if stored.revision != revision:  # type: ignore[attr-defined]  # rows with a revision only
        raise Conflict(stored)
    return stored
