"""Nothing written is lost: drafts are kept, come back, and belong to one person."""

import json
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.drafts.actions import discard_draft, save_draft
from rodtrad.drafts.models import Draft
from rodtrad.drafts.views import MAX_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    """Somebody who writes."""
    return User.objects.create_user("anna@example.se", "Anna Ek", "en-lang-hemlighet")


@pytest.fixture
def writer(anna: User, client: Client) -> Client:
    """Anna's browser."""
    client.force_login(anna)
    return client


def send(client: Client, name: str = "draft_save", **body: Any) -> Any:
    """Post what the page's script posts."""
    return client.post(reverse(name), json.dumps(body), content_type="application/json")


def page_data(user: User, key: str) -> dict[str, Any]:
    """What a page with a form gets to know about its draft."""
    request: HttpRequest = RequestFactory().get("/")
    request.user = user
    page = Template("{% load drafts %}{% draft_for key %}").render(
        Context({"request": request, "key": key})
    )
    found: dict[str, Any] = json.loads(page[page.index(">") + 1 : page.rindex("<")])
    return found


def test_what_is_typed_is_kept_and_comes_back_with_the_page(writer: Client, anna: User) -> None:
    answer = send(writer, key="goal:7", values={"title": ["Läsa"]}, base_revision=3)
    assert answer.status_code == 204
    draft = page_data(anna, "goal:7")["draft"]
    assert draft["values"] == {"title": ["Läsa"]}
    assert draft["base_revision"] == 3


def test_a_later_text_takes_the_place_of_an_earlier(writer: Client) -> None:
    send(writer, key="goal:7", values={"title": ["Lä"]})
    send(writer, key="goal:7", values={"title": ["Läsa"]})
    assert Draft.objects.get().values == {"title": ["Läsa"]}


def test_a_plain_form_is_kept_too(writer: Client) -> None:
    answer = writer.post(reverse("draft_save"), {"key": "goal:7", "areas": ["a", "b"]})
    assert answer.status_code == 204
    assert Draft.objects.get().values == {"areas": ["a", "b"]}


def test_a_draft_is_seen_by_its_writer_only(writer: Client) -> None:
    send(writer, key="goal:7", values={"title": ["Läsa"]})
    bo = User.objects.create_user("bo@example.se", "Bo Ask")
    assert page_data(bo, "goal:7")["draft"] is None


def test_a_draft_that_is_thrown_away_is_gone_and_others_stay(writer: Client, anna: User) -> None:
    for key in ("goal:7", "goal:8"):
        send(writer, key=key, values={"title": ["Läsa"]})
    assert send(writer, "draft_discard", key="goal:7").status_code == 204
    assert [draft.key for draft in Draft.objects.all()] == ["goal:8"]
    discard_draft(anna, "goal:8")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["draft_save", "draft_discard"])
def test_a_lapsed_session_is_said_and_not_hidden_by_a_login_page(client: Client, name: str) -> None:
    answer = send(client, name, key="goal:7", values={"title": ["Läsa"]})
    assert answer.status_code == 401
    assert "utloggad" in answer.json()["error"]
    assert not Draft.objects.exists()


def test_a_text_that_is_too_long_is_refused_with_a_reason(writer: Client) -> None:
    answer = send(writer, key="goal:7", values={"title": ["x" * MAX_BYTES]})
    assert answer.status_code == 413
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "inte json",
        "[]",
        '{"values": {}}',
        '{"key": "", "values": {}}',
        '{"key": "a", "values": {"title": "inte en lista"}}',
        '{"key": "a", "values": {}, "base_revision": -1}',
        json.dumps({"key": "a" * 201, "values": {}}),
    ],
)
def test_what_is_not_a_draft_is_refused(writer: Client, body: str) -> None:
    answer = writer.post(reverse("draft_save"), body, content_type="application/json")
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_secrets_are_never_kept(anna: User) -> None:
    save_draft(
        user=anna,
        key="account",
        values={"name": ["Anna"], "password1": ["hemligt"], "csrfmiddlewaretoken": ["x"]},
        base_revision=None,
        now=timezone.now(),
    )
    assert Draft.objects.get().values == {"name": ["Anna"]}


def test_reading_a_draft_address_keeps_nothing(writer: Client) -> None:
    assert writer.get(reverse("draft_save")).status_code == 405


def test_a_draft_cannot_break_out_of_the_page(anna: User) -> None:
    save_draft(
        user=anna,
        key="goal:7",
        values={"title": ["</script><script>alert(1)</script>"]},
        base_revision=None,
        now=timezone.now(),
    )
    assert page_data(anna, "goal:7")["draft"]["values"]["title"][0].startswith("</script>")


@pytest.mark.parametrize("number", ["19121212-1212", "701063-2391"])
def test_a_draft_with_a_personal_identity_number_is_not_kept(
    writer: Client, anna: User, number: str
) -> None:
    send(writer, key="goal:7", values={"title": ["Läsa"]})
    answer = send(writer, key="goal:7", values={"title": ["Läsa"], "text": [f"<p>{number}</p>"]})

    assert answer.status_code == 422
    assert number in answer.json()["error"]
    assert page_data(anna, "goal:7")["draft"]["values"] == {"title": ["Läsa"]}
