"""What holds in every test, those inside the apps and those in tests/, and what they share."""

import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.world import World, build


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files and mail go to the test's own folder, and signing in costs no time."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the internet fails, also where there is one."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            raise RuntimeError(f"A test tried to reach {address[0]}: answers are kept as files.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)


@pytest.fixture
def world(db: None) -> World:
    """The small municipality with its fixed cast, in an otherwise empty database."""
    return build()


def _is_local(host: str) -> bool:
    """Say whether the host is this machine; a name other than localhost is not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
