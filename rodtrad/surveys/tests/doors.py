"""Who may open the addresses of surveys and of the log of participation."""

from typing import Any

from rodtrad.surveys.actions import close_survey, set_index, write_participation
from rodtrad.surveys.models import Answer, SurveyIndex
from rodtrad.surveys.tests.helpers import TODAY, answer, draft, part_of, published
from tests.door import EVERYBODY, PLANS_SCHOOL, PLANS_SOMEWHERE, READERS, WORKERS, Door
from tests.world import World


def _draft(world: World) -> list[Any]:
    return [draft(world).pk]


def _published(world: World) -> list[Any]:
    return [published(world).pk]


def _closed(world: World) -> list[Any]:
    survey = published(world)
    for _ in range(5):
        answer(part_of(survey), safe="Helt och hållet", text="Fler vuxna ute.")
    close_survey(survey, on=TODAY, by=world.principal)
    return [survey.pk]


def _part(world: World) -> list[Any]:
    return [part_of(published(world)).pk]


def _codes(world: World) -> list[Any]:
    return [part_of(published(world, access="codes")).pk]


def _question(world: World) -> list[Any]:
    return [draft(world).questions.all()[0].pk]


def _index(world: World) -> list[Any]:
    survey = draft(world)
    index = set_index(
        SurveyIndex(survey=survey),
        name="Trygghet",
        questions=survey.questions.filter(kind="scale"),
        indicator=None,
        by=world.principal,
    )
    return [index.pk]


def _written(world: World) -> list[Any]:
    _closed(world)
    return [Answer.objects.exclude(text="")[0].pk]


def _entry(world: World) -> list[Any]:
    entry = write_participation(
        unit=world.school, audience="pupils", on=TODAY, what="Elevråd", by=world.principal
    )
    return [entry.pk]


def _code(world: World) -> list[Any]:
    return [part_of(published(world)).code]


DOORS = {
    "answer_survey": Door(EVERYBODY, _code, by_secret=True),
    "answer_thanks": Door(EVERYBODY, _code, by_secret=True),
    "survey_list": Door(WORKERS),
    "survey_create": Door(PLANS_SOMEWHERE),
    "survey_detail": Door(READERS, _published),
    "survey_edit": Door(PLANS_SCHOOL, _draft),
    "survey_preview": Door(PLANS_SCHOOL, _draft),
    "survey_copy": Door(PLANS_SCHOOL, _draft),
    "survey_bank": Door(PLANS_SCHOOL, _draft),
    "question_create": Door(PLANS_SCHOOL, _draft),
    "index_create": Door(PLANS_SCHOOL, _draft),
    "index_edit": Door(PLANS_SCHOOL, _index),
    "index_remove": Door(PLANS_SCHOOL, _index),
    "question_edit": Door(PLANS_SCHOOL, _question),
    "question_move": Door(PLANS_SCHOOL, _question, writes=True),
    "question_remove": Door(PLANS_SCHOOL, _question),
    "survey_translate": Door(PLANS_SCHOOL, lambda world: [*_draft(world), "ar"]),
    "survey_publish": Door(PLANS_SCHOOL, _draft),
    "survey_close": Door(PLANS_SCHOOL, _published),
    "survey_results": Door(READERS, _closed),
    "survey_feed": Door(PLANS_SCHOOL, _closed),
    "survey_unit": Door(PLANS_SCHOOL, _part),
    "survey_poster": Door(PLANS_SCHOOL, _part),
    "code_list": Door(PLANS_SCHOOL, _codes),
    "answer_hide": Door(PLANS_SCHOOL, _written),
    "participation_list": Door(WORKERS),
    "participation_create": Door(PLANS_SOMEWHERE),
    "participation_edit": Door(PLANS_SCHOOL, _entry),
    "participation_remove": Door(PLANS_SCHOOL, _entry),
}
