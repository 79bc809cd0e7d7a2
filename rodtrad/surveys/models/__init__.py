"""Surveys, what was answered, and how people took part."""

from rodtrad.surveys.models.answers import Answer, OneTimeCode, Response
from rodtrad.surveys.models.bank import Audience, BankQuestion, Scale, ScaleOption, Stance
from rodtrad.surveys.models.index import SurveyIndex
from rodtrad.surveys.models.participation import Participation
from rodtrad.surveys.models.survey import (
    Option,
    OptionTranslation,
    Question,
    QuestionTranslation,
    Survey,
    SurveyTranslation,
    SurveyUnit,
)

__all__ = [
    "Answer",
    "Audience",
    "BankQuestion",
    "OneTimeCode",
    "Option",
    "OptionTranslation",
    "Participation",
    "Question",
    "QuestionTranslation",
    "Response",
    "Scale",
    "ScaleOption",
    "Stance",
    "Survey",
    "SurveyIndex",
    "SurveyTranslation",
    "SurveyUnit",
]
