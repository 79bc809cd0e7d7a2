"""The secret of a calendar address, and how often it may be asked for."""

import uuid
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT: Final = "rodtrad.yearwheel.feed"
# Programs ask a few times an hour; more than this is a fault or an attack.
MOST_AN_HOUR: Final = 60


def secret_of(public: uuid.UUID) -> str:
    """The secret part of an address, 256 bits: computed with the installation's key, not stored."""
    return salted_hmac(_SALT, public.hex, algorithm="sha256").hexdigest()


def is_right(public: uuid.UUID, secret: str) -> bool:
    """Whether the secret is the address's own, without telling how near it was."""
    return constant_time_compare(secret, secret_of(public))


def may_fetch(public: uuid.UUID, now: datetime) -> bool:
    """Count one fetch, and say whether the hour has room for it."""
    key = f"feed:{public.hex}:{now:%Y%m%d%H}"
    cache.add(key, 0, timeout=2 * 60 * 60)
    try:
        many = cache.incr(key)
    except ValueError:
        # It was thrown out of the cache in between: counting begins anew.
        return True
    return many <= MOST_AN_HOUR
