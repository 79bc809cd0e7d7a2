"""Headings that nobody expected are read or refused in a sentence, never a fault."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.integrations.spreadsheet import actions
from rodtrad.integrations.spreadsheet.tests import files
from tests.world import World, browser


@pytest.mark.parametrize(
    "headings",
    [
        ["Skola", "Period", "Flickor 2022", "Flickor 2023"],
        ["Skola", "År", "Flickor 2022", "Pojkar 2023"],
        ["Skola", "en kolumn per period: antal", "Värde"],
        ["Skola", "1900", "1901"],
    ],
)
def test_the_choice_of_columns_opens(world: World, headings: list[str]) -> None:
    row = ["Västerportskolan", *("80" for _ in headings[1:])]
    file = actions.keep_file(
        files.csv_file([headings, row]),
        file_name="udda.csv",
        by=world.administrator,
        now=timezone.now(),
    )
    client: Client = browser(world.administrator)

    assert client.get(reverse("sheet_edit", args=[file.pk])).status_code == 200
