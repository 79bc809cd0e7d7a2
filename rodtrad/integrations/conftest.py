"""What the tests of every source share: a service to ask, and no waiting."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rodtrad.integrations import http
from rodtrad.integrations.tests.service import Answer, Service, running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[float]:
    """How long the client would have waited between its attempts: nobody waits in a test."""
    waited: list[float] = []
    monkeypatch.setattr(http, "sleep", waited.append)
    # Long enough for a machine that has much else to do; see `impatient`.
    settings.FETCH_TIMEOUT = 30.0
    return waited


@pytest.fixture
def impatient(settings: Any) -> Callable[[Any], None]:
    """Makes the client give up soon when an answer is one that never comes."""

    def wait_for(answer: Any) -> None:
        if isinstance(answer, Answer) and answer.silent:
            settings.FETCH_TIMEOUT = 0.3

    return wait_for


@pytest.fixture
def service(pauses: list[float]) -> Iterator[Service]:
    """A service outside, without any answers yet."""
    with running() as made:
        yield made
