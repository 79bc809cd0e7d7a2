"""Key figures are planned, analysed by the units, given to the board and frozen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.indicators.actions import define_indicator, record_measurement
from rodtrad.indicators.explaining import explain_differences
from rodtrad.indicators.models import Indicator
from rodtrad.keyfigures import actions
from rodtrad.keyfigures.content import DamagedError, compose, gather, stored
from rodtrad.keyfigures.models import Occasion, UnitAnalysis
from rodtrad.keyfigures.render.pdf import to_pdf
from rodtrad.keyfigures.tasks import tasks_for
from rodtrad.keyfigures.tests.doors import occasion_of
from rodtrad.notifications.models import Notice
from tests.world import World

TODAY = timezone.localdate()
OUT = "Läsningen i no-ämnena har gett effekt."


@pytest.fixture
def occasion(world: World) -> Occasion:
    """An occasion to come, with the world's measured indicator."""
    return occasion_of(world)


def analyse(world: World, occasion: Occasion, text: str = OUT, revision: int = 0) -> int:
    figure = occasion.figures.get()
    return actions.analyse_figures(
        occasion=occasion,
        unit=world.school,
        texts={figure.pk: text},
        revisions={figure.pk: revision},
        on=TODAY,
        by=world.principal,
    )


def release(world: World, occasion: Occasion, reason: str = "") -> None:
    actions.release_occasion(occasion=occasion, on=TODAY, by=world.head, reason=reason)


def page(user: User, name: str, *args: object) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_a_principal_is_asked_until_the_analysis_is_written(
    world: World, occasion: Occasion
) -> None:
    (task,) = tasks_for(world.principal, TODAY)
    assert task.due == occasion.analyses_due
    assert task.do_url == reverse("analysis_edit", args=[occasion.pk, world.school.code])
    assert "1 nyckeltal kvar" in task.note
    # The notice was given when it was planned.
    assert Notice.objects.filter(recipient=world.principal, kind="keyfigures-asked").exists()

    analyse(world, occasion)

    assert tasks_for(world.principal, TODAY) == []


def test_a_unit_without_the_figure_is_not_asked(world: World, occasion: Occasion) -> None:
    assert tasks_for(world.preschool_principal, TODAY) == []
    assert not Notice.objects.filter(
        recipient=world.preschool_principal, kind="keyfigures-asked"
    ).exists()


def test_the_board_sees_nothing_until_it_is_released(world: World, occasion: Occasion) -> None:
    client = Client()
    client.force_login(world.board_member)
    address = reverse("occasion_detail", args=[occasion.pk])
    assert client.get(address).status_code == 404
    assert client.get(reverse("occasion_pdf", args=[occasion.pk])).status_code == 404

    analyse(world, occasion)
    release(world, occasion)

    assert OUT in client.get(address).content.decode()
    assert Notice.objects.filter(recipient=world.chair, kind="keyfigures-released").exists()


def test_what_is_released_is_frozen_whatever_changes_afterwards(
    world: World, occasion: Occasion
) -> None:
    analyse(world, occasion)
    release(world, occasion)
    publication = occasion.publications.get()
    before, pdf = publication.content, to_pdf(stored(publication))
    shown = page(world.board_member, "occasion_detail", occasion.pk)

    record_measurement(
        indicator=world.share,
        unit=world.school,
        period="2025/26",
        numerator=1,
        denominator=148,
        by=world.principal,
    )
    Indicator.objects.filter(pk=world.share.pk).update(name="Något helt annat")
    UnitAnalysis.objects.update(text="Ändrat i efterhand.")

    publication.refresh_from_db()
    assert publication.content == before
    assert to_pdf(stored(publication)) == pdf
    again = page(world.board_member, "occasion_detail", occasion.pk)
    assert "Något helt annat" not in again
    assert OUT in again
    assert again.count("83,8") == shown.count("83,8") > 0


def test_nothing_is_written_after_the_release(world: World, occasion: Occasion) -> None:
    release(world, occasion)
    with pytest.raises(ValidationError, match="går inte att ändra"):
        analyse(world, occasion)
    with pytest.raises(ValidationError, match="går inte att ändra"):
        release(world, occasion)


