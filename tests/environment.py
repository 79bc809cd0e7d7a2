"""What holds in every test run, in the apps and in tests/.

Loaded by pytest with `-p` from pyproject.toml: a conftest is read too late, after the settings.
"""

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytest_django import Settings

os.environ.setdefault("RODTRAD_ENV", "test")
# Not ./var: that folder may hold the demo that somebody is looking at.
folder = Path(__file__).resolve().parent.parent / "var" / "test"
os.environ.setdefault("RODTRAD_DATA_DIR", str(folder))
# Where collected static files would lie: the server warns when there is no such folder.
(Path(os.environ["RODTRAD_DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)

# The same examples each time: what is taken in today is not refused tomorrow by luck. Time is
# no fault either on a machine that does other things too.
hypothesis.settings.register_profile("rodtrad", deadline=None, derandomize=True)
hypothesis.settings.load_profile("rodtrad")


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files go to the test's own folder, and hashing passwords costs no time."""
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


def _is_local(host: str) -> bool:
    """Is this the machine itself?"""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
