"""The administration's dialogue: planned, prepared, held, fed back, and what each side sees."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.dialogues.actions.commitment import (
    follow_up_commitment,
    remove_commitment,
    save_commitment,
)
from rodtrad.dialogues.actions.visit import (
    choose_people,
    give_feedback,
    hold_visit,
    prepare_visit,
    reopen_visit,
    write_notes,
)
from rodtrad.dialogues.actions.visit_plan import Slot, plan_visit
from rodtrad.dialogues.models import Commitment, Visit
from rodtrad.dialogues.queries.visit import own_visits
from rodtrad.dialogues.tests import visit_helpers as helpers
from rodtrad.dialogues.tests.visit_helpers import DAY, TODAY
from rodtrad.dialogues.visit_tasks import visit_tasks
from rodtrad.matrix.tests.helpers import agree, assessment_at, campaign_of, small_matrix
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Assignment, SchoolBreak, SchoolYear
from tests.verapdf import validate
from tests.world import World, assign


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, visit: Visit) -> str:
    answer = _client(user).get(reverse("visit_detail", args=[visit.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


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
        write_notes(
            visit,
            notes="Någon annan",
            revision=0,
            by=world.development_head,
            now=timezone.now(),
        )
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


def test_what_one_types_at_a_stretch_is_one_version(world: World) -> None:
    visit = helpers.planned(world)
    at = timezone.now()

    def write(notes: str, seconds: int, by: User) -> None:
        now = at + timedelta(seconds=seconds)
        revision = Visit.objects.get(pk=visit.pk).revision
        write_notes(visit, notes=notes, revision=revision, by=by, now=now)

    before = visit.history.count()
    for number in range(6):
        write("Eleverna" + " vill" * number, 5 * number, world.head)
    assert visit.history.count() == before + 1
    assert visit.history.first().notes == "Eleverna" + " vill" * 5
    assert visit.history.first().revision == 6

    write("Någon annan", 40, world.development_head)
    write("Eleverna vill ha lugn", 50, world.head)
    assert visit.history.count() == before + 3, "another's words are a version of their own"

    write("Eleverna vill ha lugn och ro", 50 + 121, world.head)
    assert visit.history.count() == before + 4, "after two minutes a new one begins"


def test_what_is_taken_away_while_one_types_can_be_had_back(world: World) -> None:
    visit = helpers.planned(world)
    at, text = timezone.now(), "Eleverna vill ha lugn och ro i matsalen och i korridorerna."
    write_notes(visit, notes=text, revision=0, by=world.head, now=at)
    soon = at + timedelta(seconds=20)
    write_notes(visit, notes="", revision=1, by=world.head, now=soon)

    assert [row.notes for row in visit.history.all()[:2]] == ["", text]


def test_typing_does_not_swallow_what_else_was_changed(world: World) -> None:
    visit = helpers.planned(world)
    at = timezone.now()
    write_notes(visit, notes="Ett", revision=0, by=world.head, now=at)
    visit = hold_visit(Visit.objects.get(pk=visit.pk), on=helpers.DAY, by=world.head)
    held = visit.history.first()
    write_notes(visit, notes="Ett, två", revision=1, by=world.head, now=timezone.now())
    held.refresh_from_db()
    assert held.notes == "Ett"
    assert visit.history.first().notes == "Ett, två"


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


def test_the_summary_is_a_tagged_pdf_with_both_sides_commitments(
    world: World, tmp_path: Path
) -> None:
    visit = helpers.fed_back(world)
    pdf = _client(world.principal).get(reverse("visit_pdf", args=[visit.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    (tmp_path / "besok.pdf").write_bytes(pdf.content)
    assert validate(tmp_path / "besok.pdf", "2a") == []
    assert validate(tmp_path / "besok.pdf", "ua1") == []
    words = _document(world.principal, visit)
    for said in ("Åtagande av unit", "Åtagande av administration", "6 av 8 barn eller elever"):
        assert said in words


def test_preparing_a_visit_that_is_over_is_refused(world: World) -> None:
    visit = helpers.held(world)
    fields: dict[str, Any] = {"wants_to_tell": "Mer", "wants_to_discuss": "", "ready": True}
    with pytest.raises(ValidationError, match="genomfört"):
        prepare_visit(visit, today=TODAY, by=world.principal, **fields)


# ---- who may still read, and who wrote first --------------------------------------------------


def test_who_has_left_the_unit_reads_its_visits_no_more(world: World) -> None:
    visit = helpers.held(world)
    row = visit.commitments.get(side="unit")
    row.responsible = world.lead_teacher
    row.save()
    client = _client(world.lead_teacher)
    follow = reverse("commitment_follow_up", args=[row.pk])
    late = date(2027, 5, 20)
    assert client.get(follow).status_code == 200
    assert [one.action for one in visit_tasks(world.lead_teacher, late)] == ["Följ upp åtagandet"]

    Assignment.objects.filter(user=world.lead_teacher).update(ends=date(2026, 1, 1))
    assign(world.lead_teacher, "lead_teacher", world.other_school)
    left = User.objects.get(pk=world.lead_teacher.pk)

    assert _page(left, visit) == ""
    assert visit not in own_visits(left)
    assert client.get(follow).status_code == 404
    assert visit_tasks(left, late) == []


def test_two_who_prepare_at_once_both_keep_their_words(world: World) -> None:
    visit = helpers.planned(world)
    address = reverse("visit_prepare", args=[visit.pk])
    one, other = _client(world.principal), _client(world.assistant_principal)
    read = one.get(address).context["form"]["revision"].value()
    first = {"wants_to_tell": "Rad 1\r\nRad 2", "wants_to_discuss": "", "revision": read}
    assert other.post(address, first).status_code == 302

    mine = {"wants_to_tell": "Läsningen", "wants_to_discuss": "", "revision": read}
    conflict = one.post(address, mine)
    assert conflict.status_code == 409
    assert "Rad 2" in conflict.content.decode()
    visit.refresh_from_db()
    assert "Rad 2" in visit.wants_to_tell
    # Saving again, having seen both, replaces.
    now = conflict.context["form"]["revision"].value()
    assert one.post(address, {**mine, "revision": now}).status_code == 302
    visit.refresh_from_db()
    assert visit.wants_to_tell == "Läsningen"


def test_two_who_write_the_feedback_at_once_both_keep_their_words(world: World) -> None:
    visit = helpers.held(world)
    address = reverse("visit_feedback", args=[visit.pk])
    one, other = _client(world.head), _client(world.development_head)
    read = one.get(address).context["form"]["revision"].value()
    sent = {"feedback": "Den första.", "send": "on", "revision": read}
    assert other.post(address, sent).status_code == 302

    conflict = one.post(address, {"feedback": "Den andra.", "revision": read})
    assert conflict.status_code == 409
    assert "Den första." in conflict.content.decode()
    visit.refresh_from_db()
    assert visit.feedback == "Den första."
    now = conflict.context["form"]["revision"].value()
    assert one.post(address, {"feedback": "Båda.", "revision": now}).status_code == 302
    visit.refresh_from_db()
    assert visit.feedback == "Båda."


def test_a_plan_warns_of_no_visit_that_is_not_the_rounds(world: World) -> None:
    visit = helpers.planned(world)
    SchoolYear.objects.get_or_create(start=2027)
    other = helpers.round_of(world, year=SchoolYear.objects.get(start=2027))
    strange = helpers.visit_at(other, world.school)
    plan_visit(strange, Slot(date(2028, 2, 9)), by=world.head)
    for day in (date(2027, 2, 11), date(2028, 2, 9)):
        SchoolBreak.objects.create(
            municipality=world.municipality, name=f"Lov {day.year}", starts=day, ends=day
        )
    sent = {
        "besok": [visit.pk, strange.pk],
        f"on_{visit.pk}": "2027-02-11",
        f"on_{strange.pk}": "2028-02-09",
    }
    answer = _client(world.head).post(
        reverse("visit_round_plan", args=[visit.round_id]), sent, follow=True
    )
    said = answer.content.decode()
    assert "11 februari 2027 krockar" in said
    assert "9 februari 2028" not in said
