"""Every change to surveys, answers and the log of participation."""

from rodtrad.surveys.actions.answering import Refused, Submission, submit_answers
from rodtrad.surveys.actions.index import remove_index, set_index
from rodtrad.surveys.actions.making import (
    add_from_bank,
    add_question,
    change_question,
    change_survey,
    copy_survey,
    create_survey,
    move_question,
    remove_question,
)
from rodtrad.surveys.actions.participation import (
    change_participation,
    log_participation,
    remove_participation,
    unlog_participation,
    write_participation,
)
from rodtrad.surveys.actions.running import (
    close_survey,
    feed_indicators,
    hide_answer,
    make_codes,
    publish_survey,
    say_how_many,
)
from rodtrad.surveys.actions.translating import translate_survey

__all__ = [
    "Refused",
    "Submission",
    "add_from_bank",
    "add_question",
    "change_participation",
    "change_question",
    "change_survey",
    "close_survey",
    "copy_survey",
    "create_survey",
    "feed_indicators",
    "hide_answer",
    "log_participation",
    "make_codes",
    "move_question",
    "publish_survey",
    "remove_index",
    "remove_participation",
    "remove_question",
    "say_how_many",
    "set_index",
    "submit_answers",
    "translate_survey",
    "unlog_participation",
    "write_participation",
]
