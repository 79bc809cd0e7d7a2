"""Files that have been tried and wait for a yes: one for each person, for some days."""

import hashlib
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from rodtrad.accounts.models import User

# Time to think it over; what nobody said yes to by then is removed.
KEPT = timedelta(days=3)
_FOLDER = "imports"
_ENDING = ".csv"


def keep(user: User, data: bytes) -> str:
    """Keep the file in place of the person's earlier one; its fingerprint (SHA-256)."""
    path = _path(user)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))
    return hashlib.sha256(data).hexdigest()


def fetch(user: User, fingerprint: str, *, now: datetime) -> bytes | None:
    """The kept file, if it still is the one with the fingerprint and its time is not out."""
    path = _path(user)
    if not default_storage.exists(path) or _is_old(path, now):
        return None
    with default_storage.open(path, "rb") as file:
        data: bytes = file.read()
    return data if hashlib.sha256(data).hexdigest() == fingerprint else None


def forget(user: User) -> None:
    """Remove the person's kept file."""
    default_storage.delete(_path(user))


def remove_old_files(*, now: datetime) -> int:
    """Remove the files whose time is out; how many there were."""
    try:
        _, names = default_storage.listdir(_FOLDER)
    except FileNotFoundError:
        # Nobody has tried a file yet.
        return 0
    old = [
        path
        for name in names
        if name.endswith(_ENDING) and _is_old(path := f"{_FOLDER}/{name}", now)
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _is_old(path: str, now: datetime) -> bool:
    try:
        return default_storage.get_modified_time(path) <= now - KEPT
    except FileNotFoundError:
        # Somebody brought it in just now.
        return False


def _path(user: User) -> str:
    return f"{_FOLDER}/{user.pk}{_ENDING}"
