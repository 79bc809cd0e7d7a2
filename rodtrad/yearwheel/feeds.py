"""The secret of a calendar address."""

import uuid
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

_SALT: Final = "rodtrad.yearwheel.feed"


def secret_of(public: uuid.UUID) -> str:
    """The secret part of an address, 256 bits: computed with the installation's key, not stored."""
    return salted_hmac(_SALT, public.hex, algorithm="sha256").hexdigest()


def is_right(public: uuid.UUID, secret: str) -> bool:
    """Whether the secret is the address's own, without telling how near it was."""
    return constant_time_compare(secret, secret_of(public))
