"""Making and running a survey: only what holds can be published, and then it is fixed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.models import Indicator
from rodtrad.surveys import actions
from rodtrad.surveys.content import SCALES, bank
from rodtrad.surveys.models import BankQuestion, Participation, Scale, Survey
from rodtrad.surveys.tasks import tasks_for
from rodtrad.surveys.tests.helpers import (
    LATER,
    SAFE,
    TODAY,
    answer,
    draft,
    part_of,
    published,
    question,
)
from tests.world import World, browser


def test_the_bank_has_questions_for_every_audience_that_answers_alone() -> None:
    assert {entry["audience"] for entry in bank()} == {"pupils", "guardians", "staff"}
    assert {entry["scale"] for entry in bank()} <= SCALES.keys()


def test_a_survey_without_questions_is_not_published(world: World) -> None:
    survey = draft(world)
    survey.questions.exclude(kind="group").delete()

    with pytest.raises(ValidationError, match="minst en fråga"):
        actions.publish_survey(survey, on=TODAY, by=world.principal)


def test_a_survey_whose_time_is_out_is_not_published(world: World) -> None:
    with pytest.raises(ValidationError, match="redan varit"):
        actions.publish_survey(draft(world), on=LATER, by=world.principal)


def test_a_survey_that_closes_before_it_opens_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="innan den öppnar"):
        draft(world, opens=date(2026, 12, 2))


def test_a_smallest_group_under_five_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="under 5"):
        draft(world, smallest_group=3)


def test_a_published_survey_keeps_its_questions(world: World) -> None:
    survey = published(world)
    asked = question(survey, SAFE)

    for change in (
        lambda: actions.add_from_bank(
            survey, questions=BankQuestion.objects.all()[:1], by=world.principal
        ),
        lambda: actions.remove_question(asked, by=world.principal),
        lambda: actions.move_question(asked, steps=1, by=world.principal),
        lambda: actions.change_question(
            asked, text="Ny?", area="", reversed=False, indicator=None, by=world.principal
        ),
    ):
        with pytest.raises(ValidationError, match="publicerad"):
            change()


def test_only_the_last_day_of_a_published_survey_can_move(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    survey = published(world)
    moved = actions.change_survey(
        survey, revision=survey.revision, units=[world.school], by=world.principal, closes=LATER
    )

    assert moved.closes == LATER
    with pytest.raises(ValidationError, match="bara sista dagen"):
        actions.change_survey(
            moved, revision=moved.revision, units=[world.school], by=world.principal, title="Ny"
        )


def test_a_survey_whose_last_day_has_passed_is_not_opened_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = published(world)
    monkeypatch.setattr(timezone, "localdate", lambda *args: LATER)

    with pytest.raises(ValidationError, match="kan inte öppnas igen"):
        actions.change_survey(
            survey, revision=survey.revision, units=[world.school], by=world.principal, closes=LATER
        )


def test_a_personal_identity_number_is_stopped_in_a_translation(world: World) -> None:
    survey = draft(world)
    asked = question(survey, SAFE)
    client = Client()
    client.force_login(world.principal)
    page = client.post(
        reverse("survey_translate", args=[survey.pk, "en"]),
        {
            "rubrik": "Safety",
            f"fraga-{asked.pk}": "Ask 811218-9876",
            "svar-sv": ["Till stor del"],
            "svar": ["Mostly so"],
        },
    )

    shown = page.content.decode()
    assert page.status_code == 422
    assert "personnummer" in shown
    for written in ("Safety", "Ask 811218-9876", "Mostly so"):
        assert written in shown
    assert not survey.translations.exists()


def test_what_is_no_number_chooses_no_question_of_the_bank(world: World) -> None:
    survey = draft(world)
    client = Client()
    client.force_login(world.principal)
    before = survey.questions.count()
    client.post(reverse("survey_bank", args=[survey.pk]), {"fraga": ["9" * 30, "x"]})

    assert survey.questions.count() == before


def test_answers_are_split_in_one_way_at_most(world: World) -> None:
    with pytest.raises(ValidationError, match="högst ett sätt"):
        actions.add_question(
            draft(world), kind="group", text="Kön", choices=["Flicka", "Pojke"], by=world.principal
        )


def test_a_question_with_a_scale_needs_its_answers(world: World) -> None:
    with pytest.raises(ValidationError, match="vilka svar"):
        actions.add_question(draft(world), kind="scale", text="Hur är det?", by=world.principal)


def test_turning_a_question_turns_its_answers(world: World) -> None:
    survey = draft(world)
    asked = actions.add_question(
        survey,
        kind="scale",
        text="Är det stökigt?",
        scale=Scale.objects.get(code="frequency"),
        by=world.principal,
    )
    actions.change_question(
        asked, text=asked.text, area="", reversed=True, indicator=None, by=world.principal
    )

    stances = dict(asked.options.values_list("label", "stance"))
    assert stances == {
        "Alltid": "other",
        "Ofta": "other",
        "Sällan": "positive",
        "Aldrig": "positive",
        "Vet inte": "no_opinion",
    }


def test_a_principal_makes_a_survey_in_the_browser(world: World) -> None:
    client = Client()
    client.force_login(world.principal)
    made = client.post(
        reverse("survey_create"),
        {
            "title": "Arbetsro",
            "audience": "pupils",
            "units": [world.school.pk],
            "opens": "2026-11-01",
            "closes": "2099-12-01",
            "access": "open",
            "smallest_group": "5",
        },
    )
    survey = Survey.objects.get(title="Arbetsro")
    assert made["Location"] == reverse("survey_bank", args=[survey.pk])
    chosen = BankQuestion.objects.filter(audience="pupils")[:3]
    client.post(made["Location"], {"fraga": [one.pk for one in chosen]})
    client.post(reverse("survey_publish", args=[survey.pk]))

    survey.refresh_from_db()
    assert survey.questions.count() == 3
    part = part_of(survey)
    page = client.get(reverse("survey_unit", args=[part.pk])).content.decode()
    assert f"/svara/{part.code}/" in page
    assert "<svg" in page


def test_a_closed_survey_stands_in_the_log_of_participation(world: World) -> None:
    survey = published(world)
    part = part_of(survey)
    actions.say_how_many(part, asked=40, by=world.principal)
    for _ in range(7):
        answer(part)
    actions.close_survey(survey, on=TODAY, by=world.principal)
    actions.close_survey(survey, on=TODAY, by=world.principal)

    entry = Participation.objects.get()
    assert (entry.unit, entry.audience) == (world.school, "pupils")
    assert (entry.took_part, entry.group_size) == (7, 40)
    with pytest.raises(ValidationError, match="där den kommer ifrån"):
        actions.change_participation(
            entry, revision=entry.revision, by=world.principal, what="Annat"
        )


def test_who_made_it_is_reminded_to_close_it(world: World) -> None:
    survey = published(world)

    assert tasks_for(world.principal, TODAY) == []
    assert [task.title for task in tasks_for(world.principal, LATER)] == [
        f"Läs svaren: {survey.title}"
    ]


def test_a_timer_closes_what_is_due(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    survey = published(world)
    monkeypatch.setattr(timezone, "localdate", lambda *args: LATER)
    call_command("survey", "close-due")

    survey.refresh_from_db()
    assert survey.closed_on == LATER
    assert survey.has_ended(LATER)


def test_more_cannot_have_taken_part_than_there_are(world: World) -> None:
    with pytest.raises(ValidationError, match="än gruppen har"):
        actions.write_participation(
            unit=world.school,
            audience="pupils",
            on=TODAY,
            what="Elevråd",
            took_part=12,
            group_size=10,
            by=world.principal,
        )


def test_the_log_shows_which_groups_have_not_been_asked(world: World) -> None:
    actions.write_participation(
        unit=world.school, audience="pupils", on=TODAY, what="Elevråd", by=world.principal
    )
    client = Client()
    client.force_login(world.principal)
    page = client.get(reverse("participation_list"), {"lasar": "2026-27"}).content.decode()

    assert "Elevråd" in page
    assert "1 tillfälle" in page
    assert page.count("Inte ännu") == 2


@pytest.mark.parametrize("kind", ["text", "group"])
def test_only_a_question_with_a_scale_is_reversed_or_gives_an_indicator_values(
    world: World, kind: str
) -> None:
    survey = draft(world)
    survey.questions.filter(kind="group").delete()
    share = Indicator.objects.create(name="Trygga elever", kind=Indicator.Kind.SHARE)
    with pytest.raises(ValidationError) as refused:
        actions.add_question(
            survey,
            kind=kind,
            text="Vad är bra?",
            choices=["Åk 1", "Åk 2"],
            reversed=True,
            indicator=share,
            by=world.principal,
        )
    assert set(refused.value.message_dict) == {"reversed", "indicator"}

    added = actions.add_question(
        survey, kind=kind, text="Vad är bra?", choices=["Åk 1", "Åk 2"], by=world.principal
    )
    client = Client()
    client.force_login(world.principal)
    address = reverse("question_edit", args=[added.pk])
    page = client.get(address).content.decode()
    assert "Ger värde till indikatorn" not in page
    assert "Omvänd fråga" not in page
    sent = {"text": "Vad är riktigt bra?", "area": "", "reversed": "on", "indicator": share.pk}
    assert client.post(address, sent).status_code == 302
    added.refresh_from_db()
    assert (added.text, added.reversed, added.indicator) == (
        "Vad är riktigt bra?",
        False,
        None,
    )


def test_the_list_tells_a_principal_of_the_own_answers_first(world: World) -> None:
    survey = published(world, unit=world.administration, units=[world.school, world.other_school])
    for unit in (world.school, world.other_school, world.other_school):
        answer(part_of(survey, unit))
    client = Client()
    client.force_login(world.principal)

    assert "1 hos er<br>" in client.get(reverse("survey_list")).content.decode()
    assert "3 totalt" in client.get(reverse("survey_list")).content.decode()
    client.force_login(world.head)
    assert '<td class="num">3</td>' in client.get(reverse("survey_list")).content.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [("120", 120), ("1 200", 1200), ("", None), ("12,5", 7), ("många", 7), ("-3", 7), ("²", 7)],
)
def test_how_many_were_asked_is_written_as_people_write_numbers(
    world: World, written: str, kept: int | None
) -> None:
    part = part_of(published(world))
    actions.say_how_many(part, asked=7, by=world.principal)
    client = Client()
    client.force_login(world.principal)
    page = client.post(reverse("survey_unit", args=[part.pk]), {"antal": written}, follow=True)

    part.refresh_from_db()
    assert part.asked == kept
    wrong = "Skriv antalet som ett heltal" in page.content.decode()
    assert wrong == (kept == 7)


def test_a_school_is_not_offered_questions_about_preschools_unless_it_asks(world: World) -> None:
    client = browser(world.principal)
    survey = draft(world, audience="guardians")
    address = reverse("survey_bank", args=[survey.pk])
    page = client.get(address)
    offered = [one.text for rows in page.context["areas"].values() for one in rows]

    assert offered
    assert not [text for text in offered if "förskol" in text.lower()]
    assert "om förskolan visas inte" in page.content.decode()
    assert reverse("question_create", args=[survey.pk]) in page.content.decode()
    wider = client.get(address, {"forskola": "1"}).context
    assert len([one for rows in wider["areas"].values() for one in rows]) > len(offered)
    assert not wider["left_out"]


def test_a_preschool_is_offered_them_all(world: World) -> None:
    survey = draft(world, audience="guardians", unit=world.preschool, units=[world.preschool])
    page = browser(world.development_head).get(reverse("survey_bank", args=[survey.pk]))
    texts = [one.text for rows in page.context["areas"].values() for one in rows]

    assert any("förskol" in text.lower() for text in texts)
