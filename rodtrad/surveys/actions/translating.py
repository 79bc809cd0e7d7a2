"""A survey's words in other languages; who answers chooses among them."""

from collections.abc import Mapping

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.identity_numbers import refuse_identity_numbers
from rodtrad.surveys.models import (
    OptionTranslation,
    QuestionTranslation,
    Survey,
    SurveyTranslation,
)


@transaction.atomic
def translate_survey(
    survey: Survey,
    *,
    language: str,
    title: str,
    intro: str,
    questions: Mapping[int, str],
    options: Mapping[str, str],
    by: User,
) -> SurveyTranslation:
    """Offer a survey in a language, with what has been translated; the rest is in Swedish.

    Also when it is published: a better translation helps those who have not answered yet.

    Args:
        questions: translated text by the question's number.
        options: translated answer by the Swedish one; the same step is worded alike everywhere.

    Raises:
        ValidationError: when a text holds a personal identity number.
    """
    written = "\n".join([title, intro, *questions.values(), *options.values()])
    refuse_identity_numbers(written)
    translation, _ = SurveyTranslation.objects.update_or_create(
        survey=survey, language=language, defaults={"title": title, "intro": intro}
    )
    for question in survey.questions.prefetch_related("options"):
        text = questions.get(question.pk, "").strip()
        if text:
            QuestionTranslation.objects.update_or_create(
                question=question, language=language, defaults={"text": text}
            )
        else:
            question.translations.filter(language=language).delete()
        for option in question.options.all():
            label = options.get(option.label, "").strip()
            if label:
                OptionTranslation.objects.update_or_create(
                    option=option, language=language, defaults={"label": label}
                )
            else:
                option.translations.filter(language=language).delete()
    record("survey.translated", by=by, target=survey, unit_id=survey.unit_id, language=language)
    return translation
