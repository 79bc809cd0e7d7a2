"""Content that is adopted and never changed again: its one way as text, and its checksum."""

import hashlib
import json
from typing import Any, Final

DAMAGED: Final = "Det fastställda innehållet är skadat och räknas inte med."


class FrozenDamagedError(Exception):
    """Stored content is not the content that was adopted."""


def canonical(content: dict[str, Any]) -> str:
    """The content as text, always the same for the same content: what the checksum is of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def unpack(content: str | None, sha256: str | None) -> dict[str, Any] | None:
    """The stored content, or None when it is gone or is not what was adopted."""
    if not content or checksum(content) != sha256:
        return None
    found: dict[str, Any] = json.loads(content)
    return found
