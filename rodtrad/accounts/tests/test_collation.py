"""Names come in Swedish order from the database, whichever it is."""

import pytest

from rodtrad.accounts.models import User


@pytest.mark.django_db
def test_the_database_sorts_as_swedes_do() -> None:
    for number, name in enumerate(["Örjan", "Zeb", "Ängla", "Åsa", "anna", "Émile", "Eva"]):
        User.objects.create_user(f"{number}@exempel.se", name)

    names = list(User.objects.order_by("name").values_list("name", flat=True))

    assert names == ["anna", "Émile", "Eva", "Zeb", "Åsa", "Ängla", "Örjan"]


@pytest.mark.django_db
def test_equal_means_equal_in_a_column_with_swedish_order() -> None:
    User.objects.create_user("a@exempel.se", "Åsa")

    assert User.objects.filter(name="Åsa").exists()
    assert not User.objects.filter(name="åsa").exists()


@pytest.mark.django_db
def test_a_search_finds_swedish_letters_whatever_their_case() -> None:
    User.objects.create_user("a@exempel.se", "Östen Ågren")

    assert User.objects.filter(name__icontains="östen åg").exists()
    assert not User.objects.filter(name__icontains="osten").exists()
    assert not User.objects.filter(name__icontains="ö%n").exists()
