"""Who gets in, how long they stay, and what somebody who guesses learns."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import Settings

from rodtrad.accounts.models import User
from rodtrad.organisation.actions import deactivate_person, end_assignment
from tests.world import PASSWORD, World

WRONG = "inte rätt lösenord"


@pytest.fixture(autouse=True)
def _counted_from_nothing(db: None) -> None:
    """Throttling counts in the cache: each test starts at nought."""
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **query: str) -> str:
    """Post the form of signing in; where it leads, or an empty text when it is shown again."""
    address = reverse("account_login")
    response = client.post(address, {"login": email, "password": password, **query})
    return str(response.headers.get("Location", ""))


def is_in(client: Client) -> bool:
    """Whether the client gets to the start page."""
    return client.get(reverse("home")).status_code == 200


def test_the_right_password_leads_in(world: World, client: Client) -> None:
    assert sign_in(client, world.principal.email) == reverse("home")
    assert is_in(client)


def test_the_address_may_be_written_in_capitals(world: World, client: Client) -> None:
    assert sign_in(client, world.principal.email.upper()) == reverse("home")


def test_guessing_is_stopped_even_when_the_sixth_guess_is_right(world: World) -> None:
    for _ in range(5):
        assert sign_in(Client(), world.principal.email, WRONG) == ""

    assert sign_in(Client(), world.principal.email) == ""


def test_guessing_at_one_person_does_not_shut_out_another(world: World) -> None:
    for _ in range(5):
        sign_in(Client(), world.principal.email, WRONG)

    assert sign_in(Client(), world.head.email) == reverse("home")


def test_guessing_at_many_people_from_one_place_is_stopped(world: World) -> None:
    for number in range(10):
        sign_in(Client(), f"nagon{number}@exempel.se", WRONG)

    assert sign_in(Client(), world.principal.email) == ""


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    world: World, client: Client
) -> None:
    address = reverse("account_login")
    texts = []
    for email in (world.principal.email, "finns.inte@exempel.se"):
        page = client.post(address, {"login": email, "password": WRONG}).content.decode()
        # The token of the form is new each time, and the address is shown again.
        texts.append(re.sub(r'value="[^"]*"|"X-CSRFToken": "\w*"', "", page))

    assert texts[0] == texts[1]


def test_the_session_gets_a_new_key_when_one_signs_in(world: World, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)

    sign_in(client, world.principal.email)

    assert client.cookies["sessionid"].value != session.session_key


def test_the_session_cookie_is_out_of_reach_of_scripts(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)
    cookie = client.cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(
    world: World, client: Client
) -> None:
    sign_in(client, world.principal.email)
    kept = client.cookies["sessionid"].value

    client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not is_in(thief)


def test_a_link_does_not_sign_anybody_out(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)

    client.get(reverse("account_logout"))

    assert is_in(client)


def test_a_new_password_ends_the_sessions_elsewhere(world: World, client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, world.principal.email)
    sign_in(client, world.principal.email)

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "ett annat långt lösenord",
            "password2": "ett annat långt lösenord",
        },
    )

    assert is_in(client)
    assert not is_in(elsewhere)


def test_the_old_password_is_asked_for_before_a_new_one(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)
    new = "ett annat långt lösenord"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": WRONG, "password1": new, "password2": new},
    )

    assert User.objects.get(pk=world.principal.pk).check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["kort", "password1234", "123456789012"])
def test_a_weak_password_is_refused(world: World, client: Client, weak: str) -> None:
    sign_in(client, world.principal.email)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
    )

    assert User.objects.get(pk=world.principal.pk).check_password(PASSWORD)


def test_who_is_shut_out_cannot_go_on_with_an_old_session(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)

    deactivate_person(world.principal, on=timezone.localdate(), by=world.administrator)

    assert not is_in(client)
    assert sign_in(Client(), world.principal.email) != reverse("home")


def test_access_ends_the_day_the_assignment_ends(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)
    page = reverse("goal_detail", args=[world.goal.pk])
    assert client.get(page).status_code == 200
    today = timezone.localdate()
    assignment = world.principal.assignments.get()

    end_assignment(assignment, on=today + timedelta(days=1), by=world.administrator)
    assert client.get(page).status_code == 200
    assignment.ends = today
    assignment.save()

    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elak.example/",
        "//elak.example/",
        "https:elak.example",
        "/\\elak.example",
        "javascript:alert(1)",
        "http://testserver@elak.example/",
    ],
)
def test_signing_in_and_out_never_leads_to_another_site(
    world: World, client: Client, elsewhere: str
) -> None:
    assert sign_in(client, world.principal.email, next=elsewhere) == reverse("home")

    response = client.post(reverse("account_logout"), {"next": elsewhere})
    assert urlsplit(response.headers["Location"]).netloc == ""
    assert "elak" not in response.headers["Location"]


def test_signing_in_leads_back_to_the_page_one_came_for(world: World, client: Client) -> None:
    assert sign_in(client, world.principal.email, next="/mal/") == "/mal/"


def test_a_forgotten_password_does_not_tell_who_has_an_account(
    world: World, client: Client
) -> None:
    address = reverse("account_reset_password")
    known = client.post(address, {"email": world.principal.email})
    unknown = client.post(address, {"email": "finns.inte@exempel.se"})

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.to for letter in mail.outbox] == [[world.principal.email]]


def test_the_link_for_a_new_password_works_once_and_is_in_swedish(
    world: World, client: Client
) -> None:
    client.post(reverse("account_reset_password"), {"email": world.principal.email})
    letter = mail.outbox[0]
    found = re.search(r"https?://testserver(/\S+)", str(letter.body))
    assert found is not None
    assert "lösenord" in f"{letter.subject} {letter.body}".lower()
    assert "password" not in f"{letter.subject} {letter.body}".lower().replace(found[0], "")
    new = "ett annat långt lösenord"
    form = client.get(found[1], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": new, "password2": new})
    assert User.objects.get(pk=world.principal.pk).check_password(new)

    again = Client().get(found[1], follow=True)
    assert "password1" not in again.content.decode()


def test_letters_about_a_forgotten_password_are_few(world: World) -> None:
    for _ in range(8):
        Client().post(reverse("account_reset_password"), {"email": world.principal.email})

    assert len(mail.outbox) == 5


def test_nobody_signs_up(db: None, client: Client) -> None:
    address = reverse("account_signup")
    new = "ett annat långt lösenord"

    page = client.post(address, {"email": "ny@exempel.se", "password1": new, "password2": new})

    assert "administratör" in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        *("account_email", "account_email_verification_sent", "account_confirm_login_code"),
        *("account_request_login_code", "socialaccount_connections", "mfa_list_webauthn"),
    ],
)
def test_pages_of_the_library_that_are_not_used_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_one_click_signing_in_exists_in_a_demo_only(
    world: World, client: Client, settings: Settings
) -> None:
    door = reverse("demo_sign_in", args=[world.principal.pk])
    settings.DEMO_MODE = False
    assert client.get(reverse("demo_cast")).status_code == 404
    assert client.post(door).status_code == 404
    assert not is_in(client)

    settings.DEMO_MODE = True
    assert client.get(door).status_code == 405
    assert client.post(door).headers["Location"] == reverse("home")
    assert is_in(client)


def test_two_step_signing_in_asks_for_the_code(world: World, client: Client) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(world.principal, generate_totp_secret())
    assert Authenticator.objects.filter(user=world.principal).exists()

    assert sign_in(client, world.principal.email) == reverse("mfa_authenticate")
    assert not is_in(client)


def test_two_step_signing_in_is_not_switched_on_without_the_password(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)

    response = client.get(reverse("mfa_activate_totp"))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_two_step_signing_in_can_be_switched_on_by_oneself(world: World, client: Client) -> None:
    sign_in(client, world.principal.email)

    asked = client.get(reverse("mfa_activate_totp"))
    response = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("mfa_activate_totp")
    assert b"<svg" in response.content or b"data:image" in response.content
