"""Questions that are really in use, and the steps of their answers, to build surveys from."""

import tomllib
from importlib.resources import files
from typing import Any, Final, NamedTuple


class Step(NamedTuple):
    """One step of an answer: what it says in Swedish and in the other languages."""

    sv: str
    en: str
    ar: str
    uk: str
    stance: str


YES, NO, NEITHER = "positive", "other", "no_opinion"
_DO_NOT_KNOW = Step("Vet inte", "Do not know", "لا أعرف", "Не знаю", NEITHER)

# The first two steps are the sources' own; the rest follow from them.
SCALES: Final[dict[str, tuple[str, tuple[Step, ...]]]] = {
    "extent": (
        "Helt och hållet – Inte alls",
        (
            Step("Helt och hållet", "Completely", "تماماً", "Повністю", YES),
            Step("Till stor del", "To a large extent", "إلى حد كبير", "Значною мірою", YES),
            Step("Till viss del", "To some extent", "إلى حد ما", "Певною мірою", NO),
            Step("Inte alls", "Not at all", "لا على الإطلاق", "Зовсім ні", NO),
            _DO_NOT_KNOW,
        ),
    ),
    "frequency": (
        "Alltid – Aldrig",
        (
            Step("Alltid", "Always", "دائماً", "Завжди", YES),
            Step("Ofta", "Often", "غالباً", "Часто", YES),
            Step("Sällan", "Seldom", "نادراً", "Рідко", NO),
            Step("Aldrig", "Never", "أبداً", "Ніколи", NO),
            _DO_NOT_KNOW,
        ),
    ),
    "amount": (
        "Väldigt mycket – Väldigt lite",
        (
            Step("Väldigt mycket", "Very much", "كثيراً جداً", "Дуже багато", YES),
            Step("Ganska mycket", "Quite a lot", "كثيراً نوعاً ما", "Досить багато", YES),
            Step("Ganska lite", "Quite little", "قليلاً نوعاً ما", "Досить мало", NO),
            Step("Väldigt lite", "Very little", "قليلاً جداً", "Дуже мало", NO),
            _DO_NOT_KNOW,
        ),
    ),
    "degree": (
        "I mycket stor – i mycket liten utsträckning",
        (
            Step(
                "I mycket stor utsträckning",
                "To a very large extent",
                "إلى حد كبير جداً",
                "Дуже великою мірою",
                YES,
            ),
            Step(
                "I ganska stor utsträckning",
                "To a fairly large extent",
                "إلى حد كبير نوعاً ما",
                "Досить великою мірою",
                YES,
            ),
            Step(
                "I ganska liten utsträckning",
                "To a fairly small extent",
                "إلى حد قليل نوعاً ما",
                "Досить малою мірою",
                NO,
            ),
            Step(
                "I mycket liten utsträckning",
                "To a very small extent",
                "إلى حد قليل جداً",
                "Дуже малою мірою",
                NO,
            ),
            _DO_NOT_KNOW,
        ),
    ),
    "quality": (
        "Mycket bra – Mycket dåligt",
        (
            Step("Mycket bra", "Very good", "جيد جداً", "Дуже добре", YES),
            Step("Ganska bra", "Fairly good", "جيد نوعاً ما", "Досить добре", YES),
            Step("Ganska dåligt", "Fairly bad", "سيئ نوعاً ما", "Досить погано", NO),
            Step("Mycket dåligt", "Very bad", "سيئ جداً", "Дуже погано", NO),
            _DO_NOT_KNOW,
        ),
    ),
    "ease": (
        "Mycket lätt – Mycket svårt",
        (
            Step("Mycket lätt", "Very easy", "سهل جداً", "Дуже легко", YES),
            Step("Ganska lätt", "Fairly easy", "سهل نوعاً ما", "Досить легко", YES),
            Step("Ganska svårt", "Fairly difficult", "صعب نوعاً ما", "Досить важко", NO),
            Step("Mycket svårt", "Very difficult", "صعب جداً", "Дуже важко", NO),
            _DO_NOT_KNOW,
        ),
    ),
    "agreement": (
        "Instämmer helt – Instämmer inte alls",
        (
            Step("Instämmer helt", "Agree completely", "أوافق تماماً", "Повністю згоден", YES),
            Step(
                "Instämmer till stor del",
                "Agree mostly",
                "أوافق إلى حد كبير",
                "Переважно згоден",
                YES,
            ),
            Step(
                "Instämmer till viss del", "Agree partly", "أوافق إلى حد ما", "Частково згоден", NO
            ),
            Step("Instämmer inte alls", "Do not agree", "لا أوافق", "Не згоден", NO),
            _DO_NOT_KNOW,
        ),
    ),
}


def standard_labels(language: str) -> dict[str, str]:
    """The steps of the scales from Swedish to another language; empty for one that is unknown."""
    if language not in Step._fields or language in ("sv", "stance"):
        return {}
    return {step.sv: str(getattr(step, language)) for _, steps in SCALES.values() for step in steps}


def bank() -> list[dict[str, Any]]:
    """The bank's questions as they lie in the file."""
    text = files(__name__).joinpath("bank.toml").read_text(encoding="utf-8")
    questions: list[dict[str, Any]] = tomllib.loads(text)["question"]
    return questions


def add_bank(scale_model: Any, option_model: Any, question_model: Any) -> None:
    """Put the bank in place; what a municipality has changed since is left as it is.

    Args:
        scale_model: the model Scale, as the migration knows it.
        option_model: the model ScaleOption.
        question_model: the model BankQuestion.
    """
    for code, (name, steps) in SCALES.items():
        scale, is_new = scale_model.objects.get_or_create(code=code, defaults={"name": name})
        if is_new:
            option_model.objects.bulk_create(
                option_model(scale=scale, position=number, label=step.sv, stance=step.stance)
                for number, step in enumerate(steps, 1)
            )
    scales = {scale.code: scale for scale in scale_model.objects.all()}
    for entry in bank():
        question_model.objects.get_or_create(
            audience=entry["audience"],
            text=entry["text"],
            defaults={
                "area": entry["area"],
                "scale": scales[entry["scale"]],
                "reversed": entry.get("reversed", False),
                "source": entry["source"],
                "source_code": entry.get("code", ""),
            },
        )
