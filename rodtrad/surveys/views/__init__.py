"""Pages of surveys, of answering them, and of the log of participation."""

from rodtrad.surveys.views.answering import answer_survey, answer_thanks
from rodtrad.surveys.views.bank import survey_bank
from rodtrad.surveys.views.index import index_create, index_edit, index_remove
from rodtrad.surveys.views.making import (
    question_create,
    question_edit,
    question_move,
    question_remove,
    survey_copy,
    survey_create,
    survey_edit,
    survey_preview,
    survey_translate,
)
from rodtrad.surveys.views.participation import (
    participation_create,
    participation_edit,
    participation_list,
    participation_remove,
)
from rodtrad.surveys.views.results import answer_hide, survey_feed, survey_results
from rodtrad.surveys.views.running import (
    code_list,
    survey_close,
    survey_detail,
    survey_list,
    survey_poster,
    survey_publish,
    survey_unit,
)

__all__ = [
    "answer_hide",
    "answer_survey",
    "answer_thanks",
    "code_list",
    "index_create",
    "index_edit",
    "index_remove",
    "participation_create",
    "participation_edit",
    "participation_list",
    "participation_remove",
    "question_create",
    "question_edit",
    "question_move",
    "question_remove",
    "survey_bank",
    "survey_close",
    "survey_copy",
    "survey_create",
    "survey_detail",
    "survey_edit",
    "survey_feed",
    "survey_list",
    "survey_poster",
    "survey_preview",
    "survey_publish",
    "survey_results",
    "survey_translate",
    "survey_unit",
]
