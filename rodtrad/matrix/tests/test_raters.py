"""Nobody can be told by what they answered: not in the tables, not on the pages, not later."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.drafts.models import Draft
from rodtrad.matrix.actions.raters import close_individual, hand_in_sheet, rate_alone
from rodtrad.matrix.models import (
    Participation,
    SelfAssessment,
    Sheet,
    SheetRating,
    Tally,
    TallyComment,
)
from rodtrad.matrix.tests.helpers import (
    agree,
    all_rate,
    assessment_at,
    campaign_of,
    criteria,
    small_matrix,
    staff,
    steps,
)
from tests.world import World

KEY = "k" * 64


@pytest.fixture
def gathering(world: World) -> SelfAssessment:
    """The school's self-assessment while individuals rate."""
    return assessment_at(campaign_of(world), world.school)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _rate(client: Client, assessment: SelfAssessment, number: int = 1, at: int = 2) -> None:
    answer = client.post(
        reverse("sheet_rate", args=[assessment.pk, number]),
        {"step": steps(assessment)[at].pk, "comment": "Eleverna har ändrat schemat."},
    )
    assert answer.status_code == 302


def test_no_table_of_answers_knows_a_user_or_a_time() -> None:
    """The columns themselves: a user, a time or a running number would lead back to somebody."""
    for model in (Sheet, SheetRating, Tally, TallyComment):
        for field in model._meta.get_fields():
            assert field.related_model is None or field.related_model._meta.label != (
                "accounts.User"
            ), f"{model}: {field}"
            assert "Date" not in type(field).__name__, f"{model}: {field}"
    for keyed in (Sheet, SheetRating, Participation, TallyComment):
        assert keyed._meta.get_field("id").get_internal_type() == "UUIDField"
    times = [f for f in Participation._meta.get_fields() if "Date" in type(f).__name__]
    assert times == []
    assert not [m for m in apps.get_models() if m.__name__.startswith("HistoricalSheet")]


def test_rating_leaves_no_line_in_the_log_and_no_draft(
    world: World, gathering: SelfAssessment
) -> None:
    before = Event.objects.count()
    client = _client(world.lead_teacher)
    _rate(client, gathering)
    client.post(reverse("sheet_hand_in", args=[gathering.pk]))

    assert Participation.objects.filter(user=world.lead_teacher).exists()
    assert Event.objects.count() == before
    assert not Draft.objects.exists()
    page = client.get(reverse("sheet_rate", args=[gathering.pk, 1]), follow=True)
    assert b"data-draft-key" not in page.content


def test_the_sheet_is_found_by_the_browser_and_not_by_the_session(
    world: World, gathering: SelfAssessment
) -> None:
    client = _client(world.lead_teacher)
    _rate(client, gathering)
    assert (
        "Du har skattat 1 av 2"
        in client.get(reverse("assessment_rate", args=[gathering.pk])).content.decode()
    )
    assert set(client.session.keys()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}

    other_browser = _client(world.lead_teacher)
    assert (
        "Du har skattat 0 av 2"
        in other_browser.get(reverse("assessment_rate", args=[gathering.pk])).content.decode()
    )


def test_two_people_at_one_computer_have_a_sheet_each(
    world: World, gathering: SelfAssessment
) -> None:
    client = _client(world.lead_teacher)
    _rate(client, gathering)
    client.force_login(world.assistant_principal)
    page = client.get(reverse("assessment_rate", args=[gathering.pk])).content.decode()
    assert "Du har skattat 0 av 2" in page


def test_a_person_hands_in_once(world: World, gathering: SelfAssessment) -> None:
    all_rate(gathering, [world.lead_teacher], [1])
    rate_alone(gathering, key=KEY, criterion=criteria(gathering)[0], step=steps(gathering)[3])
    with pytest.raises(ValidationError, match="redan lämnat in"):
        hand_in_sheet(gathering, key=KEY, user=world.lead_teacher)
    assert Sheet.objects.filter(handed_in=True).count() == 1


def test_what_is_handed_in_cannot_be_changed(world: World, gathering: SelfAssessment) -> None:
    rate_alone(gathering, key=KEY, criterion=criteria(gathering)[0], step=steps(gathering)[3])
    hand_in_sheet(gathering, key=KEY, user=world.lead_teacher)
    with pytest.raises(ValidationError, match="redan lämnat in"):
        rate_alone(gathering, key=KEY, criterion=criteria(gathering)[0], step=steps(gathering)[0])


def test_an_empty_sheet_is_not_handed_in(world: World, gathering: SelfAssessment) -> None:
    with pytest.raises(ValidationError, match="minst ett kriterium"):
        hand_in_sheet(gathering, key=KEY, user=world.lead_teacher)


def test_while_individuals_rate_nobody_sees_any_answer(
    world: World, gathering: SelfAssessment
) -> None:
    people = staff(world.school, 6)
    all_rate(gathering, people, [0, 1, 1, 2, 2, 3])
    for who in (world.principal, world.lead_teacher):
        page = _client(who).get(reverse("assessment_detail", args=[gathering.pk])).content.decode()
        assert "6 av 9 har lämnat in" in page
        assert "Grund 0" not in page
        assert "har skattat var för sig" not in page


