"""The administration's dialogue: planned, prepared, held, fed back, and what each side sees."""

import io
import zipfile
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.dialogues.actions.commitment import (
    follow_up_commitment,
    remove_commitment,
    save_commitment,
)
from rodtrad.dialogues.actions.visit import (
    Slot,
    add_new_units,
    cancel_visit,
    choose_people,
    give_feedback,
    hold_visit,
    open_visit_round,
    plan_visit,
    plan_visits,
    prepare_visit,
    reopen_visit,
    set_appraisal,
    suggest_visit_days,
    write_notes,
)
from rodtrad.dialogues.models import AppraisalTalk, Commitment, Visit
from rodtrad.dialogues.tests import visit_helpers as helpers
from rodtrad.dialogues.tests.visit_helpers import DAY, TODAY
from rodtrad.dialogues.visit_tasks import visit_tasks
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.matrix.tests.helpers import agree, assessment_at, campaign_of, small_matrix
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import SchoolBreak, SchoolYear, Unit
from tests.world import World

SECRET_DAY = date(2027, 2, 13)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, visit: Visit) -> str:
    answer = _client(user).get(reverse("visit_detail", args=[visit.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


# ---- planning -------------------------------------------------------------------------------


def test_a_round_visits_every_open_unit_with_the_people_of_its_roles(world: World) -> None:
    round_ = helpers.round_of(world)
    assert {visit.unit for visit in round_.visits.all()} == {
        world.school,
        world.other_school,
        world.preschool,
    }
    visit = helpers.visit_at(round_, world.school)
    parts = {row.user: row.part for row in visit.participants.all()}
    assert parts == {
        world.head: "visitor",
        world.development_head: "visitor",
        world.principal: "principal",
        world.lead_teacher: "lead",
    }
    there = helpers.visit_at(round_, world.preschool).participants
    assert there.filter(user=world.head_of_preschools, part="visitor").exists()


def test_a_second_round_the_same_year_has_nobody_left_to_visit(world: World) -> None:
    helpers.round_of(world)
    with pytest.raises(ValidationError, match="inte redan har ett besök"):
        helpers.round_of(world)


def test_a_round_in_a_closed_year_or_backwards_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="före den första"):
        open_visit_round(
            unit=world.administration,
            school_year=world.year,
            starts=DAY,
            ends=date(2027, 1, 1),
            today=TODAY,
            by=world.head,
        )
    world.last_year.closed_at = TODAY
    world.last_year.save()
    with pytest.raises(ValidationError, match="är stängt"):
        helpers.round_of(world, year=world.last_year)


def test_a_visit_to_a_closed_unit_is_refused_with_its_name_and_day(world: World) -> None:
    round_ = helpers.round_of(world)
    world.school.closed = date(2027, 1, 1)
    world.school.save()
    visit = helpers.visit_at(round_, world.school)
    with pytest.raises(ValidationError, match="Västerportskolan är stängd från 1 januari 2027"):
        plan_visit(visit, Slot(DAY), by=world.head)
    answer = _client(world.head).post(
        reverse("visit_round_plan", args=[round_.pk]),
        {"besok": [visit.pk], f"on_{visit.pk}": "2027-02-10"},
        follow=True,
    )
    assert "kan inte besökas 10 februari 2027" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.on is None


def test_suggestions_avoid_breaks_forums_and_each_other(world: World) -> None:
    round_ = helpers.round_of(world)
    SchoolBreak.objects.create(
        municipality=world.municipality,
        name="sportlov",
        starts=date(2027, 2, 1),
        ends=date(2027, 3, 31),
    )
    forum = Forum.objects.create(
        kind=Forum.Kind.LEADERS, unit=world.administration, name="Ledarforum"
    )
    ForumSeries.objects.create(
        forum=forum,
        weekday=2,
        first=date(2026, 8, 1),
        last=date(2027, 7, 31),
    )
    assert suggest_visit_days(round_, today=TODAY, by=world.head) == []
    days = [visit.on for visit in round_.visits.all()]
    assert len(set(days)) == 3
    for day in days:
        assert day is not None
        assert day >= date(2027, 4, 1)
        assert day.weekday() not in (2, 5, 6)


def test_a_day_that_is_taken_is_told_when_the_plan_is_saved(world: World) -> None:
    round_ = helpers.round_of(world)
    SchoolBreak.objects.create(
        municipality=world.municipality, name="sportlov", starts=DAY, ends=DAY
    )
    visit = helpers.visit_at(round_, world.school)
    answer = _client(world.head).post(
        reverse("visit_round_plan", args=[round_.pk]),
        {"besok": [visit.pk], f"on_{visit.pk}": DAY.isoformat(), f"begins_{visit.pk}": "09:00"},
        follow=True,
    )
    assert "krockar med lov" in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.on, visit.begins) == (DAY, time(9))
    assert Notice.objects.filter(recipient=world.principal, kind="visit-planned").exists()


def test_too_few_days_leave_visits_without_one(world: World) -> None:
    round_ = open_visit_round(
        unit=world.administration,
        school_year=world.year,
        starts=DAY,
        ends=DAY,
        today=TODAY,
        by=world.head,
    )
    left = suggest_visit_days(round_, today=TODAY, a_day=1, by=world.head)
    assert len(left) == 2


def test_a_head_of_preschools_plans_the_preschools_only(world: World) -> None:
    round_ = helpers.round_of(world)
    page = _client(world.head_of_preschools).get(reverse("visit_round_detail", args=[round_.pk]))
    assert [visit.unit for visit in page.context["page"]] == [world.preschool]
    school = helpers.visit_at(round_, world.school)
    assert plan_visits(round_, {school.pk: Slot(DAY)}, by=world.head_of_preschools) == 0


def test_a_cancelled_visit_says_why_and_can_be_planned_again(world: World) -> None:
    visit = helpers.planned(world)
    with pytest.raises(ValidationError, match="Skriv varför"):
        cancel_visit(visit, why=" ", by=world.head)
    cancel_visit(visit, why="Rektor är sjuk.", by=world.head)
    with pytest.raises(ValidationError, match="inställt och går inte att planera om"):
        plan_visit(visit, Slot(date(2027, 3, 1)), by=world.head)
    assert reopen_visit(visit, by=world.head).state == Visit.State.PLANNED


def test_a_unit_that_opens_later_is_taken_in(world: World) -> None:
    round_ = helpers.round_of(world)
    Unit.objects.add_child(
        Unit.objects.get(pk=world.administration.pk),
        instance=Unit(name="Nya skolan", kind="school", code="NY"),
    )
    assert add_new_units(round_, today=TODAY, by=world.head) == 1


def test_five_hundred_units_cost_as_many_queries_as_five(world: World) -> None:
    def measured(count: int) -> tuple[int, int]:
        year = SchoolYear.objects.get_or_create(start=2030 + (count > 5))[0]
        top = Unit.objects.get(pk=world.administration.pk)
        have = Unit.objects.filter(kind="school").count()
        for number in range(have, count):
            top = Unit.objects.get(pk=world.administration.pk)
            Unit.objects.add_child(
                top, instance=Unit(name=f"Skola {number}", kind="school", code=f"Q{number}")
            )
        with CaptureQueriesContext(connection) as planning:
            round_ = open_visit_round(
                unit=world.administration,
                school_year=year,
                starts=date(year.start, 9, 1),
                ends=date(year.start + 1, 5, 31),
                today=TODAY,
                by=world.head,
            )
            suggest_visit_days(round_, today=TODAY, a_day=4, by=world.head)
        client = _client(world.head)
        with CaptureQueriesContext(connection) as listing:
            page = client.get(reverse("visit_round_detail", args=[round_.pk]))
        assert page.status_code == 200
        assert not round_.visits.filter(on__isnull=True).exists()
        return len(planning), len(listing)

    few, many = measured(5), measured(500)
    # Rows are written and days set in batches of two hundred and of as many as a statement takes.
    assert many[0] <= few[0] + 12, (few, many)
    assert many[1] == few[1], (few, many)


# ---- preparing ------------------------------------------------------------------------------


def test_what_the_unit_writes_is_its_own_until_it_is_ready(world: World) -> None:
    visit = helpers.prepared(world, ready=False)
    assert "borta mycket" not in _page(world.head, visit)
    assert "borta mycket" in _page(world.principal, visit)
    assert "borta mycket" not in _document(world.head, visit)
    helpers.prepared(world)
    assert "borta mycket" in _page(world.head, visit)
    assert Notice.objects.filter(recipient=world.head, kind="visit-prepared").exists()


def test_preparing_a_visit_takes_the_visitor_one_page(world: World) -> None:
    """All that the guideline names, from one address: assessment, report, wishes, last year."""
    version = small_matrix(world)
    before = campaign_of(world, year=world.last_year, version=version)
    agree(assessment_at(before, world.school), world.principal, level=1, on=date(2025, 10, 15))
    now = campaign_of(world, version=version)
    agree(assessment_at(now, world.school), world.principal, level=2)
    last = helpers.visit_at(helpers.round_of(world, year=world.last_year), world.school)
    last = hold_visit(last, on=date(2026, 2, 12), by=world.head)
    save_commitment(
        visit=last,
        side="administration",
        text="Fler timmar kurator",
        due=date(2026, 9, 1),
        by=world.head,
    )
    visit = helpers.prepared(world)
    page = _page(world.head, visit)
    for said in (
        "Hur når vi dem som är borta mycket?",
        "Inflytande",
        "högre än förra gången",
        "Vi har sett det i alla klasser.",
        "Kvalitetsrapport",
        "Fler timmar kurator",
        "2025/26",
        "Eva Ström",
    ):
        assert said in page, said


def test_the_tasks_of_each_side(world: World) -> None:
    visit = helpers.planned(world)
    near = date(2027, 2, 5)
    assert [one.action for one in visit_tasks(world.principal, near)] == ["Förbered besöket"]
    assert [one.action for one in visit_tasks(world.head, near)] == ["Läs inför besöket"]
    assert visit_tasks(world.preschool_principal, near) == []
    helpers.held(world)
    after = date(2027, 2, 20)
    assert [one.action for one in visit_tasks(world.head, after)] == ["Skriv återkopplingen"]
    helpers.fed_back(world)
    late = date(2027, 5, 20)
    assert [one.action for one in visit_tasks(world.principal, late)] == ["Följ upp åtagandet"]
    assert visit.unit == world.school


# ---- in the room ----------------------------------------------------------------------------


def test_notes_are_kept_as_they_are_typed_and_nobodys_are_lost(world: World) -> None:
    visit = helpers.planned(world)
    client = _client(world.head)
    answer = client.post(
        reverse("visit_notes", args=[visit.pk]),
        {"notes": "Eleverna", "revision": visit.revision},
        headers={"HX-Request": "true"},
    )
    assert "Sparat" in answer.content.decode()
    assert 'value="1"' in answer.content.decode()
    with pytest.raises(Conflict):
        write_notes(visit, notes="Någon annan", revision=0, by=world.development_head)
    conflict = _client(world.development_head).post(
        reverse("visit_notes", args=[visit.pk]), {"notes": "Någon annan", "revision": 0}
    )
    assert conflict.status_code == 409
    part = _client(world.development_head).post(
        reverse("visit_notes", args=[visit.pk]),
        {"notes": "Någon annan", "revision": 0},
        headers={"HX-Request": "true"},
    )
    assert "Någon annan har skrivit samtidigt" in part.content.decode()
    visit.refresh_from_db()
    assert visit.notes == "Eleverna"


def test_an_identity_number_in_the_notes_is_stopped(world: World) -> None:
    visit = helpers.planned(world)
    answer = _client(world.head).post(
        reverse("visit_notes", args=[visit.pk]),
        {"notes": "Eleven 811218-9876", "revision": 0},
        headers={"HX-Request": "true"},
    )
    assert "personnummer" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.notes == ""


def test_a_group_larger_than_itself_is_refused(world: World) -> None:
    visit = helpers.planned(world)
    answer = _client(world.head).post(
        reverse("visit_hold", args=[visit.pk]),
        {"on": DAY.isoformat(), "children": "9", "children_asked": "8"},
    )
    assert answer.status_code == 422
    assert "Fler barn eller elever kan inte ha varit med" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.state == Visit.State.PLANNED


def test_participants_are_chosen_by_part(world: World) -> None:
    visit = helpers.planned(world)
    choose_people(visit, {world.head: "visitor", world.principal: "principal"}, by=world.head)
    assert visit.participants.count() == 2
    assert _page(world.lead_teacher, visit) == ""


# ---- after ----------------------------------------------------------------------------------


def test_notes_and_feedback_are_the_visitors_until_they_are_given(world: World) -> None:
    visit = helpers.held(world)
    visit = give_feedback(
        visit, feedback="Ett utkast till svar.", on=DAY, send=False, by=world.head
    )
    for who in (world.principal, world.lead_teacher):
        for text in (_page(who, visit), _document(who, visit)):
            assert "Ett utkast till svar" not in text
            assert "Eleverna vill ha lugn" not in text
            assert "Åtagande av unit" in text
    visit = give_feedback(visit, feedback="Ni har kommit långt.", on=DAY, send=True, by=world.head)
    for text in (_page(world.principal, visit), _document(world.principal, visit)):
        assert "Ni har kommit långt." in text
        assert "Eleverna vill ha lugn" in text
    with pytest.raises(ValidationError, match="fått återkopplingen"):
        reopen_visit(visit, by=world.head)


def test_feedback_is_not_given_empty_or_before_the_visit(world: World) -> None:
    visit = helpers.planned(world)
    with pytest.raises(ValidationError, match="genomfört"):
        give_feedback(visit, feedback="Bra.", on=DAY, send=True, by=world.head)
    visit = hold_visit(visit, on=DAY, by=world.head)
    with pytest.raises(ValidationError, match="Skriv återkopplingen"):
        give_feedback(visit, feedback=" ", on=DAY, send=True, by=world.head)


def test_commitments_are_not_read_by_the_unit_before_the_visit_is_held(world: World) -> None:
    visit = helpers.planned(world)
    save_commitment(visit=visit, side="unit", text="Ett förslag", due=DAY, by=world.head)
    assert "Ett förslag" not in _page(world.principal, visit)
    listed = _client(world.principal).get(reverse("commitment_list")).content.decode()
    assert "Ett förslag" not in listed
    log = _client(world.lead_teacher).get(reverse("event_list")).content.decode()
    assert "Ett förslag" not in log


def test_what_became_of_a_commitment_is_said_and_seen_next_year(world: World) -> None:
    row = helpers.commitment(world)
    with pytest.raises(ValidationError, match="Skriv vad det blev av"):
        follow_up_commitment(
            row, state="done", outcome="", on=date(2027, 6, 1), revision=0, by=world.principal
        )
    row.refresh_from_db()
    follow_up_commitment(
        row,
        state="done",
        outcome="Alla klasser har läsvila.",
        on=date(2027, 6, 1),
        revision=0,
        by=world.principal,
    )
    with pytest.raises(ValidationError, match="är uppföljt"):
        remove_commitment(Commitment.objects.get(pk=row.pk), by=world.head)
    SchoolYear.objects.get_or_create(start=2027)
    following = helpers.round_of(world, year=SchoolYear.objects.get(start=2027))
    visit = helpers.visit_at(following, world.school)
    page = _page(world.head, visit)
    assert "Alla klasser har läsvila." in page
    assert "2026/27" in page


def test_two_who_follow_up_at_once_both_keep_their_words(world: World) -> None:
    row = helpers.commitment(world)
    follow_up_commitment(row, state="done", outcome="Klart.", on=DAY, revision=0, by=world.head)
    with pytest.raises(Conflict):
        follow_up_commitment(
            row, state="dropped", outcome="Nej.", on=DAY, revision=0, by=world.principal
        )


def test_the_responsible_follows_up_but_does_not_rewrite(world: World) -> None:
    row = helpers.commitment(world)
    client = _client(world.principal)
    assert client.get(reverse("commitment_follow_up", args=[row.pk])).status_code == 200
    assert client.get(reverse("commitment_edit", args=[row.pk])).status_code == 404
    assert client.post(reverse("commitment_remove", args=[row.pk])).status_code == 404


def test_the_board_and_other_units_see_nothing_of_a_visit(world: World) -> None:
    visit = helpers.fed_back(world)
    for who in (world.board_member, world.secretary, world.preschool_principal):
        assert _page(who, visit) == ""
        pdf = _client(who).get(reverse("visit_pdf", args=[visit.pk]))
        assert pdf.status_code == 404


def _document(user: User, visit: Visit) -> str:
    """The words of the DOCX that the person gets."""
    data = _client(user).get(reverse("visit_docx", args=[visit.pk])).content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read("word/document.xml").decode()


def test_the_summary_is_a_tagged_pdf_with_both_sides_commitments(world: World) -> None:
    visit = helpers.fed_back(world)
    pdf = _client(world.principal).get(reverse("visit_pdf", args=[visit.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    words = _document(world.principal, visit)
    for said in ("Åtagande av unit", "Åtagande av administration", "6 av 8 barn eller elever"):
        assert said in words


# ---- the appraisal talk ---------------------------------------------------------------------


@pytest.fixture
def appraised(world: World) -> Visit:
    """A visit where the head and the principal have a day for their talk."""
    visit = helpers.fed_back(world)
    client = _client(world.head)
    answer = client.post(
        reverse("visit_appraisal", args=[visit.pk]),
        {"other": world.principal.pk, "on": SECRET_DAY.isoformat()},
    )
    assert answer.status_code == 302
    assert AppraisalTalk.objects.get().on == SECRET_DAY
    return visit


def test_the_two_see_the_day_of_the_talk_and_nobody_else(world: World, appraised: Visit) -> None:
    for who in (world.head, world.principal):
        assert "13 feb 2027" in _page(who, appraised)
    for who in world.cast.values():
        if who in (world.head, world.principal):
            continue
        assert "13 feb 2027" not in _page(who, appraised), who
        address = reverse("visit_appraisal", args=[appraised.pk])
        answer = _client(who).get(address)
        assert SECRET_DAY.isoformat() not in answer.content.decode(), who


def test_another_leader_cannot_tell_whether_there_is_a_talk(world: World, appraised: Visit) -> None:
    address = reverse("visit_appraisal", args=[appraised.pk])
    client = _client(world.development_head)
    with_talk = client.get(address).content
    AppraisalTalk.objects.all().delete()
    without = client.get(address).content
    assert len(with_talk) == len(without)
    client.post(address, {"other": world.principal.pk, "on": "2027-02-20"})
    assert not AppraisalTalk.objects.filter(head=world.head).exists()


def test_the_talk_is_in_no_log_history_list_search_or_file(world: World, appraised: Visit) -> None:
    written = " ".join(
        f"{event.verb} {event.target_label} {event.target_type} {event.details}"
        for event in Event.objects.all()
    )
    assert "appraisal" not in written
    assert "medarbetarsamtal" not in written.lower()
    assert not hasattr(AppraisalTalk, "history")
    assert "2027" not in str(AppraisalTalk.objects.get())
    assert not Notice.objects.filter(sentence__icontains="samtal").exists()
    texts = [_document(world.head, appraised)]
    client = _client(world.head)
    round_ = reverse("visit_round_detail", args=[appraised.round_id])
    for address in (
        f"{round_}?format=csv",
        round_,
        f"{reverse('commitment_list')}?format=csv&visa=alla",
        f"{reverse('search')}?q=medarbetarsamtal",
        reverse("event_list"),
        reverse("visit_list"),
        reverse("home"),
    ):
        texts.append(client.get(address).content.decode())
    for text in texts:
        assert SECRET_DAY.isoformat() not in text
        assert "13 feb" not in text


def test_the_talk_is_between_two_and_can_be_taken_away(world: World, appraised: Visit) -> None:
    with pytest.raises(ValidationError, match="mellan två"):
        set_appraisal(appraised, on=DAY, head=world.head, principal=world.head)
    _client(world.principal).post(
        reverse("visit_appraisal", args=[appraised.pk]), {"other": world.head.pk, "on": ""}
    )
    assert not AppraisalTalk.objects.exists()


def test_preparing_a_visit_that_is_over_is_refused(world: World) -> None:
    visit = helpers.held(world)
    fields: dict[str, Any] = {"wants_to_tell": "Mer", "wants_to_discuss": "", "ready": True}
    with pytest.raises(ValidationError, match="genomfört"):
        prepare_visit(visit, today=TODAY, by=world.principal, **fields)
