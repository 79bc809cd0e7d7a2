"""What the tests of every source share: a service to ask, and no waiting."""

from collections.abc import Iterator
from typing import Any

import pytest

from rodtrad.integrations import http
from rodtrad.integrations.tests.service import Service, running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[float]:
    """How long the client would have waited between its attempts: nobody waits in a test."""
    waited: list[float] = []
    monkeypatch.setattr(http, "sleep", waited.append)
    settings.FETCH_TIMEOUT = 0.5
    return waited


@pytest.fixture
def service(pauses: list[float]) -> Iterator[Service]:
    """A service outside, without any answers yet."""
    with running() as made:
        yield made