def test_under_the_smallest_group_nothing_is_kept(world: World, gathering: SelfAssessment) -> None:
    all_rate(gathering, staff(world.school, 4), [0, 1, 1, 3])
    closed = close_individual(gathering, by=world.principal)
    assert closed.raters == 4
    assert not Tally.objects.exists()
    assert not TallyComment.objects.exists()
    page = _client(world.principal).get(reverse("assessment_detail", args=[gathering.pk]))
    assert "visas ingenting av vad de svarade" in page.content.decode()


def test_a_criterion_that_few_rated_is_withheld_though_many_rated_another(
    world: World, gathering: SelfAssessment
) -> None:
    first, second = criteria(gathering)
    for number, who in enumerate(staff(world.school, 6)):
        key = f"{number}".ljust(64, "x")
        rate_alone(gathering, key=key, criterion=first, step=steps(gathering)[1])
        if number < 4:
            rate_alone(
                gathering, key=key, criterion=second, step=steps(gathering)[2], comment="Hemligt"
            )
        hand_in_sheet(gathering, key=key, user=who)
    close_individual(gathering, by=world.principal)
    assert {tally.criterion_id for tally in Tally.objects.all()} == {first.pk}
    assert not TallyComment.objects.exists()


def test_when_the_step_is_over_sheets_and_marks_are_gone(
    world: World, gathering: SelfAssessment
) -> None:
    all_rate(gathering, staff(world.school, 5), [0, 1, 1, 2, 3])
    rate_alone(gathering, key=KEY, criterion=criteria(gathering)[0], step=steps(gathering)[3])
    close_individual(gathering, by=world.principal)
    assert not Sheet.objects.exists()
    assert not SheetRating.objects.exists()
    assert not Participation.objects.exists()
    first = criteria(gathering)[0]
    counts = {t.step.position: t.count for t in Tally.objects.filter(criterion=first)}
    assert counts == {0: 1, 1: 2, 2: 1, 3: 1}
    assert TallyComment.objects.filter(criterion=first).count() == 5


def test_a_second_count_cannot_show_who_came_late(world: World, gathering: SelfAssessment) -> None:
    people = staff(world.school, 6)
    all_rate(gathering, people[:5], [1, 1, 1, 1, 1])
    close_individual(gathering, by=world.principal)
    with pytest.raises(ValidationError, match="redan hopräknade"):
        all_rate(gathering, people[5:], [3])
    with pytest.raises(ValidationError, match="redan hopräknade"):
        close_individual(gathering, by=world.principal)
    agree_page = _client(people[5]).get(reverse("assessment_rate", args=[gathering.pk]))
    assert agree_page.status_code == 302


def test_reopening_a_done_assessment_opens_no_individual_answers(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 5), [0, 1, 1, 2, 3])
    agree(assessment, world.principal)
    client = _client(world.principal)
    client.post(reverse("assessment_reopen", args=[assessment.pk]))
    assessment.refresh_from_db()
    assert assessment.step == SelfAssessment.Step.AGREED
    assert Tally.objects.filter(assessment=assessment).exists()


def test_who_leads_from_above_does_not_rate_a_unit(world: World, gathering: SelfAssessment) -> None:
    assert (
        _client(world.head).get(reverse("assessment_rate", args=[gathering.pk])).status_code == 404
    )


def test_a_level_of_another_matrix_is_refused(world: World, gathering: SelfAssessment) -> None:
    other = small_matrix(world, name="En annan")
    client = _client(world.lead_teacher)
    answer = client.post(
        reverse("sheet_rate", args=[gathering.pk, 1]), {"step": other.steps.all()[0].pk}
    )
    assert answer.status_code == 422
    assert not SheetRating.objects.exists()


def test_an_identity_number_in_the_grounds_is_stopped(
    world: World, gathering: SelfAssessment
) -> None:
    answer = _client(world.lead_teacher).post(
        reverse("sheet_rate", args=[gathering.pk, 1]), {"comment": "Eleven 811218-9876"}
    )
    assert answer.status_code == 422
    assert not SheetRating.objects.exists()


def test_a_choice_is_kept_at_once(world: World, gathering: SelfAssessment) -> None:
    client = _client(world.lead_teacher)
    answer = client.post(
        reverse("sheet_rate", args=[gathering.pk, 1]),
        {"step": steps(gathering)[2].pk},
        headers={"HX-Request": "true"},
    )
    assert re.search(r"Sparat\. Du har skattat 1 av 2", answer.content.decode())


def test_what_a_hundred_people_answer_is_counted_without_loss(
    world: World, gathering: SelfAssessment
) -> None:
    chosen = [number % 4 for number in range(100)]
    all_rate(gathering, staff(world.school, 100), chosen)
    closed = close_individual(gathering, by=world.principal)
    assert closed.raters == 100
    for criterion in criteria(gathering):
        told = dict(Tally.objects.filter(criterion=criterion).values_list("step", "count"))
        assert told == {step.pk: 25 for step in steps(gathering)}
        assert TallyComment.objects.filter(criterion=criterion).count() == 100
    assert not Sheet.objects.exists()
    assert not Participation.objects.exists()
