"""Files that have been tried and wait for a yes: one for each person."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from rodtrad.accounts.models import User


def keep(user: User, data: bytes) -> str:
    """Keep the file in place of the person's earlier one; its fingerprint (SHA-256)."""
    path = _path(user)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))
    return hashlib.sha256(data).hexdigest()


def fetch(user: User, fingerprint: str) -> bytes | None:
    """The kept file, if it still is the one with the fingerprint."""
    path = _path(user)
    if not default_storage.exists(path):
        return None
    with default_storage.open(path, "rb") as file:
        data: bytes = file.read()
    return data if hashlib.sha256(data).hexdigest() == fingerprint else None


def forget(user: User) -> None:
    """Remove the person's kept file."""
    default_storage.delete(_path(user))


def _path(user: User) -> str:
    return f"imports/{user.pk}.csv"
