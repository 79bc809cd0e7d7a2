"""Search finds what one may read, and nothing else."""

import pytest
from django.test import Client

from rodtrad.home.finding import find
from rodtrad.home.found import excerpt
from tests.world import World


def found(world: World, who: str, words: str) -> set[str]:
    """The titles of every hit."""
    groups = find(world.cast[who], words)
    return {hit.title for group in groups for hit in group.hits}


def test_every_word_must_be_there_but_not_in_order(world: World) -> None:
    assert world.goal.title in found(world, "principal", "förståelse eleverna")
    assert world.goal.title not in found(world, "principal", "förståelse simning")


def test_a_capital_swedish_letter_finds_the_small_one(world: World) -> None:
    assert world.activity.title in found(world, "principal", "ÄMNEN")
    assert "Åsa Lindgren" in found(world, "administrator", "åsa")


def test_a_board_member_finds_shared_goals_and_no_work_in_progress(world: World) -> None:
    titles = found(world, "board_member", "alla")
    assert world.shared_goal.title in titles
    assert world.activity.title not in titles


@pytest.mark.parametrize("who", ["principal", "head", "board_member"])
def test_only_who_administers_finds_people(world: World, who: str) -> None:
    assert "Bo Ekman" not in found(world, who, "Ekman")
    assert "Bo Ekman" in found(world, "administrator", "Ekman")


def test_one_letter_is_not_sought(world: World, client: Client) -> None:
    client.force_login(world.principal)
    assert "minst två tecken" in client.get("/sok/?q=e").content.decode()


def test_nothing_found_says_what_to_try(world: World, client: Client) -> None:
    client.force_login(world.principal)
    page = client.get("/sok/?q=<b>zzz").content.decode()
    assert "Inget hittades" in page
    assert "<b>zzz" not in page


def test_an_excerpt_shows_the_word_in_its_place() -> None:
    text = "<p>" + "Inledning. " * 30 + "Här står läslust i mitten. " + "Slut. " * 60 + "</p>"
    part = excerpt(text, "läslust")
    assert "läslust" in part
    assert part.startswith("… ")
    assert part.endswith(" …")
    assert excerpt(text, "saknas") == ""
