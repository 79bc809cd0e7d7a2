"""The board's dialogues: brief, summons, notice, outcome, follow-up and answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.core.conflict import Conflict
from rodtrad.dialogues.actions.brief import (
    answer_summons,
    mark_noticed,
    send_brief,
    set_material,
    summon,
    write_brief,
)
from rodtrad.dialogues.actions.outcome import (
    add_follow_up,
    finish_follow_up,
    record_outcome,
    send_answer,
)
from rodtrad.dialogues.board_documents import brief_content
from rodtrad.dialogues.models import BoardDialogue, Brief, Summons
from rodtrad.dialogues.tests.helpers import (
    TODAY,
    called,
    dialogue,
    follow_up,
    held,
    on_day,
    sent,
    signed_in,
    told,
    written,
)
from rodtrad.organisation.models import Unit
from tests.world import World

SECRET = "Utkastets hemliga mening."


def test_the_board_does_not_see_a_brief_before_it_is_sent(world: World) -> None:
    made = written(world)
    page, pdf = (reverse(name, args=[made.pk]) for name in ("board_dialogue", "brief_pdf"))
    others = ("board_member", "chair", "secretary", "principal", "administrator")

    for who in others:
        client = signed_in(world.cast[who])
        assert SECRET not in client.get(page).content.decode(), who
        assert client.get(pdf).status_code == 404, who
        assert client.get(reverse("brief_docx", args=[made.pk]) + "?utkast=1").status_code == 404
        assert client.get(reverse("brief_edit", args=[made.pk])).status_code == 404, who
        assert client.get(reverse("board_dialogue_history", args=[made.pk])).status_code == 404
    assert SECRET in signed_in(world.head).get(page).content.decode()

    send_brief(made, on=TODAY, by=world.head)
    for who in others:
        assert SECRET in signed_in(world.cast[who]).get(page).content.decode(), who


def test_what_is_changed_after_sending_is_not_seen_until_it_is_sent_again(world: World) -> None:
    made = sent(world)
    write_brief(made, text="<p>Nytt utkast.</p>", revision=made.revision, by=world.head)
    page = reverse("board_dialogue", args=[made.pk])

    seen = signed_in(world.board_member).get(page).content.decode()
    assert SECRET in seen
    assert "Nytt utkast." not in seen

    send_brief(BoardDialogue.objects.get(), on=TODAY, by=world.head)
    seen = signed_in(world.board_member).get(page).content.decode()
    assert "Nytt utkast." in seen
    assert [brief.version for brief in Brief.objects.all()] == [2, 1]


def test_a_sent_brief_is_never_changed(world: World) -> None:
    sent(world)
    brief = Brief.objects.get()
    brief.content = "annat"

    with pytest.raises(TypeError):
        brief.save()


def test_a_brief_that_was_changed_behind_the_boards_back_is_not_shown(world: World) -> None:
    made = sent(world)
    Brief.objects.update(content=Brief.objects.get().content.replace("hemliga", "snälla"))
    client = signed_in(world.board_member)

    page = client.get(reverse("board_dialogue", args=[made.pk])).content.decode()
    assert "stämmer inte med kontrollsumman" in page
    assert "snälla mening" not in page
    for name in ("brief_pdf", "brief_docx"):
        answer = client.get(reverse(name, args=[made.pk]))
        assert answer.status_code == 500
        assert "snälla mening" not in answer.content.decode()


def test_an_empty_brief_is_not_sent(world: World) -> None:
    made = dialogue(world)
    with on_day():
        signed_in(world.head).post(reverse("brief_send", args=[made.pk]))

    with pytest.raises(ValidationError, match="Skriv underlaget"):
        send_brief(made, on=TODAY, by=world.head)
    assert not Brief.objects.exists()


def test_the_board_and_its_secretary_are_told_when_the_brief_is_there(world: World) -> None:
    sent(world)

    sentence = "Underlaget till nämndens dialog om Närvaro den 15 december 2026 finns att läsa."
    for who in ("board_member", "chair", "secretary"):
        assert sentence in told(world.cast[who])
    assert sentence not in told(world.head)


def test_facts_in_a_brief_come_from_goals_indicators_and_reports(world: World) -> None:
    made = written(world)
    set_material(
        made,
        goals=[world.shared_goal],
        indicators=[world.share],
        reports=[world.adopted],
        by=world.head,
    )
    content = brief_content(send_brief(made, on=TODAY, by=world.head))

    words = str(content)
    assert world.shared_goal.title in words
    assert "83,8" in words
    assert "BUN 2026/101" in words
    assert content["standing"] == "Skickat till nämnden 25 november 2026"


def test_a_report_that_is_named_in_a_brief_leads_there_for_who_may_read_it(world: World) -> None:
    made = written(world)
    set_material(made, reports=[world.adopted], by=world.head)
    brief = send_brief(made, on=TODAY, by=world.head)

    link = f'href="{reverse("report_detail", args=[world.adopted.pk])}"'
    may = {"board_member": True, "secretary": True, "head": True, "principal": False}
    for who, leads in may.items():
        page = signed_in(world.cast[who]).get(reverse("board_dialogue", args=[made.pk]))
        assert (link in page.content.decode()) is leads, who
    assert "report_detail" not in brief.content, "what was sent is as it was"


def test_facts_are_frozen_when_the_brief_is_sent(world: World) -> None:
    made = written(world)
    set_material(made, goals=[world.shared_goal], by=world.head)
    brief = send_brief(made, on=TODAY, by=world.head)
    world.shared_goal.title = "Ett helt annat mål"
    world.shared_goal.save()

    assert "Ett helt annat mål" not in str(brief_content(brief))


def test_a_report_that_is_not_adopted_does_not_stand_in_a_brief(world: World) -> None:
    with pytest.raises(ValidationError, match="inte fastställd"):
        set_material(dialogue(world), reports=[world.report], by=world.head)


def test_facts_are_suggested_from_what_the_topic_rests_on(world: World) -> None:
    made = dialogue(world)
    form = signed_in(world.head).get(reverse("brief_material", args=[made.pk])).context["form"]

    assert form.initial["goals"] == [world.shared_goal.pk]


def test_choosing_facts_anew_keeps_those_that_stay(world: World) -> None:
    made = dialogue(world)
    set_material(made, goals=[world.shared_goal], by=world.head)
    kept = made.material.get().pk
    set_material(made, goals=[world.shared_goal], indicators=[world.share], by=world.head)

    assert set(made.material.values_list("pk", flat=True)) > {kept}
    set_material(made, indicators=[world.share], by=world.head)
    assert made.material.get().indicator == world.share


def test_two_who_write_the_brief_at_once_see_both_versions(world: World) -> None:
    made = written(world)

    with pytest.raises(Conflict):
        write_brief(made, text="<p>Mitt</p>", revision=0, by=world.development_head)


def test_a_colleague_is_called_and_answers(world: World) -> None:
    row = called(world)
    assert "Du är kallad till nämndens dialog om Närvaro" in told(world.principal)[-1]

    with on_day():
        answer = signed_in(world.principal).post(
            reverse("summons_answer", args=[row.pk]), {"svar": "cannot"}
        )

    assert answer.status_code == 302
    assert Summons.objects.get().answer == "cannot"
    assert f"{world.principal.name} kan inte komma" in told(world.head)[-1]


def test_nobody_answers_for_another(world: World) -> None:
    row = called(world)

    with pytest.raises(ValidationError, match="den som är kallad"):
        answer_summons(row, answer="comes", on=TODAY, by=world.head)
    assert signed_in(world.head).post(reverse("summons_answer", args=[row.pk])).status_code == 404


def test_the_same_colleague_is_not_called_twice(world: World) -> None:
    row = called(world)

    with pytest.raises(ValidationError, match="inte redan är kallad"):
        summon(row.dialogue, people=[world.principal], note="", on=TODAY, by=world.head)


def test_the_secretary_gets_a_text_to_copy(world: World) -> None:
    made = sent(world)
    page = signed_in(world.secretary).get(reverse("board_notice", args=[made.pk]))
    text = page.context["text"]

    assert "Kvalitetsdialog: Närvaro" in text
    assert "15 december 2026 kl. 14.00, ungefär 60 minuter. Plats: Sessionssalen." in text
    assert reverse("board_dialogue", args=[made.pk]) in text


def test_a_dialogue_without_a_brief_is_not_in_the_notice(world: World) -> None:
    with pytest.raises(ValidationError, match="inte skickat underlaget"):
        mark_noticed(dialogue(world), on=TODAY, by=world.secretary)


def test_an_outcome_that_says_nothing_is_refused(world: World) -> None:
    made = sent(world)
    with on_day():
        answer = signed_in(world.secretary).post(
            reverse("board_outcome_edit", args=[made.pk]),
            {"held_on": "2026-11-25", "said": "<p> </p>", "revision": made.revision},
        )

    assert answer.status_code == 422


def test_an_outcome_of_tomorrow_is_refused(world: World) -> None:
    made = sent(world)
    with pytest.raises(ValidationError, match="inte varit"):
        record_outcome(
            made,
            said="<p>Det</p>",
            led_to="",
            held_on=TODAY + timedelta(days=1),
            revision=made.revision,
            by=world.secretary,
            today=TODAY,
        )


def test_what_came_out_is_told_and_seen_at_a_glance(world: World) -> None:
    held(world)

    assert "Det som kom fram i dialogen om Närvaro finns att läsa." in told(world.board_member)
    page = signed_in(world.board_member).get(reverse("board_home") + "?lasar=2026-27")
    assert "Förvaltningen ser över skolskjutsen." in page.content.decode()


def test_after_the_dialogue_its_brief_stands(world: World) -> None:
    made = held(world)

    with pytest.raises(ValidationError, match="genomförd"):
        write_brief(made, text="<p>Efter</p>", revision=made.revision, by=world.head)
    with pytest.raises(ValidationError, match="genomförd"):
        send_brief(made, on=TODAY, by=world.head)


def test_a_follow_up_has_a_day_to_come(world: World) -> None:
    made = held(world)

    with pytest.raises(ValidationError, match="redan varit"):
        add_follow_up(
            made,
            what="Se över",
            due=TODAY - timedelta(days=1),
            responsible=None,
            by=world.secretary,
            today=TODAY,
        )


def test_nothing_is_followed_up_before_the_dialogue(world: World) -> None:
    with pytest.raises(ValidationError, match="vad som kom fram"):
        add_follow_up(
            dialogue(world),
            what="Se över",
            due=TODAY,
            responsible=None,
            by=world.head,
            today=TODAY,
        )


def test_who_is_responsible_says_what_it_became_and_the_board_is_told(world: World) -> None:
    row = follow_up(world)
    assert "Du ansvarar för att följa upp: Skolskjutsen ses över" in told(world.principal)[-1]

    with on_day():
        answer = signed_in(world.principal).post(
            reverse("follow_up_finish", args=[row.pk]), {"outcome": "En tur till.", "revision": "0"}
        )

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.done_on) == ("En tur till.", TODAY)
    assert told(world.chair)[-1] == "Uppföljt efter nämndens dialog: Skolskjutsen ses över"


def test_a_follow_up_is_not_finished_without_words(world: World) -> None:
    with pytest.raises(ValidationError, match="vad det blev"):
        finish_follow_up(follow_up(world), outcome=" ", on=TODAY, revision=0, by=world.head)


def test_an_answer_needs_words_and_units(world: World) -> None:
    made = held(world)

    def send(answer: str, units: list[Unit]) -> None:
        send_answer(
            made,
            answer=answer,
            units=units,
            revision=made.revision,
            on=TODAY,
            by=world.secretary,
        )

    with pytest.raises(ValidationError, match="nämndens svar"):
        send(" ", [world.school])
    with pytest.raises(ValidationError, match="minst en enhet"):
        send("Tack", [])


def test_before_the_dialogue_there_is_no_answer(world: World) -> None:
    made = dialogue(world)

    answer = signed_in(world.head).get(reverse("board_answer", args=[made.pk]))

    assert answer["Location"] == reverse("board_dialogue", args=[made.pk])
