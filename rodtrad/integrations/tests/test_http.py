"""How services outside are asked: every fault ends in a sentence, and nothing is followed away."""

from typing import Any

import pytest
from pydantic import BaseModel

from rodtrad.integrations.http import ATTEMPTS, Client, FetchError, NotThere, Refused
from rodtrad.integrations.tests.service import Answer, Sequenced, Service, running


class Thing(BaseModel):
    """What the service of these tests gives."""

    name: str


GOOD = {"name": "Anna"}


def ask(service: Service, token: str = "") -> Thing:
    client = Client("Kolada", service.url, token=token)
    try:
        return client.get("/thing", Thing)
    finally:
        client.close()


def test_a_good_answer_is_read(service: Service) -> None:
    service.answers["/thing"] = GOOD
    assert ask(service).name == "Anna"


@pytest.mark.parametrize(
    ("answer", "words", "tries"),
    [
        (Answer(silent=True), "svarade inte i tid", ATTEMPTS),
        (Answer(GOOD, cut_off=50), "bröts innan det var färdigt", ATTEMPTS),
        (Answer({}, status=429), "tar inte emot fler frågor", ATTEMPTS),
        (Answer({}, status=429, headers={"Retry-After": "86400"}), "fler frågor", 1),
        (Answer({}, status=500), r"svarar med fel \(500\)", ATTEMPTS),
        (Answer({}, status=503), r"svarar med fel \(503\)", ATTEMPTS),
        (Answer(b"<html>", kind="text/html"), "text/html i stället för JSON", 1),
        (Answer(b'{"name": "An'), "inte är JSON", 1),
        (Answer(b"[" * 100_000), "inte är JSON", 1),
        (Answer({"title": "Anna"}), r"annan form än väntat \(vid name\)", 1),
        (Answer([]), "annan form än väntat", 1),
        (Answer({}, status=401), r"släpper inte in oss \(401\)", 1),
        (Answer({}, status=418), r"svarade oväntat \(418\)", 1),
    ],
)
def test_a_fault_becomes_a_clear_sentence(
    service: Service, pauses: list[float], answer: Answer, words: str, tries: int
) -> None:
    service.answers["/thing"] = answer
    with pytest.raises(FetchError, match=words):
        ask(service)
    assert len(service.asked) == tries
    assert len(pauses) == tries - 1


def test_a_fault_that_passes_is_waited_out(service: Service, pauses: list[float]) -> None:
    service.answers["/thing"] = Sequenced(
        Answer({}, status=503), Answer({}, status=429, headers={"Retry-After": "7"}), GOOD
    )
    assert ask(service).name == "Anna"
    assert pauses == [1.0, 7.0]


def test_a_date_to_come_back_at_is_understood(service: Service, pauses: list[float]) -> None:
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    service.answers["/thing"] = Sequenced(
        Answer({}, status=429, headers={"Retry-After": past}), GOOD
    )
    assert ask(service).name == "Anna"
    assert pauses == [0.0]


def test_a_service_that_is_not_there_is_said_to_be_so(pauses: list[float]) -> None:
    with running() as gone:
        url = gone.url
    with pytest.raises(FetchError, match="går inte att nå"):
        Client("Kolada", url).get("/thing", Thing)
    assert len(pauses) == ATTEMPTS - 1


def test_no_redirect_leads_to_another_host_or_takes_the_key_there(service: Service) -> None:
    with running() as other:
        other.answers["/thing"] = GOOD
        service.answers["/thing"] = Answer({}, 302, headers={"Location": f"{other.url}/thing"})
        with pytest.raises(FetchError, match="en annan server"):
            ask(service, token="hemlig")
        assert other.asked == []


def test_a_redirect_on_the_same_host_is_followed_but_not_in_a_ring(service: Service) -> None:
    service.answers["/thing"] = Answer({}, 302, headers={"Location": "/moved"})
    service.answers["/moved"] = GOOD
    assert ask(service).name == "Anna"
    service.answers["/moved"] = Answer({}, 302, headers={"Location": "/thing"})
    with pytest.raises(FetchError, match="ring"):
        ask(service)


def test_an_answer_too_large_is_not_read(service: Service, settings: Any) -> None:
    settings.FETCH_LARGEST = 1000
    service.answers["/thing"] = {"name": "A" * 2000}
    with pytest.raises(FetchError, match="större än"):
        ask(service)


def test_what_is_not_there_and_what_is_refused_can_be_told_apart(service: Service) -> None:
    with pytest.raises(NotThere):
        ask(service)
    for said in ({"message": "pageToken saknas", "code": "x"}, {"detail": "pageToken saknas"}):
        service.answers["/thing"] = Answer(said, status=400)
        with pytest.raises(Refused, match="pageToken saknas"):
            ask(service)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "saknas eller är fel"),
        ("ftp://example.org", "saknas eller är fel"),
        ("https://anna:hemlig@example.org", "inte innehålla lösenord"),
        ("http://example.org", "bara med https"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_before_anything_is_sent(
    address: str, words: str
) -> None:
    with pytest.raises(FetchError, match=words):
        Client("SS12000", address, token="hemlig")


def test_the_key_is_sent_and_the_next_page_is_asked_for_at_our_own_address(
    service: Service,
) -> None:
    service.answers["/v3/thing"] = GOOD
    client = Client("Kolada", f"{service.url}/v3", token="hemlig")
    path = client.below("https://api.kolada.se/v3/thing?page=2", "/v3")
    assert client.get(path, Thing).name == "Anna"
    assert service.asked[0].headers["Authorization"] == "Bearer hemlig"
    assert service.asked[0].query == {"page": ["2"]}
    with pytest.raises(FetchError, match="inte går att följa"):
        client.below("https://ond.example/annat", "/v3")
