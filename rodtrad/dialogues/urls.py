"""Addresses of dialogues."""

from django.urls import URLPattern, URLResolver, path

from rodtrad.dialogues.views import (
    board,
    board_visit,
    brief,
    chain,
    commitment,
    occasion,
    outcome,
    sitting,
    unit,
    visit,
    visit_plan,
)

_BOARD: list[URLPattern | URLResolver] = [
    path("namndens-dialoger/", board.board_home, name="board_home"),
    path("namndens-dialoger/antal/", board.board_rule_edit, name="board_rule_edit"),
    path("namndens-dialoger/vad-det-ledde-till/", board.board_outcomes, name="board_outcomes"),
    path("namndens-dialoger/amnen/", board.topic_list, name="topic_list"),
    path("namndens-dialoger/amnen/foresla/", board.topic_propose, name="topic_propose"),
    path("namndens-dialoger/amnen/enas/", board.topic_agree, name="topic_agree"),
    path("namndens-dialoger/amnen/<int:pk>/", board.topic_edit, name="topic_edit"),
    path("namndens-dialoger/amnen/<int:pk>/mote/", sitting.sitting_choose, name="sitting_choose"),
    path("namndens-dialoger/besok/", board_visit.member_visit_list, name="member_visit_list"),
    path(
        "namndens-dialoger/besok/nytt/", board_visit.member_visit_create, name="member_visit_create"
    ),
    path(
        "namndens-dialoger/besok/<int:pk>/", board_visit.member_visit_edit, name="member_visit_edit"
    ),
    path(
        "namndens-dialoger/besok/<int:pk>/stall-in/",
        board_visit.member_visit_cancel,
        name="member_visit_cancel",
    ),
    path(
        "namndens-dialoger/besok/<int:pk>/anmal/",
        board_visit.member_visit_signup,
        name="member_visit_signup",
    ),
    path("namndens-dialoger/kallelser/<int:pk>/", brief.summons_answer, name="summons_answer"),
    path(
        "namndens-dialoger/uppfoljning/<int:pk>/", outcome.follow_up_finish, name="follow_up_finish"
    ),
    path("namndens-dialoger/<int:pk>/", sitting.board_dialogue, name="board_dialogue"),
    path(
        "namndens-dialoger/<int:pk>/stall-in/",
        sitting.board_dialogue_cancel,
        name="board_dialogue_cancel",
    ),
    path(
        "namndens-dialoger/<int:pk>/historik/",
        sitting.board_dialogue_history,
        name="board_dialogue_history",
    ),
    path("namndens-dialoger/<int:pk>/underlag/", brief.brief_edit, name="brief_edit"),
    path("namndens-dialoger/<int:pk>/underlag/fakta/", brief.brief_material, name="brief_material"),
    path("namndens-dialoger/<int:pk>/underlag/skicka/", brief.brief_send, name="brief_send"),
    path("namndens-dialoger/<int:pk>/underlag.pdf", brief.brief_pdf, name="brief_pdf"),
    path("namndens-dialoger/<int:pk>/underlag.docx", brief.brief_docx, name="brief_docx"),
    path("namndens-dialoger/<int:pk>/kalla/", brief.summons_create, name="summons_create"),
    path("namndens-dialoger/<int:pk>/kallelsen/", brief.board_notice, name="board_notice"),
    path(
        "namndens-dialoger/<int:pk>/utfall/", outcome.board_outcome_edit, name="board_outcome_edit"
    ),
    path(
        "namndens-dialoger/<int:pk>/utfall.pdf", brief.board_outcome_pdf, name="board_outcome_pdf"
    ),
    path(
        "namndens-dialoger/<int:pk>/utfall.docx",
        brief.board_outcome_docx,
        name="board_outcome_docx",
    ),
    path("namndens-dialoger/<int:pk>/folj-upp/", outcome.follow_up_create, name="follow_up_create"),
    path("namndens-dialoger/<int:pk>/svar/", outcome.board_answer, name="board_answer"),
]

