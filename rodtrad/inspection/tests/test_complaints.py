"""Complaints: the numbers of a term, per unit and all together."""

from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.inspection.actions import count_complaints
from rodtrad.inspection.models import ComplaintCount, ComplaintTheme
from tests.world import World, browser


def page(user: User, **query: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("complaint_list"), {"lasar": "2026-27", **query})
    return " ".join(answer.content.decode().split())


def _count(world: World) -> ComplaintTheme:
    theme = ComplaintTheme.objects.all()[0]
    for unit, n in ((world.school, 2), (world.preschool, 5)):
        count_complaints(unit, period="HT 2026", counts={theme: n}, by=world.head)
    return theme


def test_who_sees_several_units_sees_what_the_complaints_are_about_in_all(world: World) -> None:
    theme = _count(world)
    shown = page(world.head)

    assert f'<th scope="row">{theme.name}</th><td class="num">7</td>' in shown
    assert '<th scope="row">Alla</th><td class="num"><b>7</b></td>' in shown
    # Nothing is written for the spring: that is not the same as none.
    assert '<b>7</b></td><td class="num"><span class="muted">–</span></td>' in shown


def test_the_units_are_searched_and_the_sums_follow(world: World) -> None:
    _count(world)
    shown = page(world.head, q=world.school.name)

    assert f"{world.school.name}</th>" in shown
    assert f"{world.preschool.name}</th>" not in shown
    assert "Ingen enhet heter så." in page(world.head, q="Ingenstans")


def test_a_principal_of_one_unit_sees_no_sums_and_changes_what_is_written(world: World) -> None:
    _count(world)
    shown = page(world.principal)

    assert "Alla enheter tillsammans" not in shown
    assert ">Ändra<" in shown
    assert ">Skriv in<" in shown


def test_the_themes_of_a_unit_are_listed_without_those_that_had_none(world: World) -> None:
    first, second, *_ = ComplaintTheme.objects.all()
    counts = {first: 2, second: 0}
    count_complaints(world.school, period="HT 2026", counts=counts, by=world.principal)

    shown = page(world.principal)
    assert f'<b>2</b><br><span class="muted small">{first.name} 2</span>' in shown
    assert second.name not in shown


def test_that_there_were_none_is_said_with_one_click(world: World) -> None:
    client = Client()
    client.force_login(world.principal)
    address = reverse("complaint_edit", args=[world.school.code, "ht2026"])
    assert "Det fanns inga klagomål" in client.get(address).content.decode()
    said = client.post(address, {"inga": "1"}, follow=True).content.decode()

    assert "inte fanns några klagomål HT 2026" in said
    assert {row.count for row in ComplaintCount.objects.filter(unit=world.school)} == {0}
    # When numbers stand there, no button next to them wipes them out.
    assert "Det fanns inga klagomål" not in client.get(address).content.decode()


def test_that_there_were_none_never_writes_over_what_was_written(world: World) -> None:
    theme = ComplaintTheme.objects.first()
    assert theme is not None
    count_complaints(world.school, period="VT 2026", counts={theme: 3}, by=world.principal)
    address = reverse("complaint_edit", args=[world.school.code, "vt2026"])

    page = browser(world.principal).post(address, {"inga": "1"}, follow=True).content.decode()
    assert "redan inskrivna" in page
    assert ComplaintCount.objects.get(unit=world.school, theme=theme).count == 3


def test_a_number_that_cannot_be_is_refused_with_its_limits(world: World) -> None:
    client = Client()
    client.force_login(world.principal)
    theme = ComplaintTheme.objects.all()[0]
    address = reverse("complaint_edit", args=[world.school.code, "ht2026"])
    for written in ("-1", "2,5", "många"):
        answer = client.post(address, {f"tema_{theme.pk}": written})
        assert answer.status_code == 422
        assert written in answer.content.decode()
    assert not ComplaintCount.objects.exists()
