"""The log of participation, filled in by hand from where something is missing."""

from django.urls import reverse

from rodtrad.surveys.models import Participation
from tests.world import World, browser


def test_a_group_that_has_not_taken_part_is_one_click_from_being_written_in(world: World) -> None:
    client = browser(world.principal)
    shown = client.get(reverse("participation_list"), {"lasar": "2026-27"}).content.decode()
    where = f"{reverse('participation_create')}?enhet={world.school.code}&grupp=guardians"
    assert where.replace("&", "&amp;") in shown

    form = client.get(where).content.decode()
    assert '<option value="guardians" selected>' in form
    client.post(where, {"audience": "guardians", "on": "2026-10-01", "what": "Föräldramöte"})
    assert Participation.objects.get(origin="").unit == world.school


def test_nobody_is_chosen_beforehand_and_the_own_groups_stand_first(world: World) -> None:
    client = browser(world.preschool_principal)
    where = f"{reverse('participation_create')}?enhet={world.preschool.code}"
    form = client.get(where).content.decode()

    assert form.index('value="children"') < form.index('value="pupils"')
    answer = client.post(where, {"audience": "", "on": "2026-10-01", "what": "Samtal"})
    assert answer.status_code == 422
    assert not Participation.objects.filter(origin="").exists()


def test_a_coordination_number_is_stopped_and_what_was_written_stays(world: World) -> None:
    client = browser(world.principal)
    where = f"{reverse('participation_create')}?enhet={world.school.code}"
    said = "Vi talade med 701063-2391 om skolgården."
    answer = client.post(
        where, {"audience": "pupils", "on": "2026-10-01", "what": "Elevråd", "said": said}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "701063-2391" in answer.context["form"].errors["said"][0]
    assert not Participation.objects.filter(origin="").exists()


def test_who_only_reads_is_not_offered_to_write(world: World) -> None:
    shown = browser(world.lead_teacher).get(reverse("participation_list")).content.decode()
    assert reverse("participation_create") not in shown
