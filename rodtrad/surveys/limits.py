"""How much is taken from one network, so that codes are not guessed and nobody floods a survey.

A whole school answers from one address, often a class or the whole school at once: the limits are
far above that. What is counted lies in the server's memory, under a name that tells neither the
address nor the survey, and is gone after the window: nothing is written of who answered when.
Each server process counts for itself, so that the real limit is at most so many times higher.
"""

import time
from dataclasses import dataclass
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import BaseCache, caches
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """How often something may happen.

    Attributes:
        what: what is counted.
        most: how many times in a window.
        seconds: how long a window is.
    """

    what: str
    most: int
    seconds: int


# Answers to one unit's survey from one network: three times what the largest school sends at once.
ANSWERS: Final = Limit("answers", 1000, 600)
# Wrong codes at one unit's survey: more than a class writes in jest, for when it is reached
# everybody on that network waits. Guessing so often hits one of 2,000 codes of 29^8 once in some
# five years of guessing day and night, for each server process.
WRONG_CODES: Final = Limit("wrong-codes", 1000, 600)


def network_of(request: HttpRequest) -> str:
    """The address that a request comes from; empty when it cannot be told, as behind a socket.

    An unknown address is counted as one: a wrongly set number of proxies must not lose an answer.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def is_over(limit: Limit, *whose: str) -> bool:
    """Whether it has happened as often as it may in this window."""
    return int(_cache().get(_key(limit, whose), 0)) >= limit.most


def count(limit: Limit, *whose: str) -> None:
    """Count that it happened once more."""
    cache, key = _cache(), _key(limit, whose)
    cache.add(key, 0, timeout=limit.seconds)
    try:
        cache.incr(key)
    except ValueError:
        # The window ended between the two.
        cache.set(key, 1, timeout=limit.seconds)


def _cache() -> BaseCache:
    return caches["answering"]


def _key(limit: Limit, whose: tuple[str, ...]) -> str:
    window = int(time.time() // limit.seconds)
    said = "\n".join((limit.what, str(window), *whose))
    return salted_hmac("rodtrad.surveys.limits", said, algorithm="sha256").hexdigest()
