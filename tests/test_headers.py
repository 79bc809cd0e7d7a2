"""What the browser is told to refuse, and that no page asks it for what is refused."""

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors import each_door
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
FROM_ELSEWHERE = ("http:", "https:", "//", "javascript:", "data:text")
OPEN_PAGES = ("account_login", "account_reset_password", "account_signup")
OWN_PAGES = ("account_change_password", "account_logout", "mfa_index")

# What settings may not say in production, asked of a process of its own.
ASK = """
import json, django
from django.conf import settings
django.setup()
names = ["DEBUG", "DEMO_MODE", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_NAME", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "ALLOWED_HOSTS"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


class Inline(HTMLParser):
    """Collects what a strict policy refuses: inline code, inline style, and other sites' files."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at every attribute."""
        named = dict(attrs)
        # A block of data is not run: the policy lets it be.
        data = named.get("type") == "application/json"
        self._in_script = tag == "script" and "src" not in named and not data
        if tag == "style":
            self.found.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"<{tag} {name}={value}>")
            loads = name == "src" or (name == "href" and tag in ("link", "use"))
            if loads and (value or "").startswith(FROM_ELSEWHERE):
                self.found.append(f"<{tag} {name}={value}>")
            if name in ("href", "action") and (value or "").lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        """Code between script tags is inline; a script with an address has none."""
        if self._in_script and data.strip():
            self.found.append(f"<script>{data.strip()[:40]}")

    def handle_endtag(self, tag: str) -> None:
        """The script ends."""
        self._in_script = False


def refused(html: str) -> list[str]:
    """What the policy would refuse in a page."""
    reader = Inline()
    reader.feed(html)
    return reader.found


def assert_guarded(client: Client, address: str) -> None:
    """The page has every header, and nothing in it needs an exception from them."""
    response = client.get(address)
    assert response.status_code < 500, address
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # Where the address is the secret, it is told to nobody at all.
    assert response.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    # A calendar asks again and again, and may keep what it was told for itself.
    kept = (
        "private"
        if response.headers.get("Content-Type", "").startswith("text/calendar")
        else "no-store"
    )
    assert kept in response.headers["Cache-Control"]
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert refused(response.content.decode()) == [], address


def test_every_page_is_guarded_and_has_no_inline_code(world: World) -> None:
    for name, door in each_door():
        if door.writes:
            continue
        # Those that are for nobody answer with the page that says that it is not there.
        client = Client()
        client.force_login(world.cast[min(door.who, default="development_head")])
        assert_guarded(client, reverse(name, args=door.where(world)) + f"?{door.query}")


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_pages_before_signing_in_are_guarded_too(db: None, client: Client, name: str) -> None:
    assert_guarded(client, reverse(name))


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_about_ones_own_account_are_guarded_too(
    world: World, client: Client, name: str
) -> None:
    client.force_login(world.principal)

    assert_guarded(client, reverse(name))


def test_the_page_that_is_not_there_is_guarded_too(world: World, client: Client) -> None:
    client.force_login(world.principal)

    assert client.get("/finns-inte/").status_code == 404
    assert_guarded(client, "/finns-inte/")


def test_inline_code_would_be_found() -> None:
    assert len(refused('<p style="a"><b onclick="x"></b><script>x</script><style>y</style>')) == 4
    assert len(refused('<script src="https://x"></script><a href="javascript:x">')) == 2


def _in_production(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "rodtrad.config.settings",
        "RODTRAD_ENV": "production",
        "RODTRAD_DATA_DIR": str(tmp_path),
        "SECRET_KEY": "q8Zw3vR7tYb2nM5kX9cL4hJ6gF1dS0aPoIuEyTrWqZxCvBnMlKjHgFdSa",
        "ALLOWED_HOSTS": "rodtrad.example",
        "SITE_ORIGIN": "https://rodtrad.example",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_is_strict_without_being_told(tmp_path: Path) -> None:
    done = _in_production(tmp_path, "-c", ASK)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "DEMO_MODE": False,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "ALLOWED_HOSTS": ["rodtrad.example"],
    }


def test_a_form_without_its_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.principal)

    for name, door in each_door():
        # A survey is answered without signing in and without a cookie: its secret is the address.
        if name == "answer_survey":
            continue
        address = reverse(name, args=door.where(world))
        assert client.post(address).status_code == 403, name