def test_a_correction_has_a_reason_and_the_board_reads_the_first_until_then(
    world: World, occasion: Occasion
) -> None:
    release(world, occasion)
    opened = actions.reopen_occasion(occasion=occasion, by=world.head)
    analyse(world, opened, "Rättad analys.")
    assert "Rättad analys." not in page(world.board_member, "occasion_detail", occasion.pk)

    with pytest.raises(ValidationError, match="Skriv vad som är rättat"):
        release(world, opened)
    release(world, opened, reason="En siffra var fel.")

    told = page(world.board_member, "occasion_detail", occasion.pk)
    assert "Rättad analys." in told
    assert "version 2: En siffra var fel." in told


def test_an_altered_publication_is_not_shown(world: World, occasion: Occasion) -> None:
    release(world, occasion)
    publication = occasion.publications.get()
    publication.content = publication.content.replace("83,8", "93,8")
    publication.save()
    with pytest.raises(DamagedError):
        stored(publication)
    client = Client()
    client.force_login(world.board_member)
    response = client.get(reverse("occasion_detail", args=[occasion.pk]))
    assert response.status_code == 500
    assert "säkerhetskopia" in response.content.decode()
    assert "93,8" not in response.content.decode()


def test_two_who_analyse_at_once_both_keep_their_words(world: World, occasion: Occasion) -> None:
    analyse(world, occasion)
    with pytest.raises(Conflict):
        analyse(world, occasion, "Skrivet samtidigt.", revision=0)
    client = Client()
    client.force_login(world.assistant_principal)
    figure = occasion.figures.get()
    response = client.post(
        reverse("analysis_edit", args=[occasion.pk, world.school.code]),
        {f"text-{figure.pk}": "Skrivet samtidigt.", f"revision-{figure.pk}": "0"},
    )
    assert response.status_code == 409
    assert OUT in response.content.decode()
    assert "Skrivet samtidigt." in response.content.decode()
    assert f'name="revision-{figure.pk}" value="1"' in response.content.decode()


def test_a_principal_writes_all_analyses_on_one_page(world: World, occasion: Occasion) -> None:
    client = Client()
    client.force_login(world.principal)
    address = reverse("analysis_edit", args=[occasion.pk, world.school.code])
    figure = occasion.figures.get()
    html = client.get(address).content.decode()
    assert "Så mycket kan siffran svänga av slump: mellan" in html

    response = client.post(address, {f"text-{figure.pk}": OUT, f"revision-{figure.pk}": "0"})

    assert response.status_code == 302
    row = UnitAnalysis.objects.get()
    assert (row.text, row.unit, row.by) == (OUT, world.school, world.principal)
    assert Event.objects.filter(verb="occasion.analysed", unit_id=world.school.pk).exists()


def test_a_personal_identity_number_is_stopped(world: World, occasion: Occasion) -> None:
    client = Client()
    client.force_login(world.principal)
    figure = occasion.figures.get()
    response = client.post(
        reverse("analysis_edit", args=[occasion.pk, world.school.code]),
        {f"text-{figure.pk}": "Gäller 20121212-1212.", f"revision-{figure.pk}": "0"},
    )
    assert response.status_code == 422
    assert not UnitAnalysis.objects.exists()


def test_the_head_sees_who_has_written(world: World, occasion: Occasion) -> None:
    html = page(world.head_of_preschools, "occasion_detail", occasion.pk)
    assert "1 av 1 enheter har något kvar" in html
    analyse(world, occasion)
    assert "Alla 1 enheter är klara." in page(world.head, "occasion_detail", occasion.pk)


def test_an_occasion_is_planned_changed_and_keeps_what_is_analysed(world: World) -> None:
    client = Client()
    client.force_login(world.head)
    data = {
        "title": "Nyckeltal oktober",
        "on": (TODAY + timedelta(days=30)).isoformat(),
        "analyses_due": (TODAY + timedelta(days=40)).isoformat(),
        "indicators": [world.share.pk],
        "revision": "0",
    }
    refused = client.post(reverse("occasion_create"), data)
    assert refused.status_code == 422
    assert "senast när nämnden möts" in refused.content.decode()
    data["analyses_due"] = TODAY.isoformat()
    assert client.post(reverse("occasion_create"), data).status_code == 302
    occasion = Occasion.objects.get()
    analyse(world, occasion)

    edit = reverse("occasion_edit", args=[occasion.pk])
    refused = client.post(edit, data | {"indicators": [world.levels.pk]})
    assert refused.status_code == 422
    assert "har redan analyser" in refused.content.decode()
    assert client.post(edit, data | {"title": "Nyckeltal november"}).status_code == 302
    assert client.post(edit, data | {"title": "För sent"}).status_code == 409
    occasion.refresh_from_db()
    assert occasion.title == "Nyckeltal november"
    assert occasion.figures.count() == 1


