"""The log reads as Swedish, and shows only what happened where one may read."""

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from rodtrad.audit.event_words import VERBS
from rodtrad.audit.log import record
from rodtrad.audit.models import Event
from rodtrad.goals.actions import measure_target
from rodtrad.home.events import happenings_for
from rodtrad.matrix.tests.helpers import assessment_at, campaign_of
from tests.world import World


def recorded_verbs() -> set[str]:
    """Every kind of event that the code records, as it is written there."""
    nouns = "|".join({verb.split(".")[0] for verb in VERBS})
    pattern = re.compile(rf'"((?:{nouns})\.[a-z_]+)"')
    found: set[str] = set()
    for path in Path(settings.PACKAGE_DIR).rglob("*.py"):
        source = path.read_text()
        if "tests" in path.parts or not re.search(r"\brecord\(", source):
            continue
        found.update(pattern.findall(source))
        # f"board_dialogue.{verb}": the verb stands as a word of its own somewhere in the app.
        for noun in re.findall(rf'f"({nouns})\.\{{', source):
            app = Path(settings.PACKAGE_DIR) / path.relative_to(settings.PACKAGE_DIR).parts[0]
            words = {word for file in app.rglob("*.py") for word in _words(file)}
            found.update(verb for verb in VERBS if verb.split(".") in [[noun, w] for w in words])
    return found


def _words(file: Path) -> list[str]:
    return [] if "tests" in file.parts else re.findall(r'"([a-z_]+)"', file.read_text())


def test_every_recorded_event_has_words() -> None:
    assert recorded_verbs() - {"unit.name"} <= set(VERBS)


def test_no_words_are_left_for_events_that_nobody_records() -> None:
    assert set(VERBS) <= recorded_verbs()


def test_an_event_is_told_with_who_what_and_where(world: World) -> None:
    event = Event.objects.filter(verb="goal.created", target_id=str(world.goal.pk)).get()
    (happening,) = happenings_for(world.principal, [event])
    assert (happening.who, happening.did) == ("Åsa Lindgren", "satte målet")
    assert happening.url == reverse("goal_detail", args=[world.goal.pk])


def test_a_review_is_read_at_its_goal(world: World) -> None:
    event = Event.objects.get(verb="review.finished")
    [happening] = happenings_for(world.principal, [event])
    assert happening.url == reverse("goal_detail", args=[world.goal.pk])


def test_what_a_unit_still_weighs_has_no_link_for_who_may_not_open_it(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    event = record("assessment.rated", by=None, target=assessment, unit_id=world.school.pk)
    page = reverse("assessment_detail", args=[assessment.pk])
    assert [one.url for one in happenings_for(world.principal, [event])] == [page]
    assert [one.url for one in happenings_for(world.head, [event])] == [""]


def test_the_log_shows_ones_own_units_only(world: World, client: Client) -> None:
    client.force_login(world.preschool_principal)
    assert world.activity.title not in client.get("/handelser/").content.decode()
    client.force_login(world.principal)
    assert world.activity.title in client.get("/handelser/").content.decode()


def test_the_log_is_filtered_by_unit_kind_and_words(world: World, client: Client) -> None:
    client.force_login(world.head)
    page = client.get("/handelser/?slag=aktiviteter&enhet=54436997&q=läslyftet")
    text = page.content.decode()
    assert world.activity.title in text
    assert "satte målet" not in text.lower()
    assert "Ingen händelse passar" in client.get("/handelser/?q=finnsinte").content.decode()


def test_a_unit_out_of_reach_is_not_there(world: World, client: Client) -> None:
    client.force_login(world.principal)
    assert client.get("/handelser/?enhet=F-0001").status_code == 404


def test_the_log_can_be_taken_along(world: World, client: Client) -> None:
    client.force_login(world.head)
    answer = client.get("/handelser/?format=csv")
    assert "Karin Öberg;satte målet" in answer.content.decode("utf-8-sig")


def test_who_administers_reads_what_was_administered_and_not_the_work(
    world: World, client: Client
) -> None:
    record("unit.changed", by=world.administrator, target=world.school, unit_id=world.school.pk)
    client.force_login(world.administrator)
    page = client.get("/handelser/").content.decode()
    assert "ändrade enheten" in page.lower()
    assert world.activity.title not in page
    assert world.goal.title not in page


def test_a_value_written_for_a_goal_stands_once_in_the_log(world: World, client: Client) -> None:
    measure_target(
        world.target,
        unit=world.school,
        period="2025/26",
        on=date(2026, 6, 1),
        numerator=30,
        denominator=40,
        by=world.principal,
    )
    client.force_login(world.principal)
    for address in ("/handelser/?q=Åsa", "/handelser/?q=Åsa&format=csv"):
        text = client.get(address).content.decode()
        assert text.count("ett värde för") + text.count("ett mätvärde för") == 1, address
    # What the law asks to be kept is kept: both are in the log itself.
    assert Event.objects.filter(verb__in=("target.measured", "measurement.recorded")).count() >= 2
