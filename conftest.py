"""Fixtures that every test may ask for."""

import pytest

from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    """The small municipality with its fixed cast, in an otherwise empty database."""
    return build()
