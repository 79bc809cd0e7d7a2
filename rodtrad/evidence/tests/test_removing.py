"""What was put in by mistake is taken away; what something rests on stays."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference
from rodtrad.evidence.tests.helpers import ON, described, referred, tried
from tests.world import World, browser


def test_a_practice_that_nothing_has_come_of_is_removed(world: World) -> None:
    practice = described(world)
    address = reverse("practice_remove", args=[practice.pk])
    client = browser(world.lead_teacher)
    assert address in client.get(reverse("practice_detail", args=[practice.pk])).content.decode()
    assert browser(world.preschool_principal).post(address).status_code == 404

    assert client.post(address)["Location"] == reverse("practice_list")
    assert not Practice.objects.exists()


def test_a_practice_that_is_tried_or_spread_stays(world: World) -> None:
    used, spread = tried(world).practice, described(world, title="Spritt")
    actions.share_practice(spread, on=ON, how="Visat", by=world.lead_teacher)

    for practice in (used, spread):
        address = reverse("practice_remove", args=[practice.pk])
        client = browser(world.lead_teacher)
        shown = client.get(reverse("practice_detail", args=[practice.pk])).content.decode()
        assert address not in shown
        answer = client.post(address, follow=True).content.decode()
        assert "hör till det ni vet" in answer
    assert Practice.objects.count() == 2


def test_a_reference_is_removed_only_when_nothing_rests_on_it(world: World) -> None:
    reference = referred(world)
    address = reverse("reference_remove", args=[reference.pk])
    use = actions.attach_reference(reference, goal=world.goal, by=world.principal)
    # The preschool's principal cannot see the school's goal: the writing stays all the same.
    client = browser(world.preschool_principal)
    page = reverse("reference_detail", args=[reference.pk])
    assert address not in client.get(page).content.decode()
    with pytest.raises(ValidationError, match="Något vilar på referensen"):
        actions.remove_reference(reference, by=world.principal)

    actions.detach_reference(use, by=world.principal)
    assert address in client.get(page).content.decode()
    client.post(address)
    assert not Reference.objects.exists()
