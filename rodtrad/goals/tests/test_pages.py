"""Every page of the goals app opens, and asks the database at most fifteen questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import World

MOST_QUERIES = 15

PAGES = [
    ("goal_list", None, ""),
    ("goal_create", None, ""),
    ("goal_create", None, "?ur={area}"),
    ("goal_create", None, "?stodjer={shared_goal}"),
    ("goal_detail", "goal", ""),
    ("goal_detail", "shared_goal", ""),
    ("goal_edit", "goal", ""),
    ("goal_close", "goal", ""),
    ("goal_history", "goal", ""),
    ("goal_thread", "goal", ""),
    ("goal_thread", "shared_goal", ""),
    ("goal_coverage", None, "?lasar=2025-26"),
    ("requirement_goals", "requirement", ""),
    ("target_create", "goal", ""),
    ("target_create", "goal", "?indikator={levels}"),
    ("target_edit", "target", ""),
    ("target_measure", "target", ""),
    ("activity_create", "goal", ""),
    ("activity_detail", "activity", ""),
    ("activity_edit", "activity", ""),
    ("activity_close", "activity", ""),
    ("activity_history", "activity", ""),
    ("checkin_create", "activity", ""),
    ("area_list", None, ""),
    ("area_create", None, "?lasar=2025-26"),
    ("area_edit", "area", ""),
    ("area_set_aside", "area", ""),
]


@pytest.mark.parametrize(("name", "row", "query"), PAGES)
def test_a_page_opens_with_few_questions_to_the_database(
    world: World, client: Client, name: str, row: str | None, query: str
) -> None:
    client.force_login(world.principal)
    keys = {key: value.pk for key, value in vars(world).items() if hasattr(value, "pk")}
    address = reverse(name, args=[keys[row]] if row else []) + query.format(**keys)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(address)
    assert response.status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(q["sql"][:160] for q in asked.captured_queries)


@pytest.mark.parametrize("goal", ["goal", "shared_goal"])
@pytest.mark.parametrize("name", ["review_edit", "review_history"])
def test_the_analysis_opens_with_few_questions_to_the_database(
    world: World, client: Client, name: str, goal: str
) -> None:
    client.force_login(world.principal)
    year = "2025-26" if goal == "goal" else "2026-27"
    address = reverse(name, args=[getattr(world, goal).pk, year])
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    missing = name == "review_history" and goal == "shared_goal"
    assert response.status_code == (404 if missing else 200)
    assert len(asked) <= MOST_QUERIES, "\n".join(q["sql"][:160] for q in asked.captured_queries)


@pytest.mark.django_db
def test_a_target_says_how_its_value_stands_against_the_desired_state(world: World) -> None:
    client = Client()
    client.force_login(world.principal)
    html = client.get(reverse("goal_detail", args=[world.goal.pk])).content.decode()
    # 124 of 148 is 83.8 %; what is reasonable goes to 89 %, and 88 % is desired.
    assert "Nära önskat läge" in html
    assert "Värdet når inte dit, men skillnaden kan bero på slumpen." in html


def test_a_share_is_written_as_numbers_or_as_a_share_and_neither_is_called_optional(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    html = client.get(reverse("target_measure", args=[world.target.pk])).content.decode()
    numbers, folded = html.index("Antal som uppfyller"), html.index('<details class="more-fields">')
    assert numbers < html.index("Antal totalt") < html.index(">Datum") < folded
    assert "Andelen räknas ut av de två antalen." in html
    assert "Har ni bara andelen, inte antalen?" in html[folded:]
    share = html[folded : html.index("Finns inget värde")]
    assert "(valfritt)" not in html[numbers:folded] + share
    assert "(valfritt)" in html[html.index("Finns inget värde") :]


def test_a_share_that_was_refused_is_seen_and_not_folded_away(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("target_measure", args=[world.target.pk])
    html = client.post(address, {"value": "åtta", "on": "2026-11-20", "period": "day"})
    assert '<details class="more-fields" open><summary>Har ni bara andelen' in html.content.decode()


def test_who_writes_a_value_from_mitt_arbete_comes_back_there(world: World, client: Client) -> None:
    client.force_login(world.principal)
    home = client.get(reverse("home")).content.decode()
    address = reverse("target_measure", args=[world.target.pk], query={"till": "/"})
    assert f'href="{address}"' in home
    sent = {"numerator": "90", "denominator": "120", "on": "2026-11-20", "period": "day"}
    page = client.post(address, sent, follow=True)
    assert page.request["PATH_INFO"] == reverse("home")
    assert "Sparat: 75" in page.content.decode()


def test_nobody_is_sent_to_another_site_after_a_check_in(world: World, client: Client) -> None:
    client.force_login(world.lead_teacher)
    sent = {"on": "2026-11-20", "process_data": "Det läses.", "judgement": "on_track"}
    for wanted in ("https://example.org/", "//example.org/"):
        address = reverse("checkin_create", args=[world.activity.pk], query={"till": wanted})
        response = client.post(address, sent)
        assert response["Location"] == reverse("activity_detail", args=[world.activity.pk])
