"""A survey as somebody who answers reads it: in their language, with what they have filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from rodtrad.surveys.languages import BY_CODE, SWEDISH, Language
from rodtrad.surveys.models import Question, Survey


@dataclass(frozen=True)
class Asked:
    """A question as it is asked.

    Attributes:
        options: number, words, whether it is chosen, and whether the words are left in Swedish.
        text: what has been written.
        error: what must be changed.
        in_swedish: whether the words are left in Swedish on a page in another language.
    """

    pk: int
    kind: str
    words: str
    options: tuple[tuple[int, str, bool, bool], ...]
    text: str = ""
    error: str = ""
    in_swedish: bool = False

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return f"fraga-{self.pk}"


@dataclass(frozen=True)
class Questionnaire:
    """The whole page of questions in one language."""

    title: str
    intro: str
    language: Language
    languages: tuple[Language, ...]
    questions: tuple[Asked, ...]


def languages_of(survey: Survey) -> tuple[Language, ...]:
    """The languages that a survey is offered in, Swedish first. One query."""
    codes = survey.translations.values_list("language", flat=True)
    return (SWEDISH, *(BY_CODE[code] for code in codes if code in BY_CODE))


def write_out(
    survey: Survey,
    language: Language,
    *,
    languages: tuple[Language, ...],
    filled: Mapping[str, str] | None = None,
    errors: Mapping[int, str] | None = None,
) -> Questionnaire:
    """The survey in a language; what is not translated stands in Swedish. Five queries.

    Args:
        filled: what has been filled in, by the fields' names.
        errors: what must be changed, by question's number.
    """
    filled, errors = filled or {}, errors or {}
    code = language.code
    own = next((one for one in survey.translations.all() if one.language == code), None)
    rows = survey.questions.prefetch_related("translations", "options__translations")
    return Questionnaire(
        title=(own.title if own else "") or survey.title,
        intro=(own.intro if own else "") or survey.intro,
        language=language,
        languages=languages,
        questions=tuple(
            _asked(row, code, filled.get(f"fraga-{row.pk}", ""), errors.get(row.pk, ""))
            for row in rows
        ),
    )


def _asked(row: Question, code: str, filled: str, error: str) -> Asked:
    words = next((one.text for one in row.translations.all() if one.language == code), "")
    is_foreign = code != SWEDISH.code
    options = []
    for option in row.options.all():
        label = next((one.label for one in option.translations.all() if one.language == code), "")
        left = is_foreign and not label
        options.append((option.pk, label or option.label, filled == str(option.pk), left))
    is_text = row.kind == Question.Kind.TEXT
    return Asked(
        row.pk,
        row.kind,
        words or row.text,
        tuple(options),
        text=filled if is_text else "",
        error=error,
        in_swedish=is_foreign and not words,
    )
