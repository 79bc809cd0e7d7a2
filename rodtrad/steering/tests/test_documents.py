"""The register of steering documents, their files and the points that goals cite."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Role, Unit
from rodtrad.steering.actions import (
    add_requirement,
    change_document,
    change_requirement,
    register_document,
    retire_requirement,
)
from rodtrad.steering.files import DOCX, LARGEST, ODT, PDF, kind_of
from rodtrad.steering.kinds import purpose_of
from rodtrad.steering.models import Requirement, SteeringDocument
from rodtrad.steering.tasks import tasks_for
from tests.world import World, browser

MOST_QUERIES = 15
A_PDF = b"%PDF-1.7\n%%EOF\n"


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, **more)


def guideline(world: World, **fields: Any) -> SteeringDocument:
    wanted: dict[str, Any] = {
        "title": "Riktlinje",
        "kind": "guideline",
        "contributors": "skolchef, rektorer",
        "applies_to": "Förskola och grundskola",
        "valid_from": date(2023, 8, 1),
        "adopted_by": "Skolchef",
        "by": world.development_head,
    }
    return register_document(**(wanted | fields))


def test_a_file_is_what_its_content_says_not_its_name() -> None:
    odt = packed(mimetype=b"application/vnd.oasis.opendocument.text")
    assert kind_of(io.BytesIO(A_PDF)) == PDF
    assert kind_of(io.BytesIO(docx())) == DOCX
    assert kind_of(io.BytesIO(odt)) == ODT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"PK\x03\x04 trasig",
        packed(**{"a.txt": b"a"}),
        docx(**{"word/vbaProject.bin": b"macro"}),
    ],
)
def test_other_files_are_refused(world: World, content: bytes) -> None:
    with pytest.raises(ValidationError) as error:
        guideline(world, file=SimpleUploadedFile("riktlinje.pdf", content))
    assert "PDF, DOCX eller ODT" in " ".join(error.value.messages)
    assert not SteeringDocument.objects.filter(title="Riktlinje").exists()


def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    file = SimpleUploadedFile("riktlinje.pdf", A_PDF)
    file.size = LARGEST + 1
    with pytest.raises(ValidationError) as error:
        guideline(world, file=file)
    assert "20 MB" in " ".join(error.value.messages)


def test_a_file_is_sent_to_be_saved_to_those_who_may_read_it(world: World) -> None:
    document = guideline(world, file=SimpleUploadedFile("../../x.html", A_PDF, "text/html"))
    url = reverse("document_file", args=[document.pk])
    response = browser(world.board_member).get(url)
    assert response.getvalue() == A_PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="riktlinje.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert browser(world.former_principal).get(url).status_code == 404


def test_a_units_own_document_is_read_where_the_unit_is(world: World) -> None:
    document = guideline(world, unit=world.preschool)
    url = reverse("document_detail", args=[document.pk])
    assert browser(world.preschool_principal).get(url).status_code == 200
    assert browser(world.principal).get(url).status_code == 404


def test_text_is_cleaned_on_the_way_in(world: World) -> None:
    document = guideline(world, text="<p>Bra</p><script>alert(1)</script>")
    assert "script" not in document.text


def test_a_law_has_no_first_page_of_dashes(world: World) -> None:
    document = SteeringDocument.objects.filter(kind__in=SteeringDocument.STATE_KINDS).first()
    assert document is not None
    SteeringDocument.objects.filter(pk=document.pk).update(
        contributors="", applies_to="", adopted_by="", revision_owner="", update_owner=""
    )
    url = reverse("document_detail", args=[document.pk])
    html = browser(world.principal).get(url).content.decode()

    assert "Medverkande" not in html
    assert document.title in html


def test_the_front_page_is_the_guidelines_own(world: World) -> None:
    document = guideline(world)
    url = reverse("document_detail", args=[document.pk])
    html = browser(world.principal).get(url).content.decode()
    for words in (
        "Medverkande",
        "Dokumentet gäller för",
        "2023-08-01 – tillsvidare",
        "Fastställd av",
        "För revidering ansvarar",
        "Ärendenummer",
        "Ansvarig för uppdatering",
    ):
        assert words in html


def test_only_who_leads_or_administers_enters_documents(world: World) -> None:
    data = {"title": "Plan mot kränkande behandling", "kind": "plan", "text": "Vi gör så här."}
    url = reverse("document_create")
    assert browser(world.principal).get(url).status_code == 404
    assert browser(world.administrator).post(url, data).status_code == 302
    document = SteeringDocument.objects.get(title=data["title"])
    assert document.text == "<p>Vi gör så här.</p>"
    edit = reverse("document_edit", args=[document.pk])
    assert browser(world.principal).get(edit).status_code == 404
    assert browser(world.head).get(edit).status_code == 200


def test_a_document_cannot_end_before_it_starts(world: World) -> None:
    data = {"title": "P", "kind": "plan", "valid_from": "2026-08-01", "valid_until": "2026-01-01"}
    response = browser(world.head).post(reverse("document_create"), data)
    assert response.status_code == 422
    assert "sluta gälla innan det börjar" in response.content.decode()


def test_an_earlier_wording_is_restored(world: World) -> None:
    document = guideline(world)
    number = document.history.latest().history_id
    change_document(document=document, revision=0, by=world.head, adopted_by="Nämnden")
    client = browser(world.head)
    url = reverse("document_history", args=[document.pk])
    assert "Nämnden" in client.get(url).content.decode()
    assert browser(world.principal).post(f"{url}?version={number}").status_code == 404
    client.post(f"{url}?version={number}")
    document.refresh_from_db()
    assert document.adopted_by == "Skolchef"


def test_the_register_shows_what_is_due_for_revision(world: World) -> None:
    guideline(world, title="Riktlinjen för SKA", revise_by=date(2020, 1, 1))
    client = browser(world.principal)
    url = reverse("document_list")
    html = client.get(url, {"revidering": "ja"}).content.decode()
    assert "Skulle ha reviderats" in html
    assert world.law.title not in html
    assert "Riktlinjen för SKA" not in client.get(url, {"vems": "stat"}).content.decode()
    csv = client.get(url, {"format": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Titel;Dokumenttyp")


def test_points_are_added_changed_and_retired(world: World) -> None:
    client = browser(world.head)
    data = {"reference": "4 kap. 3 §", "heading": "Huvudmannanivå", "position": "1"}
    url = reverse("requirement_create", args=[world.law.pk])
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 422
    point = Requirement.objects.get(heading="Huvudmannanivå")
    edit = reverse("requirement_edit", args=[point.pk])
    changed = data | {"school_forms": ["GR"], "retired_on": "2026-08-01"}
    assert client.post(edit, changed).status_code == 302
    point.refresh_from_db()
    assert point.retired_on == date(2026, 8, 1)
    assert [form.pk for form in point.school_forms.all()] == ["GR"]
    assert point not in Requirement.objects.citable()
    assert browser(world.principal).get(edit).status_code == 404


def test_an_unchanged_point_writes_nothing(world: World) -> None:
    point = add_requirement(
        document=world.law, reference="1", heading="Ett", position=1, by=world.head
    )
    change_requirement(requirement=point, school_forms=[], heading="Ett", by=world.head)
    assert point.history.count() == 1
    retire_requirement(requirement=point, on=date(2026, 1, 1), by=world.head)
    assert point.history.count() == 2


@pytest.mark.parametrize("count", [1, 40])
def test_queries_do_not_grow_with_the_data(
    world: World, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        guideline(world, title=f"Riktlinje {number}")
        add_requirement(
            document=world.law,
            reference=str(number),
            heading="Punkt",
            school_forms=world.school.school_forms.all(),
            by=world.head,
        )
    client = browser(world.head)
    for name, args in (
        ("document_list", ()),
        ("document_detail", (world.law.pk,)),
        ("document_history", (world.law.pk,)),
        ("document_edit", (world.law.pk,)),
        ("requirement_edit", (world.requirement.pk,)),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(name, args=args)).status_code == 200


def test_two_people_on_the_same_document_the_second_sees_both(world: World) -> None:
    document = guideline(world)
    edit = reverse("document_edit", args=[document.pk])
    data = {"title": "Riktlinje", "kind": "guideline", "revision": 0}
    first = data | {"text": "<p>Den förstas text</p>"}
    second = data | {"text": "<p>Den andras text</p>"}
    assert browser(world.head).post(edit, first).status_code == 302
    response = browser(world.development_head).post(edit, second)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Den förstas text" in page
    assert "Den andras text" in page
    assert "Den förstas text" in SteeringDocument.objects.get(pk=document.pk).text
    assert browser(world.development_head).post(edit, second | {"revision": 1}).status_code == 302


def test_who_has_the_role_is_reminded_before_a_revision(world: World) -> None:
    guideline(
        world,
        revise_by=date(2026, 12, 1),
        revision_role=Role.objects.get(code="development_head"),
    )

    def reminded(user: User) -> list[str]:
        return [task.title for task in tasks_for(user, date(2026, 11, 24))]

    assert reminded(world.development_head) == ["Revidera: Riktlinje"]
    assert reminded(world.head) == []


def test_a_document_without_a_role_waits_for_all_who_may_change_it(world: World) -> None:
    guideline(world, revise_by=date(2026, 12, 1))

    for user in (world.development_head, world.head):
        assert [task.kind for task in tasks_for(user, date(2026, 11, 24))] == ["due"]
    assert tasks_for(world.principal, date(2026, 11, 24)) == []


def test_nobody_is_reminded_long_before(world: World) -> None:
    guideline(world, revise_by=date(2027, 12, 1))

    assert tasks_for(world.development_head, date(2026, 11, 24)) == []


def test_the_file_of_an_earlier_version_can_be_fetched(world: World) -> None:
    document = guideline(world, file=SimpleUploadedFile("a.pdf", A_PDF))
    change_document(
        document=document,
        revision=document.revision,
        file=SimpleUploadedFile("b.pdf", A_PDF + b"ny"),
        by=world.development_head,
    )
    first = document.history.order_by("history_id").first()
    client = browser(world.principal)
    address = reverse("document_file", args=[document.pk])

    then = client.get(f"{address}?version={first.history_id}")
    now = client.get(address)

    assert then.getvalue() == A_PDF
    assert now.getvalue() == A_PDF + b"ny"
    assert client.get(f"{address}?version=0").status_code == 404
    history = client.get(reverse("document_history", args=[document.pk])).content.decode()
    assert f"?version={first.history_id}" in history


def test_every_kind_of_document_says_what_it_is_for() -> None:
    assert {kind for kind, _ in SteeringDocument.Kind.choices if not purpose_of(kind)} == set()


def test_from_a_document_one_reaches_every_goal_that_cites_it(world: World) -> None:
    page = browser(world.principal).get(reverse("document_goals", args=[world.law.pk]))

    shown = page.content.decode()
    assert world.goal.title in shown
    assert world.shared_goal.title in shown


def test_a_unit_is_offered_the_points_of_its_own_school_forms(world: World) -> None:
    preschool, school = world.preschool.school_forms.get(), world.school.school_forms.first()
    assert school is not None
    points = {
        name: Requirement.objects.create(document=world.requirement.document, heading=name)
        for name in ("Lpfö", "Lgr", "Båda", "Alla")
    }
    points["Lpfö"].school_forms.add(preschool)
    points["Lgr"].school_forms.add(school)
    points["Båda"].school_forms.add(preschool, school)
    mine = Requirement.objects.filter(pk__in=[one.pk for one in points.values()])

    def offered(unit: Unit) -> set[str]:
        return set(mine.about(unit).values_list("heading", flat=True))

    assert offered(world.preschool) == {"Lpfö", "Båda", "Alla"}
    assert offered(world.school) == {"Lgr", "Båda", "Alla"}
    assert offered(world.administration) == set(points)
