"""What a form does not ask for cannot be sent to it, and what must not be written is stopped."""

import re
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.forms import RichTextField
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.organisation.models import Assignment, Role, Unit
from rodtrad.reports.models import Report, Section
from tests.doors import each_door
from tests.world import World

# Made up by Skatteverket for examples; the check digit is right.
IDENTITY_NUMBER = "811218-9876"


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _as_sent(form: forms.BaseForm) -> dict[str, Any]:
    """What a browser would send when nothing is changed."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        if isinstance(value, list | tuple):
            sent[bound.html_name] = [str(getattr(one, "pk", one)) for one in value]
        else:
            sent[bound.html_name] = bound.field.prepare_value(value)
    return sent


def _is_text(field: forms.Field) -> bool:
    """Whether people write freely in the field."""
    free = type(field) in (forms.CharField, RichTextField)
    return free and not field.disabled


def _sent_to(page: Any, field: str, address: str) -> str:
    """Where the form on the page that holds the field is sent: a page may have several."""
    html = page.content.decode()
    before = html[: max(html.find(f'id="{field}"'), 0)]
    opened = before[before.rfind("<form") :] if "<form" in before else ""
    action = re.match(r'<form[^>]*\baction="([^"]+)"', opened)
    return action[1] if action else address


def test_a_personal_identity_number_is_stopped_in_every_text(world: World) -> None:
    tried, slipped = 0, []
    for name, door in each_door():
        if door.writes or not door.who:
            continue
        client = _signed_in(world.cast[min(door.who)])
        address = reverse(name, args=door.where(world))
        page = client.get(address)
        form = (page.context or {}).get("form")
        if not isinstance(form, forms.BaseForm) or form.is_bound:
            continue
        texts = [field for field, asked in form.fields.items() if _is_text(asked)]
        for text in texts:
            sent = {**_as_sent(form), form.add_prefix(text): IDENTITY_NUMBER}
            target = _sent_to(page, form[text].id_for_label, address)
            answer = client.post(target, sent)
            shown = (answer.context or {}).get("form")
            if answer.status_code != 422 or shown is None or text not in shown.errors:
                slipped.append(f"{name}: {text}")
            tried += 1
    assert slipped == []
    assert tried > 40


def test_fields_that_a_form_lacks_are_not_stored(world: World) -> None:
    client = _signed_in(world.principal)
    address = reverse("goal_edit", args=[world.goal.pk])
    sent = {
        **_as_sent(client.get(address).context["form"]),
        "title": "Ett nytt namn",
        "unit": world.other_school.pk,
        "shared": "on",
        "state": Goal.State.CLOSED,
        "created_by": world.head.pk,
        "id": world.shared_goal.pk,
    }

    assert client.post(address, sent).status_code == 302

    goal = Goal.objects.get(pk=world.goal.pk)
    assert goal.title == "Ett nytt namn"
    assert (goal.unit, goal.shared, goal.state) == (world.school, False, world.goal.state)
    assert Goal.objects.get(pk=world.shared_goal.pk).title == world.shared_goal.title


def test_a_section_cannot_be_moved_or_a_report_adopted_through_its_form(world: World) -> None:
    client = _signed_in(world.principal)
    section = world.report.sections.all()[0]
    address = reverse("section_edit", args=[section.pk])

    client.post(
        address,
        {
            **_as_sent(client.get(address).context["form"]),
            "text": "Vi läser mer.",
            "report": world.adopted.pk,
            "key": "annat",
            "state": Report.State.ADOPTED,
        },
    )

    stored = Section.objects.get(pk=section.pk)
    assert (stored.report_id, stored.key) == (world.report.pk, section.key)
    assert stored.report.state == world.report.state


def test_an_adopted_report_takes_no_text(world: World) -> None:
    client = _signed_in(world.preschool_principal)
    section = world.adopted.sections.all()[0]

    client.post(
        reverse("section_edit", args=[section.pk]),
        {"text": "I efterhand.", "revision": section.revision},
    )

    assert Section.objects.get(pk=section.pk).text == section.text


def test_another_units_code_in_the_address_leads_nowhere(world: World) -> None:
    client = _signed_in(world.preschool_principal)
    before = (Goal.objects.count(), DevelopmentArea.objects.count(), Report.objects.count())
    there = f"?enhet={world.school.code}"
    for name in ("goal_create", "area_create"):
        assert client.post(reverse(name) + there, {"title": "Där"}).status_code == 404, name
    year = {"school_year": world.year.pk}
    assert (
        client.post(reverse("report_create"), {"unit": world.school.pk, **year}).status_code == 422
    )
    measure = reverse("target_measure", args=[world.target.pk])
    assert client.post(measure + there, {"value": "1"}).status_code == 404

    after = (Goal.objects.count(), DevelopmentArea.objects.count(), Report.objects.count())
    assert after == before


def test_a_principal_makes_no_shared_goal(world: World) -> None:
    client = _signed_in(world.principal)
    address = reverse("goal_create")

    assert client.post(f"{address}?gemensamt=1", {"title": "Gemensamt"}).status_code == 404
    assert Goal.objects.filter(shared=True).count() == 1


def test_nobody_gives_a_role_where_they_do_not_administer(world: World) -> None:
    limited = world.principal
    Assignment.objects.create(
        user=limited,
        role=Role.objects.get(code="administrator"),
        unit=world.school,
        starts=world.assignment.starts,
    )
    client = _signed_in(limited)
    address = reverse("assignment_create", args=[limited.pk])
    sent = {
        "role": Role.objects.get(code="head_of_schools").pk,
        "unit": world.municipality.pk,
        "starts": "2026-08-01",
    }

    assert client.post(address, sent).status_code in (404, 422)
    assert not Assignment.objects.filter(user=limited, unit=world.municipality).exists()


def test_who_administers_one_unit_cannot_take_over_a_wider_role(world: World) -> None:
    Assignment.objects.create(
        user=world.lead_teacher,
        role=Role.objects.get(code="administrator"),
        unit=world.school,
        starts=world.assignment.starts,
    )
    client = _signed_in(world.lead_teacher)

    for name in ("person_edit", "person_invite", "person_deactivate"):
        address = reverse(name, args=[world.head.pk])
        assert client.post(address, {"email": "min@exempel.se"}).status_code == 404, name


def test_a_person_cannot_be_made_more_than_the_form_says(world: World) -> None:
    client = _signed_in(world.administrator)

    client.post(
        reverse("person_create"),
        {
            "name": "Nya Personen",
            "email": "ny@exempel.se",
            "is_superuser": "on",
            "is_staff": "on",
            "password": "ett eget lösenord",
        },
    )

    person = User.objects.get(email="ny@exempel.se")
    assert not person.is_superuser
    assert not person.has_usable_password()


def test_a_goal_that_is_not_shared_is_not_looked_into_through_the_address(world: World) -> None:
    client = _signed_in(world.preschool_principal)

    address = reverse("goal_create")

    assert client.get(f"{address}?stodjer={world.goal.pk}").status_code == 404
    assert client.get(f"{address}?stodjer={world.shared_goal.pk}").status_code == 200


def test_another_municipalitys_shared_goal_cannot_be_chosen(world: World) -> None:
    elsewhere = Unit.objects.add_root(
        instance=Unit(name="Grannkommunen", kind=Unit.Kind.MUNICIPALITY, code="0000")
    )
    theirs = Goal.objects.get(pk=world.shared_goal.pk)
    theirs.pk, theirs.unit = None, elsewhere
    theirs.save()
    client = _signed_in(world.principal)
    address = reverse("goal_edit", args=[world.goal.pk])
    sent = _as_sent(client.get(address).context["form"])

    assert client.post(address, {**sent, "supports": theirs.pk}).status_code == 422

    assert Goal.objects.get(pk=world.goal.pk).supports == world.shared_goal
