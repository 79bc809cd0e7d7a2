"""What is kept about a person is theirs to have: all of it, and nobody else's."""

import json

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.inspection.relations import ROLES, SECRETS, TOLD_APART, relations
from rodtrad.notifications.actions import tell
from tests.world import World, browser


def test_a_person_gets_all_that_is_kept_about_them(world: World) -> None:
    tell([world.principal], kind="test", sentence="Läs det här", address="/", key="1")
    answer = browser(world.principal).get(reverse("own_data_file"))
    kept = json.loads(answer.content)

    assert kept["person"]["namn"] == "Åsa Lindgren"
    assert kept["uppdrag"][0]["enhet"] == world.school.name
    assert kept["meddelanden"][0]["meddelande"] == "Läs det här"
    assert "Karin Öberg" not in json.dumps(kept, ensure_ascii=False)


def test_every_place_where_a_person_is_pointed_out_has_words() -> None:
    """Fails for a new model or field until it is said what the person is there."""
    wordless = [one.key for one in relations() if one.field not in ROLES]
    assert not wordless, "Say in inspection/relations.py what the person is in these"


def test_no_place_is_named_that_is_not_there() -> None:
    keys = {one.key for one in relations()}
    assert keys >= TOLD_APART
    assert keys >= set(SECRETS)


def test_every_model_that_points_to_a_person_is_found() -> None:
    """Asked from the other side: what Django itself knows to point at the person."""
    found = {(one.model, one.field) for one in relations()}
    pointing = {(one.related_model, one.field.name) for one in User._meta.related_objects}
    assert pointing <= found
    assert len(found) > len(pointing) > len(TOLD_APART)


def test_one_is_told_of_the_goals_one_owns_and_the_wordings_one_saved(world: World) -> None:
    goal = world.goal
    goal.owner = world.principal
    save_by(goal, world.principal)
    kept = json.loads(browser(world.principal).get(reverse("own_data_file")).content)["där du står"]

    assert goal.title in [row["vad"] for row in kept["mål: du är ansvarig"]["rader"]]
    assert kept["mål: du sparade den lydelsen"]["antal"] >= 1
    other = json.loads(browser(world.administrator).get(reverse("own_data_file")).content)
    assert goal.title not in json.dumps(other["där du står"], ensure_ascii=False)


def test_the_file_is_in_plain_swedish(world: World) -> None:
    world.goal.owner = world.principal
    save_by(world.goal, world.principal)
    record("goal.changed", by=world.principal, target=world.goal, unit_id=world.school.pk)
    kept = json.loads(browser(world.principal).get(reverse("own_data_file")).content)

    assert kept["händelser"][0]["vad"] == "ändrade målet"
    saved = kept["där du står"]["mål: du sparade den lydelsen"]["rader"][0]
    assert "sparad" in saved
    assert not any("history" in name for name in saved)


def test_one_sees_how_much_is_kept_before_one_takes_the_file(world: World) -> None:
    tell([world.principal], kind="test", sentence="Läs det här", address="/", key="1")
    world.goal.owner = world.principal
    save_by(world.goal, world.principal)
    page = " ".join(browser(world.principal).get(reverse("own_data")).content.decode().split())

    assert world.principal.email in page
    assert '<th scope="row">Meddelanden</th><td class="num">1</td>' in page
    assert '<th scope="row">Mål: du är ansvarig</th>' in page
    assert reverse("own_data_file") in page