_UNIT: list[URLPattern | URLResolver] = [
    path("enhetens-dialoger/", unit.unit_dialogue_list, name="unit_dialogue_list"),
    path("enhetens-dialoger/fragor/", chain.matter_list, name="matter_list"),
    path("enhetens-dialoger/fragor/<int:pk>/", chain.matter_edit, name="matter_edit"),
    path("enhetens-dialoger/fragor/<int:pk>/svara/", chain.matter_answer, name="matter_answer"),
    path(
        "enhetens-dialoger/dialog/<int:pk>/",
        occasion.unit_occasion_detail,
        name="unit_occasion_detail",
    ),
    path(
        "enhetens-dialoger/dialog/<int:pk>/skriv/",
        occasion.unit_occasion_edit,
        name="unit_occasion_edit",
    ),
    path(
        "enhetens-dialoger/dialog/<int:pk>/planera/",
        occasion.unit_occasion_replan,
        name="unit_occasion_replan",
    ),
    path(
        "enhetens-dialoger/dialog/<int:pk>/ta-bort/",
        occasion.unit_occasion_remove,
        name="unit_occasion_remove",
    ),
    path(
        "enhetens-dialoger/dialog/<int:pk>/historik/",
        occasion.unit_occasion_history,
        name="unit_occasion_history",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/",
        unit.unit_dialogue_detail,
        name="unit_dialogue_detail",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/i-korthet/",
        unit.unit_dialogue_brief,
        name="unit_dialogue_brief",
    ),
    path("enhetens-dialoger/enhet/<str:code>/plan/", unit.unit_plan_edit, name="unit_plan_edit"),
    path(
        "enhetens-dialoger/enhet/<str:code>/grupp/<slug:group>/",
        unit.unit_group_exempt,
        name="unit_group_exempt",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/ny/",
        occasion.unit_occasion_create,
        name="unit_occasion_create",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/planera/",
        occasion.unit_occasion_plan,
        name="unit_occasion_plan",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/vad-det-ledde-till/",
        chain.unit_outcomes,
        name="unit_outcomes",
    ),
    path("enhetens-dialoger/enhet/<str:code>/lyft/", chain.matter_create, name="matter_create"),
    path(
        "enhetens-dialoger/enhet/<str:code>/dialoger.pdf",
        unit.unit_dialogue_pdf,
        name="unit_dialogue_pdf",
    ),
    path(
        "enhetens-dialoger/enhet/<str:code>/dialoger.docx",
        unit.unit_dialogue_docx,
        name="unit_dialogue_docx",
    ),
]

_VISITS: list[URLPattern | URLResolver] = [
    path("besok/", visit_plan.visit_list, name="visit_list"),
    path("besok/omgang/ny/", visit_plan.visit_round_create, name="visit_round_create"),
    path("besok/omgang/<int:pk>/", visit_plan.visit_round_detail, name="visit_round_detail"),
    path("besok/omgang/<int:pk>/plan/", visit_plan.visit_round_plan, name="visit_round_plan"),
    path(
        "besok/omgang/<int:pk>/foresla/",
        visit_plan.visit_round_suggest,
        name="visit_round_suggest",
    ),
    path("besok/omgang/<int:pk>/meddela/", visit_plan.visit_round_tell, name="visit_round_tell"),
    path(
        "besok/omgang/<int:pk>/fler-enheter/",
        visit_plan.visit_round_add_units,
        name="visit_round_add_units",
    ),
    path("besok/<int:pk>/", visit.visit_detail, name="visit_detail"),
    path("besok/<int:pk>/planera/", visit_plan.visit_edit, name="visit_edit"),
    path("besok/<int:pk>/deltagare/", visit_plan.visit_people, name="visit_people"),
    path("besok/<int:pk>/stall-in/", visit_plan.visit_cancel, name="visit_cancel"),
    path("besok/<int:pk>/oppna/", visit_plan.visit_reopen, name="visit_reopen"),
    path("besok/<int:pk>/forbered/", visit.visit_prepare, name="visit_prepare"),
    path("besok/<int:pk>/anteckningar/", visit.visit_notes, name="visit_notes"),
    path("besok/<int:pk>/genomfort/", visit.visit_hold, name="visit_hold"),
    path("besok/<int:pk>/aterkoppling/", visit.visit_feedback, name="visit_feedback"),
    path("besok/<int:pk>/samtal/", visit.visit_appraisal, name="visit_appraisal"),
    path("besok/<int:pk>/sammanfattning.pdf", visit.visit_pdf, name="visit_pdf"),
    path("besok/<int:pk>/sammanfattning.docx", visit.visit_docx, name="visit_docx"),
    path("besok/<int:pk>/atagande/", commitment.commitment_create, name="commitment_create"),
    path("besok/ataganden/", commitment.commitment_list, name="commitment_list"),
    path("besok/atagande/<int:pk>/andra/", commitment.commitment_edit, name="commitment_edit"),
    path(
        "besok/atagande/<int:pk>/folj-upp/",
        commitment.commitment_follow_up,
        name="commitment_follow_up",
    ),
    path(
        "besok/atagande/<int:pk>/ta-bort/", commitment.commitment_remove, name="commitment_remove"
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [*_BOARD, *_UNIT, *_VISITS]
