"""Files that people send in: known by their content, kept out of the browser's hands."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from rodtrad.steering import actions as steering_actions
from rodtrad.steering.models import SteeringDocument
from tests.world import World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WEB_PAGE = b"<!doctype html><script>alert(1)</script>"


def packed(**parts: bytes) -> bytes:
    """A zip file of the parts; two underscores in a name become a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def word_file(*more: str) -> bytes:
    """A file with a Word document's parts, and others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, b"<x/>")
    return out.getvalue()


def send(client: Client, name: str, content: bytes, kind: str = "application/pdf") -> int:
    """Register a document with the file; the answer's status, 302 when it was taken."""
    return client.post(
        reverse("document_create"),
        {
            "title": "Riktlinje för kvalitetsarbetet",
            "kind": SteeringDocument.Kind.GUIDELINE,
            "file": SimpleUploadedFile(name, content, kind),
        },
    ).status_code


@pytest.fixture
def keeper(world: World, client: Client) -> Client:
    """The administrator, who keeps the register of documents."""
    client.force_login(world.administrator)
    return client


def stored() -> SteeringDocument:
    """The document that was registered last."""
    return SteeringDocument.objects.latest("pk")


def test_a_pdf_is_kept_under_a_name_of_our_own(keeper: Client, settings: Settings) -> None:
    assert send(keeper, "../../etc/passwd.html", PDF) == 302

    path = Path(stored().file.path).resolve()
    assert path.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert path.suffix == ".pdf"
    assert "passwd" not in path.name


def test_a_word_document_is_taken(keeper: Client) -> None:
    assert send(keeper, "a.docx", word_file()) == 302


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", WEB_PAGE),
        ("a.pdf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.docx", packed(anything=b"x")),
        ("a.docx", b"PK\x03\x04 not a zip file at all"),
        ("a.docm", word_file("word/vbaProject.bin")),
        ("a.odt", packed(mimetype=b"application/vnd.oasis.opendocument.text-template")),
    ],
)
def test_what_is_no_document_is_refused_whatever_it_is_called(
    keeper: Client, name: str, content: bytes
) -> None:
    before = SteeringDocument.objects.count()

    assert send(keeper, name, content) == 422

    assert SteeringDocument.objects.count() == before


def test_a_file_that_is_too_large_is_refused(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steering_actions, "LARGEST", 10)

    assert send(keeper, "a.pdf", PDF) == 422


def test_a_file_comes_back_as_something_to_save(keeper: Client) -> None:
    send(keeper, "a.pdf", PDF)

    response = keeper.get(reverse("document_file", args=[stored().pk]))

    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_file_has_no_address_of_its_own(keeper: Client) -> None:
    send(keeper, "a.pdf", PDF)

    for base in ("/", "/files/", "/media/", "/static/"):
        assert keeper.get(f"{base}{stored().file.name}").status_code == 404


def test_a_file_is_for_those_who_may_read_the_document(world: World, keeper: Client) -> None:
    send(keeper, "a.pdf", PDF)
    address = reverse("document_file", args=[stored().pk])

    stranger = Client()
    assert stranger.get(address).status_code == 302
    stranger.force_login(world.former_principal)
    assert stranger.get(address).status_code == 404