def test_small_groups_and_missing_values_give_a_readable_occasion(world: World) -> None:
    empty = define_indicator(
        owner=None, by=world.head, name="Utan ett enda värde", how="Räknas.", kind="share"
    )
    small = define_indicator(
        owner=None, by=world.head, name="Bara små grupper", how="Räknas.", kind="share"
    )
    for unit in (world.school, world.other_school):
        record_measurement(
            indicator=small, unit=unit, period="2025/26", numerator=1, denominator=3, by=world.head
        )
    occasion = actions.plan_occasion(
        unit=world.administration,
        plan=actions.Plan("Svårt", TODAY, TODAY, [empty, small, world.levels]),
        by=world.head,
    )
    content = compose(gather(occasion))
    assert [figure["headline"] for figure in content["figures"]] == [
        "Inget värde finns ännu.",
        "Inget värde kan visas för 2025/26.",
        "Inget värde finns ännu.",
    ]
    assert any("visas inte" in line for line in content["figures"][1]["says"])
    assert "33" not in str(content["figures"][1]["rows"])
    release(world, occasion)
    assert "Inget värde kan visas" in page(world.board_member, "occasion_detail", occasion.pk)
    assert to_pdf(stored(occasion.publications.get())).startswith(b"%PDF")


def test_the_occasion_tells_the_change_since_a_year_before(
    world: World, occasion: Occasion
) -> None:
    for unit, now, then in ((world.school, 0, 118), (world.other_school, 90, 60)):
        if now:
            record_measurement(
                indicator=world.share,
                unit=unit,
                period="2025/26",
                numerator=now,
                denominator=100,
                by=world.head,
            )
        record_measurement(
            indicator=world.share,
            unit=unit,
            period="2024/25",
            numerator=then,
            denominator=150,
            by=world.head,
        )
    explain_differences(
        indicator=world.share,
        unit=world.administration,
        school_year=world.last_year,
        text="Östra skolan har fått fler lärare.",
        revision=0,
        by=world.head,
    )
    (figure,) = compose(gather(occasion))["figures"]
    assert figure["headline"] == "2 enheter har tillsammans 86,3\u00a0% (214 av 248)."
    assert figure["says"][0] == ("2024/25: 59,3\u00a0%. Skillnaden är större än slumpen brukar ge.")
    assert figure["explanations"][0]["text"] == "Östra skolan har fått fler lärare."
    assert [row[0] for row in figure["rows"]] == ["Västerportskolan", "Östra skolan"]


def test_a_closed_unit_is_not_told_of_after_it_closed(world: World, occasion: Occasion) -> None:
    world.school.closed = date(2026, 8, 1)
    world.school.save()
    (figure,) = compose(gather(occasion))["figures"]
    assert figure["rows"] == []


def test_the_draft_is_a_pdf_for_those_who_prepare_it(world: World, occasion: Occasion) -> None:
    client = Client()
    client.force_login(world.head)
    response = client.get(reverse("occasion_pdf", args=[occasion.pk]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert "utkast" in response.headers["Content-Disposition"]


def test_values_written_as_decimals_are_told_by_kind(world: World) -> None:
    counted = define_indicator(
        owner=None,
        by=world.head,
        name="Kränkningar",
        how="Diariet.",
        kind="number",
        is_count=True,
        decimals=0,
        unit_of_measure="anmälningar",
    )
    for unit, values in ((world.school, (20, 41)), (world.other_school, (10, 12))):
        for period, value in zip(("2024/25", "2025/26"), values, strict=True):
            record_measurement(
                indicator=counted, unit=unit, period=period, value=Decimal(value), by=world.head
            )
    occasion = actions.plan_occasion(
        unit=world.administration,
        plan=actions.Plan("Trygghet", TODAY, TODAY, [counted]),
        by=world.head,
    )
    (figure,) = compose(gather(occasion))["figures"]
    assert figure["headline"] == "2 enheter har tillsammans 53\u00a0anmälningar."
    assert figure["says"][0].endswith("Skillnaden är större än slumpen brukar ge.")
    assert figure["funnel"] is None
