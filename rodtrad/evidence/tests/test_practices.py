"""Practices: described, tried in real activities, evaluated, spread, and found by others."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.conflict import Conflict
from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference, Trial
from rodtrad.evidence.queries import fitting_goal, trials_of, with_standing
from rodtrad.evidence.standing import Step
from rodtrad.evidence.tests.helpers import ON, described, referred, tried
from rodtrad.forums.models import Forum, HandMember
from rodtrad.goals.models import Activity, Goal
from rodtrad.indicators.actions import add_break, record_measurement
from rodtrad.indicators.validity import review_validity
from tests.world import World, browser


def step_of(practice: Practice) -> Step:
    practice.refresh_from_db()
    return with_standing([practice])[0].standing.step


def test_the_standing_follows_what_is_done(world: World) -> None:
    practice = described(world)
    assert step_of(practice) == Step.EXPERIENCE
    trial = tried(world, practice)
    assert step_of(practice) == Step.DOCUMENTED
    actions.evaluate_trial(
        trial, outcome="worked", evaluation="Det syns.", on=ON, revision=0, by=world.principal
    )
    assert step_of(practice) == Step.EVALUATED
    actions.share_practice(practice, on=ON, how="För nätverket", by=world.lead_teacher)
    assert step_of(practice) == Step.SHARED


def test_a_trial_shows_what_its_indicator_did(world: World) -> None:
    practice = described(world)
    tried(world, practice, outcome="worked")
    [one] = trials_of(practice)
    [curve] = one.curves

    assert curve.indicator == world.share
    assert curve.target.baseline_value == Decimal("78.2")
    assert curve.after is None


def test_what_an_indicator_did_is_of_everybody_and_not_told_over_a_break(world: World) -> None:
    practice = described(world)
    tried(world, practice)
    for period, gender, part, n in (
        ("2024/25", "T", 30, 50),
        ("2025/26", "T", 40, 50),
        ("2026-08-20", "K", 20, 25),
        ("2026-08-20", "M", 20, 25),
    ):
        record_measurement(
            indicator=world.share,
            unit=world.school,
            period=period,
            gender=gender,
            numerator=part,
            denominator=n,
            by=world.principal,
        )
    [one] = trials_of(practice)
    [curve] = one.curves
    assert curve.after is not None
    assert curve.after.label == "2025/26"
    assert not curve.broken

    add_break(indicator=world.share, on=date(2025, 8, 1), reason="Nytt test.", by=world.head)
    [one] = trials_of(practice)
    assert one.curves[0].broken
    page = browser(world.principal).get(reverse("practice_detail", args=[practice.pk]))
    assert "går inte att jämföra: brott i serien" in page.content.decode()


def test_a_trial_judged_by_bad_figures_does_not_count(world: World) -> None:
    practice = described(world)
    tried(world, practice, outcome="worked")
    assert step_of(practice) == Step.EVALUATED
    review_validity(
        indicator=world.share,
        unit=world.school,
        school_year=world.last_year,
        revision=0,
        by=world.principal,
        on=ON,
        reliable="no",
        reliable_why="Provet rättades olika.",
        measures="yes",
        measures_why="",
        shows="yes",
        shows_why="",
    )

    assert step_of(practice) == Step.DOCUMENTED


def test_what_is_not_described_cannot_be_spread(world: World) -> None:
    practice = described(world, how="")

    with pytest.raises(ValidationError, match="annars kan ingen annan pröva det"):
        actions.share_practice(practice, on=ON, how="För nätverket", by=world.lead_teacher)
    assert not practice.in_library


def test_other_units_read_it_when_it_is_spread(world: World) -> None:
    practice = described(world)
    client = browser(world.preschool_principal)
    address = reverse("practice_detail", args=[practice.pk])

    assert client.get(address).status_code == 404
    actions.share_practice(practice, on=ON, how="För nätverket", by=world.lead_teacher)
    assert client.get(address).status_code == 200


def test_an_activity_tries_a_practice_once(world: World) -> None:
    practice = described(world)
    tried(world, practice)

    with pytest.raises(ValidationError, match="redan en prövning"):
        tried(world, practice)


def test_an_evaluation_needs_grounds(world: World) -> None:
    with pytest.raises(ValidationError, match="hur ni vet det"):
        actions.evaluate_trial(
            tried(world), outcome="worked", evaluation=" ", on=ON, revision=0, by=world.principal
        )


def test_an_evaluation_before_the_beginning_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="innan aktiviteten börjar"):
        actions.evaluate_trial(
            tried(world),
            outcome="worked",
            evaluation="Ja.",
            on=date(2024, 1, 1),
            revision=0,
            by=world.principal,
        )


def test_two_evaluations_at_once_lose_nothing(world: World) -> None:
    trial = tried(world, outcome="worked")

    with pytest.raises(Conflict):
        actions.evaluate_trial(
            trial, outcome="failed", evaluation="Nej.", on=ON, revision=0, by=world.lead_teacher
        )


def test_an_evaluated_trial_stays(world: World) -> None:
    with pytest.raises(ValidationError, match="arbetssättets historia"):
        actions.remove_trial(tried(world, outcome="failed"), by=world.principal)


def test_the_same_kind_of_problem_is_found(world: World) -> None:
    near = described(world)
    tried(world, near, outcome="worked")
    described(world, title="Lugn entré vid lämning", problem="Barnen blir oroliga i hallen.")

    fits = fitting_goal(world.goal, world.principal)

    assert [fit.listed.practice for fit in fits] == [near]
    assert fits[0].shared_indicators == 1
    page = browser(world.principal).get(reverse("goal_practices", args=[world.goal.pk]))
    assert near.title in page.content.decode()


def test_what_the_network_advises_against_is_not_suggested(world: World) -> None:
    practice = described(world)
    tried(world, practice, outcome="worked")
    actions.review_practice(
        practice, verdict="stop", why="Tar tid från läsningen.", on=ON, by=world.lead_teacher
    )

    assert fitting_goal(world.goal, world.principal) == []


def test_an_activity_begins_with_the_practices_words(world: World) -> None:
    practice = described(world)
    client = browser(world.principal)
    address = reverse("practice_begin", args=[practice.pk, world.goal.pk])
    form = client.get(address).context["form"]
    assert form.initial["title"] == practice.title
    client.post(
        address,
        {
            "title": practice.title,
            "aim": "Alla lärare använder strategierna.",
            "targets": [world.target.pk],
            "how_it_moves": practice.how,
            "grounds": practice.title,
            "responsible": world.principal.pk,
            "state": "ongoing",
            "starts": "2026-11-02",
            "ends": "2027-06-10",
            "revision": "0",
        },
    )

    activity = Activity.objects.get(title=practice.title)
    assert Trial.objects.get().activity == activity
    assert activity.goal == world.goal


def test_the_limits_are_the_municipalitys(world: World) -> None:
    client = browser(world.head)
    client.post(
        reverse("limits_edit"),
        {"units": "5", "months": "36", "share_working": "70", "revision": "0"},
    )
    practice = described(world)

    words = [check.words for check in with_standing([practice])[0].standing.checks]
    assert any("minst 5 enheter" in one for one in words)


def test_a_reference_with_a_known_doi_is_refused(world: World) -> None:
    referred(world, doi="10.1234/abc")

    with pytest.raises(ValidationError, match="redan en referens"):
        referred(world, doi="https://doi.org/10.1234/ABC")


def test_a_file_is_shown_before_it_is_taken_in(world: World) -> None:
    client = browser(world.lead_teacher)
    ris = "TY  - JOUR\nTI  - Om läsning\nPY  - 2019\nER  - \n"
    address = reverse("reference_import")

    seen = client.post(address, {"text": ris})
    assert "Om läsning" in seen.content.decode()
    assert not Reference.objects.exists()
    client.post(address, {"text": ris, "spara": "1"})
    client.post(address, {"text": ris, "spara": "1"})
    assert Reference.objects.get().year == 2019


def test_a_broken_file_keeps_what_was_pasted(world: World) -> None:
    page = browser(world.lead_teacher).post(reverse("reference_import"), {"text": "TY  - JOUR"})

    assert page.status_code == 422
    assert "avklippt" in page.content.decode()
    assert "TY  - JOUR" in page.content.decode()


def test_a_reference_is_attached_to_a_goal_once(world: World) -> None:
    reference = referred(world)
    actions.attach_reference(reference, goal=world.goal, by=world.principal)

    with pytest.raises(ValidationError, match="redan där"):
        actions.attach_reference(reference, goal=world.goal, by=world.principal)
    page = browser(world.principal).get(reverse("reference_detail", args=[reference.pk]))
    assert world.goal.title in page.content.decode()


def test_a_theme_that_is_no_number_is_passed_over(world: World) -> None:
    for written in ("\u00b2", "9" * 5000):
        query = {"tema": written, "steg": written}
        page = browser(world.principal).get(reverse("practice_list"), query)
        assert page.status_code == 200


def test_only_a_forum_reviews_and_puts_on_its_reading_list(world: World) -> None:
    practice, reference = described(world), referred(world)
    today = timezone.localdate()
    forum = Forum.objects.create(unit=world.school, kind="own", name="Läsgruppen")
    client = Client()
    client.force_login(world.lead_teacher)
    review = reverse("practice_review", args=[practice.pk])
    read = reverse("reading_create", args=[reference.pk])
    # She works at the school and may read of the group, but does not belong to it.
    assert Forum.objects.readable_by(world.lead_teacher, today).filter(pk=forum.pk).exists()
    said = {"forum": forum.pk, "verdict": "support", "why": "Prövat", "on": today.isoformat()}
    assert client.post(review, said).status_code == 404
    assert client.post(read, {"forum": forum.pk}).status_code == 404
    page = client.get(reverse("practice_detail", args=[practice.pk])).content.decode()
    assert review not in page

    HandMember.objects.create(forum=forum, user=world.lead_teacher, starts=today)
    assert client.get(review).status_code == 200
    assert client.post(read, {"forum": forum.pk}).status_code == 302
    assert reference.reading_items.get().forum == forum
    # Another forum cannot be chosen through the form.
    other = Forum.objects.create(unit=world.school, kind="own", name="Andra gruppen")
    assert client.post(read, {"forum": other.pk}).status_code == 422


def test_a_mistaken_sharing_is_taken_back_and_the_standing_falls(world: World) -> None:
    practice = described(world)
    tried(world, practice, outcome="worked")
    sharing = actions.share_practice(practice, on=ON, how="Visat", by=world.lead_teacher)
    assert step_of(practice) == Step.SHARED
    address = reverse("sharing_remove", args=[sharing.pk])
    assert browser(world.preschool_principal).get(address).status_code == 404
    client = browser(world.lead_teacher)
    assert "enda spridningen" in client.get(address).content.decode()
    assert address in client.get(reverse("practice_detail", args=[practice.pk])).content.decode()

    client.post(address)
    assert step_of(practice) == Step.EVALUATED
    assert not practice.in_library


def test_a_sharing_stays_while_other_units_try_the_practice(world: World) -> None:
    practice = described(world)
    sharing = actions.share_practice(practice, on=ON, how="Visat", by=world.lead_teacher)
    trial = tried(world, practice, outcome="worked")
    assert trial is not None
    Goal.objects.filter(pk=trial.activity.goal_id).update(unit=world.other_school)

    page = browser(world.lead_teacher).post(
        reverse("sharing_remove", args=[sharing.pk]), follow=True
    )
    assert "Andra enheter prövar arbetssättet" in page.content.decode()
    assert practice.sharings.exists()


def test_a_review_is_made_for_a_network_and_taken_back_by_its_members(world: World) -> None:
    practice = described(world)
    network = Forum.objects.create(unit=world.municipality, kind="lead_teachers", name="Nätverket")
    for person in (world.lead_teacher, world.principal):
        HandMember.objects.create(forum=network, user=person, starts=date(2024, 8, 1))
    client = browser(world.lead_teacher)
    form = reverse("practice_review", args=[practice.pk])
    assert f'<option value="{network.pk}" selected>' in client.get(form).content.decode()
    said = {"verdict": "stop", "why": "Fungerar inte.", "on": "2026-06-10"}
    assert client.post(form, said).status_code == 422
    client.post(form, {**said, "forum": network.pk})
    [review] = practice.reviews.all()

    address = reverse("review_remove", args=[review.pk])
    assert browser(world.preschool_principal).get(address).status_code == 404
    assert browser(world.principal).post(address).status_code == 302
    assert not practice.reviews.exists()
